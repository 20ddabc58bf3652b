"""The contents of a file as bytes for arrays: mapped into memory, or read where that is cheaper."""

import mmap
import sys
from pathlib import Path

# A mapping keeps a handle of the file, and reading so little takes no longer than mapping it. A library grows
# by small segments: a server's library has few others.
READ_BELOW = 256 * 1024


def contents(path: Path) -> mmap.mmap | bytes:
    """Return what the file at `path` holds, which nobody changes any more.

    Raises ValueError when there is nothing, and OSError.
    """
    with path.open("rb") as file:
        if file.seek(0, 2) < READ_BELOW:
            file.seek(0)
            return file.read()
        if sys.version_info >= (3, 13):
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ, trackfd=False)
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
