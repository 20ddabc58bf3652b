"""Files that must survive a crash: their folder entries flushed, their contents held against a checksum."""

import os
import zlib
from pathlib import Path

from index.model.errors import DamageError

_READ_AT_ONCE = 1 << 20


def checksum(path: Path) -> int:
    """Return the CRC-32 of a file."""
    value = 0
    with path.open("rb") as file:
        while part := file.read(_READ_AT_ONCE):
            value = zlib.crc32(part, value)
    return value


def refuse_changed(path: Path, expected: int) -> None:
    """Raise DamageError when a file has another checksum than it was written with; reads all of it."""
    if checksum(path) != expected:
        raise DamageError(f"{path} has changed since it was written")


def sync_folder(folder: Path) -> None:
    """Make the entries of `folder` safe on disk, where the system knows how to."""
    if os.name == "nt":  # Windows has no handle of a folder to flush
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
