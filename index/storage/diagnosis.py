"""Turns errors of SQLite, the system and damaged bytes into one line: the place, the true reason, the remedy.

Three things go wrong there: the system refuses something, SQLite does, or what is stored is damaged. Damage
shows in many ways, wherever stored bytes are made into something; but a fault of this program shows in the
same ways. So an error of that kind is told as damage only where stored bytes are decoded, or where a look at
the library finds damage; every other one passes as it is.
"""

import errno
import os
import sqlite3
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from index.model.errors import DamageError, LibraryError, TooManyFilesError
from index.model.source_file import LIBRARY_FILE
from index.storage.commit_record import CommitRecord
from index.storage.file_handles import OUT_OF_HANDLES, handles_are_left
from index.storage.opening import commits_waiting, may_write, primary

# The errors that decoding damaged bytes raises, UnicodeDecodeError and json's errors among them.
_UNREADABLE = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, MemoryError)
# The modules that make something of stored bytes and of nothing that somebody asks.
_DECODING = {
    *("folder", "database", "segment_file", "snapshot", "vocabulary", "opening", "digests", "integrity"),
    *("contents", "row_checks", "filters", "known_article", "scoring_texts", "segment_writer"),
}
_TABLE = "_table"
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)

# SQLite's codes where the system refuses something, and those of conditions that pass by themselves.
_REFUSALS = {
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
}
_PASSING = {
    sqlite3.SQLITE_BUSY: "another program keeps it locked, try again later",
    sqlite3.SQLITE_LOCKED: "another program keeps it locked, try again later",
    sqlite3.SQLITE_NOMEM: "close other programs and try again",
}

Diagnosis = Callable[[], str | None]


@contextmanager
def explained(folder: Path, diagnosis: Diagnosis | None = None) -> Iterator[None]:
    """Turn what SQLite, the system and damaged bytes raise into LibraryError, with the cause behind it.

    `diagnosis` looks at the library and returns what is wrong with it, or None.
    """
    try:
        yield
    except DamageError as error:
        # Raised where only the row or the segment is known.
        if str(folder) not in str(error):
            error.stands_in(folder)
        raise
    except LibraryError:
        raise
    except sqlite3.Error as error:
        raise _of_sqlite(folder, error) from error
    except OSError as error:
        raise _of_system(folder, error) from error
    except _UNREADABLE as error:
        problem = diagnosis() if diagnosis else None
        if problem is None and _is_decoding(error):
            # Without its words, which may be an article's.
            problem = f"{folder}: what is stored makes no sense ({type(error).__name__})"
        if problem is None:
            raise
        raise DamageError(problem) from error


def _is_decoding(error: BaseException) -> bool:
    """Whether the innermost code of ours that `error` came from makes something of stored bytes."""
    package = Path(__file__).parents[1]
    ours = [
        Path(frame.filename)
        for frame in traceback.extract_tb(error.__traceback__)
        if package in Path(frame.filename).parents
    ]
    return bool(ours) and (ours[-1].stem in _DECODING or ours[-1].stem.endswith(_TABLE))


def _of_sqlite(folder: Path, error: sqlite3.Error) -> LibraryError:
    path, code = folder / LIBRARY_FILE, primary(error)
    if code in _REFUSALS:
        return _refused(path, error)
    if code in _PASSING:
        return LibraryError(f"{path}: {error}", f"{_PASSING[code]}")
    # What lies beside it tells a damaged library from another program's file.
    if code == sqlite3.SQLITE_NOTADB and not CommitRecord(folder).had_articles():
        return LibraryError(f"{path} is no Pullquote library", command="choose another folder with --library")
    # Without SQLite's words, which may be an article's.
    return DamageError(f"{path} is damaged")


def _refused(path: Path, error: sqlite3.Error) -> LibraryError:
    """Find out why a file could not be opened or written, which SQLite does not tell."""
    if not handles_are_left():
        return TooManyFilesError()
    try:
        path.open("rb").close()
    except OSError as reason:
        return _of_system(path.parent, reason)
    if primary(error) == sqlite3.SQLITE_FULL or _is_full(path):
        return _full(path)
    if not may_write(path.parent) and commits_waiting(path):
        return LibraryError(
            f"{path}-wal holds the last commits, which cannot be taken from there where nothing may "
            "be written",
            command=f"run `pullquote check --library {path.parent}` once as a user who may write there",
        )
    for place in (path.parent, path):
        if not os.access(place, os.W_OK):
            return _not_writable(place)
    return LibraryError(f"{path}: {error}", "check the disk and its permissions")


def _of_system(folder: Path, error: OSError) -> LibraryError:
    place = error.filename or folder
    if error.errno in OUT_OF_HANDLES:
        return TooManyFilesError()
    if error.errno in _FULL:
        return _full(place)
    if error.errno in _FORBIDDEN and _reads(Path(place)):
        return _not_writable(place)
    return LibraryError(f"{place}: {error.strerror or error}", "check disk and permissions")


def _reads(path: Path) -> bool:
    """Whether what is at `path` may be read, or there is nothing yet in a folder that may be."""
    # Path.exists() would raise where even that may not be known.
    return os.access(path if os.path.lexists(path) else path.parent, os.R_OK)


def _not_writable(place: str | Path) -> LibraryError:
    return LibraryError(
        f"{place}: may not be written by this user",
        "the library can be asked but not changed: check disk and permissions (a read-only mount, "
        "another owner)",
    )


def _full(place: str | Path) -> LibraryError:
    return LibraryError(f"{place}: the disk is full", "free some space and try again, the articles are safe")


def _is_full(path: Path) -> bool:
    if not hasattr(os, "statvfs"):  # Windows
        return False
    state = os.statvfs(path)
    return state.f_bavail == 0 or (state.f_files > 0 and state.f_favail == 0)
