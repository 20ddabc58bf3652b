"""Records: one article a line of JSON, taken as it is."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from index.article import Article
from index.readers.dates import parse_date
from index.report import Problem

# The names under which exports of other programs keep the same fields, ours first.
KEYS = {
    "id": ("id", "_id"),
    "title": ("title",),
    "text": ("text",),
    "outlet": ("outlet", "source"),
    "author": ("author",),
    "published": ("published", "published_at", "date"),
    "url": ("url",),
}


def read_jsonl(file: BinaryIO, place: str) -> Iterator[Article | Problem]:
    """Yield the articles of `file`, a JSON object a line; blank lines are passed over."""
    empty = True
    for number, raw in enumerate(file, start=1):
        if not raw.strip():
            continue
        empty = False
        here = f"{place}:{number}"
        try:
            record = json.loads(raw.decode("utf-8-sig" if number == 1 else "utf-8"))
        except UnicodeDecodeError as error:
            yield Problem(
                here, f"is not UTF-8 at byte {error.start}; save the file as UTF-8 and add it again"
            )
        except (ValueError, RecursionError) as error:
            yield Problem(here, f"is no JSON ({error}); each line needs one object")
        else:
            yield from article_of(record, here)
    if empty:
        yield Problem(place, "is empty; there is nothing to quote")


def article_of(record: Any, place: str) -> Iterator[Article | Problem]:
    """Yield the article of one record, and what had to be left out of it."""
    if not isinstance(record, Mapping):
        yield Problem(place, 'is no JSON object; each line needs one with a "text"')
        return
    fields = {name: _first(record, keys) for name, keys in KEYS.items()}
    if not fields["text"].strip():
        yield Problem(place, 'no "text"; each line needs one')
        return
    published = parse_date(fields["published"])
    if fields["published"] and not published:
        reason = (
            f'the date "{fields["published"][:40]}" is not understood, so it is undated; write YYYY-MM-DD'
        )
        yield Problem(place, reason, lost=False)
    try:
        yield Article(**(fields | {"published": published}))
    except ValueError as error:
        yield Problem(place, str(error))


def to_record(article: Article) -> dict[str, str]:
    """Return the record that reads back as `article`; unknown fields are left out."""
    fields = {name: getattr(article, name) for name in KEYS}
    return {name: value for name, value in fields.items() if value}


def _first(record: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    """Return the first of these fields that says something, as text."""
    for key in keys:
        value = record.get(key)
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = str(value)
        if isinstance(value, str) and value.strip():
            # Only the text keeps its blanks: offsets count them.
            return value if key == "text" else " ".join(value.split())
    return ""
