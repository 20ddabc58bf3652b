"""PDF and Word files: pages, paragraphs, and what they say of themselves."""

import io

import docx
import pytest
from pypdf import PdfReader, PdfWriter

from documents import STORY, document, only, pdf, saved, word
from index import Article, Passage
from index.model.limits import Limits, TooMuchError
from index.readers.formats import docx as word_files
from index.readers.formats import pdf as pdf_files
from index.readers.formats.document import Document, UnreadableError


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


OPENING = (
    "Ferry aground",
    "By Ada Byron",
    "Harbor Ledger",
    "Published March 11, 2025 at 6:30 AM UTC",
)


def test_a_pdf_says_who_published_it_when_where_its_page_does() -> None:
    # When the file was made is none of it.
    facts = {"CreationDate": "D:20240102030405Z", "ModDate": "D:20240102030405Z", "Author": "it-department"}
    article = only(pdf_files.parse(document(pdf([[(24, OPENING[0]), *OPENING[1:], *STORY]], facts))))
    assert (article.title, article.author, article.outlet, article.published) == (
        *("Ferry aground", "Ada Byron", "Harbor Ledger"),
        "2025-03-11T06:30:00+00:00",
    )


@pytest.mark.parametrize(
    "lines",
    [
        [(24.0, "Ferry aground"), *STORY],
        # A browser's own line above the page, and a date that the story tells of.
        ["12 March 2025, 10:15", (24.0, "Ferry aground"), *STORY],
        [(24.0, "Ferry aground"), "The ship was built in Aldermere and launched on 4 May 1998.", *STORY],
    ],
)
def test_a_pdf_that_does_not_say_when_stays_undated(lines: list[str | tuple[float, str]]) -> None:
    article = only(pdf_files.parse(document(pdf([lines], {"CreationDate": "D:20240102030405Z"}))))
    assert (article.title, article.published, article.outlet) == ("Ferry aground", "", "")


def test_a_word_file_says_who_published_it_when_where_its_text_does() -> None:
    made = word([("Title", OPENING[0]), *(("", line) for line in (*OPENING[1:], *STORY))])
    article = only(word_files.parse(document(made)))
    assert (article.author, article.outlet) == ("Ada Byron", "Harbor Ledger")
    assert article.published == "2025-03-11T06:30:00+00:00"
    plain = only(word_files.parse(document(word([("Title", OPENING[0]), *(("", line) for line in STORY)]))))
    # What the program says of the file's making is no publication.
    assert (plain.outlet, plain.published) == ("", "")


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
    assert only(word_files.parse(document(word(story, author="Windows User")))).author == "Ada Byron"
    unsigned = [story[0], *(("", sentence) for sentence in STORY)]
    assert only(word_files.parse(document(word(unsigned, author="Windows User")))).author == ""


def test_a_word_file_without_text_or_that_unpacks_to_too_much() -> None:
    with pytest.raises(UnreadableError, match="holds no text"):
        list(word_files.parse(document(word([]))))
    with pytest.raises(TooMuchError, match="unpacks to more than"):
        list(word_files.parse(Document(data=word([("", "Fog.")]), limits=Limits(unpacked_bytes=1000))))


# --- feeds
