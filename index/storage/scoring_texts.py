"""Titles and passage texts for scoring only: they are read without comparing a digest, and never shown."""

import sqlite3
from collections.abc import Sequence

from index.storage.digests import DigestRows, is_damage
from index.storage.passages_table import PassageRows
from index.storage.sql import chunks, marks


class ScoringTexts:
    """Unchecked titles and texts, through one connection."""

    def __init__(self, db: sqlite3.Connection, passages: PassageRows, digests: DigestRows) -> None:
        self._db = db
        self._passages = passages
        self._digests = digests

    def titles(self, numbers: Sequence[int]) -> dict[int, str]:
        """Return the titles of these articles by their numbers, for scoring only: no digest is compared.

        Raises DamagedArticleError for those that cannot be read.
        """
        query = "SELECT number, title, 0, length(title) FROM articles WHERE number IN ({})"
        found = self._texts(query, numbers)
        if len(found) < len(numbers):
            raise self._digests.error([number for number in numbers if number not in found])
        return found

    def texts(self, keys: Sequence[int]) -> dict[int, str]:
        """Return the texts of these passages by their keys, for scoring only: no digest is compared.

        Raises DamagedArticleError for those that cannot be read.
        """
        found = self.readable_texts(keys)
        if len(found) < len(keys):
            rows = self._passages.get([key for key in keys if key not in found])
            raise self._digests.error(list(dict.fromkeys(row.article for row in rows)))
        return found

    def readable_texts(self, keys: Sequence[int]) -> dict[int, str]:
        """Return the texts of those of the passages that can be read; see `texts`."""
        query = (
            'SELECT key, text, start, "end" FROM passages '
            "JOIN articles ON articles.number = passages.article WHERE key IN ({})"
        )
        return self._texts(query, keys)

    def _texts(self, query: str, values: Sequence[int]) -> dict[int, str]:
        found: dict[int, str] = {}
        for chunk in chunks(values):
            try:
                rows = self._db.execute(query.format(marks(chunk)), chunk).fetchall()
                # A damaged type slices nothing.
                found.update((one, text[start:end]) for one, text, start, end in rows if type(text) is str)
            except (TypeError, sqlite3.DatabaseError) as error:
                if isinstance(error, sqlite3.DatabaseError) and not is_damage(error):
                    raise
                if len(chunk) > 1:
                    for value in chunk:
                        found.update(self._texts(query, [value]))
        return found
