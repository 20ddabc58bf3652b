"""A library's folder as one process uses it: connections, locks, snapshots, and errors with a remedy."""

import os
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TypeAlias

from filelock import FileLock, Timeout

from index.analysis.analyzer import analyzer
from index.model.errors import DamageError, LibraryError, LostCommitsError
from index.model.settings import LibrarySettings
from index.model.source_file import LIBRARY_FILE
from index.storage import segment_writer
from index.storage.commit_record import CommitRecord
from index.storage.connections import Connections
from index.storage.damage import blaming
from index.storage.database import Store
from index.storage.diagnosis import explained
from index.storage.opening import may_write
from index.storage.snapshot import Snapshot

SEGMENTS = "segments"
WRITER_LOCK = "writer.lock"
# Held while a merge writes a file that no row names yet, and by whoever deletes such files.
_FILES_LOCK = "files.lock"
# Long enough for another process to commit a batch, short enough for a person to wait.
LOCK_TIMEOUT_S = 30.0
# A merge can commit between a reader's look at the rows and its opening of the files, hardly twice in a row.
_TRIES = 10
# How long a check or a copy waits for a merge. One of a million passages takes some ten seconds.
MERGE_PATIENCE_S = 300.0


def _holds_anything(database: Path) -> bool:
    return database.is_file() and database.stat().st_size > 0


class LibraryFolder:
    """One process's access to the folder of one library. Safe to share between threads.

    Connections that read are lent; the writer's is used under the writer's lock. Opening a library that is
    there writes nothing. `diagnose` looks a library through in which something failed, and returns the first
    thing that is wrong with it.
    """

    def __init__(self, path: Path, settings: LibrarySettings, diagnose: "Diagnose | None" = None) -> None:
        self.path = path
        self._diagnose = diagnose
        self.segments = path / SEGMENTS
        self._readers = Connections(partial(Store, path, writable=False))
        self._store: Store | None = None
        self._writing = threading.RLock()
        self._snapshot: Snapshot | None = None
        self.record = CommitRecord(path)
        with self.explained():
            # Before anything opens the database: SQLite deletes the log of an empty one.
            if not _holds_anything(path / LIBRARY_FILE) or self._is_blank():
                self.record.refuse_to_lay_out()
                self._lay_out(settings)
            with self.reading() as store:
                store.check_format()
                store.meta_digest.check()
                self.settings = LibrarySettings(
                    str(store.meta("language")), int(store.meta("passage_tokens") or 0)
                )

    @property
    def is_writable(self) -> bool:
        """Whether this process may write here."""
        return may_write(self.path) and os.access(self.path / LIBRARY_FILE, os.W_OK)

    def close(self) -> None:
        """Close all connections, each once nobody reads with it; using the library again opens new ones."""
        with self._writing:
            self._readers.close()
            store, self._store, self._snapshot = self._store, None, None
            if store is not None:
                store.close()

    @contextmanager
    def reading(self) -> Iterator[Store]:
        """Yield a connection that sees one state of the library."""
        with self.explained(), self._readers.lend() as store:
            store.begin()
            try:
                yield store
            finally:
                store.end()

    @contextmanager
    def separately(self) -> Iterator[Store]:
        """Yield a connection of the caller's own that sees one state of the library, however long."""
        with self.explained():
            store = Store(self.path, writable=False)
            try:
                with store.transaction():
                    yield store
            finally:
                store.close()

    @contextmanager
    def searching(self) -> Iterator[tuple[Store, Snapshot]]:
        """Yield one state of the library: the store and the segments that belong to it."""
        for last in (False,) * (_TRIES - 1) + (True,):
            with self.reading() as store:
                try:
                    snapshot = self._current(store)
                except FileNotFoundError as error:
                    if last:
                        # No merge takes files away that often: a segment that counts is gone.
                        raise DamageError(f"{error.filename} is missing") from error
                    continue
                with blaming(snapshot):
                    yield store, snapshot
                return

    @contextmanager
    def writing(self) -> Iterator[Store]:
        """Yield the writer's connection, under the lock that makes it the only one."""
        with self.explained(), self._writing, self._locked(WRITER_LOCK):
            # By a reader: the writer's own connection would take a damaged log away when it closes.
            if lost := self.lost_commits():
                raise LostCommitsError(lost)
            if self._store is None:
                self._store = Store(self.path, writable=True)
            self.sweep(self._store)
            yield self._store

    def lost_commits(self) -> str:
        """Return what the database has lost against the record beside it, as a line; "" for nothing."""
        with self.reading() as store:
            return self.record.lost(store.commit(), store.articles.count())

    @contextmanager
    def keeping_files(self, patience_s: float = 0.0) -> Iterator[bool]:
        """Keep everybody else from deleting segment files and from merging.

        Yields False when somebody has been at it for longer than `patience_s`.
        """
        lock = FileLock(self.path / _FILES_LOCK, timeout=patience_s, is_singleton=False)
        try:
            lock.acquire()
        except Timeout:
            yield False
            return
        try:
            yield True
        finally:
            lock.release()

    @contextmanager
    def undisturbed(self) -> Iterator[Store]:
        """Yield one state of the library whose segment files stay while it is looked at."""
        if not self.is_writable:
            # There is no lock to take. Whoever merges elsewhere takes files away, which is told as it is.
            with self.separately() as store:
                yield store
            return
        with self.keeping_files(MERGE_PATIENCE_S) as mine:
            if not mine:
                raise LibraryError(
                    f"{self.path}: a merge has lasted for over {MERGE_PATIENCE_S:.0f} s", "try again later"
                )
            with self.separately() as store:
                yield store

    def sweep(self, store: Store) -> None:
        """Delete segment files that no commit names; the caller holds the writer's lock."""
        named = {row.name for row in store.segments.all()} | {one.name for one in store.rebuilding.all()}
        found = list(segment_writer.leftovers(self.segments, named))
        if not found:
            return
        with self.keeping_files() as mine:
            if mine:
                self.delete(found)

    def delete(self, files: list[Path]) -> None:
        """Delete files that no commit names."""
        for path in files:
            try:
                path.unlink(missing_ok=True)
            except PermissionError:
                # Windows keeps a file that a reader has mapped; a later sweep takes it.
                continue

    def _current(self, store: Store) -> Snapshot:
        snapshot = self._snapshot
        if snapshot is None or snapshot.generation != store.generation():
            snapshot = self._snapshot = Snapshot.load(self.segments, store, snapshot)
        return snapshot

    def _is_blank(self) -> bool:
        """Whether somebody is laying the library out, or was killed before anything was committed."""
        with self.reading() as store:
            return store.is_empty_file()

    def _lay_out(self, settings: LibrarySettings) -> None:
        """Create what a new library needs; another process may be doing the same."""
        self.segments.mkdir(parents=True, exist_ok=True)
        with self._locked(WRITER_LOCK):
            store = Store(self.path, writable=True)
            try:
                if store.is_empty_file():
                    with store.transaction(write=True):
                        store.create(
                            language=settings.language,
                            passage_tokens=settings.passage_tokens,
                            fingerprint=analyzer(settings.language).fingerprint,
                            salt=secrets.token_bytes(16),
                        )
            finally:
                store.close()

    @contextmanager
    def _locked(self, name: str) -> Iterator[None]:
        try:
            # Not a singleton: two libraries of one process on one folder must wait for each other.
            with FileLock(self.path / name, timeout=LOCK_TIMEOUT_S, is_singleton=False):
                yield
        except Timeout:
            raise LibraryError(
                f"{self.path} has been written by another process for over {LOCK_TIMEOUT_S:.0f} s",
                "try again when it has finished",
            ) from None

    @contextmanager
    def explained(self) -> Iterator[None]:
        """Turn what SQLite, the system and damaged bytes raise into a line that a person can act on."""
        with explained(self.path, self._diagnosis):
            yield

    def _diagnosis(self) -> str | None:
        """Return the first thing that a look at the whole library finds wrong, if any."""
        return self._diagnose(self) if self._diagnose else None


Diagnose: TypeAlias = Callable[[LibraryFolder], str | None]
