"""The table of articles: reading them whole and checked, listing, filtering, writing."""

import json
import logging
import sqlite3
from collections.abc import Iterator, Sequence

from index.model.article import Article, Passage
from index.storage.digests import SHOWN, DigestRows, Digests, digest_of, is_damage, label_digest
from index.storage.filters import Filters
from index.storage.known_article import KNOWN, Known, digest, text_digest
from index.storage.passages_table import PassageRows
from index.storage.readings_table import ReadingRow, ReadingRows
from index.storage.sql import chunks, is_text, marks
from index.storage.stored_articles import StoredArticle

log = logging.getLogger(__name__)

# Columns that are not read with an article: what cleaning left out is kept for a better cleaner.
_WRITTEN = "extracted, dropped, text_digest, digest, next_serial, own_id, run"


class ArticleRows:
    """Articles, and the passages that are cut from their texts, through one connection."""

    def __init__(
        self, db: sqlite3.Connection, passages: PassageRows, digests: DigestRows, readings: ReadingRows
    ) -> None:
        self._db = db
        self._passages = passages
        self._digests = digests
        self._readings = readings

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
        """Return the article of that number; raise DamagedArticleError unless it is as it was stored."""
        return self._whole([number])[number].article

    def all(self) -> Iterator[tuple[int, Article]]:
        """Yield all articles with their numbers, in the order in which they were added.

        Raises DamagedArticleError after the last one when some are left out because they are damaged.
        """
        last = 0
        damaged: list[int] = []
        # A page at a time: the caller may write between two of them.
        query = "SELECT number FROM articles WHERE number > ? ORDER BY number LIMIT 100"
        while rows := self._db.execute(query, (last,)).fetchall():
            numbers = [row[0] for row in rows]
            whole = self.load(numbers)
            damaged += [number for number in numbers if number not in whole]
            yield from ((number, whole[number].article) for number in numbers if number in whole)
            last = numbers[-1]
        if damaged:
            raise self._digests.error(damaged)

    def numbers(self) -> list[int]:
        """Return the numbers of all articles, ascending."""
        return [row[0] for row in self._db.execute("SELECT number FROM articles ORDER BY number")]

    def numbers_after(self, number: int, limit: int) -> list[int]:
        """Return the numbers of the next articles, ascending, at most `limit`."""
        query = "SELECT number FROM articles WHERE number > ? ORDER BY number LIMIT ?"
        return [row[0] for row in self._db.execute(query, (number, limit))]

    def load(self, numbers: Sequence[int]) -> dict[int, StoredArticle]:
        """Return the articles of these numbers with their passages; damaged ones are left out."""
        found: dict[int, StoredArticle] = {}
        for chunk in chunks(numbers):
            try:
                found.update(self._loaded(chunk))
            except sqlite3.DatabaseError as error:
                if not is_damage(error):
                    raise
                # One of them cannot even be read; the others can.
                if len(chunk) > 1:
                    for number in chunk:
                        found.update(self.load([number]))
        return found

    def listed(self, words: Sequence[str], offset: int, limit: int) -> tuple[list[Article], int]:
        """Return articles without their texts, newest first, and how many there are of them in all.

        Each of the `words` stands in the title, outlet, author, date, address or id. Damaged ones count, but
        are left out.
        """
        fields = ("id", "title", "outlet", "author", "published", "url")
        seen = " || char(10) || ".join(fields)
        wanted = {word.casefold() for word in words}
        # One call for any number of words: SQLite bounds the size of an expression.
        self._db.create_function("fits", 1, lambda text: all(map(text.casefold().__contains__, wanted)))
        condition = f"fits({seen})" if wanted else "1"
        total = int(self._db.execute(f"SELECT count(*) FROM articles WHERE {condition}").fetchone()[0])  # noqa: S608
        query = (
            f"SELECT number, {', '.join(fields)} FROM articles WHERE {condition} "  # noqa: S608
            "ORDER BY number DESC LIMIT ? OFFSET ?"
        )
        rows = self._db.execute(query, (limit, offset)).fetchall()
        known = self._digests.of([row[0] for row in rows]) if self._digests.exist() else None
        whole = [row for row in rows if known is None or _is_labelled(row, known.get(row[0]))]
        if len(whole) < len(rows):
            log.error("%s", self._digests.error([row[0] for row in rows if row not in whole]))
        return [Article(text="", **dict(zip(fields, row[1:], strict=True))) for row in whole], total

    def where(self, filters: Filters, without: Sequence[int] = ()) -> list[int] | None:
        """Return the numbers of the articles that pass the filters, ascending; None when every article does.

        `without` are the numbers of articles that do not, whatever they are.
        """
        conditions, values = filters.conditions()
        if without:
            # In JSON, which is one value however many they are.
            conditions = [*conditions, "number NOT IN (SELECT value FROM json_each(?))"]
            values = [*values, json.dumps(list(without))]
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
            *(getattr(article, name) for name in SHOWN.split(", ")[:-1]),
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
                f"INSERT INTO articles ({SHOWN}, {_WRITTEN}) "  # noqa: S608
                f"VALUES ({marks(values)})"
            )
            number = int(self._db.execute(query, values).lastrowid or 0)
            self._digests.touch_new(number)
            return number
        self._digests.touch(number)
        names = f"{SHOWN}, {_WRITTEN}".split(", ")
        columns = ", ".join(f"{name} = ?" for name in names)
        self._db.execute(f"UPDATE articles SET {columns} WHERE number = ?", (*values, number))  # noqa: S608
        return number

    def put_reading(self, number: int, as_read: bytes, origin: str) -> None:
        """Store what was read of an article when corrections hide all that is new in it."""
        self._digests.touch(number)
        self._db.execute(
            "UPDATE articles SET digest = ?, origin = ? WHERE number = ?", (as_read, origin, number)
        )

    def next_serial(self, number: int) -> int:
        """Return the serial that the article's next new passage gets."""
        row = self._db.execute("SELECT next_serial FROM articles WHERE number = ?", (number,)).fetchone()
        return int(row[0])

    def mark_own_id(self, number: int) -> None:
        """Store that a record brought the article's id."""
        self._digests.touch(number)
        self._db.execute("UPDATE articles SET own_id = 1 WHERE number = ?", (number,))

    def release(self, origin: str, number: int) -> None:
        """Clear `origin` from all articles but the one at `number`."""
        query = "SELECT number FROM articles WHERE origin = ? AND number != ?"
        for (other,) in self._db.execute(query, (origin, number)).fetchall():
            if self._digests.exist() and self._digests.damage(other):
                continue  # it is left as it is until it is taken out
            self._digests.touch(other)
            self._db.execute("UPDATE articles SET origin = '' WHERE number = ?", (other,))

    def delete(self, number: int) -> None:
        """Delete the article; its passages go first."""
        self._digests.touch(number)
        self._db.execute("DELETE FROM articles WHERE number = ?", (number,))

    def passages(self, keys: Sequence[int]) -> list[Passage]:
        """Return the passages with these keys, in this order; raise DamagedArticleError for damaged ones."""
        rows = self._passages.get(keys)
        whole = self._whole(list(dict.fromkeys(row.article for row in rows)))
        # Of what was compared with the digest: a passage by its key alone may be filed in a wrong place.
        passages = {row[0]: (one, row) for one in whole.values() for row in one.passages}
        if damaged := [row.article for row in rows if row.key not in passages]:
            raise self._digests.error(damaged)
        return [one.passage(row) for one, row in map(passages.__getitem__, keys)]

    def _whole(self, numbers: Sequence[int]) -> dict[int, StoredArticle]:
        whole = self.load(numbers)
        if damaged := [number for number in numbers if number not in whole]:
            raise self._digests.error(damaged)
        return whole

    def _loaded(self, numbers: Sequence[int]) -> Iterator[tuple[int, StoredArticle]]:
        """Yield those of the articles that are as they were stored."""
        query = f"SELECT number, {SHOWN} FROM articles WHERE number IN ({marks(numbers)})"  # noqa: S608
        rows = self._db.execute(query, numbers).fetchall()
        passages = self._passages.of_all(numbers)
        digests = self._digests.of(numbers) if self._digests.exist() else None
        readings = self._readings.of(numbers)
        for number, *row in rows:
            stored = StoredArticle(number, row, passages[number], readings.get(number, ReadingRow()))
            # An article without a digest, in a library that has them, has lost it.
            content = None if digests is None else digests[number].content if number in digests else b""
            if stored.is_whole(content):
                yield number, stored


def _is_labelled(row: Sequence[object], digests: Digests | None) -> bool:
    """Whether number, label and address of a listed article are as they were stored."""
    number, *label, url = row
    return (
        digests is not None
        and label_digest(int(str(number)), label) == digests.label
        and digest_of((number, url)) == digests.address
    )
