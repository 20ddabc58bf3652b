"""Copies whole rows from a damaged database into a new one, one by one."""

import os
import sqlite3
from collections.abc import Iterator
from typing import Any

from index.analysis import languages
from index.model.settings import LibrarySettings
from index.storage.database import Store
from index.storage.digests import RECORD, SHOWN, DigestRows, digest_of, is_damage
from index.storage.migrations import give_names
from index.storage.older_formats import show_as_newer
from index.storage.passages_table import PassageRows
from index.storage.readings_table import COLUMNS as READINGS
from index.storage.stored_articles import StoredArticle
from index.storage.versions_table import COLUMNS as VERSIONS

_OWN = {"articles": f"number, {SHOWN}, {RECORD}", "passages": 'key, article, serial, position, start, "end"'}
_OF_ARTICLES = {"corrections": "article, field, read", "addresses": "address, article"}
# By themselves, each with the digest of its row.
_APART = {
    "retired": "id_digest, next_serial",
    "files": "origin, size, digest, reader, run, articles, problems",
}
# The queries that yield the numbers of articles: what one table has lost, another may have.
_NUMBERS = (
    "SELECT number FROM articles ORDER BY number",
    "SELECT number FROM articles ORDER BY number DESC",
    "SELECT article FROM digests ORDER BY article",
    "SELECT article FROM digests ORDER BY article DESC",
    "SELECT DISTINCT article FROM passages ORDER BY article",
)


_ABSENT = "is not there"


class Rescue:
    """Reads from `db`, which may be damaged anywhere, and writes into `target`, inside its transactions."""

    def __init__(self, db: sqlite3.Connection, target: Store) -> None:
        self._db = db
        self._target = target
        self._digests = DigestRows(db)
        self._passages = PassageRows(db, self._digests)
        self._digested = True
        self._format_1 = False

    def lay_out(self, default: LibrarySettings, recorded: int) -> Iterator[str]:
        """Lay out a library with the settings of the old one, its commits numbered on from all before."""
        facts: dict[str, Any] = dict(self._rows("SELECT name, value FROM meta"))
        language, tokens = facts.get("language"), facts.get("passage_tokens")
        if language not in languages.known() or not isinstance(tokens, int) or tokens < 1:
            yield (
                f"the library's settings are lost; took {default.language} and passages of "
                f"{default.passage_tokens} tokens"
            )
            language, tokens = default.language, default.passage_tokens
        commit, run = (
            value if isinstance(value := facts.get(name), int) else 0 for name in ("commit", "run")
        )
        self._target.create(
            language=str(language),
            passage_tokens=tokens,
            fingerprint="",
            salt=os.urandom(16),
            commit=max(commit, recorded),
            run=run,
            # An older library's addresses and passages are of an older form.
            readdressed=0,
            recut=0,
        )
        self._digested = facts.get("format") not in (1, 2) or self._has("digests")
        self._format_1 = facts.get("format") == 1 and not self._digested
        if self._format_1:
            show_as_newer(self._db, 1)

    def articles(self) -> list[dict[str, Any]]:
        """Copy the articles that are whole; return what can be read of the damaged ones."""
        damaged = []
        for number in sorted(self._numbers()):
            damage = self._damage(number)
            if not damage:
                for table, columns in {**_OWN, **_OF_ARTICLES}.items():
                    self._copy(table, columns, number)
                self._target.digests.touch_new(number)
            elif damage != _ABSENT:
                damaged.append(self._remains(number, damage))
        if self._format_1:
            give_names(self._target)
        return damaged

    def rest(self) -> int:
        """Copy removed ids, aliases, files and versions that are whole; give no number again that was given.

        Returns how many versions of articles that are there were damaged.
        """
        for table, columns in _APART.items():
            digested = ", row_digest" if self._digested else ""
            for row in self._rows(f"SELECT {columns}{digested} FROM {table}"):  # noqa: S608
                values = row[:-1] if digested else row
                if not digested or digest_of(values) == row[-1]:
                    self._insert(table, f"{columns}, row_digest", (*values, digest_of(values)))
        self._aliases()
        given = dict(self._rows("SELECT name, seq FROM sqlite_sequence"))
        self._target.counters.raise_to(given)
        self._of_articles("readings", READINGS)
        return self._of_articles("versions", VERSIONS)

    def _of_articles(self, table: str, columns: str) -> int:
        """Copy whole rows of articles that are there; return how many rows of theirs are damaged."""
        damaged = 0
        for number in self._target.articles.numbers():
            for *row, stored in self._rows(
                f"SELECT {columns}, row_digest FROM {table} WHERE article = ?",  # noqa: S608
                number,
            ):
                if digest_of(row) == stored:
                    self._insert(table, f"{columns}, row_digest", (*row, stored))
                else:
                    damaged += 1
        return damaged

    def _aliases(self) -> None:
        """Copy the aliases of articles that are there; the ids of others are spent."""
        there = set(self._target.articles.numbers())
        columns = "id, article, next_serial, serials, reading"
        for *row, stored in self._rows(f"SELECT {columns}, row_digest FROM aliases"):  # noqa: S608
            if digest_of(row) != stored:
                continue
            if row[1] in there:
                self._insert("aliases", f"{columns}, row_digest", (*row, stored))
            else:
                self._target.identity.retire(row[0], row[2])

    def _damage(self, number: int) -> str:
        """Return what is wrong with an article, as words; "" for nothing."""
        if self._digested:
            # Called gone by digests alone, it is damage; called so by passages alone, too.
            return self._digests.damage(number) or (
                "" if self._has_row(number) else "is gone but for passages"
            )
        rows = self._rows(f"SELECT {SHOWN} FROM articles WHERE number = ?", number)  # noqa: S608
        if not rows:
            return _ABSENT
        passages = self._passages.of(number)
        return (
            "" if passages and StoredArticle(number, rows[0], passages).is_whole(None) else "cannot be read"
        )

    def _remains(self, number: int, damage: str) -> dict[str, Any]:
        """Return what can be read of a damaged article, and let its id be spent where that can be trusted."""
        left: dict[str, Any] = {"name": self._digests.name(number) if self._digested else f"number {number}"}
        left["damage"] = damage
        self._db.text_factory = lambda data: data.decode("utf-8", "replace")
        for column in SHOWN.split(", "):
            rows = self._rows(f"SELECT {column} FROM articles WHERE number = ?", number)  # noqa: S608
            left[column] = str(rows[0][0]) if rows else ""
        self._db.text_factory = str
        if left["name"] == f'"{left["id"]}"':
            # Its passages' serials must never be given to others.
            serials = self._rows("SELECT max(serial) + 1 FROM passages WHERE article = ?", number)
            following = self._rows("SELECT next_serial FROM articles WHERE number = ?", number)
            known = [row[0] for row in (*serials, *following) if isinstance(row[0], int)]
            self._target.identity.retire(left["id"], max(known, default=1))
        return left

    def _numbers(self) -> set[int]:
        found: set[int] = set()
        for query in _NUMBERS:
            found.update(row[0] for row in self._rows(query) if isinstance(row[0], int) and row[0] > 0)
        return found

    def _copy(self, table: str, columns: str, number: int) -> None:
        key = "number" if table == "articles" else "article"
        for row in self._rows(f"SELECT {columns} FROM {table} WHERE {key} = ?", number):  # noqa: S608
            self._insert(table, columns, row)

    def _insert(self, table: str, columns: str, row: tuple[Any, ...]) -> None:
        self._target.insert(table, columns, row)

    def _has_row(self, number: int) -> bool:
        return bool(self._rows("SELECT 1 FROM articles WHERE number = ?", number))

    def _has(self, table: str) -> bool:
        return bool(self._rows("SELECT 1 FROM sqlite_schema WHERE name = ?", table))

    def _rows(self, query: str, *values: int | str) -> list[tuple[Any, ...]]:
        """Return the rows up to the first that cannot be read."""
        rows: list[tuple[Any, ...]] = []
        try:
            cursor = self._db.execute(query, values)
            while row := cursor.fetchone():
                rows.append(row)
        except sqlite3.OperationalError as error:
            if not (is_damage(error) or "no such" in str(error)):
                raise
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            if not is_damage(error):
                raise
        return rows
