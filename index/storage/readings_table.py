"""The table of readings: when each article was added, changed and last seen, and what read it from what.

A row stands apart from its article's digests and has one of its own: that an article was seen once more is
written without touching it. A damaged row counts as none.
"""

import json
import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from time import time

from index.model.article import ReadFrom
from index.model.version import Reason
from index.storage.digests import digest_of
from index.storage.sql import chunks, marks

COLUMNS = "article, added, since, seen, source, reader, quoted, versions"
# What an article may be seen in vain without a write: a day is all that a citation says.
_DAY = len("2026-01-01")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingRow:
    """How an article was read.

    Times are ISO 8601 in UTC: when it was added, when its text was first read, when its source last said the
    same; "" where it is unknown. `quoted` are the serials of passages that were quoted, and `versions` is how
    many versions were ever numbered.
    """

    added: str = ""
    since: str = ""
    seen: str = ""
    read_from: ReadFrom | None = None
    quoted: tuple[int, ...] = ()
    versions: int = 0

    def reason(self, now: ReadFrom | None) -> Reason:
        """Return why another text was read. A correction is what nothing but the source explains."""
        before = self.read_from
        if before is None:
            return Reason.READER
        now = now or ReadFrom()
        same_source = bool(now.source) and now.source == before.source
        return Reason.SOURCE if now.reader == before.reader and not same_source else Reason.READER

    def seen_again(self, read_from: ReadFrom | None) -> "ReadingRow":
        """Return the row after the same text was read once more."""
        return replace(self, seen=instant(), read_from=read_from or self.read_from or ReadFrom())

    def says_more(self, than: "ReadingRow") -> bool:
        """Whether this row is worth to be written in the place of the other one."""
        return self.read_from != than.read_from or self.seen[:_DAY] != than.seen[:_DAY]


def instant() -> str:
    """Return the time, to the second."""
    return datetime.fromtimestamp(time(), UTC).isoformat(timespec="seconds")


class ReadingRows:
    """Readings, through one connection."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def of(self, articles: Sequence[int]) -> dict[int, ReadingRow]:
        """Return how these articles were read, where that is known."""
        found = {}
        for chunk in chunks(articles):
            query = f"SELECT {COLUMNS}, row_digest FROM readings WHERE article IN ({marks(chunk)})"  # noqa: S608
            for *row, stored in self._db.execute(query, chunk):
                if digest_of(row) == stored:
                    number, added, since, seen, source, reader, quoted, versions = row
                    found[number] = ReadingRow(
                        added=added,
                        since=since,
                        seen=seen,
                        read_from=ReadFrom(source, reader),
                        quoted=tuple(json.loads(quoted)),
                        versions=versions,
                    )
        return found

    def one(self, article: int) -> ReadingRow:
        """Return how an article was read; an empty row where that is unknown."""
        return self.of([article]).get(article, ReadingRow())

    def put(self, article: int, row: ReadingRow) -> None:
        """Store how an article was read."""
        read_from = row.read_from or ReadFrom()
        values = (
            *(article, row.added, row.since, row.seen, read_from.source, read_from.reader),
            *(json.dumps(row.quoted, separators=(",", ":")), row.versions),
        )
        query = f"INSERT OR REPLACE INTO readings ({COLUMNS}, row_digest) VALUES ({marks(values)}, ?)"  # noqa: S608
        self._db.execute(query, (*values, digest_of(values)))

    def by_others(self, readers: Collection[bytes]) -> list[int]:
        """Return the numbers of the articles that none of these readers read, ascending."""
        rows = self._db.execute(
            "SELECT number, reader FROM articles LEFT JOIN readings ON article = number ORDER BY number"
        )
        return [number for number, one in rows if one not in readers]

    def damage(self) -> int:
        """Return how many rows are not as they were stored."""
        rows = self._db.execute(f"SELECT {COLUMNS}, row_digest FROM readings")  # noqa: S608
        return sum(stored != digest_of(row) for *row, stored in rows)
