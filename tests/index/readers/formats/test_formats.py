"""Each format's parser by itself, in this process; `test_worker.py` runs them where they belong."""

import pytest

from documents import ATOM, PAGE, RSS, STORY, document, only
from index import Article, Problem
from index.model.limits import Limits, TooMuchError
from index.readers.formats import feed, html, markdown
from index.readers.formats.document import Document, UnreadableError
from index.text.html_text import to_text

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
    assert headline == Problem(", entry 2", "has no text", remedy="add the page it links to")


def test_an_atom_feed_names_the_source_of_an_entry_and_no_date_of_change() -> None:
    article = only(feed.parse(document(ATOM, url="https://dispatch.example/feed")))
    assert (article.outlet, article.author, article.published) == ("Coast Wire", "Ben Ash", "")
    assert (article.text, article.url) == ("Fog held.\nIt lifted.", "https://dispatch.example/fog")


def _item(title: str, link: str, text: str, mark: str = "") -> str:
    guid = f'<guid isPermaLink="false">{mark}</guid>' if mark else ""
    return f"<item><title>{title}</title><link>{link}</link>{guid}<description>{text}</description></item>"


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        (("One", "https://ledger.example/live"), ("Two", "http://www.ledger.example/live/?utm_id=1"), False),
        (("One", "https://ledger.example/live", "1"), ("One", "https://ledger.example/live", "2"), False),
        (("One", "https://ledger.example/live", "1"), ("Two", "https://ledger.example/live", "1"), False),
        (("One", "https://ledger.example/live", "1"), ("One", "https://ledger.example/live", "1"), True),
        (("One", "https://ledger.example/a"), ("Two", "https://ledger.example/b"), True),
        (("One", "http://["), ("Two", "http://["), True),
    ],
)
def test_a_link_that_several_entries_share_names_none_of_them(
    first: tuple[str, ...], second: tuple[str, ...], *, kept: bool
) -> None:
    items = [_item(title, link, f"{title} is here.", *mark) for title, link, *mark in (first, second)]
    data = f"<rss version='2.0'><channel><title>Ledger</title>{''.join(items)}</channel></rss>".encode()
    articles = [one for one in feed.parse(document(data)) if isinstance(one, Article)]
    assert [one.title for one in articles] == [first[0], second[0]]
    assert [bool(one.url) for one in articles] == [kept, kept]


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
    assert only(markdown.parse(document(text))) == Article(
        title="Ferry aground",
        author="Ada Byron",
        published="2025-03-11",
        text=(
            "Fog came in over the harbour at dawn.\n- one\n- two\n1. first\nQuoted words\n"
            "Ship | Built\nTern | 1977\nx = 1\nIn HTML"
        ),
    )


def test_markdown_without_a_heading_or_text() -> None:
    assert only(markdown.parse(document("Fog came in."))).title == ""
    with pytest.raises(UnreadableError, match="is empty"):
        list(markdown.parse(document("# Only a title\n")))


# --- JSON and tables
