"""The table of articles."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from typing import NamedTuple

from index.article import Article, Passage
from index.binding import chunks, is_text, marks
from index.filters import Filters
from index.passage_rows import PassageRow, PassageRows

_COLUMNS = "id, text, title, outlet, author, published, url, origin, pages"
# What nobody reads with an article: what cleaning left out is kept for a better cleaner.
_WRITTEN = "extracted, dropped, text_digest, digest, next_serial, own_id, run"
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
    """Articles, and the passages that are cut from their texts, through one connection."""

    def __init__(self, db: sqlite3.Connection, passages: PassageRows) -> None:
        self._db = db
        self._passages = passages

    def count(self) -> int:
        """Return the number of articles."""
        return int(self._db.execute("SELECT count(*) FROM articles").fetchone()[0])

    def text_length(self, number: int) -> int:
        """Return how many characters of text the article of that number has."""
        row = self._db.execute("SELECT length(text) FROM articles WHERE number = ?", (number,)).fetchone()
        return int(row[0])

    def find(self, column: str, value: str) -> Known | None:
        """Return the oldest article whose `column` (id or origin) has that value."""
        if not is_text(value):
            return None
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
        wanted = {word.casefold() for word in words}
        # One call for any number of words: SQLite bounds the size of an expression.
        self._db.create_function("fits", 1, lambda text: all(map(text.casefold().__contains__, wanted)))
        condition = f"fits({seen})" if wanted else "1"
        total = int(self._db.execute(f"SELECT count(*) FROM articles WHERE {condition}").fetchone()[0])  # noqa: S608
        query = (
            f"SELECT {', '.join(fields)} FROM articles WHERE {condition} "  # noqa: S608
            "ORDER BY number DESC LIMIT ? OFFSET ?"
        )
        rows = self._db.execute(query, (limit, offset))
        return [Article(text="", **dict(zip(fields, row, strict=True))) for row in rows], total

    def where(self, filters: Filters) -> list[int] | None:
        """Return the numbers of the articles that pass, ascending; None when every article does."""
        conditions, values = filters.conditions()
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
                f"VALUES ({marks(values)})"
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

    def passages(self, keys: Sequence[int]) -> list[Passage]:
        """Return the passages with these keys, in this order."""
        rows = self._passages.get(keys)
        articles: dict[int, tuple[Article, int]] = {}
        for chunk in chunks(list({row.article for row in rows})):
            query = (
                f"SELECT number, (SELECT count(*) FROM passages WHERE article = number), {_COLUMNS} "  # noqa: S608
                f"FROM articles WHERE number IN ({marks(chunk)})"
            )
            articles.update((row[0], (_article(row[2:]), row[1])) for row in self._db.execute(query, chunk))
        return [_passage(row, *articles[row.article]) for row in rows]

    def titles(self, numbers: Sequence[int]) -> dict[int, str]:
        """Return the titles of these articles by their numbers."""
        found: dict[int, str] = {}
        for chunk in chunks(numbers):
            query = f"SELECT number, title FROM articles WHERE number IN ({marks(chunk)})"  # noqa: S608
            found.update(self._db.execute(query, chunk))
        return found

    def texts(self, keys: Sequence[int]) -> dict[int, str]:
        """Return the texts of these passages by their keys."""
        found: dict[int, str] = {}
        for chunk in chunks(keys):
            query = (
                'SELECT key, text, start, "end" FROM passages '  # noqa: S608
                f"JOIN articles ON articles.number = passages.article WHERE key IN ({marks(chunk)})"
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
