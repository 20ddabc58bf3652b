"""The tables of articles and passages."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import NamedTuple

from index.article import Article, Passage

# SQLite binds at most 32,766 values in one statement.
_BOUND = 10_000
_COLUMNS = "id, text, title, outlet, author, published, url, origin, pages"
# What nobody reads with an article: what cleaning left out is kept for a better cleaner.
_WRITTEN = "extracted, dropped, text_digest, digest, next_serial, own_id, run"
_PASSAGE = 'key, article, serial, position, start, "end"'
# The columns of `Known`.
KNOWN = "number, id, next_serial, digest, text_digest, own_id, run, outlet, url, origin"


class Known(NamedTuple):
    """What identifies a stored article, without its text.

    `digest` is that of the article as it was last read, before corrections. `own_id` is whether a record
    brought its id, and `run` the run of adding that last changed it.
    """

    number: int
    id: str
    next_serial: int
    digest: bytes
    text_digest: bytes
    own_id: int
    run: int
    outlet: str
    url: str
    origin: str


class PassageRow(NamedTuple):
    """A passage as the store keeps it."""

    key: int
    article: int
    serial: int
    position: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which articles may answer. `after` and `before` are ISO 8601 days, both inclusive.

    An undated article passes neither of them.
    """

    outlet: str | None = None
    after: str | None = None
    before: str | None = None
    ids: Sequence[str] = ()
    exclude: Sequence[str] = ()


def text_digest(text: str) -> bytes:
    """Return what two equal texts share."""
    return blake2b(text.encode(), digest_size=16).digest()


def digest(article: Article) -> bytes:
    """Return what two readings of an article share when nothing that people see has changed."""
    pages = json.dumps(article.pages)
    seen = (
        article.title,
        article.outlet,
        article.author,
        article.published,
        article.url,
        pages,
        article.text,
    )
    return blake2b("\0".join(seen).encode(), digest_size=16).digest()


class ArticleRows:
    """Articles and their passages, through one connection."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def count(self) -> int:
        """Return the number of articles."""
        return int(self._db.execute("SELECT count(*) FROM articles").fetchone()[0])

    def find(self, column: str, value: str) -> Known | None:
        """Return the oldest article whose `column` (id or origin) has that value."""
        query = f"SELECT {KNOWN} FROM articles WHERE {column} = ? ORDER BY number LIMIT 1"  # noqa: S608
        row = self._db.execute(query, (value,)).fetchone()
        return Known(*row) if row else None

    def with_text(self, text: str) -> list[Known]:
        """Return the articles with this very text, the oldest first."""
        query = f"SELECT {KNOWN} FROM articles WHERE text_digest = ? ORDER BY number"  # noqa: S608
        return [Known(*row) for row in self._db.execute(query, (text_digest(text),))]

    def get(self, number: int) -> Article:
        """Return the article of that number."""
        row = self._db.execute(f"SELECT {_COLUMNS} FROM articles WHERE number = ?", (number,)).fetchone()  # noqa: S608
        return _article(row)

    def all(self) -> Iterator[tuple[int, Article]]:
        """Yield all articles with their numbers, in the order in which they were added."""
        last = 0
        # A page at a time: the caller may write between two of them.
        query = f"SELECT number, {_COLUMNS} FROM articles WHERE number > ? ORDER BY number LIMIT 100"  # noqa: S608
        while rows := self._db.execute(query, (last,)).fetchall():
            yield from ((row[0], _article(row[1:])) for row in rows)
            last = rows[-1][0]

    def listed(self, words: Sequence[str], offset: int, limit: int) -> tuple[list[Article], int]:
        """Return articles without their texts, newest first, and how many there are of them in all.

        Each of the `words` stands in the title, outlet, author, date, address or id.
        """
        fields = ("id", "title", "outlet", "author", "published", "url")
        seen = " || char(10) || ".join(fields)
        conditions = " AND ".join(f"instr(folded({seen}), ?)" for _ in words) or "1"
        values = [word.casefold() for word in words]
        if words:
            self._db.create_function("folded", 1, str.casefold, deterministic=True)
        query = f"SELECT count(*) FROM articles WHERE {conditions}"  # noqa: S608
        total = int(self._db.execute(query, values).fetchone()[0])
        query = (
            f"SELECT {', '.join(fields)} FROM articles WHERE {conditions} "  # noqa: S608
            "ORDER BY number DESC LIMIT ? OFFSET ?"
        )
        rows = self._db.execute(query, (*values, limit, offset))
        return [Article(text="", **dict(zip(fields, row, strict=True))) for row in rows], total

    def where(self, filters: Filters) -> list[int] | None:
        """Return the numbers of the articles that pass, ascending; None when every article does."""
        conditions: list[str] = []
        values: list[str] = []
        if filters.outlet is not None:
            conditions.append("outlet = ? COLLATE NOCASE")
            values.append(filters.outlet)
        # The first ten characters of an ISO 8601 date-time are its day.
        if filters.after is not None:
            conditions.append("substr(published, 1, 10) >= ?")
            values.append(filters.after)
        if filters.before is not None:
            conditions.append("published != '' AND substr(published, 1, 10) <= ?")
            values.append(filters.before)
        for name, wanted in (("id IN", filters.ids), ("id NOT IN", filters.exclude)):
            if wanted:
                conditions.append(f"{name} ({_marks(wanted)})")
                values.extend(wanted)
        if not conditions:
            return None
        query = f"SELECT number FROM articles WHERE {' AND '.join(conditions)} ORDER BY number"  # noqa: S608
        return [row[0] for row in self._db.execute(query, values)]

    def put(
        self,
        article: Article,
        *,
        next_serial: int,
        own_id: bool,
        run: int,
        as_read: bytes | None = None,
        number: int | None = None,
    ) -> int:
        """Insert the article, or overwrite the one at `number`; return its number.

        `as_read` is the digest of what was read, where corrections make the article another one.
        """
        values = (
            *(getattr(article, name) for name in _COLUMNS.split(", ")[:-1]),
            json.dumps(article.pages),
            article.extracted,
            json.dumps(article.dropped),
            text_digest(article.text),
            as_read or digest(article),
            next_serial,
            own_id,
            run,
        )
        if number is None:
            query = (
                f"INSERT INTO articles ({_COLUMNS}, {_WRITTEN}) "  # noqa: S608
                f"VALUES ({_marks(values)})"
            )
            return int(self._db.execute(query, values).lastrowid or 0)
        names = f"{_COLUMNS}, {_WRITTEN}".split(", ")
        columns = ", ".join(f"{name} = ?" for name in names)
        self._db.execute(f"UPDATE articles SET {columns} WHERE number = ?", (*values, number))  # noqa: S608
        return number

    def put_reading(self, number: int, as_read: bytes, origin: str) -> None:
        """Store what was read of an article when corrections hide all that is new in it."""
        self._db.execute(
            "UPDATE articles SET digest = ?, origin = ? WHERE number = ?", (as_read, origin, number)
        )

    def next_serial(self, number: int) -> int:
        """Return the serial that the article's next new passage gets."""
        row = self._db.execute("SELECT next_serial FROM articles WHERE number = ?", (number,)).fetchone()
        return int(row[0])

    def mark_own_id(self, number: int) -> None:
        """Store that a record brought the article's id."""
        self._db.execute("UPDATE articles SET own_id = 1 WHERE number = ?", (number,))

    def release(self, origin: str, number: int) -> None:
        """Let `origin` lead to the article at `number` only."""
        self._db.execute("UPDATE articles SET origin = '' WHERE origin = ? AND number != ?", (origin, number))

    def delete(self, number: int) -> None:
        """Delete the article; its passages go first."""
        self._db.execute("DELETE FROM articles WHERE number = ?", (number,))

    # Passages

    def passage_count(self) -> int:
        """Return the number of passages."""
        return int(self._db.execute("SELECT count(*) FROM passages").fetchone()[0])

    def passages_of(self, article: int) -> list[PassageRow]:
        """Return the passages of the article in the order of their positions."""
        query = f"SELECT {_PASSAGE} FROM passages WHERE article = ? ORDER BY position"  # noqa: S608
        return [PassageRow(*row) for row in self._db.execute(query, (article,))]

    def all_passages(self) -> Iterator[PassageRow]:
        """Yield all passages in the order of their keys."""
        return (PassageRow(*row) for row in self._db.execute(f"SELECT {_PASSAGE} FROM passages ORDER BY key"))  # noqa: S608

    def last_key(self) -> int:
        """Return the greatest key that a passage ever had."""
        row = self._db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'passages'").fetchone()
        return int(row[0]) if row else 0

    def put_passages(self, rows: Iterable[PassageRow]) -> None:
        """Insert passages under new keys, which ascend and exceed `last_key`."""
        self._db.executemany(f"INSERT INTO passages ({_PASSAGE}) VALUES (?, ?, ?, ?, ?, ?)", rows)  # noqa: S608

    def delete_passages(self, article: int) -> None:
        """Delete the passages of the article."""
        self._db.execute("DELETE FROM passages WHERE article = ?", (article,))

    def find_passage(self, article: int, serial: int) -> int | None:
        """Return the key of the article's passage with that serial."""
        row = self._db.execute(
            "SELECT key FROM passages WHERE article = ? AND serial = ?", (article, serial)
        ).fetchone()
        return int(row[0]) if row else None

    def passages(self, keys: Sequence[int]) -> list[Passage]:
        """Return the passages with these keys, in this order."""
        rows: dict[int, PassageRow] = {}
        for chunk in _chunks(keys):
            query = f"SELECT {_PASSAGE} FROM passages WHERE key IN ({_marks(chunk)})"  # noqa: S608
            rows.update((row[0], PassageRow(*row)) for row in self._db.execute(query, chunk))
        articles: dict[int, tuple[Article, int]] = {}
        for chunk in _chunks(list({row.article for row in rows.values()})):
            query = (
                f"SELECT number, (SELECT count(*) FROM passages WHERE article = number), {_COLUMNS} "  # noqa: S608
                f"FROM articles WHERE number IN ({_marks(chunk)})"
            )
            articles.update((row[0], (_article(row[2:]), row[1])) for row in self._db.execute(query, chunk))
        return [_passage(rows[key], *articles[rows[key].article]) for key in keys]

    def names(self, keys: Sequence[int]) -> list[tuple[str, int]]:
        """Return each passage's article id and serial, in the order of `keys`, without reading a text."""
        found: dict[int, tuple[str, int]] = {}
        for chunk in _chunks(keys):
            query = (
                "SELECT key, id, serial FROM passages JOIN articles ON articles.number = passages.article "  # noqa: S608
                f"WHERE key IN ({_marks(chunk)})"
            )
            found.update((key, (name, serial)) for key, name, serial in self._db.execute(query, chunk))
        return [found[key] for key in keys]

    def titles(self, numbers: Sequence[int]) -> dict[int, str]:
        """Return the titles of these articles by their numbers."""
        found: dict[int, str] = {}
        for chunk in _chunks(numbers):
            query = f"SELECT number, title FROM articles WHERE number IN ({_marks(chunk)})"  # noqa: S608
            found.update(self._db.execute(query, chunk))
        return found

    def texts(self, keys: Sequence[int]) -> dict[int, str]:
        """Return the texts of these passages by their keys."""
        found: dict[int, str] = {}
        for chunk in _chunks(keys):
            query = (
                'SELECT key, text, start, "end" FROM passages '  # noqa: S608
                f"JOIN articles ON articles.number = passages.article WHERE key IN ({_marks(chunk)})"
            )
            found.update((key, text[start:end]) for key, text, start, end in self._db.execute(query, chunk))
        return found


def _article(row: Sequence[str]) -> Article:
    identity, text, title, outlet, author, published, url, origin, pages = row
    return Article(
        id=identity,
        text=text,
        title=title,
        outlet=outlet,
        author=author,
        published=published,
        url=url,
        origin=origin,
        pages=tuple(json.loads(pages)),
    )


def _passage(row: PassageRow, article: Article, total: int) -> Passage:
    return Passage(
        article=article, serial=row.serial, start=row.start, end=row.end, position=row.position, total=total
    )


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def _chunks(values: Sequence[int]) -> Iterator[Sequence[int]]:
    return (values[start : start + _BOUND] for start in range(0, len(values), _BOUND))
