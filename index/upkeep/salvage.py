"""Puts a database of all whole rows in the place of a damaged one, which is kept beside it."""

import json
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from index.model.errors import LibraryError
from index.model.settings import LibrarySettings
from index.model.source_file import LIBRARY_FILE
from index.storage.commit_record import CommitRecord
from index.storage.database import Store
from index.storage.durable_file import sync_folder
from index.upkeep.log_replay import replay
from index.upkeep.rescue import Rescue

_LOG, _SHARED = f"{LIBRARY_FILE}-wal", f"{LIBRARY_FILE}-shm"
# The new database grows in a folder of its own.
_WORK = "salvage"
_SIDE_FILE = "damaged-articles.jsonl"


def salvage(folder: Path, default: LibrarySettings) -> Iterator[str]:
    """Put a database of all whole articles in the place of a damaged one; yield what was done, a line each.

    The caller holds the writer's lock. `default` are the settings of a library that has lost its own. The
    postings are to be rebuilt afterwards. The damaged database goes into a folder beside; nothing is deleted.
    """
    if (folder / LIBRARY_FILE).is_symlink():
        # Its log lies where it leads to, and what is saved would take the place of the link.
        place = (folder / LIBRARY_FILE).resolve()
        raise LibraryError(
            f"{folder / LIBRARY_FILE} is a link to {place}", "put that database and its -wal here instead"
        )
    work, kept = folder / _WORK, folder / f"damaged-{datetime.now(UTC):%Y%m%dT%H%M%S%f}"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    kept.mkdir()
    for name in (LIBRARY_FILE, _LOG):
        if (folder / name).is_file():
            shutil.copyfile(folder / name, kept / name)
    recorded = CommitRecord(folder).read()
    source = _source(kept, work)
    with closing(Store(work, writable=True)) as target, closing(sqlite3.connect(source)) as db:
        db.isolation_level = None
        rescue = Rescue(db, target)
        with target.transaction(write=True):
            yield from rescue.lay_out(default, recorded.commit if recorded else 0)
        with target.transaction(write=True):
            damaged = rescue.articles()
            lost = rescue.rest()
        saved = target.articles.count()
    with (kept / _SIDE_FILE).open("w", encoding="utf-8") as side:
        side.writelines(json.dumps(one, ensure_ascii=False) + "\n" for one in damaged)
    _put_in_place(folder, work)
    had = f" of {recorded.articles}" if recorded else ""
    yield f"saved {saved}{had} articles; what stood here before is in {kept}"
    yield from (f"taken out: article {one['name']}: {one['damage']}" for one in damaged)
    if lost:
        yield f"taken out: {lost} versions that articles had before, damaged; {kept} has them as they are"
    if damaged:
        yield f"{kept / _SIDE_FILE} has what is left of them; add them again from their sources"


def _source(kept: Path, work: Path) -> Path:
    """Return a copy of the database to read from, with all commits that are left in its log."""
    source = work / "source.sqlite"
    if not replay(kept / LIBRARY_FILE, kept / _LOG, source) and (kept / LIBRARY_FILE).is_file():
        shutil.copyfile(kept / LIBRARY_FILE, source)
    return source


def _put_in_place(folder: Path, work: Path) -> None:
    """Switch to the new database. The damaged one was copied, so that a kill in between loses nothing."""
    for name in (_LOG, _SHARED):
        (folder / name).unlink(missing_ok=True)
    with (work / LIBRARY_FILE).open("rb") as file:
        os.fsync(file.fileno())
    (work / LIBRARY_FILE).replace(folder / LIBRARY_FILE)
    sync_folder(folder)
    shutil.rmtree(work, ignore_errors=True)
