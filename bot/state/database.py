"""One SQLite file, one connection, one thread: the event loop never waits for the disk."""

import asyncio
import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Self, TypeVar

from bot.scheduling.deadlines import within
from bot.state.migrations import MIGRATIONS

T = TypeVar("T")


class StateError(Exception):
    """The bot's own file cannot be opened, read or written; the message is one line with the remedy."""


class Database:
    """The connection, and the thread that alone uses it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="state")
        self._db: sqlite3.Connection | None = None

    @classmethod
    async def open(cls, path: Path) -> Self:
        """Open the file, create it or bring it up to date; raises StateError."""
        database = cls(path)
        try:
            await database._in_thread(database._open)
        except BaseException:
            database._thread.shutdown(wait=False)
            raise
        return database

    async def close(self) -> None:
        """Close the file once the work that is under way is done; again is no error."""
        if self._db is None:
            return
        await self._in_thread(self._close)
        self._thread.shutdown(wait=False)

    async def run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do `work` in one transaction and return what it returns; raises StateError and SlowSearchError."""
        db = self._db
        if db is None:
            raise StateError(f"{self._path} is closed; start the bot again")
        return await self._in_thread(lambda: self._transact(db, work))

    async def _in_thread(self, work: Callable[[], T]) -> T:
        return await within(asyncio.get_running_loop().run_in_executor(self._thread, work))

    def _open(self) -> None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False)
            self._db.execute("PRAGMA journal_mode = WAL")
            # A power cut may cost the last second's votes, never the file.
            self._db.execute("PRAGMA synchronous = NORMAL")
            self._db.execute("PRAGMA secure_delete = ON")
            self._migrate(self._db)
        except (sqlite3.DatabaseError, OSError) as error:
            self._close()
            raise StateError(f"{self._path}: {error}; check the disk and its permissions") from error
        except StateError:
            self._close()
            raise

    def _migrate(self, db: sqlite3.Connection) -> None:
        (version,) = db.execute("PRAGMA user_version").fetchone()
        if version > len(MIGRATIONS):
            raise StateError(
                f"{self._path} has version {version}, this program knows {len(MIGRATIONS)}; "
                "install a newer Pullquote"
            )
        for number, script in enumerate(MIGRATIONS[version:], start=version + 1):
            db.execute("BEGIN IMMEDIATE")
            # executescript() would commit on its own.
            for statement in filter(str.strip, script.split(";")):
                db.execute(statement)
            db.execute(f"PRAGMA user_version = {number}")
            db.execute("COMMIT")

    def _close(self) -> None:
        db, self._db = self._db, None
        if db is not None:
            db.close()

    def _transact(self, db: sqlite3.Connection, work: Callable[[sqlite3.Connection], T]) -> T:
        try:
            db.execute("BEGIN IMMEDIATE")
            try:
                result = work(db)
                db.execute("COMMIT")
            finally:
                # SQLite has rolled back on its own when the disk is full.
                if db.in_transaction:
                    db.execute("ROLLBACK")
        except sqlite3.DatabaseError as error:
            raise StateError(f"{self._path}: {error}; check the disk and its permissions") from error
        return result


def now() -> float:
    """Return the time in seconds since 1970, as rows keep it."""
    return time.time()
