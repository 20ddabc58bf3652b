"""Records: fields under names of their own, taken as they are; and JSONL, which has one a line."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from index.cleaning.author_names import author_names
from index.cleaning.title_tail import headline_of
from index.model.article import Article
from index.model.limits import DEFAULT_LIMITS, Limits
from index.model.report import Problem
from index.text.lines import read_lines
from index.text.stated_date import stated_date

# The names under which exports of other programs keep the same fields, ours first.
KEYS = {
    "id": ("id", "_id"),
    "title": ("title", "headline"),
    "text": ("text", "content", "body", "maintext", "article_text", "articlebody", "content_text"),
    "outlet": ("outlet", "source", "publication", "publisher", "site_name", "source_name", "source_domain"),
    "author": ("author", "authors", "byline"),
    "published": (
        *("published", "published_at", "date", "publishedat", "datepublished", "date_published"),
        *("date_publish", "publication_date", "publish_date", "pubdate", "pub_date"),
    ),
    "url": ("url", "link", "web_url"),
}
# Each passage is found by its article's title, too: one as long as a text would cost the product of both.
_NAMES = ("title", "outlet", "author")
LONGEST_NAME = 500  # characters of one of them; what is longer is none
_LISTED = 20  # of records in a row that cannot be read; naming them all helps nobody
_TRIED = 1_000  # records; where none of the first ones can be read, the file is not what it seems


def read_jsonl(file: BinaryIO, place: str, limits: Limits = DEFAULT_LIMITS) -> Iterator[Article | Problem]:
    """Yield the articles of `file`, a JSON object a line; blank lines are passed over."""
    return within_reason(_read_lines(file, place, limits), place)


def _read_lines(file: BinaryIO, place: str, limits: Limits) -> Iterator[Article | Problem]:
    for line in read_lines(file, limits):
        here = f"{place}:{line.number}"
        if line.problem:
            yield Problem(here, line.problem)
            continue
        if line.note:
            yield Problem(here, line.note, lost=False)
        if not line.text.strip():
            continue
        try:
            record = json.loads(line.text)
        except (ValueError, RecursionError) as error:
            why = "nested too deeply" if isinstance(error, RecursionError) else error
            yield Problem(here, f"is no JSON ({why})", remedy="each line needs one object")
        else:
            yield from article_of(record, here, limits)


def within_reason(items: Iterator[Article | Problem], place: str) -> Iterator[Article | Problem]:
    """Pass `items` on, but only count the later ones of many lost in a row; say so where there are none."""
    lost = count = read = 0
    for item in items:
        count += 1
        if isinstance(item, Problem) and item.lost:
            lost += 1
        elif isinstance(item, Article):
            yield from _further(lost, place)
            lost, read = 0, read + 1
        if lost <= _LISTED:
            yield item
        if lost == _TRIED and not read:
            yield Problem(place, f"none of the first {_TRIED:,} could be read, so the rest is left out")
            return
    yield from _further(lost, place)
    if not count:
        yield Problem(place, "is empty", remedy="there is nothing to quote", kind="empty")


def _further(lost: int, place: str) -> Iterator[Problem]:
    if lost > _LISTED:
        yield Problem(
            place, f"{lost - _LISTED:,} more in a row could not be read", remedy="look at those named above"
        )


def article_of(record: Any, place: str, limits: Limits = DEFAULT_LIMITS) -> Iterator[Article | Problem]:
    """Yield the article of one record, and what had to be left out of it."""
    if not isinstance(record, Mapping):
        yield Problem(place, "is no JSON object", remedy='each line needs one with a "text"')
        return
    named = {key.casefold(): value for key, value in record.items() if isinstance(key, str)}
    fields: dict[str, Any] = {name: _first(named, keys) for name, keys in KEYS.items()}
    if not fields["text"].strip():
        yield Problem(place, 'no "text"', remedy="each line needs one")
        return
    if len(fields["text"]) > limits.text_characters:
        yield Problem.of(place, limits.exceeded("text_characters", "its text has", "split it"))
        return
    for name in _NAMES:
        if len(fields[name]) > LONGEST_NAME:
            reason = f"its {name} has more than {LONGEST_NAME} characters, which is none, so it is left out"
            yield Problem(place, reason, lost=False)
            fields[name] = ""
    fields["title"], site = headline_of(fields["title"], fields["outlet"], fields["url"])
    fields["outlet"] = fields["outlet"] or site
    fields["author"] = author_names(fields["author"])
    published, note = stated_date(fields["published"])
    if note:
        yield Problem(place, note, lost=False)
    try:
        yield Article(**(fields | {"published": published, "pages": _pages(named.get("pages"))}))
    except ValueError as error:
        yield Problem.of(place, error)


def to_record(article: Article) -> dict[str, Any]:
    """Return the record that reads back as `article`; unknown fields are left out."""
    fields: dict[str, Any] = {name: getattr(article, name) for name in KEYS}
    fields["pages"] = list(article.pages)
    return {name: value for name, value in fields.items() if value}


def _first(record: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    """Return the first of these fields that says something, as text."""
    for key in keys:
        value = record.get(key)
        if value is None:
            continue
        if isinstance(value, list):
            value = ", ".join(filter(None, map(_written, value)))
        written = _written(value)
        if written.strip():
            # Only the text keeps its blanks: offsets count them.
            return written if key in KEYS["text"] else " ".join(written.split())
    return ""


def _written(value: Any) -> str:
    """Return a value as text; an outlet or author is often an object with a name."""
    if isinstance(value, Mapping):
        value = value.get("name")
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    return value if isinstance(value, str) else ""


def _pages(value: Any) -> tuple[int, ...]:
    """Return page starts as `to_record` wrote them; another program's "pages" is something else."""
    if isinstance(value, list) and all(type(place) is int for place in value):
        return tuple(value)
    return ()
