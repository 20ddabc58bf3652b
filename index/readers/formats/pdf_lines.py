"""The lines of a PDF's page as pypdf reads them, with the place and the size of their type.

Imported in the worker process only.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from pypdf import PageObject
from pypdf.generic import ContentStream, FloatObject, NameObject

from index.readers.formats.pdf_columns import Run, reading_order
from index.text.raised import Shifted, joined

# Glyph forms are no letters: joined Latin letters, and Arabic ones by their place in a word.
_GLYPHS = re.compile("[\ufb00-\ufb4f\ufb50-\ufdff\ufe70-\ufefc]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
# Operators that move the pen or raise the line; pypdf reports a run only where its font changes.
_MOVES = frozenset((b"Td", b"TD", b"Tm", b"T*", b"'", b'"', b"Ts"))
_IDENTITY = [FloatObject(value) for value in (1, 0, 0, 1, 0, 0)]
INITIAL = 1.5  # times the size of the text: an initial that stands out
_SMALLER = 0.85  # times the size of the type beside it: raised and lowered type
_RAISED = 0.12  # times that size, how far off the line it stands at least
_LOWERED = 0.08
_SAME = 0.1  # times the size: how far two baselines are apart that are one
_WIDTH = 0.5  # of a character on average, times the size
_BLANK = 0.12  # times the size: a wider gap is a blank
_LONGEST_SHIFTED = 12  # characters


class Line(NamedTuple):
    """A line of a page: its text, and where it begins and how large most of it is, in points."""

    text: str
    x: float = 0.0
    y: float = 0.0
    size: float = 0.0


def page_lines(page: PageObject) -> list[Line]:
    """Return the lines of a page in the order of reading."""
    rows = (piece for row in reading_order(_rows(page)) for piece in _without_initial(row))
    return [line for row in rows if (line := _line(row)).text]


def _rows(page: PageObject) -> list[list[Run]]:
    content = page.get("/Contents")
    if content is None:
        return []
    stream = ContentStream(content.get_object(), page.pdf, "bytes")
    whole = stream.operations
    stream.operations = list(_flushed(whole))
    page[NameObject("/Contents")] = stream
    runs = _runs(page)
    if not any(_RIGHT_TO_LEFT.search(run.text) for run in runs):
        return _with_shifted(_cut(runs))
    # A line from right to left has its order by what pypdf does with all of its runs.
    stream.operations = whole
    return [[_whole(row)] for row in _cut(_runs(page))]


def _flushed(operations: Iterable[tuple[Any, bytes]]) -> Iterator[tuple[Any, bytes]]:
    """Yield the operations with one that changes nothing before each move, at which pypdf reports its run."""
    for operands, operator in operations:
        if operator in _MOVES:
            yield _IDENTITY, b"cm"
        yield operands, operator


def _runs(page: PageObject) -> list[Run]:
    runs: list[Run] = []
    rise = 0.0

    def before(operator: bytes, operands: Any, place: Any, matrix: Any) -> None:  # noqa: ARG001
        nonlocal rise
        if operator == b"Ts" and operands and isinstance(operands[0], int | float):
            rise = float(operands[0])

    def take(text: str, place: Any, matrix: Any, font: Any, size: Any) -> None:  # noqa: ARG001
        scale = abs((matrix[3] or matrix[1]) * (place[3] or place[1]))
        x = matrix[4] * place[0] + matrix[5] * place[2] + place[4]
        y = matrix[4] * place[1] + matrix[5] * place[3] + place[5] + rise * scale
        runs.append(Run(plain(text), float(x), float(y), round(float(size) * scale, 1)))

    page.extract_text(visitor_operand_before=before, visitor_text=take)
    return runs


def plain(text: str) -> str:
    """Return text as a PDF has it without control characters and glyph forms."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _GLYPHS.sub(lambda match: unicodedata.normalize("NFKC", match[0]), _CONTROLS.sub("", whole))


def _cut(runs: Iterable[Run]) -> list[list[Run]]:
    """Return the runs by lines, as pypdf ends them."""
    rows: list[list[Run]] = [[]]
    for run in runs:
        for number, piece in enumerate(run.text.split("\n")):
            if number:
                rows.append([])
            if piece:
                rows[-1].append(run._replace(text=piece))
    return [row for row in rows if any(run.text.strip() for run in row)]


def _with_shifted(rows: Sequence[list[Run]]) -> list[list[Run]]:
    """Put type that is raised or lowered so far that pypdf ended the line back beside what it belongs to."""
    kept: list[list[Run]] = []
    line: Run | None = None  # the run that the last row's raised one belongs to
    for row in rows:
        last = kept[-1][-1] if kept else None
        if last and last.x < row[0].x and len(row) == 1 and shift_of(row[0], line or last):
            line = line or last
            kept[-1] += row
        elif last and line and last.x < row[0].x and abs(row[0].y - line.y) < _SAME * line.size:
            gap = row[0].x - last.x - _WIDTH * last.size * len(last.text.strip())
            between = " " if gap > _BLANK * last.size else ""
            kept[-1] += [row[0]._replace(text=between + row[0].text), *row[1:]]
            line = None
        else:
            kept.append(row)
            line = None
    return kept


def shift_of(run: Run, line: Run) -> int:
    """Return 1 where `run` is raised beside `line`, -1 where it is lowered, else 0."""
    text, by = run.text.strip(), run.y - line.y
    smaller = run.size <= _SMALLER * line.size or (text.isdecimal() and run.size <= line.size)
    if not smaller or len(text) > _LONGEST_SHIFTED or abs(by) > line.size:
        return 0
    if len(line.text.strip()) == 1 and not text.isdecimal():  # an initial, and the end of its paragraph
        return 0
    return 1 if by >= _RAISED * line.size else -1 if by <= -_LOWERED * line.size else 0


def _without_initial(row: list[Run]) -> list[list[Run]]:
    """Return a row apart from the initials in larger type that are on it."""
    usual = _whole(row).size
    initials = [run for run in row if len(run.text.strip()) == 1 and run.size >= INITIAL * usual]
    rest = [run for run in row if run not in initials]
    return [*([initial] for initial in initials), rest] if initials and rest else [row]


def _whole(row: Sequence[Run]) -> Run:
    """Return the runs of a row as one, with the size of most of it."""
    sizes = Counter[float]()
    for run in row:
        sizes[run.size] += len(run.text.strip())
    size = max(sizes, key=lambda one: (sizes[one], one))
    first = next((run for run in row if run.size == size), row[0])
    return Run("".join(run.text for run in row), row[0].x, first.y, size)


def _line(row: Sequence[Run]) -> Line:
    whole = _whole(row)
    parts: list[Shifted] = []
    for run in row:
        shift = shift_of(run, whole) if len(row) > 1 else 0
        # A raised mark stands by its word, however wide pypdf takes the gap to be.
        if shift and parts and not parts[-1].text.strip():
            parts.pop()
        parts.append(Shifted(run.text.lstrip() if shift and parts else run.text, shift))
    return Line(" ".join(joined(parts).split()), whole.x, whole.y, whole.size)
