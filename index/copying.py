"""A consistent copy of a library that is in use."""

import os
import shutil
from pathlib import Path

from index import synonyms
from index.access import SEGMENTS, Access
from index.errors import LibraryError
from index.segments import sync_folder
from index.store import FILE_NAME


def backup(access: Access, target: Path) -> None:
    """Copy one committed state of the library into the new or empty folder `target`."""
    if target.exists() and any(target.iterdir()):
        raise LibraryError(f"{target}: is not empty; name a new folder for the backup")
    segments = target / SEGMENTS
    # Segment files never change; all that could go wrong is that one is deleted.
    with access.undisturbed() as store:
        segments.mkdir(parents=True, exist_ok=True)
        store.backup(target / FILE_NAME)
        for row in store.segments.all():
            shutil.copyfile(access.segments / row.name, segments / row.name)
            with (segments / row.name).open("rb") as file:
                os.fsync(file.fileno())
        _copy_synonyms(access.folder, target)
    sync_folder(segments)
    sync_folder(target)


def _copy_synonyms(folder: Path, target: Path) -> None:
    copy = target / synonyms.FILE_NAME
    try:
        # Replaced as a whole, never written into: this opens the old one or the new one.
        shutil.copyfile(folder / synonyms.FILE_NAME, copy)
    except FileNotFoundError:
        return
    with copy.open("rb") as file:
        os.fsync(file.fileno())
