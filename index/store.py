"""The library's truth in SQLite: articles, passages, and which segments count."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from index.article import Article, Passage
from index.errors import LibraryError

FORMAT = 1
FILE_NAME = "library.sqlite"
# SQLite binds at most 32,766 values in one statement.
_BOUND = 10_000

_SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE articles (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    text TEXT NOT NULL, title TEXT NOT NULL, outlet TEXT NOT NULL, author TEXT NOT NULL,
    published TEXT NOT NULL, url TEXT NOT NULL, origin TEXT NOT NULL,
    text_digest BLOB NOT NULL,
    next_serial INTEGER NOT NULL
);
CREATE INDEX articles_url ON articles (url) WHERE url != '';
CREATE INDEX articles_origin ON articles (origin) WHERE origin != '';
CREATE INDEX articles_text ON articles (text_digest);
CREATE TABLE passages (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL REFERENCES articles (number),
    serial INTEGER NOT NULL, position INTEGER NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL
);
CREATE INDEX passages_article ON passages (article);
CREATE TABLE segments (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    passages INTEGER NOT NULL, length INTEGER NOT NULL,
    first_key INTEGER NOT NULL, last_key INTEGER NOT NULL,
    removed INTEGER NOT NULL DEFAULT 0, removed_length INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE removed_docs (
    segment INTEGER NOT NULL, doc INTEGER NOT NULL, PRIMARY KEY (segment, doc)
) WITHOUT ROWID;
CREATE TABLE removed_terms (
    term TEXT NOT NULL, segment INTEGER NOT NULL, passages INTEGER NOT NULL, PRIMARY KEY (term, segment)
) WITHOUT ROWID;
"""

_COLUMNS = "id, text, title, outlet, author, published, url, origin"


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article with what only the store knows of it."""

    number: int
    article: Article
    next_serial: int


@dataclass(frozen=True, slots=True)
class SegmentRow:
    """A segment that counts. Lengths are in terms; the removed are among the passages."""

    number: int
    name: str
    passages: int
    length: int
    first_key: int
    last_key: int
    removed: int
    removed_length: int


@dataclass(frozen=True, slots=True)
class PassageRow:
    """A passage as the store keeps it."""

    key: int
    article: int
    serial: int
    position: int
    start: int
    end: int


def digest(text: str) -> bytes:
    """Return what two equal texts share."""
    return blake2b(text.encode(), digest_size=16).digest()


class Store:
    """One connection to a library's database; used by one thread at a time."""

    def __init__(self, folder: Path, *, writable: bool) -> None:
        self.path = folder / FILE_NAME
        self._db = sqlite3.connect(self.path, timeout=30, isolation_level=None, check_same_thread=False)
        self._db.execute("PRAGMA foreign_keys = ON")
        if writable:
            self._db.execute("PRAGMA journal_mode = WAL")
            # An acknowledged article must survive a power cut.
            self._db.execute("PRAGMA synchronous = FULL")
        else:
            self._db.execute("PRAGMA query_only = ON")
            # Checkpoints belong to the writer, under its lock.
            self._db.execute("PRAGMA wal_autocheckpoint = 0")

    def close(self) -> None:
        """Close the connection."""
        self._db.close()

    @contextmanager
    def transaction(self, *, write: bool = False) -> Iterator[None]:
        """Show one state of the library throughout; with `write`, commit all or nothing."""
        self._db.execute("BEGIN IMMEDIATE" if write else "BEGIN")
        try:
            yield
        except BaseException:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    # What the library is

    def create(self, **meta: str | int | bytes) -> None:
        """Lay out an empty library, inside a transaction."""
        # executescript() would commit on its own.
        for statement in _SCHEMA.split(";"):
            if statement.strip():
                self._db.execute(statement)
        self.set_meta(format=FORMAT, generation=0, **meta)

    def is_empty_file(self) -> bool:
        """Whether nothing was ever laid out here."""
        return not self._db.execute("SELECT 1 FROM sqlite_schema").fetchone()

    def check_format(self) -> None:
        """Raise LibraryError unless this program understands the library."""
        try:
            found = self.meta("format")
        except sqlite3.DatabaseError:
            found = None
        if not isinstance(found, int):
            raise LibraryError(f"{self.path} is no Pullquote library; choose another folder with --library")
        if found > FORMAT:
            raise LibraryError(
                f"{self.path} has format {found}, this program reads {FORMAT}; install a newer Pullquote"
            )

    def meta(self, name: str) -> str | int | bytes | None:
        """Return a fact about the library itself."""
        row = self._db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def set_meta(self, **facts: str | int | bytes) -> None:
        """Store facts about the library itself."""
        self._db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", facts.items())

    def generation(self) -> int:
        """Return the number of commits that changed what a search finds."""
        return int(self.meta("generation") or 0)

    def next_generation(self) -> None:
        """Tell the readers that what a search finds has changed."""
        self._db.execute("UPDATE meta SET value = value + 1 WHERE name = 'generation'")

    # Articles

    def article_count(self) -> int:
        """Return the number of articles."""
        return int(self._db.execute("SELECT count(*) FROM articles").fetchone()[0])

    def find_article(self, column: str, value: str | int | bytes) -> StoredArticle | None:
        """Return the oldest article whose `column` (number, id, url, origin, text_digest) has that value."""
        query = (
            f"SELECT number, next_serial, {_COLUMNS} FROM articles WHERE {column} = ? ORDER BY number LIMIT 1"  # noqa: S608
        )
        row = self._db.execute(query, (value,)).fetchone()
        return StoredArticle(row[0], _article(row[2:]), row[1]) if row else None

    def find_same_text(self, text: str, outlet: str) -> StoredArticle | None:
        """Return an article with this very text whose outlet is equal, or unknown on either side."""
        row = self._db.execute(
            f"SELECT number, next_serial, {_COLUMNS} FROM articles "  # noqa: S608
            "WHERE text_digest = ? AND (outlet = ? OR outlet = '' OR ? = '') "
            "ORDER BY outlet != ?, number LIMIT 1",
            (digest(text), outlet, outlet, outlet),
        ).fetchone()
        return StoredArticle(row[0], _article(row[2:]), row[1]) if row else None

    def articles(self) -> Iterator[Article]:
        """Yield all articles in the order in which they were added, a page at a time."""
        last = 0
        while True:
            rows = self._db.execute(
                f"SELECT number, {_COLUMNS} FROM articles WHERE number > ? ORDER BY number LIMIT 100",  # noqa: S608
                (last,),
            ).fetchall()
            if not rows:
                return
            yield from (_article(row[1:]) for row in rows)
            last = rows[-1][0]

    def put_article(self, article: Article, next_serial: int, number: int | None = None) -> int:
        """Insert the article, or overwrite the one at `number`; return its number."""
        values = (
            article.id, article.text, article.title, article.outlet, article.author, article.published,
            article.url, article.origin, digest(article.text), next_serial,
        )  # fmt: skip
        if number is None:
            query = (
                f"INSERT INTO articles ({_COLUMNS}, text_digest, next_serial) "  # noqa: S608
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            )
            cursor = self._db.execute(query, values)
            return int(cursor.lastrowid or 0)
        columns = ", ".join(f"{name} = ?" for name in (*_COLUMNS.split(", "), "text_digest", "next_serial"))
        self._db.execute(f"UPDATE articles SET {columns} WHERE number = ?", (*values, number))  # noqa: S608
        return number

    def delete_article(self, number: int) -> None:
        """Delete the article; its passages go first."""
        self._db.execute("DELETE FROM articles WHERE number = ?", (number,))

    # Passages

    def passages_of(self, article: int) -> list[PassageRow]:
        """Return the passages of the article in the order of their positions."""
        rows = self._db.execute(
            'SELECT key, article, serial, position, start, "end" FROM passages '
            "WHERE article = ? ORDER BY position",
            (article,),
        )
        return [PassageRow(*row) for row in rows]

    def add_passage(self, article: int, serial: int, position: int, start: int, end: int) -> int:
        """Insert a passage and return its key, greater than every key before it."""
        cursor = self._db.execute(
            'INSERT INTO passages (article, serial, position, start, "end") VALUES (?, ?, ?, ?, ?)',
            (article, serial, position, start, end),
        )
        return int(cursor.lastrowid or 0)

    def delete_passages(self, article: int) -> None:
        """Delete the passages of the article."""
        self._db.execute("DELETE FROM passages WHERE article = ?", (article,))

    def passages(self, keys: Sequence[int]) -> list[Passage]:
        """Return the passages with these keys, in this order."""
        rows: dict[int, PassageRow] = {}
        for chunk in _chunks(keys):
            found = self._db.execute(
                'SELECT key, article, serial, position, start, "end" FROM passages '  # noqa: S608
                f"WHERE key IN ({_marks(chunk)})",
                chunk,
            )
            rows.update((row[0], PassageRow(*row)) for row in found)
        numbers = list({row.article for row in rows.values()})
        articles: dict[int, tuple[Article, int]] = {}
        for chunk in _chunks(numbers):
            query = (
                f"SELECT number, (SELECT count(*) FROM passages WHERE article = number), {_COLUMNS} "  # noqa: S608
                f"FROM articles WHERE number IN ({_marks(chunk)})"
            )
            articles.update((row[0], (_article(row[2:]), row[1])) for row in self._db.execute(query, chunk))
        return [_passage(rows[key], *articles[rows[key].article]) for key in keys]

    def passage_count(self) -> int:
        """Return the number of passages."""
        return int(self._db.execute("SELECT count(*) FROM passages").fetchone()[0])

    def articles_where(
        self,
        *,
        outlet: str | None,
        after: str | None,
        before: str | None,
        ids: Iterable[str],
        exclude: Iterable[str],
    ) -> list[int] | None:
        """Return the numbers of the articles that pass the filters; None when there is no filter.

        `after` and `before` are ISO 8601 days, both inclusive; an undated article passes neither.
        """
        conditions: list[str] = []
        values: list[str] = []
        if outlet is not None:
            conditions.append("outlet = ? COLLATE NOCASE")
            values.append(outlet)
        # The first ten characters of an ISO 8601 date-time are its day.
        if after is not None:
            conditions.append("substr(published, 1, 10) >= ?")
            values.append(after)
        if before is not None:
            conditions.append("published != '' AND substr(published, 1, 10) <= ?")
            values.append(before)
        for name, wanted in (("id IN", list(ids)), ("id NOT IN", list(exclude))):
            if wanted:
                conditions.append(f"{name} ({_marks(wanted)})")
                values.extend(wanted)
        if not conditions:
            return None
        query = f"SELECT number FROM articles WHERE {' AND '.join(conditions)}"  # noqa: S608
        return [row[0] for row in self._db.execute(query, values)]

    # Segments

    def segments(self) -> list[SegmentRow]:
        """Return the segments that count, oldest first."""
        rows = self._db.execute(
            "SELECT number, name, passages, length, first_key, last_key, removed, removed_length "
            "FROM segments ORDER BY number"
        )
        return [SegmentRow(*row) for row in rows]

    def add_segment(self, name: str, passages: int, length: int, first_key: int, last_key: int) -> None:
        """Let the segment of that file name count from the next commit on."""
        self._db.execute(
            "INSERT INTO segments (name, passages, length, first_key, last_key) VALUES (?, ?, ?, ?, ?)",
            (name, passages, length, first_key, last_key),
        )

    def drop_segments(self) -> None:
        """Let no segment count any more."""
        for table in ("segments", "removed_docs", "removed_terms"):
            self._db.execute(f"DELETE FROM {table}")  # noqa: S608

    def remove_docs(
        self, segment: int, docs: Sequence[int], length: int, terms: Iterable[tuple[str, int]]
    ) -> None:
        """Take passages out of a segment: their positions, their length, and how many held each term."""
        self._db.executemany("INSERT INTO removed_docs VALUES (?, ?)", [(segment, doc) for doc in docs])
        self._db.execute(
            "UPDATE segments SET removed = removed + ?, removed_length = removed_length + ? WHERE number = ?",
            (len(docs), length, segment),
        )
        self._db.executemany(
            "INSERT INTO removed_terms VALUES (?, ?, ?) "
            "ON CONFLICT (term, segment) DO UPDATE SET passages = passages + excluded.passages",
            [(term, segment, count) for term, count in terms],
        )

    def removed_docs(self, segment: int) -> list[int]:
        """Return the positions of the removed passages of a segment."""
        return [
            row[0]
            for row in self._db.execute(
                "SELECT doc FROM removed_docs WHERE segment = ? ORDER BY doc", (segment,)
            )
        ]

    def removed_passages(self, term: str) -> int:
        """Return how many removed passages hold the term."""
        row = self._db.execute("SELECT sum(passages) FROM removed_terms WHERE term = ?", (term,)).fetchone()
        return int(row[0] or 0)


def _article(row: Sequence[str]) -> Article:
    identity, text, title, outlet, author, published, url, origin = row
    return Article(
        id=identity,
        text=text,
        title=title,
        outlet=outlet,
        author=author,
        published=published,
        url=url,
        origin=origin,
    )


def _passage(row: PassageRow, article: Article, total: int) -> Passage:
    return Passage(
        article=article, serial=row.serial, start=row.start, end=row.end, position=row.position, total=total
    )


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def _chunks(values: Sequence[int]) -> Iterator[Sequence[int]]:
    return (values[start : start + _BOUND] for start in range(0, len(values), _BOUND))
