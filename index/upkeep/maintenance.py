"""The part of `Library` that looks after its files: check, repair, backup."""

from collections.abc import Iterator
from pathlib import Path

from index.analysis.analyzer import DEFAULT_LANGUAGE
from index.model.settings import PASSAGE_TOKENS, LibrarySettings
from index.storage.folder import LibraryFolder
from index.upkeep import backup, integrity, repair

DEFAULT_SETTINGS = LibrarySettings(DEFAULT_LANGUAGE, PASSAGE_TOKENS)


class Maintenance:
    """Checks, repairs and copies a library's files; none of it changes an article."""

    _folder: LibraryFolder

    def check(self) -> Iterator[str]:
        """Yield what is wrong with the library, a line each; nothing when it is whole.

        `repair` brings back all that can be.
        """
        return integrity.problems(self._folder)

    @staticmethod
    def problems(folder: Path) -> list[str]:
        """Return what `check` yields for the library in `folder`, or why it cannot even be opened."""
        return repair.problems(folder, DEFAULT_SETTINGS)

    @staticmethod
    def repair(folder: Path) -> Iterator[str]:
        """Bring the library in `folder` back as far as it can be, opened or not; yield what was done.

        Postings are made anew. Where rows are damaged, or commits are lost, all whole articles go into a new
        database, the damaged ones into a file, and the old database into a folder beside; nothing is deleted.
        Nobody else should have the library open meanwhile.
        """
        return repair.repair(folder, DEFAULT_SETTINGS)

    def backup(self, target: Path) -> None:
        """Copy one committed state of the library into the new folder `target`, while others use it.

        Raises LibraryError when something is in that folder already.
        """
        backup.backup(self._folder, target)
