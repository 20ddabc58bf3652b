"""What became of a run of characters when its text was replaced: which words stayed, went and came.

Compared are sentences first, then the words of those that differ: whole texts word by word would cost the
square of their length.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate, groupby
from typing import NamedTuple

from index.model.version import Kind, Piece

# Words with the blanks after them; a Chinese or Japanese character is a word.
_WORD = re.compile(r"\s*(?:[\u3040-\u30ff\u3400-\u9fff]|[^\s\u3040-\u30ff\u3400-\u9fff]+)\s*|\s+")
_SENTENCE = re.compile(r"(?:[^.!?\n。！？]|[.!?](?!\s))*(?:[.!?。！？]+\s*|\n\s*|\Z)")
# How many pairs of equal pieces are weighed; beyond that a place is told as gone and new as a whole.
_MOST_PAIRS = 300_000


class _Change(NamedTuple):
    """Characters `start` to `end` of the old text; `new` stands there now, None for the same words."""

    start: int
    end: int
    new: str | None


def difference(old: str, new: str, start: int, end: int) -> tuple[Piece, ...]:
    """Return how `old[start:end]` became what stands there in `new`."""
    pieces: list[Piece] = []
    for change in _by_sentence(old, new):
        here = old[max(start, change.start) : min(end, change.end)]
        if here:
            pieces.append(Piece(Kind.SAME if change.new is None else Kind.GONE, here))
        # What came at an edge, in the place of nothing, belongs to what stands around.
        if change.new and (here or start < change.start < end):
            pieces.append(Piece(Kind.NEW, change.new))
    return tuple(
        Piece(kind, "".join(one.text for one in run)) for kind, run in groupby(pieces, lambda one: one.kind)
    )


def _by_sentence(old: str, new: str) -> Iterator[_Change]:
    pieces, others = (list(filter(None, _SENTENCE.findall(text))) for text in (old, new))
    for change in _changes(pieces, others, 0):
        if not change.new or change.start == change.end:
            yield change
            continue
        here = old[change.start : change.end]
        yield from _changes(_WORD.findall(here), _WORD.findall(change.new), change.start)


def _changes(old: Sequence[str], new: Sequence[str], offset: int) -> Iterator[_Change]:
    """Yield what became of the pieces of an old text, which begin at `offset`, in their order."""
    starts = [offset, *accumulate(map(len, old), initial=offset)][1:]
    for tag, first, last, other, until in _opcodes(old, new):
        yield _Change(starts[first], starts[last], None if tag == "equal" else "".join(new[other:until]))


def _opcodes(old: Sequence[str], new: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    counts = Counter(new)
    if sum(counts[piece] for piece in old) > _MOST_PAIRS:
        return [("replace", 0, len(old), 0, len(new))]
    return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
