"""Cuts an article into passages: runs of whole sentences, by offsets.

Passages never overlap and never leave out a character that is not blank.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from index.analysis.sentences import with_paragraphs
from index.analysis.tokens import LONGEST_TOKEN, count_tokens
from index.model.article import Span

# Where a sentence that alone exceeds the budget may be cut, best first.
_CUTS = (re.compile(r"\n"), re.compile(r"(?<=[;:,\u3001\uff0c\uff1b\uff1a])\s*"), re.compile(r"\s+"))
_ZERO_WIDTH_JOINER = "\u200d"


class _Piece(NamedTuple):
    """A sentence, or a part of one that exceeds the budget: blanks at its ends left out."""

    start: int
    end: int
    tokens: int
    opens_paragraph: bool


def split(text: str, budget: int, language: str = "en") -> list[Span]:
    """Return the spans of the passages of `text`, in order.

    A passage holds whole sentences of at most `budget` tokens together, counted sentence by sentence, and
    ends with a paragraph where that leaves it at least half full. A sentence that alone exceeds the
    budget is cut at its lines, clauses or words, or between characters if it has none of these. A blank
    text has no passages.
    """
    if budget < 1:
        raise ValueError(f"a passage cannot have {budget} tokens; give a budget of at least 1")
    spans: list[Span] = []
    run: list[_Piece] = []
    size = 0
    for piece in _pieces(text, budget, language):
        while run and size + piece.tokens > budget:
            length = _passage_length(run, size, piece)
            spans.append(Span(run[0].start, run[length - 1].end))
            run = run[length:]
            size = sum(waiting.tokens for waiting in run)
        run.append(piece)
        size += piece.tokens
    if run:
        spans.append(Span(run[0].start, run[-1].end))
    return spans


def _passage_length(run: list[_Piece], size: int, following: _Piece) -> int:
    """Return how many pieces of `run` make the next passage, now that `following` does not fit."""
    if following.opens_paragraph:
        return len(run)
    before = size
    for index in range(len(run) - 1, 0, -1):
        before -= run[index].tokens
        if before * 2 < size:
            break
        if run[index].opens_paragraph:
            return index
    return len(run)


def _pieces(text: str, budget: int, language: str) -> Iterator[_Piece]:
    for start, end, opens_paragraph in with_paragraphs(text, language):
        tokens = _count(text, start, end, budget)
        if tokens <= budget:
            yield _Piece(start, end, tokens, opens_paragraph)
        else:
            for part in _parts(text, Span(start, end), budget):
                yield part._replace(opens_paragraph=opens_paragraph and part.start == start)


def _count(text: str, start: int, end: int, budget: int) -> int:
    # A text of this length exceeds the budget whatever it says, so its tokens are not counted.
    if end - start > budget * LONGEST_TOKEN:
        return budget + 1
    return count_tokens(text[start:end])


def _parts(text: str, span: Span, budget: int) -> Iterator[_Piece]:
    """Yield halves of a sentence, and halves of these, each within the budget or of one character."""
    waiting = [span]
    while waiting:
        start, end = waiting.pop()
        tokens = _count(text, start, end, budget)
        middle = _middle_cut(text, start, end) if tokens > budget else None
        if middle is None:
            yield _Piece(start, end, tokens, opens_paragraph=False)
        else:
            waiting.extend((_trimmed(text, middle, end), _trimmed(text, start, middle)))


def _middle_cut(text: str, start: int, end: int) -> int | None:
    """Return where to cut text[start:end] in two: the best kind of place in its middle third, or None."""
    low, high = start + (end - start + 2) // 3, end - (end - start + 2) // 3
    middle = (start + end) // 2
    for kind in _CUTS:
        places = [match.end() for match in kind.finditer(text, low, high)]
        if places:
            return min(places, key=lambda place: abs(place - middle))
    if end - start < 2:  # noqa: PLR2004
        return None
    unjoined = (
        place for place in (*range(middle, end), *range(middle, start, -1)) if not _joined(text, place)
    )
    return next(unjoined, middle)


def _joined(text: str, place: int) -> bool:
    """Whether text[place] belongs to the character before it: an accent, a skin tone, a joined emoji."""
    following = text[place]
    return (
        unicodedata.category(following)[0] == "M"
        or following == _ZERO_WIDTH_JOINER
        or text[place - 1] == _ZERO_WIDTH_JOINER
        or "\U0001f3fb" <= following <= "\U0001f3ff"
    )


def _trimmed(text: str, start: int, end: int) -> Span:
    part = text[start:end]
    return Span(start + len(part) - len(part.lstrip()), end - (len(part) - len(part.rstrip())))
