"""Reads SQLite's write-ahead log beyond its first damaged frame, where SQLite itself stops.

A frame that does not fit the checksum of those before it ends the log for SQLite, and with it every commit
behind. Here all frames of the log are laid over a copy of the database: of a frame with one wrong byte, one
page has one wrong byte, and the digests say in which article. See https://sqlite.org/fileformat2.html#walformat.
"""

import shutil
import struct
from collections import Counter
from pathlib import Path
from typing import NamedTuple

_HEADER = 32
_FRAME_HEADER = 24
_SMALLEST_PAGE, _LARGEST_PAGE = 512, 65_536
_PAGE_SIZE_AT = 16  # in the database's first page


class _Frame(NamedTuple):
    """A page as a commit wrote it; `size` is that of the database in pages after a commit, else 0."""

    page: int
    size: int
    salt: bytes
    place: int


def replay(database: Path, written: Path, target: Path) -> bool:
    """Copy `database` to `target` with all commits of the log `written`; return False when it has none."""
    data = written.read_bytes() if written.is_file() else b""
    size = _page_size(database, data)
    frames = _frames(data, size) if size else []
    last = max((place for place, frame in enumerate(frames) if frame.size), default=None)
    if last is None:
        return False
    pages = frames[last].size
    if database.is_file():
        shutil.copyfile(database, target)
    with target.open("r+b" if target.exists() else "w+b") as file:
        for frame in frames[: last + 1]:
            if 0 < frame.page <= pages:
                file.seek((frame.page - 1) * size)
                file.write(data[frame.place : frame.place + size])
        file.truncate(pages * size)
    return True


def _page_size(database: Path, data: bytes) -> int:
    """Return the size of a page by the database or by its log, whichever makes sense; 0 for neither."""
    sizes = []
    if database.is_file():
        with database.open("rb") as file:
            head = file.read(_PAGE_SIZE_AT + 2)
        if len(head) == _PAGE_SIZE_AT + 2:
            [found] = struct.unpack(">H", head[_PAGE_SIZE_AT:])
            sizes.append(_LARGEST_PAGE if found == 1 else found)
    if len(data) >= _HEADER:
        sizes.append(struct.unpack(">I", data[8:12])[0])
    return next((one for one in sizes if _SMALLEST_PAGE <= one <= _LARGEST_PAGE and not one & (one - 1)), 0)


def _frames(data: bytes, size: int) -> list[_Frame]:
    """Return the frames of the log's last round, in order; behind them stand some of earlier rounds."""
    frames = []
    for place in range(_HEADER, len(data) - size - _FRAME_HEADER + 1, size + _FRAME_HEADER):
        page, pages, salt = struct.unpack(">II8s", data[place : place + 16])
        frames.append(_Frame(page, pages, salt, place + _FRAME_HEADER))
    # The round's salt stands in the header and in each frame: one damaged copy is outvoted.
    votes = Counter([data[16:24], *(frame.salt for frame in frames[:4])])
    salt = votes.most_common(1)[0][0]
    return [frame for frame in frames if frame.salt == salt]
