"""The table of versions: texts that articles had before, each with its label, dates, reason and passages.

A row has a digest of its own; nothing of a version is shown unless it is as it was stored.
"""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from index.model.article import Article, Passage
from index.model.errors import DamageError
from index.model.version import MOST_VERSIONS, Reason, Version
from index.storage.digests import digest_of

_LABEL = ("id", "title", "outlet", "author", "published", "url", "text")
COLUMNS = f"article, version, since, replaced, reason, quoted, {', '.join(_LABEL)}, pages, passages"
_DAMAGED = "a version that an article had before is damaged"
_FACTS = 6  # of these, what stands before the label


class VersionRows:
    """Versions, through one connection."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def of(self, article: int) -> list[Version]:
        """Return the versions of an article, the oldest first; raise DamageError for a damaged one."""
        query = f"SELECT {COLUMNS}, row_digest FROM versions WHERE article = ? ORDER BY version"  # noqa: S608
        return [_version(row) for row in self._db.execute(query, (article,))]

    def put(self, article: int, version: Version) -> None:
        """Store a version of an article; where that makes too many, the one that is missed least goes."""
        before = version.passages[0].article
        row = (
            *(article, version.number, version.since, version.replaced),
            *(version.reason.value, int(version.quoted), *(getattr(before, name) for name in _LABEL)),
            json.dumps(before.pages),
            json.dumps([(one.serial, one.start, one.end) for one in version.passages]),
        )
        self._db.execute(
            f"INSERT INTO versions ({COLUMNS}, row_digest) VALUES ({', '.join('?' * len(row))}, ?)",  # noqa: S608
            (*row, digest_of(row)),
        )
        self._db.execute(
            "DELETE FROM versions WHERE article = ?1 AND version IN (SELECT version FROM versions "
            "WHERE article = ?1 ORDER BY quoted DESC, version DESC LIMIT -1 OFFSET ?2)",
            (article, MOST_VERSIONS),
        )

    def move(self, article: int, to: int, first: int) -> int:
        """Give the versions of an article to another one, numbered from `first`; return the next number."""
        for version in self.of(article):
            self.erase(article, version.number)
            self.put(to, replace(version, number=first))
            first += 1
        return first

    def erase(self, article: int, number: int) -> bool:
        """Delete a version for good; return whether there was one."""
        self._db.execute("PRAGMA secure_delete = ON")
        query = "DELETE FROM versions WHERE article = ? AND version = ?"
        return self._db.execute(query, (article, number)).rowcount > 0

    def damage(self) -> int:
        """Return how many versions are not as they were stored."""
        rows = self._db.execute(f"SELECT {COLUMNS}, row_digest FROM versions")  # noqa: S608
        return sum(stored != digest_of(row) for *row, stored in rows)


def _version(values: Sequence[object]) -> Version:
    *row, stored = values
    if digest_of(row) != stored:
        raise DamageError(_DAMAGED)
    _, number, since, replaced, reason, quoted = row[:_FACTS]
    named: dict[str, Any] = dict(zip(_LABEL, row[_FACTS:-2], strict=True))
    pages, spans = (json.loads(str(one)) for one in row[-2:])
    article = Article(**named, pages=tuple(pages), revision=int(str(number)))
    passages = [
        Passage(article=article, serial=serial, start=start, end=end, position=place, total=len(spans))
        for place, (serial, start, end) in enumerate(spans, start=1)
    ]
    return Version(
        number=int(str(number)),
        since=str(since),
        replaced=str(replaced),
        reason=Reason(str(reason)),
        quoted=bool(quoted),
        passages=tuple(passages),
    )
