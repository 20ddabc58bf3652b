"""Files and addresses to articles. Whatever cannot be read becomes a `Problem` and stops nothing else.

`detect` tells what a file is by its content, `sources` opens it, `dispatch` has the reader of its format read
it, and `finish` makes an article of what the reader found. JSONL, JSON and CSV are streamed record by record;
text is decoded and read here. HTML, PDF, DOCX, feeds, Markdown and ZIP go to a process of their own
(`index.readers.sandbox`). All bounds are fields of `index.model.limits.Limits`. `first_pass` reads the texts
of one run for the lines that they share, before any is cleaned; `feed_updates` tells what is new in a feed;
`fingerprint` stands for the code that reads.
"""

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from index.fetching import PUBLIC, Guard
from index.model.article import Article
from index.model.limits import DEFAULT_LIMITS, Limits
from index.model.report import Problem
from index.model.source_file import FileRead, FileState, ReadItem
from index.readers.dispatch import AUTO, FORMATS, Reading
from index.readers.fingerprint import reader_of
from index.readers.sources import InputSource, shown

__all__ = [
    "FORMATS",
    "Limits",
    "current_readers",
    "read_addresses",
    "read_articles",
    "read_changed",
    "read_uploads",
]

STANDARD_INPUT = "-"
_ADDRESSES = ("http://", "https://")


def current_readers() -> frozenset[bytes]:
    """Return what `Article.read_from` names where today's code read an article, or none did."""
    return frozenset((b"", *map(reader_of, FORMATS)))


def read_articles(
    *sources: str | Path,
    format: str = AUTO,  # noqa: A002
    limits: Limits = DEFAULT_LIMITS,
    guard: Guard = PUBLIC,
) -> Iterator[Article | Problem]:
    """Yield the articles of files, of folders with all their files, of addresses and of standard input ("-").

    `format` is one of `FORMATS`, or "auto" to go by what each file holds and then by its name. Hidden files
    in folders and folders that hold a library are passed over. Of several texts, the lines that many of them
    share are taken for furniture of their site. `limits` bounds what each file may cost, and `guard` says
    which addresses may be reached: those of the public internet, unless it allows more. Raises ValueError
    for an unknown format; everything else that goes wrong is yielded as a Problem.
    """
    items = _read(sources, format, limits, guard, None)
    return (item for item in items if not isinstance(item, FileRead))


def read_changed(
    *sources: str | Path,
    unchanged: Callable[[FileState], bool],
    format: str = AUTO,  # noqa: A002
    limits: Limits = DEFAULT_LIMITS,
    guard: Guard = PUBLIC,
) -> Iterator[ReadItem]:
    """Yield what `read_articles` does, but leave files unread of which `unchanged` says that they are known.

    After each source comes a `FileRead`, for `Library.add`; `unchanged` is a library's `has_read`.
    """
    return _read(sources, format, limits, guard, unchanged)


def read_uploads(
    uploads: Iterable[tuple[str, bytes]], *, limits: Limits = DEFAULT_LIMITS
) -> Iterator[Article | Problem]:
    """Yield the articles of files that somebody handed in, each its name and its content.

    A name only names: nothing of this machine is opened, and the articles have no origin, so that two files
    of one name are not taken for two readings of one article.
    """
    reading = Reading(limits, PUBLIC)
    try:
        for name, data in uploads:
            place = shown(name)
            yield from reading.file(InputSource(place=place, name=place), io.BytesIO(data))
    finally:
        reading.close()


def read_addresses(
    addresses: Iterable[str], *, limits: Limits = DEFAULT_LIMITS, guard: Guard = PUBLIC
) -> Iterator[Article | Problem]:
    """Yield the articles of what web addresses lead to; anything else is a Problem, never a path."""
    reading = Reading(limits, guard)
    try:
        for address in addresses:
            if address.lower().startswith(_ADDRESSES):
                yield from reading.address(address, AUTO)
            else:
                yield Problem(shown(address), "is no address", remedy="write it with http:// or https://")
    finally:
        reading.close()


def _read(
    sources: Sequence[str | Path],
    chosen: str,
    limits: Limits,
    guard: Guard,
    unchanged: Callable[[FileState], bool] | None,
) -> Iterator[ReadItem]:
    if chosen != AUTO and chosen not in FORMATS:
        raise ValueError(f'no format "{chosen}"; choose one of: auto, {", ".join(FORMATS)}')
    reading = Reading(limits, guard, unchanged)
    reading.together(sources, chosen)
    try:
        for source in sources:
            if source == STANDARD_INPUT:
                yield from reading.standard_input(chosen)
                yield FileRead(STANDARD_INPUT)
            elif isinstance(source, str) and source.lower().startswith(_ADDRESSES):
                yield from reading.address(source, chosen)
                yield FileRead(source)
            else:
                yield from reading.path(Path(source), chosen)
    finally:
        reading.close()
