"""The table of passages: the offsets of each in its article, without words."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from index.model.errors import DamageError
from index.storage.digests import DigestRows
from index.storage.sql import chunks, marks

_Found = TypeVar("_Found")
_COLUMNS = 'key, article, serial, position, start, "end"'


class PassageRow(NamedTuple):
    """A passage as the store keeps it."""

    key: int
    article: int
    serial: int
    position: int
    start: int
    end: int


class PassageRows:
    """Passages without their words, which `ArticleRows` cuts from the articles."""

    def __init__(self, db: sqlite3.Connection, digests: DigestRows) -> None:
        self._db = db
        self._digests = digests

    def count(self) -> int:
        """Return the number of passages."""
        return int(self._db.execute("SELECT count(*) FROM passages").fetchone()[0])

    def of(self, article: int) -> list[PassageRow]:
        """Return the passages of the article in the order of their positions."""
        query = f"SELECT {_COLUMNS} FROM passages WHERE article = ? ORDER BY position"  # noqa: S608
        return [PassageRow(*row) for row in self._db.execute(query, (article,))]

    def all(self, after: int = 0) -> Iterator[PassageRow]:
        """Yield all passages, those with greater keys than `after`, in the order of their keys."""
        query = f"SELECT {_COLUMNS} FROM passages WHERE key > ? ORDER BY key"  # noqa: S608
        return (PassageRow(*row) for row in self._db.execute(query, (after,)))

    def last_key(self) -> int:
        """Return the greatest key that a passage ever had."""
        row = self._db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'passages'").fetchone()
        return int(row[0]) if row else 0

    def put(self, rows: Iterable[PassageRow]) -> None:
        """Insert passages under new keys, which ascend and exceed `last_key`."""
        given = list(rows)
        for article in {row.article for row in given}:
            self._digests.touch(article)
        self._db.executemany(f"INSERT INTO passages ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)", given)  # noqa: S608

    def delete(self, article: int) -> None:
        """Delete the passages of the article."""
        self._digests.touch(article)
        self._db.execute("DELETE FROM passages WHERE article = ?", (article,))

    def find(self, article: int, serial: int) -> int | None:
        """Return the key of the article's passage with that serial."""
        row = self._db.execute(
            "SELECT key FROM passages WHERE article = ? AND serial = ?", (article, serial)
        ).fetchone()
        return int(row[0]) if row else None

    def get(self, keys: Sequence[int]) -> list[PassageRow]:
        """Return the passages with these keys, in this order."""
        found: dict[int, PassageRow] = {}
        for chunk in chunks(keys):
            query = f"SELECT {_COLUMNS} FROM passages WHERE key IN ({marks(chunk)})"  # noqa: S608
            found.update((row[0], PassageRow(*row)) for row in self._db.execute(query, chunk))
        return _all_of(found, keys)

    def of_all(self, articles: Sequence[int]) -> dict[int, list[tuple[int, ...]]]:
        """Return the passages of these articles by their numbers, in the order of their keys.

        That is the order of their positions, and of the index. They are bare rows, in the order of
        PassageRow's fields: most of them only go into a digest.
        """
        found: dict[int, list[tuple[int, ...]]] = {number: [] for number in articles}
        for chunk in chunks(articles):
            query = (
                f"SELECT {_COLUMNS} FROM passages WHERE article IN ({marks(chunk)}) "  # noqa: S608
                "ORDER BY article, key"
            )
            for row in self._db.execute(query, chunk):
                # A damaged index may lead to another article's passage; the digest then tells.
                if row[1] in found:
                    found[row[1]].append(row)
        return found

    def names(self, keys: Sequence[int]) -> list[tuple[str, int]]:
        """Return each passage's article id and serial, in the order of `keys`, without reading a text."""
        found: dict[int, tuple[str, int]] = {}
        for chunk in chunks(keys):
            query = (
                "SELECT key, id, serial FROM passages JOIN articles ON articles.number = passages.article "  # noqa: S608
                f"WHERE key IN ({marks(chunk)})"
            )
            found.update((key, (name, serial)) for key, name, serial in self._db.execute(query, chunk))
        return _all_of(found, keys)


def _all_of(found: Mapping[int, _Found], keys: Sequence[int]) -> list[_Found]:
    """Return what was found for each key; postings name no others unless something is damaged."""
    try:
        return [found[key] for key in keys]
    except KeyError as error:
        raise DamageError(f"the postings name passage {error}, which is not in the store") from None
