"""Each format's parser by itself, in this process; `test_worker.py` runs them where they belong."""

import io
from collections.abc import Iterable

import docx
import pytest
from pypdf import PdfReader, PdfWriter

from documents import ATOM, PAGE, RSS, STORY, pdf, saved, word
from index import Article, Passage, Problem
from index.limits import Limits, TooMuchError
from index.readers import docx as word_files
from index.readers import feed, html, json_array, md, tables
from index.readers import pdf as pdf_files
from index.readers.foreign import Document, UnreadableError
from index.readers.markup import to_text


def document(data: str | bytes, url: str = "", charset: str = "") -> Document:
    return Document(data=data.encode() if isinstance(data, str) else data, url=url, charset=charset)


def only(items: Iterable[Article | Problem]) -> Article:
    [article] = items
    assert isinstance(article, Article)
    return article


# --- web pages


def test_a_page_gives_its_article_and_says_where_it_is_from() -> None:
    assert only(html.parse(document(PAGE))) == Article(
        text="\n".join(STORY),
        title="Ferry runs aground in fog",
        outlet="Harbor Ledger",
        author="Ada Byron",
        published="2025-03-11",
        url="https://www.ledger.example/2025/03/11/ferry",
    )


def test_a_page_that_says_nothing_of_itself_stays_unknown() -> None:
    told = "".join(f"<p>{sentence} It recalled the storm of 3 May 2001.</p>" for sentence in STORY)
    page = f"<html><body><h1>The storm of September 11, 2001</h1><article>{told}</article></body></html>"
    article = only(html.parse(document(page)))
    assert (article.outlet, article.author, article.published, article.url) == ("", "", "", "")


@pytest.mark.parametrize(
    ("own", "fetched", "kept"),
    [
        ("https://www.ledger.example/a", "https://ledger.example/a?utm=1", "https://www.ledger.example/a"),
        ("https://bbc.example/a", "https://copycat.example/a", "https://copycat.example/a"),
        ("javascript:alert(1)", "https://ledger.example/a", "https://ledger.example/a"),
    ],
)
def test_a_fetched_page_cannot_pass_for_another_sites(own: str, fetched: str, kept: str) -> None:
    page = PAGE.replace("https://www.ledger.example/2025/03/11/ferry", own)
    assert only(html.parse(document(page, url=fetched))).url == kept


@pytest.mark.parametrize(
    ("stated", "author"),
    [
        ("Ada Byron", "Ada Byron"),
        ("Harbor Ledger", ""),
        ("https://facebook.com/ada", ""),
        ("Username", ""),
        ("Ada Byron, Ben Ash", "Ada Byron, Ben Ash"),
    ],
)
def test_an_author_is_a_person_or_unknown(stated: str, author: str) -> None:
    assert only(html.parse(document(PAGE.replace("Ada Byron", stated)))).author == author


def test_the_outlet_is_the_host_where_the_page_only_has_a_handle() -> None:
    named = '<meta property="og:site_name" content="Harbor Ledger">'
    page = PAGE.replace(named, '<meta name="twitter:site" content="@TheDailyShip">')
    assert only(html.parse(document(page))).outlet == "ledger.example"


@pytest.mark.parametrize(
    "declared", ["<meta charset=windows-1251>", '<?xml version="1.0" encoding="cp1251"?>']
)
def test_a_page_in_an_old_encoding_is_read_by_what_it_declares(declared: str) -> None:
    story = "".join(f"<p>Паром сел на мель в густом тумане, номер {number}.</p>" for number in range(9))
    page = f"{declared}<html><body><article>{story}</article></body></html>".encode("cp1251")
    assert only(html.parse(document(page))).text.startswith("Паром сел на мель")
    assert only(html.parse(document(page, charset="windows-1251"))).text.startswith("Паром сел на мель")


def test_a_fragment_is_a_page_too_and_an_empty_page_is_none() -> None:
    assert (
        only(html.parse(document("<p>Fog came in over the harbour.</p>"))).text
        == "Fog came in over the harbour."
    )
    with pytest.raises(UnreadableError, match="no article was found in this page; add its text itself"):
        list(html.parse(document("<html><body><script>1</script></body></html>")))


def test_an_article_may_not_exceed_its_limit() -> None:
    short = Document(data=PAGE.encode(), limits=Limits(text_characters=50))
    with pytest.raises(
        TooMuchError, match="its text has more than 50 characters; split it, or raise the limit"
    ):
        list(html.parse(short))


# --- PDF


def test_a_pdf_keeps_its_pages_and_loses_its_running_lines() -> None:
    pages: list[list[str | tuple[float, str]]] = [
        [
            "Harbor Ledger",
            (24.0, "Ferry runs aground"),
            "The night ferry ran aground in thick fog off the inter-",
            "national terminal at Gull Point early on Sunday, and its",
            "passengers were brought ashore.",
            "All of them were well. The company has taken a well-",
            "known ship out of service, and with it a",
            "Page 1 of 3",
        ],
        [
            "Harbor Ledger",
            "second well-known one until the cause of it is known.",
            "It was old.",
            "Page 2 of 3",
        ],
        ["Harbor Ledger", "Nobody answered the telephone.", "Page 3 of 3"],
    ]
    facts = {"Title": "ferry_final_v2.indd", "Author": "Administrator"}
    article = only(pdf_files.parse(document(pdf(pages, facts))))
    assert (article.title, article.author, article.published) == ("Ferry runs aground", "", "")
    assert article.text == (
        "The night ferry ran aground in thick fog off the international terminal at Gull Point early on "
        "Sunday, and its passengers were brought ashore.\nAll of them were well. The company has taken a "
        "well-known ship out of service, and with it a second well-known one until the cause of it is known. "
        "It was old.\nNobody answered the telephone."
    )
    assert [article.text[start:].split()[0] for start in article.pages] == ["The", "second", "Nobody"]


def test_a_label_says_the_page() -> None:
    article = Article(text="One. Two. Three.", outlet="Ledger", title="T", pages=(0, 5, 5, 10))
    labels = [
        Passage(article=article, serial=1, start=start, end=end, position=1, total=1).label
        for start, end in ((0, 4), (5, 9), (0, 9), (10, 16))
    ]
    assert [label.removeprefix("Ledger, undated, “T”, ") for label in labels] == [
        "p. 1, passage 1 of 1",
        "p. 3, passage 1 of 1",
        "pp. 1–3, passage 1 of 1",
        "p. 4, passage 1 of 1",
    ]
    unpaged = Passage(article=Article(text="One."), serial=1, start=0, end=4, position=1, total=1)
    assert unpaged.pages is None


@pytest.mark.parametrize("pages", [(0, 5, 3), (-1,), (0, 99)])
def test_pages_ascend_within_the_text(pages: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match='"pages" must ascend within the text'):
        Article(text="One. Two.", pages=pages)


def test_the_title_and_author_a_pdf_states_count_when_it_shows_them() -> None:
    facts = {"Title": "Ferry aground", "Author": "Ada Byron"}
    shown = pdf(
        [["Ferry aground", "by Ada Byron", "Fog came in over the harbour, thick and cold as ever."]], facts
    )
    article = only(pdf_files.parse(document(shown)))
    assert (article.title, article.author) == ("Ferry aground", "Ada Byron")
    assert article.text.startswith("by Ada Byron")


def test_a_scanned_pdf_says_so() -> None:
    with pytest.raises(
        UnreadableError, match="has 2 pages and no text, only pictures of it; run text recognition"
    ):
        list(pdf_files.parse(document(pdf([[], []]))))


@pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128"])
def test_an_encrypted_pdf_says_so_unless_it_opens_without_a_password(algorithm: str) -> None:
    def locked(password: str) -> Document:
        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([["Fog came in over the harbour."]]))))
        writer.encrypt(password, owner_password="owner", algorithm=algorithm)  # noqa: S106
        buffer = io.BytesIO()
        writer.write(buffer)
        return document(buffer.getvalue())

    with pytest.raises(
        UnreadableError, match="is encrypted; open it with its password and save a copy without"
    ):
        list(pdf_files.parse(locked("secret")))
    assert only(pdf_files.parse(locked(""))).text == "Fog came in over the harbour."


def test_a_pdf_may_not_have_more_pages_than_allowed() -> None:
    data = pdf([["Fog came in over the harbour."]] * 3)
    with pytest.raises(TooMuchError, match="has more than 2 pages; split it, or raise the limit pages"):
        list(pdf_files.parse(Document(data=data, limits=Limits(pages=2))))


# --- Word


def test_a_word_file_gives_paragraphs_and_tables_in_order() -> None:
    made = docx.Document()
    made.core_properties.author = "python-docx"
    made.add_paragraph("Ferry aground", style="Title")
    made.add_paragraph("Fog came in.")
    table = made.add_table(rows=2, cols=2)
    for row, values in zip(table.rows, (("Ship", "Built"), ("Tern", "1977")), strict=True):
        for cell, value in zip(row.cells, values, strict=True):
            cell.text = value
    made.add_paragraph("Nobody was hurt.")
    made.sections[0].header.paragraphs[0].text = "Confidential draft"
    assert only(word_files.parse(document(saved(made)))) == Article(
        title="Ferry aground", text="Fog came in.\nShip | Built\nTern | 1977\nNobody was hurt."
    )


@pytest.mark.parametrize(
    ("paragraphs", "title", "text"),
    [
        ([("", "Ferry aground"), ("", "Fog came in.")], "Ferry aground", "Fog came in."),
        ([("", "Fog came in."), ("", "It left.")], "", "Fog came in.\nIt left."),
        ([("", "Fog came in")], "", "Fog came in"),
        ([("Heading 1", "Fog"), ("", "It came in.")], "Fog", "It came in."),
    ],
)
def test_the_title_of_a_word_file(paragraphs: list[tuple[str, str]], title: str, text: str) -> None:
    article = only(word_files.parse(document(word(paragraphs))))
    assert (article.title, article.text) == (title, text)


def test_a_word_file_names_its_author_in_its_text() -> None:
    story = [("Title", "Ferry aground"), ("", "By Ada Byron"), ("", "Fog came in.")]
    assert only(word_files.parse(document(word(story, author="Ada Byron")))).author == "Ada Byron"
    assert only(word_files.parse(document(word(story, author="Windows User")))).author == ""


def test_a_word_file_without_text_or_that_unpacks_to_too_much() -> None:
    with pytest.raises(UnreadableError, match="holds no text"):
        list(word_files.parse(document(word([]))))
    with pytest.raises(TooMuchError, match="unpacks to more than"):
        list(word_files.parse(Document(data=word([("", "Fog.")]), limits=Limits(unpacked_bytes=1000))))


# --- feeds


def test_a_feed_has_an_article_an_entry() -> None:
    ferry, headline = feed.parse(document(RSS))
    assert ferry == Article(
        title="Ferry & fog",
        text="The ferry ran aground.\nNobody was hurt.",
        outlet="Harbor Ledger",
        author="Ada Byron",
        published="2025-03-11T06:30:00+01:00",
        url="https://ledger.example/ferry",
    )
    assert headline == Problem(", entry 2", "has no text; add the page it links to")


def test_an_atom_feed_names_the_source_of_an_entry_and_no_date_of_change() -> None:
    article = only(feed.parse(document(ATOM, url="https://dispatch.example/feed")))
    assert (article.outlet, article.author, article.published) == ("Coast Wire", "Ben Ash", "")
    assert (article.text, article.url) == ("Fog held.\nIt lifted.", "https://dispatch.example/fog")


def test_feedparser_is_never_given_a_name_or_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    def opened(*arguments: object, **options: object) -> None:
        raise AssertionError("opened something")

    monkeypatch.setattr("builtins.open", opened)
    monkeypatch.setattr("feedparser.http.get", opened)
    for data in (b"/etc/passwd", b"https://ledger.example/feed", b"file:///etc/passwd", b"<rss"):
        with pytest.raises(UnreadableError, match="has no entries that can be read"):
            list(feed.parse(document(data)))


def test_entities_that_multiply_are_not_expanded() -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE r [<!ENTITY e0 "lol">{entities}]><rss version="2.0"><channel><title>x</title>'
    [article] = feed.parse(
        document(f"{bomb}<item><description>a &e11; b</description></item></channel></rss>")
    )
    assert isinstance(article, Article)
    assert len(article.text) < 100


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("plain &amp; simple", "plain & simple"),
        ("<p>One</p><p>Two <b>three</b>\nfour</p>", "One\nTwo three four"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("<script>x()</script>y<!-- z -->", "y"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a b"),
        ("", ""),
    ],
)
def test_markup_becomes_lines(markup: str, text: str) -> None:
    assert to_text(markup) == text


# --- Markdown


def test_markdown_loses_its_marks_and_no_word() -> None:
    text = """---
title: "Ferry aground"
author: Ada Byron
date: 2025-03-11
---
# Ferry aground

Fog **came** in [over](https://ledger.example) the `harbour`
at dawn. ![A ship](ship.png)

- one
- two

1. first

> Quoted *words*

| Ship | Built |
|------|-------|
| Tern | 1977  |

    x = 1

<div>In <b>HTML</b></div>
"""
    assert only(md.parse(document(text))) == Article(
        title="Ferry aground",
        author="Ada Byron",
        published="2025-03-11",
        text=(
            "Fog came in over the harbour at dawn.\n- one\n- two\n1. first\nQuoted words\n"
            "Ship | Built\nTern | 1977\nx = 1\nIn HTML"
        ),
    )


def test_markdown_without_a_heading_or_text() -> None:
    assert only(md.parse(document("Fog came in."))).title == ""
    with pytest.raises(UnreadableError, match="is empty"):
        list(md.parse(document("# Only a title\n")))


# --- JSON and tables


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize(
    "text",
    [
        '[{"title": "é", "text": "one"}, {"text": "two"}]',
        '{"status": "ok", "articles": [{"title": "é", "content": "one"}, {"body": "two"}]}',
        '{"title": "é", "text": "one"} {"text": "two"}',
        '[{"headline": "é",\n "text": "one"},\n\n {"TEXT": "two"}\n]\n',
    ],
)
def test_json_of_any_shape(text: str, encoding: str) -> None:
    first, second = json_array.read(io.BytesIO(text.encode(encoding)), "a.json")
    assert (first, second) == (Article(title="é", text="one"), Article(text="two"))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "a.json: is empty; there is nothing to quote"),
        ("[]", "a.json: is empty; there is nothing to quote"),
        (
            '[{"text": "one"}',
            "a.json, record 2: is no JSON (the array is not closed); nothing after it was read",
        ),
        (
            '[{"text": "one"}, {]',
            "a.json, record 2: is no JSON (Expecting property name enclosed in double quotes)",
        ),
        ("[" * 100_000, "a.json, record 1: is no JSON (nested too deeply)"),
        ('["' + "x" * 3_000_000 + '"]', "a.json, record 1: has more than 1 MB; split it"),
        ("[1]", 'a.json, record 1: is no JSON object; each line needs one with a "text"'),
    ],
)
def test_json_that_is_broken_says_where(text: str, reason: str) -> None:
    *_, problem = json_array.read(io.BytesIO(text.encode()), "a.json", Limits(record_bytes=2**20))
    assert str(problem).startswith(reason)


def test_a_json_array_is_read_piece_by_piece() -> None:
    class Counted(io.BytesIO):
        taken = 0

        def read(self, size: int | None = -1) -> bytes:
            data = super().read(size)
            self.taken += len(data)
            return data

    file = Counted(b"[" + b",".join(b'{"text": "%060d"}' % number for number in range(60_000)) + b"]")
    items = json_array.read(file, "a.json")
    assert next(items) == Article(text="0" * 60)
    assert file.taken < 3 * 2**20
    assert sum(1 for _ in items) == 59_999


def test_records_of_other_programs() -> None:
    record = """[{"source": {"id": null, "name": "Harbor Ledger"}, "authors": [{"name": "Ada"}, "Ben"],
    "publishedAt": "2025-03-11T06:30:00Z", "content": " Fog. ", "link": "https://ledger.example/a",
    "pages": 4}]"""
    assert only(json_array.read(io.BytesIO(record.encode()), "a.json")) == Article(
        text=" Fog. ",
        outlet="Harbor Ledger",
        author="Ada, Ben",
        published="2025-03-11T06:30:00+00:00",
        url="https://ledger.example/a",
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_table_has_an_article_a_row(delimiter: str, encoding: str) -> None:
    rows = ["id{0}title{0}Text", '7{0}"A{0} ""b"""{0}"Café.\nStraße."', "{0}{0}", "8{0}B{0}Fog."]
    data = "\n".join(rows).format(delimiter).encode(encoding)
    articles = [item for item in tables.read(io.BytesIO(data), "a.csv") if isinstance(item, Article)]
    assert articles == [
        Article(id="7", title=" ".join(f'A{delimiter} "b"'.split()), text="Café.\nStraße."),
        Article(id="8", title="B", text="Fog."),
    ]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "a.csv: is empty; there is nothing to quote"),
        (b"id,title\n1,2\n", 'a.csv: no column "text" among id, title; name the column with the texts so'),
        (b"id\rtitle\n1,2\n", 'a.csv: no column "text" among those of its first row, which is no row'),
        (b'text\n"open\n' + b"x\n" * 99_999, "a.csv:2: is no row (has more than 50,000 bytes"),
        (b'text,b\n"a' + b"\n" * 99_999 + b'",c\n', "a.csv:2: is no row (has more than 50,000 bytes"),
        (b"text\n" + b"x" * 99_999 + b"\nok\n", "a.csv:2: has more than 50,000 bytes"),
    ],
)
def test_a_table_that_cannot_be_read_says_where(data: bytes, reason: str) -> None:
    problems = [str(item) for item in tables.read(io.BytesIO(data), "a.csv", Limits(record_bytes=50_000))]
    assert any(problem.startswith(reason) for problem in problems), problems
