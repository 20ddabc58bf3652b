"""Opens a library's database to read it without writing anything, also where nothing can be written.

Beside a database in WAL mode SQLite keeps two files, `-wal` with the last commits and `-shm` with where they
stand; readers make them too. Where they cannot be made, the database is read as it is ("immutable"), which
takes no locks: allowed only while no `-wal` holds commits, and only as long as the file does not change.
"""

import os
import sqlite3
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Self
from urllib.parse import quote

from index.model.errors import LibraryError
from index.model.outlet import outlet_key
from index.storage.file_handles import ensure_handles

# How long SQLite itself waits for a lock; writers wait for ours, so this covers checkpoints only.
BUSY_S = 30
_WAL = "-wal"
# What a reading connection keeps of its file in memory; the system keeps the file itself.
_PAGES_KIB = 256
_NAMES = 4096  # outlets whose keys are remembered
# The primary codes that SQLite gives where it cannot make its files.
_NOT_TO_BE_MADE = {
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_PERM,
}


@dataclass(frozen=True, slots=True)
class Frozen:
    """A database that is read without locks, and how its file was when that began."""

    path: Path
    inode: int
    size: int
    changed_ns: int

    @classmethod
    def of(cls, path: Path) -> Self:
        """Note how the database at `path` is now."""
        state = path.stat()
        return cls(path, state.st_ino, state.st_size, state.st_mtime_ns)

    def is_current(self) -> bool:
        """Whether nobody has committed anything since."""
        return not commits_waiting(self.path) and not self.is_torn()

    def is_torn(self) -> bool:
        """Whether somebody has written into the database since."""
        try:
            return Frozen.of(self.path) != self
        except OSError:
            return True

    def ensure_whole(self) -> None:
        """Raise LibraryError when what was read may be of two commits."""
        if self.is_torn():
            raise LibraryError(f"{self.path} was written by somebody else while it was read", "ask again")


def primary(error: sqlite3.Error) -> int:
    """Return SQLite's primary result code of `error`; 0 where the error is Python's own."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def commits_waiting(path: Path) -> bool:
    """Whether commits of the database at `path` may stand beside it still, in its `-wal`."""
    try:
        return path.with_name(path.name + _WAL).stat().st_size > 0
    except FileNotFoundError:
        return False


def may_write(folder: Path) -> bool:
    """Whether this process may write into `folder`."""
    return os.access(folder, os.W_OK | os.X_OK)


def connect_writer(path: Path) -> sqlite3.Connection:
    """Return the writer's connection to the database at `path`, which is made where there is none."""
    db = sqlite3.connect(path, timeout=BUSY_S, isolation_level=None, check_same_thread=False)
    try:
        name_functions(db)
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("PRAGMA journal_mode = WAL")
        # An acknowledged article must survive a power cut.
        db.execute("PRAGMA synchronous = FULL")
    except BaseException:
        db.close()
        raise
    return db


def connect_reader(path: Path) -> tuple[sqlite3.Connection, Frozen | None]:
    """Return a connection that only reads; with how the file is, where it is read without locks.

    It may not even write where the folder allows that: the last one to close would take the log along.
    Raises sqlite3.Error and OSError.
    """
    try:
        return _connected(path, "mode=ro"), None
    except sqlite3.OperationalError as error:
        if primary(error) not in _NOT_TO_BE_MADE:
            raise
        ensure_handles()
        frozen = Frozen.of(path)
        if commits_waiting(path):
            raise
    return _connected(path, "immutable=1"), frozen


def name_functions(db: sqlite3.Connection) -> None:
    """Make known to a connection what its queries call of ours (see `filters`)."""
    db.create_function("outlet_key", 1, _outlet_key, deterministic=True)


@lru_cache(_NAMES)
def _outlet_key(name: bytes) -> str:
    return outlet_key(name.decode(errors="replace"))


def _connected(path: Path, parameters: str) -> sqlite3.Connection:
    whole = path.absolute().as_posix()
    address = f"file://{'' if whole.startswith('/') else '/'}{quote(os.fsencode(whole))}?{parameters}"
    db = sqlite3.connect(address, timeout=BUSY_S, isolation_level=None, check_same_thread=False, uri=True)
    try:
        name_functions(db)
        # What an older format lacks is made in memory, not in files.
        db.execute("PRAGMA temp_store = MEMORY")
        db.execute(f"PRAGMA cache_size = -{_PAGES_KIB}")
        # Checkpoints belong to the writer, under its lock.
        db.execute("PRAGMA wal_autocheckpoint = 0")
        # The first look into the file: before, SQLite has opened nothing but the name.
        db.execute("SELECT 1 FROM sqlite_schema").fetchone()
    except BaseException:
        db.close()
        raise
    return db
