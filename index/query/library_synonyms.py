"""The part of `Library` that shows and changes a library's own synonyms."""

from pathlib import Path

from index.query.synonyms import Synonyms, SynonymsFile
from index.storage.folder import LibraryFolder


class LibrarySynonyms:
    """A library's own synonyms, as `Library` offers them."""

    _folder: LibraryFolder
    _synonyms: SynonymsFile

    def synonyms(self) -> Synonyms | None:
        """Return the library's own synonyms, from `synonyms.txt` in its folder; None without that file.

        Raises SynonymsError, with a line for each place, when the file is wrong.
        """
        with self._folder.explained():
            return self._synonyms.current()

    def synonyms_text(self) -> str | None:
        """Return `synonyms.txt` as it stands, remarks too; None without it. Raises SynonymsError."""
        with self._folder.explained():
            return self._synonyms.text()

    def set_synonyms(self, source: Path) -> Synonyms:
        """Check the file `source` and make a copy of it the library's synonyms, for the next question on.

        Raises SynonymsError, with a line for each place; the synonyms then stay as they were.
        """
        with self._folder.writing():
            return self._synonyms.install(source)

    def remove_synonyms(self) -> bool:
        """Delete the library's synonyms and return whether there were any."""
        with self._folder.writing():
            return self._synonyms.remove()
