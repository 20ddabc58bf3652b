"""Files and addresses to articles. Whatever cannot be read becomes a `Problem` and stops nothing else."""

from collections.abc import Iterator
from pathlib import Path

from index.article import Article
from index.fetching import PUBLIC, Guard
from index.limits import DEFAULT_LIMITS, Limits
from index.readers.reading import AUTO, FORMATS, Reading
from index.report import Problem

__all__ = ["FORMATS", "Limits", "read_articles"]

STANDARD_INPUT = "-"
_ADDRESSES = ("http://", "https://")


def read_articles(
    *sources: str | Path,
    format: str = AUTO,  # noqa: A002
    limits: Limits = DEFAULT_LIMITS,
    guard: Guard = PUBLIC,
) -> Iterator[Article | Problem]:
    """Yield the articles of files, of folders with all their files, of addresses and of standard input ("-").

    `format` is one of `FORMATS`, or "auto" to go by what each file holds and then by its name. Hidden files
    in folders and folders that hold a library are passed over. `limits` bounds what each file may cost,
    and `guard` says which addresses may be reached: those of the public internet, unless it allows more.
    Raises ValueError for an unknown format; everything else that goes wrong is yielded as a Problem.
    """
    if format != AUTO and format not in FORMATS:
        raise ValueError(f'no format "{format}"; choose one of: auto, {", ".join(FORMATS)}')
    reading = Reading(limits, guard)
    try:
        for source in sources:
            if source == STANDARD_INPUT:
                yield from reading.standard_input(format)
            elif isinstance(source, str) and source.lower().startswith(_ADDRESSES):
                yield from reading.address(source, format)
            else:
                yield from reading.path(Path(source), format)
    finally:
        reading.close()
