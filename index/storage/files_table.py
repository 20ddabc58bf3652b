"""The table of files: the state of each when it was read, and the articles and problems it yielded."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from index.model.report import Problem
from index.model.source_file import FileState
from index.storage.digests import DigestRows, digest_of

_COLUMNS = "origin, size, digest, reader, run, articles, problems"


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file that was read: the numbers of its articles, and its problems with places relative to it."""

    state: FileState
    articles: Sequence[int]
    problems: Sequence[tuple[str | bool, ...]]


class FileRows:
    """Files that were read, through one connection."""

    def __init__(self, db: sqlite3.Connection, digests: DigestRows) -> None:
        self._db = db
        self._digests = digests

    def is_known(self, state: FileState) -> bool:
        """Whether this very file was read, and none of its articles was removed or read elsewhere since."""
        row = self._db.execute(
            "SELECT number, run FROM files WHERE origin = ? AND size = ? AND digest = ? AND reader = ?",
            (state.origin, state.size, state.digest, state.reader),
        ).fetchone()
        if row is None:
            return False
        number, run = row
        if self._digests.exist() and not self._is_whole(number):
            return False  # reading the file again stores it anew
        # By the index: in the table itself, the texts stand before the run.
        here = self._db.execute(
            "SELECT count(*) = (SELECT json_array_length(articles) FROM files WHERE number = ?) "
            "FROM files, json_each(files.articles) "
            "JOIN articles INDEXED BY articles_run ON articles.number = json_each.value "
            "WHERE files.number = ? AND articles.run <= ?",
            (number, number, run),
        ).fetchone()
        return bool(here[0])

    def yielded(self, state: FileState, place: str) -> tuple[list[str], list[Problem]]:
        """Return the ids of the articles of a known file, and its problems by the name `place`."""
        ids = self._db.execute(
            "SELECT articles.id FROM files, json_each(files.articles) "
            "JOIN articles ON articles.number = json_each.value "
            "WHERE files.origin = ? ORDER BY json_each.key",
            (state.origin,),
        ).fetchall()
        row = self._db.execute("SELECT problems FROM files WHERE origin = ?", (state.origin,)).fetchone()
        problems = json.loads(row[0]) if row else []
        return [one[0] for one in ids], [Problem(place + where, *rest) for where, *rest in problems]

    def numbers(self, state: FileState) -> list[int]:
        """Return the numbers of the articles of a known file."""
        row = self._db.execute("SELECT articles FROM files WHERE origin = ?", (state.origin,)).fetchone()
        return json.loads(row[0]) if row else []

    def put(self, rows: Iterable[FileRow], run: int) -> None:
        """Remember files as they were read in the ingest run `run`."""
        self._db.executemany(
            f"INSERT OR REPLACE INTO files ({_COLUMNS}, row_digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
            [(*values, digest_of(values)) for values in (_values(row, run) for row in rows)],
        )

    def follow(self, joined: Mapping[int, tuple[int, int]]) -> None:
        """Let files whose articles became one with another lead there, and count as read.

        `joined` has the number that each became one with, and the run in which that one last changed.
        """
        for number, *row, stored in self._db.execute(
            f"SELECT number, {_COLUMNS}, row_digest FROM files"  # noqa: S608
        ).fetchall():
            *state, run, listed, problems = row
            # A damaged row stays as it is: its file is read again.
            if stored != digest_of(row) or joined.keys().isdisjoint(json.loads(listed)):
                continue
            now = [joined.get(one, (one, 0)) for one in json.loads(listed)]
            articles = json.dumps(list(dict.fromkeys(one for one, _ in now)), separators=(",", ":"))
            after = (*state, max(run, *(changed for _, changed in now)), articles, problems)
            self._db.execute(
                "UPDATE files SET run = ?, articles = ?, row_digest = ? WHERE number = ?",
                (after[4], articles, digest_of(after), number),
            )

    def seal_all(self) -> None:
        """Store the digests of all rows as they stand."""
        for number, *row in self._db.execute(f"SELECT number, {_COLUMNS} FROM files").fetchall():  # noqa: S608
            self._db.execute("UPDATE files SET row_digest = ? WHERE number = ?", (digest_of(row), number))

    def damage(self) -> int:
        """Return how many rows are not as they were stored."""
        rows = self._db.execute(f"SELECT {_COLUMNS}, row_digest FROM files")  # noqa: S608
        return sum(stored != digest_of(row) for *row, stored in rows)

    def _is_whole(self, number: int) -> bool:
        query = f"SELECT {_COLUMNS}, row_digest FROM files WHERE number = ?"  # noqa: S608
        *row, stored = self._db.execute(query, (number,)).fetchone()
        return bool(stored == digest_of(row))


def _values(row: FileRow, run: int) -> tuple[str | int | bytes, ...]:
    """Return the columns of a row."""
    return (
        *(row.state.origin, row.state.size, row.state.digest, row.state.reader, run),
        json.dumps(list(row.articles), separators=(",", ":")),
        json.dumps(list(row.problems)),
    )
