"""The lines of a PDF's pages joined into paragraphs."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from index.cleaning.line_hyphens import LineHyphens
from index.readers.formats.pdf_lines import Line

_FULL_LINE = 0.7  # of the page's usual width: a shorter line ends its paragraph
_BULLET = re.compile("[\u2022\u2023\u25aa\u25cf\u25e6\u2043*-] ")
_SENTENCE_ENDS = (".", "!", "?", "\u2026", ":", "\u3002", "\u061f")
_CLOSERS = "\"')]\u2019\u201d\u00bb\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079"
_OTHER_SIZE = 0.15  # share by which type of another size differs: a heading, a caption


class Joined(NamedTuple):
    """A text of paragraphs, and the place in it where each page begins."""

    text: str
    starts: tuple[int, ...]


def join(pages: Sequence[Sequence[Line]]) -> Joined:
    """Return the text of the pages' lines."""
    hyphens = LineHyphens(line.text for page in pages for line in page)
    parts: list[str] = []
    starts: list[int] = []
    length = 0
    before = Line("")
    for page in pages:
        widths = sorted(len(line.text) for line in page)
        width = widths[len(widths) * 4 // 5] if widths else 0
        fresh = True
        for line in page:
            if joint := hyphens.joint(before.text, line.text):
                between = joint.between
                if joint.lost:
                    parts[-1] = parts[-1][: -joint.lost]
                    length -= joint.lost
            else:
                between = _between(before, line, width, new_page=fresh)
            if fresh:
                starts.append(length + len(between))
                fresh = False
            parts += (between, line.text)
            length += len(between) + len(line.text)
            before = line
        if fresh:  # a page without text begins where the next one will
            starts.append(length)
    return Joined("".join(parts), tuple(starts))


def _between(before: Line, line: Line, width: int, *, new_page: bool) -> str:
    """Return what stands between a line and the one before it: nothing, a blank or a new paragraph."""
    new_column = line.y > before.y + before.size
    if not before.text:
        return ""
    if _BULLET.match(line.text) or abs(line.size - before.size) > _OTHER_SIZE * before.size:
        return "\n"
    ended = before.text.rstrip(_CLOSERS).endswith(_SENTENCE_ENDS)
    if new_page or new_column:
        return "\n" if ended else " "
    return "\n" if len(before.text) < _FULL_LINE * width else " "
