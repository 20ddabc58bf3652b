"""Where bytes come from on this machine: files, folders with all their files, standard input."""

import hashlib
import os
import re
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from index.model.limits import MIB, Limits
from index.model.report import Problem
from index.model.source_file import LIBRARY_FILE, FileState

# What would break a line, or turn around the text after it.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True, kw_only=True)
class InputSource:
    """One file to read, wherever it is.

    `place` names it for people and `name` tells its kind where its content does not; `origin` is what an
    article read from it keeps. `url` and `charset` are what a server said, or "". `packed` is whether it
    lies in an archive.
    """

    place: str
    name: str = ""
    origin: str = ""
    url: str = ""
    charset: str = ""
    packed: bool = False


def shown(name: str | Path) -> str:
    """Return a name on one line, in characters that can be printed and stored."""
    whole = str(name).encode("utf-8", "backslashreplace").decode()
    return _UNSEEN.sub(lambda match: repr(match[0])[1:-1], whole)


def files_in(path: Path) -> Iterator[Path | Problem]:
    """Yield `path`, or the files of that folder and the folders in it, in the order of their names.

    Hidden files and folders that hold a library are passed over; a folder that leads to itself is read once.
    """
    waiting = [path]
    seen: set[tuple[int, int]] = set()
    while waiting:
        here = waiting.pop()
        try:
            if not here.is_dir():
                yield here
                continue
            folder = here.stat()
            inside = sorted(child for child in here.iterdir() if not child.name.startswith("."))
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            yield Problem(shown(here), f"cannot be opened ({reason})", remedy="check its permissions")
            continue
        if (folder.st_dev, folder.st_ino) in seen or here / LIBRARY_FILE in inside:
            continue
        seen.add((folder.st_dev, folder.st_ino))
        waiting += reversed(inside)


def open_file(path: Path) -> BinaryIO:
    """Open a regular file. Raises OSError, and ValueError for what is none, without waiting for a writer."""

    def opener(name: str, flags: int) -> int:
        return os.open(name, flags | getattr(os, "O_NONBLOCK", 0))

    file = open(path, "rb", opener=opener)  # noqa: SIM115  a path takes no opener; the caller closes
    if stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        return file
    file.close()
    raise ValueError("is no regular file, but a pipe, socket or device; save what it says to a file")


def file_state(file: BinaryIO, origin: str, reader: bytes) -> FileState:
    """Return what an open file is now, and leave it at its beginning."""
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").digest()  # type: ignore[arg-type]
    size = file.tell()
    file.seek(0)
    return FileState(origin, size, digest, reader)


def content_digest(file: BinaryIO) -> bytes:
    """Return a short digest of all that an open file holds, and leave it at its beginning; b"" for a pipe."""
    if not file.seekable():
        return b""
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").digest()[:16]  # type: ignore[arg-type]
    file.seek(0)
    return digest


def standard_input() -> BinaryIO:
    """Return standard input as bytes."""
    return sys.stdin.buffer


def resolved(path: Path) -> Path:
    """Return where a path leads, links followed."""
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):  # a link that leads to itself
        return path


def whole(stream: BinaryIO, limits: Limits) -> bytes:
    """Return all of a file; raise TooMuchError where it is larger than one may be."""
    # Piece by piece, since one call would ask for as much memory as the limit allows.
    pieces, size = [], 0
    while size <= limits.file_bytes and (piece := stream.read(MIB)):
        pieces.append(piece)
        size += len(piece)
    if size > limits.file_bytes:
        raise limits.exceeded("file_bytes", "has", "split it")
    return b"".join(pieces)
