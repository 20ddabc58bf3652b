"""The tables of a rebuild under way: new segments that do not count yet, and their analyser.

They are there from its first segment until it is done, so that it goes on where a killed process left it.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import astuple, dataclass

from index.storage.segment_writer import Written

_STATEMENTS = (
    "CREATE TABLE rebuild (fingerprint TEXT NOT NULL, salt BLOB NOT NULL, generation INTEGER NOT NULL)",
    "CREATE TABLE rebuilt (name, checksum, passages, length, first_key, last_key)",
)
_COLUMNS = "name, checksum, passages, length, first_key, last_key"


@dataclass(frozen=True, slots=True)
class Rebuild:
    """A rebuild under way: the analyser it is made with, its salt, and the generation it started from."""

    fingerprint: str
    salt: bytes
    generation: int


class RebuildRows:
    """A rebuild under way, through one connection."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def current(self) -> Rebuild | None:
        """Return the rebuild that is under way, if one is."""
        if not self._is_there():
            return None
        row = self._db.execute("SELECT fingerprint, salt, generation FROM rebuild").fetchone()
        return Rebuild(*row) if row else None

    def begin(self, rebuild: Rebuild) -> None:
        """Begin a rebuild in place of one that may be under way."""
        self.drop()
        for statement in _STATEMENTS:
            self._db.execute(statement)
        self._db.execute("INSERT INTO rebuild VALUES (?, ?, ?)", astuple(rebuild))

    def drop(self) -> None:
        """Forget the rebuild under way, if one is."""
        self._db.execute("DROP TABLE IF EXISTS rebuild")
        self._db.execute("DROP TABLE IF EXISTS rebuilt")

    def add(self, written: Written) -> None:
        """Store the row of a segment that is written."""
        self._db.execute("INSERT INTO rebuilt VALUES (?, ?, ?, ?, ?, ?)", astuple(written))

    def all(self) -> Iterator[Written]:
        """Yield the segments written so far, in the order of their keys."""
        if self._is_there():
            rows = self._db.execute(f"SELECT {_COLUMNS} FROM rebuilt ORDER BY first_key")  # noqa: S608
            yield from (Written(*row) for row in rows.fetchall())

    def last_key(self) -> int:
        """Return the key of the last passage that is in one of them, 0 before the first."""
        return int(self._db.execute("SELECT ifnull(max(last_key), 0) FROM rebuilt").fetchone()[0])

    def _is_there(self) -> bool:
        return bool(self._db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'rebuilt'").fetchone())
