"""Files to articles. Whatever cannot be read becomes a `Problem` and stops nothing else."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from index.article import Article
from index.readers import records, text
from index.report import Problem
from index.store import FILE_NAME

if TYPE_CHECKING:
    from io import BufferedReader

Reader = Callable[[BinaryIO, str], Iterator[Article | Problem]]

FORMATS: dict[str, Reader] = {"txt": text.read, "jsonl": records.read_jsonl}
_SUFFIXES = {".txt": "txt", ".text": "txt", ".jsonl": "jsonl", ".ndjson": "jsonl"}
STANDARD_INPUT = "-"


def read_articles(*sources: str | Path, format: str = "auto") -> Iterator[Article | Problem]:  # noqa: A002
    """Yield the articles of files, of folders with all their files, and of standard input ("-").

    `format` is one of `FORMATS`, or "auto" to go by the names. Hidden files in folders and
    folders that hold a library are passed over.
    Raises ValueError for an unknown format; everything else that goes wrong is yielded as a Problem.
    """
    if format != "auto" and format not in FORMATS:
        raise ValueError(f'no format "{format}"; choose one of: auto, {", ".join(FORMATS)}')
    for source in sources:
        if source == STANDARD_INPUT:
            yield from _read_standard_input(format)
        else:
            yield from _read_path(Path(source), format)


def _read_path(path: Path, chosen: str) -> Iterator[Article | Problem]:
    if path.is_dir():
        try:
            inside = sorted(child for child in path.iterdir() if not child.name.startswith("."))
            if path / FILE_NAME in inside:
                return
        except OSError as error:
            yield Problem(str(path), f"cannot be opened ({error.strerror}); check its permissions")
            return
        for child in inside:
            yield from _read_path(child, chosen)
        return
    name = chosen if chosen != "auto" else _SUFFIXES.get(path.suffix.lower(), "")
    if not name and path.exists():
        known = ", ".join(_SUFFIXES)
        yield Problem(
            str(path), f"no reader for this kind of file; it reads {known}, or name one with --format"
        )
        return
    try:
        with path.open("rb") as file:
            yield from FORMATS[name or "txt"](file, str(path))
    except OSError as error:
        yield Problem(str(path), f"cannot be read ({error.strerror}); check the name and its permissions")


def _read_standard_input(chosen: str) -> Iterator[Article | Problem]:
    file = cast("BufferedReader", sys.stdin.buffer)
    if chosen == "auto":
        # A record starts with a brace; peek() leaves it to be read.
        chosen = "jsonl" if file.peek(1)[:1] == b"{" else "txt"
    yield from FORMATS[chosen](file, "standard input")
