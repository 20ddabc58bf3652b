"""Copies a library that is in use, in one committed state."""

import os
import shutil
import sqlite3
from pathlib import Path

from index.model.errors import LibraryError
from index.model.source_file import LIBRARY_FILE
from index.query import synonyms
from index.storage.commit_record import FILE_NAME as RECORD
from index.storage.commit_record import CommitRecord
from index.storage.database import Store
from index.storage.durable_file import sync_folder
from index.storage.folder import SEGMENTS, LibraryFolder

_UNFINISHED = f"{LIBRARY_FILE}.unfinished"


def backup(folder: LibraryFolder, target: Path) -> None:
    """Copy one committed state of the library into the new or empty folder `target`.

    What a full disk cuts short is taken away again, so that nobody takes it for a backup.
    """
    if target.exists() and any(target.iterdir()):
        raise LibraryError(f"{target}: is not empty", "name a new folder for the backup")
    # Segment files never change; all that could go wrong is that one is deleted.
    with folder.undisturbed() as store:
        try:
            _copy(folder, store, target)
        except BaseException as error:
            _discard(target)
            if isinstance(error, OSError | sqlite3.Error):
                reason = getattr(error, "strerror", None) or error
                raise LibraryError(f"{target}: {reason}", "no backup was made, check the disk") from error
            raise


def _copy(folder: LibraryFolder, store: Store, target: Path) -> None:
    segments = target / SEGMENTS
    segments.mkdir(parents=True, exist_ok=True)
    for row in store.segments.all():
        shutil.copyfile(folder.segments / row.name, segments / row.name)
        _sync(segments / row.name)
    _copy_synonyms(folder.path, target)
    # The database comes last and under its name when it is whole: until then this is no library.
    unfinished = target / _UNFINISHED
    store.backup(unfinished)
    _sync(unfinished)
    sync_folder(segments)
    unfinished.replace(target / LIBRARY_FILE)
    sync_folder(target)
    # Last: a record without a database would be that of a lost one.
    CommitRecord(target).write(store.commit(), store.articles.count())


def _discard(target: Path) -> None:
    shutil.rmtree(target / SEGMENTS, ignore_errors=True)
    for name in (LIBRARY_FILE, _UNFINISHED, f"{_UNFINISHED}-journal", synonyms.FILE_NAME, RECORD):
        (target / name).unlink(missing_ok=True)


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _copy_synonyms(folder: Path, target: Path) -> None:
    copy = target / synonyms.FILE_NAME
    try:
        # Replaced as a whole, never written into: this opens the old one or the new one.
        shutil.copyfile(folder / synonyms.FILE_NAME, copy)
    except FileNotFoundError:
        return
    _sync(copy)
