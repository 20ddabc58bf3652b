"""Finds where the sentences of a text begin and end."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from sentencex import get_sentence_boundaries

from index.analysis.sentence_ends import sentence_ends
from index.model.article import Span

# sentencex holds each mark that may end a sentence against all that its paragraph quotes or brackets, and
# walks back from some to the last blank: a paragraph costs the square of its length. So it never sees more
# than a window. What begins in a window's last part is looked at again in the next one, where it stands as a
# whole; only what is quoted or bracketed over more than that part may be cut otherwise than in one look.
_WINDOW = 4_000  # characters
_REREAD = 1_000
# It looks for the partner of each mark that opens a quotation up to the end of what it sees. No text written
# for people has so many in one window.
_MOST_QUOTATIONS = 500
_OPENS = re.compile("[\u201c\u201e\u2018\u00ab\u00bb\u2039\u203a\u300a\u300c\u300e`]|(?<!\\w)'")
_PARAGRAPH = "\n\n"


class _Piece(NamedTuple):
    """A stretch of a text with its blanks; `goes_on` says that it is the beginning of a longer sentence."""

    start: int
    end: int
    goes_on: bool


def sentences(text: str, language: str = "en") -> list[Span]:
    """Return the spans of the sentences of `text`, in order, without the blanks around them.

    `language` is an ISO 639-1 code for the rules of abbreviations.
    """
    return [Span(start, end) for start, end, _ in with_paragraphs(text, language)]


def with_paragraphs(text: str, language: str) -> Iterator[tuple[int, int, bool]]:
    """Yield start, end and whether a paragraph begins there."""
    last = 0
    begun: Span | None = None
    for piece in _pieces(text, language):
        tail = text[piece.start : piece.end].lstrip()
        if tail:
            start = piece.end - len(tail)
            begun = Span(begun.start if begun else start, start + len(tail.rstrip()))
        if begun and not piece.goes_on:
            # A line's end is where most scraped articles end a paragraph.
            yield begun.start, begun.end, last == 0 or text.find("\n", last, begun.start) >= 0
            last, begun = begun.end, None


def _pieces(text: str, language: str) -> Iterator[_Piece]:
    """Yield the sentences of the text, window by window; one longer than a window comes in several pieces."""
    place = 0
    in_row = False
    while place < len(text):
        window, settled = _window(text, place)
        seen, in_row = _without_rows_of_marks(window, in_row)
        ends = [
            place + one["start_index"] + len(one["text"]) for one in get_sentence_boundaries(language, seen)
        ]
        end = 0
        for after in sentence_ends(language).judge(text, ends, place, place + len(window)):
            if after - place > settled:
                break
            yield _Piece(place + end, after, goes_on=False)
            end = after - place
        if not end:
            # It goes on in the next window, behind a blank if there is one. The last one has an end.
            end = max(window.rfind(" ", 1, settled), window.rfind("\n", 1, settled)) + 1 or settled
            yield _Piece(place, place + end, goes_on=True)
        place += end


def _window(text: str, place: int) -> tuple[str, int]:
    """Return what is looked at from `place` on, and up to where what is found there counts."""
    window = text[place : place + _WINDOW]
    if place + _WINDOW >= len(text):
        return window, len(window)
    # No sentence goes over the end of a paragraph.
    paragraph = window.rfind(_PARAGRAPH, _WINDOW // 2)
    if paragraph < 0:
        return window, _WINDOW - _REREAD
    end = paragraph + len(_PARAGRAPH)
    return window[:end], end


def _without_rows_of_marks(window: str, in_row: bool) -> tuple[str, bool]:  # noqa: FBT001
    """Return the window, of the same length, without the marks of paragraphs that have too many.

    `in_row` is whether its first paragraph began with too many; returned is the same of its last one.
    """
    if not in_row and len(_OPENS.findall(window)) <= _MOST_QUOTATIONS:
        return window, False
    paragraphs = window.split(_PARAGRAPH)
    rows = [len(_OPENS.findall(paragraph)) > _MOST_QUOTATIONS for paragraph in paragraphs]
    rows[0] = rows[0] or in_row
    seen = (_OPENS.sub("-", one) if row else one for one, row in zip(paragraphs, rows, strict=True))
    return _PARAGRAPH.join(seen), rows[-1]
