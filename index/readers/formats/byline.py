"""Reads what the opening of a document says of its source, by the same rules as plain text.

A file's own dates are when it was made, saved or printed; none of them is when the article was published.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from index.cleaning import PageMetadata, clean, remaining
from index.cleaning.author_names import author_names
from index.model.article import Dropped
from index.readers.formats.document import mentions, same_words

_READ = frozenset(("byline", "outlet", "date"))
_TITLE_LINES = 3
# How many lines the opening of a document has.
_LINES = 60


class Told(NamedTuple):
    """What the opening says of its source, and its lines that say nothing else, with the reason of each."""

    source: PageMetadata
    read: Mapping[str, str]


def told_by(lines: Sequence[str], title: str) -> Told:
    """Return what the lines under the title say of outlet, author and publication.

    Programs print their own date above the title, and without a title it cannot be told which date is which:
    then publication stays unknown, and every line stays.
    """
    under = _under_title(lines, title) if title else None
    cleaned = clean("\n".join((title, *(lines if under is None else under)[:_LINES])).strip())
    if under is None:
        return Told(cleaned.source._replace(published="", note=""), {})
    spans = ((cleaned.extracted[start:end].strip(), reason) for start, end, reason in cleaned.dropped)
    return Told(cleaned.source, {line: reason for line, reason in spans if reason in _READ})


def authors(stated: str, opening: str, told: Told) -> str:
    """Return the authors: those of the opening, where it names them or the file's user; else ""."""
    stated = author_names(stated) if stated and mentions(opening, stated) else ""
    return told.source.author if mentions(told.source.author, stated) else stated or told.source.author


def without_read(text: str, told: Told) -> tuple[str, tuple[Dropped, ...]]:
    """Return the text without the lines of its opening that were read, and their spans."""
    dropped = []
    place = 0
    left = dict(told.read)
    for line in text.split("\n", _LINES)[:_LINES]:
        end = min(place + len(line) + 1, len(text))
        if reason := left.pop(line.strip(), ""):
            dropped.append(Dropped(place, end, reason))
        place = end
    return remaining(text, dropped), tuple(dropped)


def moved(places: Sequence[int], dropped: Sequence[Dropped]) -> tuple[int, ...]:
    """Return where places of a text are once the spans are left out."""
    return tuple(
        place - sum(min(end, place) - start for start, end, _ in dropped if start < place) for place in places
    )


def _under_title(lines: Sequence[str], title: str) -> Sequence[str] | None:
    for count in range(1, _TITLE_LINES + 1):
        for place in range(min(len(lines), _LINES)):
            if same_words(" ".join(lines[place : place + count]), title):
                return lines[place + count :]
    return None
