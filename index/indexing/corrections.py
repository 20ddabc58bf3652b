"""Corrections by hand: which fields of an article can be corrected, and to what."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any, cast
from urllib.parse import urlsplit

from index.model.article import Article
from index.model.errors import CorrectionError

FIELDS = ("title", "outlet", "author", "published", "url")
LONGEST = 500  # characters of a title, an outlet or an author
_LONGEST_URL = 2_000


def checked(values: Mapping[str, str | None], reset: Collection[str]) -> dict[str, str]:
    """Return the corrections among `values`, in the form that articles keep; None means no correction.

    Raises CorrectionError for a field that cannot be corrected, and for a value that cannot stand there.
    """
    for field in reset:
        if field not in FIELDS:
            raise CorrectionError(f'no field "{field}"', f"choose among: {', '.join(FIELDS)}")
        if values.get(field) is not None:
            raise CorrectionError(f"{field}: is corrected and reset at once", "do one of them")
    return {field: _value(field, value) for field, value in values.items() if value is not None}


def applied(article: Article, fields: Mapping[str, str]) -> Article:
    """Return the article with these fields, each one of `FIELDS`."""
    return replace(article, **cast("dict[str, Any]", dict(fields)))


def _value(field: str, value: str) -> str:
    value = " ".join(value.split())
    try:
        value.encode()
    except UnicodeEncodeError:
        raise CorrectionError(f"{field}: is not valid Unicode", "type it anew") from None
    if not value.isprintable():
        raise CorrectionError(f"{field}: holds characters that cannot be printed", "type it anew")
    if field == "published":
        return _date(value)
    if field == "url":
        return _url(value)
    if len(value) > LONGEST:
        raise CorrectionError(f"{field}: has more than {LONGEST} characters", "shorten it")
    return value


def _date(value: str) -> str:
    if not value:
        return ""
    try:
        # A day alone stays a day; midnight would claim to know the hour.
        return (
            datetime.fromisoformat(value).isoformat()
            if ":" in value
            else date.fromisoformat(value).isoformat()
        )
    except ValueError:
        raise CorrectionError(
            f'published: "{value[:40]}" is no ISO 8601 date', "write YYYY-MM-DD, or nothing for unknown"
        ) from None


def _url(value: str) -> str:
    try:
        parts = urlsplit(value)
        whole = parts.scheme in {"http", "https"} and bool(parts.hostname) and " " not in value
    except ValueError:
        whole = False
    if value and not whole:
        raise CorrectionError(f'url: "{value[:80]}" is no web address', "begin it with https://")
    if len(value) > _LONGEST_URL:
        raise CorrectionError(f"url: has more than {_LONGEST_URL} characters", "use the short form")
    return value
