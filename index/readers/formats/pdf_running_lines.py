"""Running heads and feet: lines at the edges of pages that other pages have there, too."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from index.readers.formats.pdf_lines import Line

_DIGITS = re.compile(r"\d+")
_EDGE_LINES = 2  # where running heads and page numbers stand
_ENDS = (".", ",", ";", ":")
_NEAR = 2  # pages
_SAME_PLACE = 2.0  # points
_APART = 1.8  # times the usual distance of lines: what stands so far from the text is none of it


class Pages(NamedTuple):
    """The lines of each page that are its text, and those that are furniture."""

    kept: list[list[Line]]
    running: list[list[Line]]


def without_running_lines(pages: Sequence[Sequence[Line]]) -> Pages:
    """Part the lines at the edges that most pages, or most left or right ones, have but for figures.

    Where such lines stand, a line of another page that stands apart from its text is one as well.
    """
    edges = [[*page[:_EDGE_LINES], *page[max(len(page) - _EDGE_LINES, _EDGE_LINES) :]] for page in pages]
    repeated = _repeated(edges)
    places = {
        round(line.y / _SAME_PLACE)
        for edge, shapes in zip(edges, repeated, strict=True)
        for line in edge
        if line.size and _shape(line) in shapes
    }
    kept, running = [], []
    for page, edge, shapes in zip(pages, edges, repeated, strict=True):
        gone = {
            id(line)
            for line in edge
            if _shape(line) in shapes or (_is_at(line, places) and _stands_apart(line, page))
        }
        kept.append([line for line in page if id(line) not in gone])
        running.append([line for line in page if id(line) in gone])
    return Pages(kept, running)


def _repeated(edges: Sequence[Sequence[Line]]) -> list[set[str]]:
    """Return for each page the shapes that most pages have at their edges, or most of those on its side."""
    everywhere, *sides = (_most(some) for some in (edges, edges[::2], edges[1::2]))
    found = []
    for number in range(len(edges)):
        # Those of a chapter stand on its pages alone, but at the same place.
        near = [
            line for edge in edges[max(number - _NEAR, 0) : number + _NEAR + 1] for line in edge if line.size
        ]
        placed = Counter((_shape(line), round(line.y)) for line in near)
        chapter = {shape for (shape, _), count in placed.items() if count > 1 and not shape.endswith(_ENDS)}
        found.append(everywhere | sides[number % 2] | chapter)
    return found


def _most(edges: Sequence[Sequence[Line]]) -> set[str]:
    counts = Counter(shape for edge in edges for shape in {_shape(line) for line in edge})
    return {shape for shape, count in counts.items() if count > 1 and count * 2 > len(edges)}


def _shape(line: Line) -> str:
    return _DIGITS.sub("#", line.text)


def _is_at(line: Line, places: set[int]) -> bool:
    place = round(line.y / _SAME_PLACE)
    return bool(line.size) and not places.isdisjoint((place - 1, place, place + 1))


def _stands_apart(line: Line, page: Sequence[Line]) -> bool:
    others = sorted(other.y for other in page if other is not line)
    steps = sorted(b - a for a, b in pairwise(others) if b > a)
    if not steps:
        return False
    return min(abs(line.y - other) for other in others) > _APART * steps[(len(steps) - 1) // 2]
