"""The title of a PDF's first page, by the size of its type."""

from collections import Counter
from collections.abc import Sequence
from itertools import dropwhile, takewhile

from index.readers.formats.pdf_lines import Line

_LONGEST_TITLE = 250
_TITLE_LINES = 4
_TITLE_SIZE = 1.15  # times the size of most of the text


def large_title(lines: Sequence[Line]) -> str:
    """Return the few lines of the page that are set in the largest type, if that stands out."""
    sizes = Counter[float]()
    for line in lines:
        sizes[line.size] += len(line.text)
    if not sizes:
        return ""
    largest, usual = max(sizes), max(sizes, key=lambda size: (sizes[size], size))
    if largest < usual * _TITLE_SIZE:
        return ""
    rows = dropwhile(lambda line: line.size != largest, lines)
    shown = [line.text for line in takewhile(lambda line: line.size == largest, rows)]
    title = " ".join(shown)
    return title if len(shown) <= _TITLE_LINES and len(title) <= _LONGEST_TITLE else ""
