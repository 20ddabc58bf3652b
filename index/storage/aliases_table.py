"""The table of aliases: ids of articles that became one with another, and what was quoted under them.

An id never leads to another text: of the passages that were there, those that the other article has too are
noted with the serials they have there; the others count as changed since.
"""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from index.model.errors import DamageError
from index.storage.digests import digest_of
from index.storage.known_article import KNOWN, Known
from index.storage.sql import is_text

SCHEMA = """
CREATE TABLE aliases (
    id TEXT PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles (number) ON DELETE CASCADE,
    next_serial INTEGER NOT NULL, serials TEXT NOT NULL, reading BLOB NOT NULL, row_digest BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX aliases_article ON aliases (article)
"""
_COLUMNS = "id, article, next_serial, serials, reading"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """An id that leads to another article, by that one's number.

    `next_serial` is how far its own passages had been counted, and `serials` says which of them stand in the
    article under which serial. `reading` is the digest of the article as it was read under this id.
    """

    id: str
    article: int
    next_serial: int
    serials: Mapping[int, int]
    reading: bytes


class AliasRows:
    """Aliases, through one connection."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def find(self, article_id: str) -> Alias | None:
        """Return the alias with that id; raise DamageError unless it is as it was stored."""
        if not is_text(article_id):
            return None
        found = self._where("id = ?", article_id)
        return found[0] if found else None

    def of(self, number: int) -> list[Alias]:
        """Return the aliases of the article of that number; raise DamageError as `find` does."""
        return self._where("article = ?", number)

    def known(self, article_id: str) -> Known | None:
        """Return the article to which that alias leads."""
        alias = self.find(article_id)
        if alias is None:
            return None
        query = f"SELECT {KNOWN} FROM articles WHERE number = ?"  # noqa: S608
        row = self._db.execute(query, (alias.article,)).fetchone()
        return Known(*row) if row else None

    def has_read(self, number: int, reading: bytes) -> bool:
        """Whether this reading of the article is one of those that it took the place of."""
        query = "SELECT 1 FROM aliases WHERE article = ? AND reading = ?"
        return self._db.execute(query, (number, reading)).fetchone() is not None

    def put(self, alias: Alias) -> None:
        """Store an alias, in place of one with its id."""
        serials = json.dumps(sorted(alias.serials.items()), separators=(",", ":"))
        row = (alias.id, alias.article, alias.next_serial, serials, alias.reading)
        self._db.execute("INSERT OR REPLACE INTO aliases VALUES (?, ?, ?, ?, ?, ?)", (*row, digest_of(row)))

    def damage(self) -> int:
        """Return how many aliases are not as they were stored."""
        rows = self._db.execute(f"SELECT {_COLUMNS}, row_digest FROM aliases")  # noqa: S608
        return sum(stored != digest_of(row) for *row, stored in rows)

    def _where(self, condition: str, value: str | int) -> list[Alias]:
        query = f"SELECT {_COLUMNS}, row_digest FROM aliases WHERE {condition} ORDER BY id"  # noqa: S608
        found = []
        for *row, stored in self._db.execute(query, (value,)):
            if stored != digest_of(row):
                raise DamageError("an id of an article that became one with another is damaged")
            name, article, next_serial, serials, reading = row
            found.append(
                Alias(
                    id=name,
                    article=article,
                    next_serial=next_serial,
                    serials=dict(json.loads(serials)),
                    reading=reading,
                )
            )
        return found
