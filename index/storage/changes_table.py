"""The table of changes: which articles were added, changed or removed since a reader looked last.

Triggers keep it, so that whoever writes an article, in whatever way, is noticed. It holds a row for each
number that an article ever had, and nothing of an article that is gone but its number.
"""

import logging
import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from index.storage.digests import DigestRows, label_digest

log = logging.getLogger(__name__)

_CARD = "number, id, title, outlet, author, published"
_NOTE = "DELETE FROM changes WHERE article = {0}.number; INSERT INTO changes (article) VALUES ({0}.number);"
_STATEMENTS = (
    "CREATE TABLE changes (change INTEGER PRIMARY KEY AUTOINCREMENT, article INTEGER NOT NULL UNIQUE)",
    "INSERT INTO changes (article) SELECT number FROM articles ORDER BY number",
    *(
        f"CREATE TRIGGER changes_{event} AFTER {event} ON articles BEGIN {_NOTE.format(row)} END"
        for event, row in (("INSERT", "new"), ("UPDATE", "new"), ("DELETE", "old"))
    ),
    # All cards are read from here: in the table itself, a text stands before each title.
    "CREATE INDEX articles_card ON articles (id, title, outlet, author, published)",
)


class Card(NamedTuple):
    """What autocomplete shows of an article; `number` is the store's own."""

    number: int
    id: str
    title: str
    outlet: str
    author: str
    published: str


class ChangeRows:
    """What changed among the articles, through one connection."""

    def __init__(self, db: sqlite3.Connection, digests: DigestRows) -> None:
        self._db = db
        self._digests = digests

    def create(self) -> None:
        """Create the table and its triggers, inside a transaction; all articles count as new."""
        for statement in _STATEMENTS:
            self._db.execute(statement)

    def last(self) -> int:
        """Return the number of the last change, which grows with each; 0 before the first."""
        return int(self._db.execute("SELECT ifnull(max(change), 0) FROM changes").fetchone()[0])

    def missing(self) -> int:
        """Return how many articles no change names; a damaged row names another."""
        query = "SELECT count(*) FROM articles WHERE number NOT IN (SELECT article FROM changes)"
        return int(self._db.execute(query).fetchone()[0])

    def cards(self) -> Iterator[Card]:
        """Yield the cards of all articles."""
        # SQLite takes `articles_card` by itself; a library of format 1 has none to be named.
        return self._whole(f"SELECT {_CARD}{{}} FROM articles{{}}")  # noqa: S608

    def since(self, change: int) -> tuple[list[int], list[Card]]:
        """Return the numbers of all articles changed after `change`, and the cards of those still there."""
        changed = [
            row[0] for row in self._db.execute("SELECT article FROM changes WHERE change > ?", (change,))
        ]
        query = (
            f"SELECT {_CARD}{{}} FROM changes "  # noqa: S608
            "JOIN articles ON number = changes.article{} WHERE change > ?"
        )
        return changed, list(self._whole(query, (change,)))

    def _whole(self, query: str, values: tuple[int, ...] = ()) -> Iterator[Card]:
        """Yield the cards that are as they were stored; what is damaged is suggested to nobody."""
        if not self._digests.exist():
            yield from map(Card._make, self._db.execute(query.format("", ""), values))
            return
        with_digest = query.format(", label", " LEFT JOIN digests ON digests.article = number")
        for number, *label, stored in self._db.execute(with_digest, values):
            if label_digest(number, label) == stored:
                yield Card(number, *label)
            else:
                log.error("%s", self._digests.error([number]))
