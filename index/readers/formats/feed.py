"""RSS and Atom: an article an entry, as much of it as the feed carries.

Imported in the worker process only.
"""

import io
import re
from calendar import timegm
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import feedparser

from index.cleaning.author_names import author_names
from index.cleaning.feed_tail import text_end
from index.model.article import Article, Dropped
from index.model.limits import TooMuchError
from index.model.report import Problem
from index.readers.formats.document import Document, UnreadableError, checked_length
from index.text.canonical_url import canonical
from index.text.encoding import mend_mojibake
from index.text.html_text import to_text
from index.text.stated_date import StatedDate, stated_date

_STRUCK = re.compile(r"<del\b[^>]*+>(.*?)</del", re.IGNORECASE | re.DOTALL)
_LONGEST_STRUCK = 500  # characters


def parse(document: Document) -> Iterator[Article | Problem]:
    """Yield the articles of a feed. Raises UnreadableError where it has no entries."""
    headers = {"content-location": document.url} if document.url else {}
    if document.charset:
        headers["content-type"] = f"application/xml; charset={document.charset}"
    # Bytes and strings it might take for a file's name or an address; a stream it only reads.
    feed = feedparser.parse(io.BytesIO(document.data), response_headers=headers)
    if not feed.entries:
        why = f" ({type(feed.bozo_exception).__name__})" if feed.get("bozo_exception") else ""
        raise UnreadableError(f"has no entries that can be read{why}", "open it in a browser and check it")
    outlet = _plain(feed.feed.get("title", ""))
    shared = _shared_links(feed.entries)
    for number, entry in enumerate(feed.entries, start=1):
        place = f", entry {number}"
        try:
            published, note = _published(entry, feed.version)
            if note:
                yield Problem(place, note, lost=False)
            article = replace(_article(entry, outlet, document), published=published)
            # A link to what many entries stand on would make one article of them all.
            yield replace(article, url="") if canonical(article.url) in shared else article
            for struck in _STRUCK.findall(_markup(entry)):
                told = _plain(struck)[:_LONGEST_STRUCK]
                yield Problem(place, f'its words "{told}" are struck out, so they are left out', lost=False)
        except (TooMuchError, ValueError, UnreadableError) as error:
            yield Problem.of(place, error)


def _article(entry: Any, outlet: str, document: Document) -> Article:
    text = mend_mojibake(to_text(_markup(entry)))
    if not text:
        raise UnreadableError("has no text", "add the page it links to")
    source = entry.get("source") or {}
    link = entry.get("link", "")
    title = _plain(entry.get("title", ""))
    end = text_end(checked_length(text, document.limits), title, outlet)
    tail = (Dropped(end, len(text), "appended by the feed's software"),) if end < len(text) else ()
    return Article(
        text=text[:end],
        title=title,
        # An aggregator's entries name where they came from.
        outlet=_plain(source.get("title", "")) or outlet,
        extracted=text if tail else "",
        dropped=tail,
        author=_author(entry),
        url=link if link.startswith(("http://", "https://")) else "",
    )


def _markup(entry: Any) -> str:
    carried = [part.get("value", "") for part in entry.get("content", ())]
    return str(max((*carried, entry.get("summary", "")), key=len))


def _shared_links(entries: Sequence[Any]) -> set[str]:
    """Return the addresses that entries with other titles or ids give, in one form.

    Those with one title and one id are versions of one entry.
    """
    stories: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for entry in entries:
        if address := canonical(entry.get("link", "")):
            stories[address].add((entry.get("id", ""), " ".join(entry.get("title", "").split())))
    return {address for address, told in stories.items() if len(told) > 1}


def _plain(markup: str) -> str:
    return " ".join(mend_mojibake(to_text(markup)).split())


def _author(entry: Any) -> str:
    whole = entry.get("author", "")
    # feedparser cuts a mailbox with a long domain in the middle, and keeps it whole here.
    names = [whole] if "@" in whole else [author.get("name", "") for author in entry.get("authors", ())]
    return author_names(" | ".join(map(_plain, names)))


def _published(entry: Any, version: str) -> StatedDate:
    """Return the entry's date in its own time zone. A date of change is none, but RSS 1.0 has no other."""
    field = "published" if "published" in entry or not version.startswith(("rss09", "rss10")) else "updated"
    written = entry.get(field, "")
    found = stated_date(written)
    parsed = entry.get(f"{field}_parsed")
    # feedparser knows more spellings, but makes years of this century of many that are none.
    if found.iso or not parsed or str(parsed.tm_year) not in written:
        return found
    again = stated_date(datetime.fromtimestamp(timegm(parsed), UTC).isoformat())
    return again if again.iso else found
