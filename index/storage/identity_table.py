"""The tables by which articles are identified: addresses, ids of removed articles, and corrected fields."""

import sqlite3
from collections.abc import Iterable, Mapping
from hashlib import blake2b

from index.model.errors import DamageError
from index.storage.digests import DigestRows, digest_of
from index.storage.known_article import KNOWN, Known
from index.storage.sql import is_text


class IdentityRows:
    """What articles are known by, through one connection."""

    def __init__(self, db: sqlite3.Connection, digests: DigestRows) -> None:
        self._db = db
        self._digests = digests

    def at(self, address: str) -> list[Known]:
        """Return the articles with that canonical address, the oldest first."""
        query = (
            f"SELECT {KNOWN} FROM addresses JOIN articles ON number = article "  # noqa: S608
            "WHERE address = ? ORDER BY number"
        )
        return [Known(*row) for row in self._db.execute(query, (address,))] if address else []

    def put_addresses(self, number: int, addresses: Iterable[str]) -> None:
        """Store the canonical addresses of an article in place of those it had."""
        self._digests.touch(number)
        self._db.execute("DELETE FROM addresses WHERE article = ?", (number,))
        rows = [(address, number) for address in {*addresses} if address]
        self._db.executemany("INSERT INTO addresses (address, article) VALUES (?, ?)", rows)

    def corrections(self, number: int) -> dict[str, str]:
        """Return the article's fields that were corrected by hand, each with what was last read there."""
        rows = self._db.execute("SELECT field, read FROM corrections WHERE article = ?", (number,))
        return dict(rows.fetchall())

    def put_corrections(self, number: int, read: Mapping[str, str]) -> None:
        """Store which fields of an article are corrected; `read` holds what was last read there."""
        self._digests.touch(number)
        self._db.execute("DELETE FROM corrections WHERE article = ?", (number,))
        self._db.executemany(
            "INSERT INTO corrections (article, field, read) VALUES (?, ?, ?)",
            [(number, field, value) for field, value in sorted(read.items())],
        )

    def retire(self, article_id: str, next_serial: int) -> None:
        """Store that a removed article's id is never given again, and its next serial."""
        row = (_digest(article_id), next_serial)
        self._db.execute("INSERT OR REPLACE INTO retired VALUES (?, ?, ?)", (*row, digest_of(row)))

    def retired(self, article_id: str) -> int | None:
        """Return the next serial of a removed article; None when no such id was removed."""
        if not is_text(article_id):
            return None
        row = self._db.execute(
            "SELECT next_serial FROM retired WHERE id_digest = ?", (_digest(article_id),)
        ).fetchone()
        return int(row[0]) if row else None

    def seal_retired(self) -> None:
        """Store the digests of all removed ids as they stand."""
        for row in self._db.execute("SELECT id_digest, next_serial FROM retired").fetchall():
            query = "UPDATE retired SET row_digest = ? WHERE id_digest = ?"
            self._db.execute(query, (digest_of(row), row[0]))

    def retired_damage(self) -> int:
        """Return how many removed ids are not as they were stored."""
        rows = self._db.execute("SELECT id_digest, next_serial, row_digest FROM retired")
        return sum(stored != digest_of(row) for *row, stored in rows)

    def revive(self, article_id: str) -> int:
        """Forget that the id was removed, if it was; return the first serial to give."""
        first = self.retired(article_id)
        if first is None:
            return 1
        name = _digest(article_id)
        [stored] = self._db.execute("SELECT row_digest FROM retired WHERE id_digest = ?", (name,)).fetchone()
        if stored != digest_of((name, first)):
            raise DamageError(f'how far the removed article "{article_id}" had counted is damaged')
        self._db.execute("DELETE FROM retired WHERE id_digest = ?", (_digest(article_id),))
        return first


def _digest(article_id: str) -> bytes:
    # Ids of records often are addresses or titles; of what was removed, nothing readable stays.
    return blake2b(article_id.encode(), digest_size=16).digest()
