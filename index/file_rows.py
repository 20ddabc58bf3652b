"""The table of files: what each was when it was read, and what it yielded."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.files import FileState
from index.report import Problem


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file that was read: the numbers of its articles, and its problems with places relative to it."""

    state: FileState
    articles: Sequence[int]
    problems: Sequence[tuple[str, str, bool]]


class FileRows:
    """Files that were read, through one connection."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def is_known(self, state: FileState) -> bool:
        """Whether this very file was read, and none of its articles was removed or read elsewhere since."""
        row = self._db.execute(
            "SELECT number, run, json_array_length(articles) FROM files "
            "WHERE origin = ? AND size = ? AND digest = ? AND reader = ?",
            (state.origin, state.size, state.digest, state.reader),
        ).fetchone()
        if row is None:
            return False
        number, run, count = row
        # By the index: in the table itself, the texts stand before the run.
        here = self._db.execute(
            "SELECT count(*) FROM files, json_each(files.articles) "
            "JOIN articles INDEXED BY articles_run ON articles.number = json_each.value "
            "WHERE files.number = ? AND articles.run <= ?",
            (number, run),
        ).fetchone()
        return bool(here[0] == count)

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
        return [one[0] for one in ids], [Problem(place + where, why, lost) for where, why, lost in problems]

    def put(self, rows: Iterable[FileRow], run: int) -> None:
        """Remember files as they were read in the run `run` of adding."""
        self._db.executemany(
            "INSERT OR REPLACE INTO files (origin, size, digest, reader, run, articles, problems) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    *(row.state.origin, row.state.size, row.state.digest, row.state.reader, run),
                    json.dumps(list(row.articles), separators=(",", ":")),
                    json.dumps(list(row.problems)),
                )
                for row in rows
            ],
        )
