"""The counters of a library's database, by which no number of an article or a passage is given twice."""

import sqlite3
from collections.abc import Mapping

# More articles or passages than any library ever has.
_MOST_GIVEN = 1 << 40


class Counters:
    """The numbers that SQLite gave last, by table (its own `sqlite_sequence`)."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def are_ahead(self) -> bool:
        """Whether new articles and passages get numbers above all that are there."""
        given = dict(self._db.execute("SELECT name, seq FROM sqlite_sequence").fetchall())
        for table, column in (("articles", "number"), ("passages", "key"), ("segments", "number")):
            last = self._db.execute(f"SELECT ifnull(max({column}), 0) FROM {table}").fetchone()[0]  # noqa: S608
            if given.get(table, 0) < last:
                return False
        return True

    def raise_to(self, given: Mapping[str, object]) -> None:
        """Raise the counters so that no number which another database gave is given again.

        A damaged counter may hold anything, and is ignored.
        """
        for table, last in given.items():
            if isinstance(last, int) and 0 < last < _MOST_GIVEN:
                now = self._db.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
                self._db.execute("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
                highest = max(last, now[0] if now else 0)
                self._db.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, highest))
