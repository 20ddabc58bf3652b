"""Tells whether this process may open more files."""

import errno
import os
from contextlib import ExitStack

from index.model.errors import TooManyFilesError

# SQLite opens up to three files for a connection.
_WANTED = 4
OUT_OF_HANDLES = (errno.EMFILE, errno.ENFILE)


def handles_are_left(wanted: int = _WANTED) -> bool:
    """Whether this process may open `wanted` more files at this moment."""
    with ExitStack() as opened:
        try:
            for _ in range(wanted):
                opened.callback(os.close, os.open(os.devnull, os.O_RDONLY))
        except OSError as error:
            if error.errno not in OUT_OF_HANDLES:
                raise
            return False
    return True


def ensure_handles() -> None:
    """Raise TooManyFilesError when no file can be opened any more."""
    if not handles_are_left():
        raise TooManyFilesError
