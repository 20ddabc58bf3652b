"""Repairs a library: rows from a damaged database, commits from a damaged log, postings made anew."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from filelock import FileLock, Timeout

from index.analysis.analyzer import analyzer
from index.indexing.writer import Writer
from index.model.errors import DamageError, LibraryError, LostCommitsError
from index.model.settings import LibrarySettings
from index.storage.folder import LOCK_TIMEOUT_S, SEGMENTS, WRITER_LOCK, LibraryFolder
from index.storage.migrations import migrate
from index.upkeep import integrity, row_checks
from index.upkeep.salvage import salvage


def repair(folder: Path, default: LibrarySettings) -> Iterator[str]:
    """Bring the library in `folder` back as far as it can be; yield what was done, a line each.

    What cannot be brought back is named and kept beside. `default` are the settings of a library that has
    lost its own. Raises LibraryError when the folder cannot be read or written for another reason.
    """
    if reason := _needs_salvage(folder, default):
        yield reason
        try:
            with FileLock(folder / WRITER_LOCK, timeout=LOCK_TIMEOUT_S, is_singleton=False):
                yield from salvage(folder, default)
        except Timeout:
            raise LibraryError(f"{folder}: another process writes", "stop it and try again") from None
    _ensure_segments(folder / SEGMENTS)
    library = LibraryFolder(folder, default, integrity.first_problem)
    with closing(library), library.writing() as store:
        # Rows are written in today's way only.
        with store.transaction(write=True):
            migrate(store)
        fingerprint = analyzer(library.settings.language).fingerprint
        Writer(library.segments, store, library.settings).rebuild(fingerprint)
        library.sweep(store)
    yield "rebuilt the postings from the articles"


def _ensure_segments(segments: Path) -> None:
    """Make the folder of the segments, which are made anew, where it was lost."""
    if segments.exists() and not segments.is_dir():
        raise LibraryError(f"{segments} is a file where a folder belongs", "move it away and repair again")
    segments.mkdir(exist_ok=True)


def problems(folder: Path, default: LibrarySettings) -> list[str]:
    """Return what is wrong with the library in `folder`, a line each, even where it cannot be opened."""
    found: list[str] = []
    try:
        with closing(LibraryFolder(folder, default, integrity.first_problem)) as library:
            found.extend(integrity.problems(library))
    except (DamageError, LostCommitsError) as error:
        found.append(str(error))
    return found


def _needs_salvage(folder: Path, default: LibrarySettings) -> str:
    """Return why rows have to be saved one by one; "" when they are whole."""
    try:
        with closing(LibraryFolder(folder, default, integrity.first_problem)) as library:
            if lost := library.lost_commits():
                return lost
            with library.separately() as store:
                return next(row_checks.problems(store), "")
    except (DamageError, LostCommitsError) as error:
        return str(error)
