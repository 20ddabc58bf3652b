"""CSV and TSV: a table with the names of its fields in the first row, an article in each further one."""

import csv
from collections.abc import Iterator
from typing import BinaryIO

from index.model.article import Article
from index.model.limits import DEFAULT_LIMITS, Limits
from index.model.report import Problem
from index.readers.formats.records import KEYS, article_of, within_reason
from index.text.lines import read_lines

DELIMITERS = ",;\t|"


def read(file: BinaryIO, place: str, limits: Limits = DEFAULT_LIMITS) -> Iterator[Article | Problem]:
    """Yield the articles of `file`; the row with the names also tells what separates the fields."""
    return within_reason(_read(file, place, limits), place)


def columns(line: str) -> tuple[list[str], str]:
    """Return the cells of a table's first line and the character between them."""
    delimiter = max(DELIMITERS, key=lambda one: len(_cells(line, one)))
    return _cells(line, delimiter), delimiter


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter), [])]
    except csv.Error:
        return []


def _read(file: BinaryIO, place: str, limits: Limits) -> Iterator[Article | Problem]:
    lines = _Lines(file, place, limits)
    first = next(lines, "")
    names, delimiter = columns(first)
    yield from lines.take_problems()
    if not first.strip():
        return
    if not {name.casefold() for name in names}.intersection(KEYS["text"]):
        shown = ", ".join(names)[:200] or "those of its first row, which is no row"
        yield Problem(place, f'no column "text" among {shown}', remedy="name the column with the texts so")
        return
    # The module's own limit is one for the whole process; a row's lines are bounded one by one instead.
    csv.field_size_limit(max(csv.field_size_limit(), min(limits.record_bytes, 2**31 - 1)))
    rows = csv.reader(lines, delimiter=delimiter)
    while True:
        here = f"{place}:{lines.number + 1}"
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield Problem(
                here,
                f"is no row ({error})",
                remedy="is a quotation mark left open? Nothing after it was read",
            )
            return
        yield from lines.take_problems()
        if row is None:
            return
        if any(cell.strip() for cell in row):
            yield from article_of(dict(zip(names, row, strict=False)), here, limits)


class _Lines:
    """The lines of a file as the csv module wants them; those that cannot be read are kept as problems."""

    def __init__(self, file: BinaryIO, place: str, limits: Limits) -> None:
        self.number = 0
        self.problems: list[Problem] = []
        self._place = place
        self._limits = limits
        self._row_length = 0
        self._lines = read_lines(file, limits)

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        for line in self._lines:
            self.number = line.number
            here = f"{self._place}:{line.number}"
            if line.note:
                self.problems.append(Problem(here, line.note, lost=False))
            if not line.problem:
                self._row_length += len(line.text)
                if self._row_length > self._limits.record_bytes:
                    raise csv.Error(str(self._limits.exceeded("record_bytes", "has", "split it")))
                return line.text
            self.problems.append(Problem(here, line.problem))
        raise StopIteration

    def take_problems(self) -> list[Problem]:
        """Return the problems since the last call, which a row's end is."""
        self._row_length = 0
        taken, self.problems = self.problems, []
        return taken
