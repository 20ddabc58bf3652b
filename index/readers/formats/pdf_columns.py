"""Columns of a page that were painted row by row: their rows put in the order of reading."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

_NEAR = 2.0  # points: starts that are one margin
_NARROWEST = 60.0  # points: of a column
_FEWEST = 3  # rows that go on beyond the margin
_WIDTH = 0.42  # of a character on average, times the size: rather too little than too much
_GAP = 2.5  # times the usual distance of rows: beyond it a block ends
# Of columns, unlike tables: words in a row, and the share of rows that go on with a small letter.
_WORDS = 2.5
_RUNNING = 0.3


class Run(NamedTuple):
    """A run of text from its left end on the baseline, in points."""

    text: str
    x: float
    y: float
    size: float

    @property
    def end(self) -> float:
        """Where it ends at least, in points."""
        return self.x + _WIDTH * self.size * len(self.text.strip())


Row = list[Run]


def reading_order(rows: list[Row]) -> list[Row]:
    """Return the rows, those of columns that were painted side by side one column after the other."""
    margin = _margin(rows)
    if margin is None:
        return rows
    ordered: list[Row] = []
    for block in _blocks(rows, margin):
        left, right = _halves(block, margin)
        if _is_prose(left) and _is_prose(right) and _alternates(block, margin):
            ordered += reading_order(left) + reading_order(right)
        else:
            ordered += block
    return ordered


def _margin(rows: Sequence[Row]) -> float | None:
    """Return where most runs begin beyond the first margin; None without one that rows stop at."""
    first = min((row[0].x for row in rows), default=0.0)
    lefts = sorted(run.x for row in rows for run in row)
    ends = sorted(run.end for row in rows for run in row)
    best, margin = _FEWEST - 1, None
    for place, start in enumerate(lefts, start=1):
        beside = place - bisect_left(lefts, start - _NEAR)
        over = bisect_left(lefts, start - 2 * _NEAR) - bisect_left(ends, start)
        if start > first + _NARROWEST and beside > best and over * 2 <= len(rows):
            best, margin = beside, start - _NEAR
    return margin


def _blocks(rows: Sequence[Row], margin: float) -> Iterator[list[Row]]:
    """Yield the rows in blocks that end where a row runs over the margin or stands far from the others."""
    steps = sorted(above[0].y - below[0].y for above, below in pairwise(rows) if above[0].y > below[0].y)
    usual = steps[len(steps) // 2] if steps else 0.0
    block: list[Row] = []
    for row in rows:
        over = any(run.x < margin - _NEAR and run.end > margin + _NEAR for run in row)
        far = bool(block) and abs(block[-1][0].y - row[0].y) > _GAP * usual
        if block and (over or far):
            yield block
            block = []
        if over:
            yield [row]
        else:
            block.append(row)
    if block:
        yield block


def _halves(block: Sequence[Row], margin: float) -> tuple[list[Row], list[Row]]:
    left = [[run for run in row if run.x < margin] for row in block]
    right = [[run for run in row if run.x >= margin] for row in block]
    return list(filter(None, left)), list(filter(None, right))


def _alternates(block: Sequence[Row], margin: float) -> bool:
    """Whether the painter went over the margin again and again."""
    sides = [run.x >= margin for row in block for run in row]
    return sum(not before and after for before, after in pairwise(sides)) >= _FEWEST


def _is_prose(rows: Sequence[Row]) -> bool:
    texts = ["".join(run.text for run in row).strip() for row in rows]
    if len(texts) < _FEWEST:
        return False
    running = sum(text[:1].islower() for text in texts[1:])
    return sum(len(text.split()) for text in texts) >= _WORDS * len(texts) and running >= _RUNNING * len(
        texts
    )
