"""What an article's text meets on its way into a library, as seams whose time must not grow too fast."""

import io
import json
import re
from collections.abc import Callable, Iterable
from contextlib import suppress

from growth import Seam
from index import Article
from index.analysis.analyzer import Analyzer
from index.analysis.char_filter import readable
from index.analysis.chunker import split
from index.analysis.sentences import sentences
from index.analysis.words import words
from index.citation import styles
from index.citation.text_fragment import text_directive
from index.cleaning import clean, count_lines
from index.fetching import robots
from index.indexing.prepare import prepare
from index.model.article import Passage
from index.model.limits import DEFAULT_LIMITS
from index.model.settings import LibrarySettings
from index.query.synonyms import Synonyms, SynonymsError
from index.readers import detect
from index.readers.formats import csv, feed, html, markdown, pdf_paragraphs, pdf_running_lines, records
from index.readers.formats import json as json_array
from index.readers.formats.byline import told_by
from index.readers.formats.document import Document, UnreadableError
from index.readers.formats.pdf_lines import Line
from index.readers.sources import shown
from index.spelling import propose
from index.spelling.vocabulary import Vocabularies, Vocabulary
from index.text.canonical_url import canonical, host
from index.text.dates import find_dates, parse_date
from index.text.encoding import NotTextError, decode, mend_mojibake
from index.text.html_text import to_text

ARTICLE = DEFAULT_LIMITS.text_characters
# A field that every passage carries, a line of a name: what readers let through.
RECORD = DEFAULT_LIMITS.record_bytes
PAGE = DEFAULT_LIMITS.file_bytes
ENGLISH = LibrarySettings("english", 200)


def _all(items: Iterable[object]) -> None:
    for _ in items:
        pass


def _document(text: str) -> Document:
    return Document(data=text.encode("utf-8", "replace"))


def _parsed(parse: Callable[[Document], Iterable[object]]) -> Callable[[str], None]:
    def run(text: str) -> None:
        with suppress(UnreadableError, RecursionError, ValueError):
            _all(parse(_document(text)))

    return run


def _article(text: str, title: str = "", outlet: str = "", author: str = "") -> Article:
    return Article(
        id="a",
        text=text or "-",
        url="https://wire.example/a",
        published="2026-03-04",
        title=title,
        outlet=outlet,
        author=author,
    )


def _passage(text: str) -> Passage:
    article = _article(f"Before it. {text}\nAfter it.", title="Fog", outlet="Wire", author="Ines Tarrow")
    return Passage(article=article, serial=1, start=11, end=11 + max(len(text), 1), position=1, total=1)


def _of_letters(text: str) -> None:
    whole = Vocabulary.build(dict.fromkeys(text.split(), (1, 1)))
    propose(text, Vocabularies([whole, Vocabulary.build({"ferry": (3, 3)})]))


def _jsonl(text: str) -> None:
    line = json.dumps({"text": text, "title": text, "date": text, "author": text, "url": text})
    _all(records.read_jsonl(io.BytesIO(line.encode("utf-8", "replace")), "a.jsonl"))


def _record(text: str) -> None:
    half = len(text) // 2
    line = json.dumps({"text": text[half:] or "-", "title": text[:half]}).encode("utf-8", "replace")
    read = records.read_jsonl(io.BytesIO(line), "a.jsonl")
    prepare([item for item in read if isinstance(item, Article)], ENGLISH)


def _json(text: str) -> None:
    _all(json_array.read(io.BytesIO(text.encode("utf-8", "replace")), "a.json"))


def _lines_in_no_encoding(text: str) -> None:
    lines = "\n".join(text[place : place + 40] for place in range(0, len(text), 40))
    _all(
        records.read_jsonl(io.BytesIO(lines.encode("utf-8", "replace").replace(b"\n", b"\x81\n")), "a.jsonl")
    )


def _synonyms(text: str) -> None:
    with suppress(SynonymsError):
        Synonyms.parse(text, words)


def _kind(text: str) -> None:
    for name in ("a.txt", "a.md", "a.html", "a.json", "a.csv"):
        with suppress(detect.NoReaderError):
            detect.kind_of(text.encode("utf-8", "replace"), name)


def _bytes(text: str, encoding: str) -> None:
    with suppress(NotTextError):
        decode(text.encode(encoding, "replace") + b"\xe9")


def _pages(text: str) -> None:
    pages = [
        [Line(line, size=12.0, y=-float(place)) for place, line in enumerate(page.split("\n"))]
        for page in text.split("\f")
    ]
    pdf_paragraphs.join(pdf_running_lines.without_running_lines(pages).kept)


def _robots(text: str) -> None:
    lines = "\n".join(f"Disallow: {text[place : place + 40]}" for place in range(0, len(text), 40))
    robots.parse(f"User-agent: *\nDisallow: {text}\n{lines}".encode("utf-8", "replace"), "a").allow(
        "/" + text[:2000]
    )


def _cited(text: str) -> None:
    for make in (styles.markdown, styles.plain, styles.wikipedia, styles.bibtex, styles.deep_link):
        make(_passage(text))


def _rss(text: str) -> None:
    # feedparser's own search for an address in the author takes the square of a long word: only the time that
    # reading may take bounds it.
    author = " ".join(text[place : place + 30] for place in range(0, len(text), 30))
    entry = f"<item><title>{text}</title><description>{text}</description><author>{author}</author></item>"
    _parsed(feed.parse)(f'<rss version="2.0"><channel><title>t</title>{entry}</channel></rss>')


def _mailbox(text: str) -> None:
    author = re.sub(r"[\w.+<&-]", "[", text)
    entry = f"<item><title>t</title><description>Text.</description><author>{author}</author></item>"
    _parsed(feed.parse)(f'<rss version="2.0"><channel><title>t</title>{entry}</channel></rss>')


def _rss_escaped(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    _rss(escaped)


SEAMS = (
    Seam("sentences", sentences, ARTICLE),
    Seam("German sentences", lambda text: sentences(text, "de"), ARTICLE),
    Seam("Chinese sentences", lambda text: sentences(text, "zh"), ARTICLE),
    Seam("passages", lambda text: split(text, 200), ARTICLE),
    Seam("terms", lambda text: Analyzer().analyze(text), ARTICLE),
    Seam("places of terms", lambda text: _all(Analyzer().locate(text)), ARTICLE),
    Seam("words of a vocabulary", lambda text: Analyzer().count_words([text]), ARTICLE),
    Seam("vocabulary", lambda text: Vocabulary.build(Analyzer().count_words([text])), ARTICLE),
    Seam("an article's passages and terms", lambda text: prepare([_article(text)], ENGLISH), ARTICLE),
    Seam("an article's title", lambda text: prepare([_article("A. B.", title=text)], ENGLISH), ARTICLE),
    Seam("cleaning", clean, ARTICLE),
    Seam("lines of a batch", lambda text: count_lines([text, text]), ARTICLE),
    Seam("cleaning in a batch", lambda text: clean(text, count_lines([text] * 3)), ARTICLE),
    Seam("addresses in a post", readable, ARTICLE),
    Seam("dates", lambda text: _all(find_dates(text)), ARTICLE),
    Seam("a date", parse_date, ARTICLE),
    Seam("UTF-8", lambda text: _bytes(text, "utf-8"), PAGE),
    Seam("an old encoding", lambda text: _bytes(text, "cp1252"), PAGE),
    Seam("an old encoding of Russian", lambda text: _bytes(text + "Привет", "cp1251"), PAGE),
    Seam("Japanese in an old encoding", lambda text: _bytes(text + "日本", "cp932"), PAGE),
    Seam("mojibake", mend_mojibake, ARTICLE),
    Seam("mojibake of UTF-8", lambda text: mend_mojibake(f"cafÃ© {text}"), ARTICLE),
    Seam("a web page", _parsed(html.parse), PAGE),
    Seam(
        "a paragraph of a web page",
        lambda text: _parsed(html.parse)(f"<html><body><article><p>The ferry. {text}</p></article></body>"),
        PAGE,
    ),
    Seam("a web page's head", lambda text: _parsed(html.parse)(f"<html><head><meta {text}"), PAGE),
    Seam(
        "a web page's title",
        lambda text: _parsed(html.parse)(f"<html><title>{text}</title><body><p>The ferry ran.</p></body>"),
        PAGE,
    ),
    Seam("a piece of HTML", to_text, ARTICLE),
    Seam("Markdown", _parsed(markdown.parse), ARTICLE),
    Seam("fields of Markdown", lambda text: _parsed(markdown.parse)(f"---\n{text}\n---\nText."), ARTICLE),
    Seam("a feed", _rss, PAGE),
    Seam("a feed's HTML", _rss_escaped, PAGE),
    Seam("a feed's author", _mailbox, PAGE),
    Seam("pages of a PDF", _pages, ARTICLE),
    Seam("JSONL", _jsonl, RECORD),
    Seam("a record's title and text", _record, RECORD),
    Seam("lines in no encoding", _lines_in_no_encoding, RECORD),
    Seam(
        "JSON", lambda text: _all(json_array.read(io.BytesIO(text.encode("utf-8", "replace")), "a")), RECORD
    ),
    Seam(
        "JSON's text",
        lambda text: _all(json_array.read(io.BytesIO(json.dumps([{"text": text}]).encode()), "a")),
        RECORD,
    ),
    Seam(
        "a table",
        lambda text: _all(csv.read(io.BytesIO(b"title,text\n" + text.encode("utf-8", "replace")), "a.csv")),
        RECORD,
    ),
    Seam(
        "a table's head",
        lambda text: _all(csv.read(io.BytesIO(text.encode("utf-8", "replace")), "a.csv")),
        RECORD,
    ),
    Seam("the kind of a file", _kind, 65_536),
    Seam("what an opening tells", lambda text: told_by(text.split("\n"), text[:100]), ARTICLE),
    Seam("a robots.txt", _robots, 500_000),
    Seam("an address", lambda text: (canonical("https://wire.example/" + text), host(text)), RECORD),
    Seam("a citation", _cited, 64_000),
    Seam("a text fragment", lambda text: text_directive(text + "\nend", len(text) // 2, len(text)), 200_000),
    Seam("synonyms", _synonyms, ARTICLE),
    Seam("spellings of a word", _of_letters, ARTICLE),
    Seam("a name on a line", shown, RECORD),
)
