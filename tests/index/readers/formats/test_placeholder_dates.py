"""Dates that stand for none are no dates in any format: the article stays, undated, and a note says why."""

import io
import json

import pytest

from documents import STORY, document
from index import Article, Problem
from index.readers.formats import csv, feed, html, markdown, records

TOLD = "".join(f"<p>{sentence}</p>" for sentence in STORY)
FEED = (
    '<rss version="2.0"><channel><title>Quay Post</title><item><title>Ferry</title>'
    "<pubDate>{date}</pubDate><description>The ferry ran aground.</description></item></channel></rss>"
)
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>Quay Post</title><entry><title>Ferry</title>'
    "<published>{date}</published><updated>2025-03-04T00:00:00Z</updated>"
    "<summary>The ferry ran aground.</summary></entry></feed>"
)
META = (
    '<html><head><title>Ferry</title><meta property="article:published_time" content="{date}">'
    '<meta property="article:modified_time" content="2025-03-04T00:00:00Z"></head>'
    f"<body><article><h1>Ferry</h1>{TOLD}</article><footer>Copyright 2019-01-05</footer></body></html>"
)
SCRIPT = (
    '<html><head><title>Ferry</title><script type="application/ld+json">{{"@type": "NewsArticle", '
    '"datePublished": "{date}", "dateModified": "2025-03-04"}}</script></head>'
    f"<body><article><h1>Ferry</h1>{TOLD}</article></body></html>"
)
TIME = (
    "<html><head><title>Ferry</title></head><body><article><h1>Ferry</h1>"
    f'<time datetime="{{date}}">January 1, 0001</time>{TOLD}</article><p>© 2019-01-05</p></body></html>'
)


def read(name: str, content: str) -> tuple[list[Article], list[Problem]]:
    if name in {"csv", "jsonl"}:
        stream = {"csv": csv.read, "jsonl": records.read_jsonl}[name]
        items = list(stream(io.BytesIO(content.encode()), name))
    else:
        items = list({"feed": feed, "html": html, "md": markdown}[name].parse(document(content)))
    articles = [item for item in items if isinstance(item, Article)]
    return articles, [item for item in items if isinstance(item, Problem)]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("feed", FEED.format(date="Mon, 01 Jan 0001 00:00:00 +0000")),
        ("feed", FEED.format(date="Wed, 30 Nov -0001 00:00:00 +0000")),
        ("feed", FEED.format(date="0000-00-00 00:00:00")),
        ("feed", FEED.format(date="Wed, 31 Dec 1969 16:00:00 -0800")),
        ("feed", FEED.format(date="Mon, 19 Jan 1970 11:30:00 GMT")),
        ("feed", ATOM.format(date="0001-01-01T00:00:00Z")),
        ("html", META.format(date="1970-01-01T00:00:00Z")),
        ("html", META.format(date="0001-01-01T00:00:00Z")),
        ("html", SCRIPT.format(date="1970-01-01T01:00:00+01:00")),
        ("html", TIME.format(date="0001-01-01T00:00:00Z")),
        ("md", "---\ntitle: Ferry\ndate: 0001-01-01T00:00:00Z\n---\n\nThe ferry ran aground.\n"),
        ("csv", "title,text,date\nFerry,The ferry ran aground.,1899-12-30\n"),
        ("csv", "title,text,date\nFerry,The ferry ran aground.,1900-01-01 00:00:00\n"),
        ("jsonl", json.dumps({"text": "The ferry ran aground.", "published": 0})),
        ("jsonl", json.dumps({"text": "The ferry ran aground.", "published": "9999-12-31T23:59:59Z"})),
    ],
)
def test_the_article_is_undated_and_a_note_says_so(name: str, content: str) -> None:
    [article], [problem] = read(name, content)
    assert article.published == ""
    assert not problem.lost
    assert "stands for none, so it is undated" in problem.reason


def test_a_real_date_of_the_same_fields_stays() -> None:
    date = "2025-03-04T10:00:00Z"
    for name, content in (("feed", ATOM), ("html", META), ("html", SCRIPT), ("feed", FEED)):
        [article], problems = read(name, content.format(date=date))
        assert article.published.startswith("2025-03-04")
        assert not problems
