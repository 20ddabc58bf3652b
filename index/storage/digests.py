"""Digests of an article's rows: written with them, compared whenever something is shown or indexed.

| digest  | covers                                                                                     |
|---------|--------------------------------------------------------------------------------------------|
| label   | number, id, title, outlet, author, date: what lists and suggestions show without its text  |
| address | number, URL                                                                                |
| content | number, text, all label fields, pages, origin, and where each passage stands               |
| record  | what only the writer goes by: earlier digests, serials, corrections, addresses             |

An article that a transaction touches is checked before its first change and hashed anew before the commit,
so that no damage is ever covered by a new digest.
"""

import sqlite3
import struct
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import chain
from typing import Any, NamedTuple

from index.model.errors import DamagedArticleError, DamageError
from index.storage.sql import chunks, marks

DIGEST_SCHEMA = """
CREATE TABLE digests (
    article INTEGER PRIMARY KEY REFERENCES articles (number) ON DELETE CASCADE,
    label BLOB NOT NULL, address BLOB NOT NULL, content BLOB NOT NULL, record BLOB NOT NULL
);
ALTER TABLE retired ADD COLUMN row_digest BLOB;
ALTER TABLE files ADD COLUMN row_digest BLOB
"""
# The format of the first libraries that have them.
FORMAT = 3
META = "digest"
# A wrong fingerprint costs a rebuild, nothing else.
_UNCOVERED = (META, "fingerprint")
# The columns that are shown of an article, its label first.
SHOWN = "id, title, outlet, author, published, url, text, origin, pages"
_LABEL = 5  # of these, what a label consists of
RECORD = "extracted, dropped, text_digest, digest, next_serial, own_id, run"
_PASSAGES = 'key, article, serial, position, start, "end"'
_SIZE, _CONTENT_SIZE = 8, 16  # bytes


class Digests(NamedTuple):
    """The digests of one article."""

    label: bytes
    address: bytes
    content: bytes
    record: bytes


def digest_of(values: Iterable[object], size: int = _SIZE) -> bytes:
    """Return the digest of what SQLite stores in some columns, of whatever types it is."""
    parts: list[bytes] = []
    for value in values:
        data = (
            value.encode() if type(value) is str else value if type(value) is bytes else repr(value).encode()
        )
        # With type and length, so that nothing can move from one column to the next.
        parts += (b"%s%d:" % (type(value).__name__.encode(), len(data)), data)
    return blake2b(b"".join(parts), digest_size=size).digest()


def label_digest(number: int, label: Sequence[object]) -> bytes:
    """Return the digest of an article's id, title, outlet, author and date."""
    return digest_of((number, *label))


def content_digest(number: int, shown: Sequence[object], passages: Sequence[Sequence[int]]) -> bytes:
    """Return the digest of all that is shown of an article; `shown` are the columns of `SHOWN`.

    Raises struct.error or TypeError when a passage's row holds something else than numbers.
    """
    numbers = list(chain.from_iterable(passages))
    return digest_of((number, *shown, struct.pack(f"<{len(numbers)}q", *numbers)), _CONTENT_SIZE)


class DigestRows:
    """The digests of articles, through one connection."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._known = False
        self._touched: dict[int, None] = {}

    def exist(self) -> bool:
        """Whether the library has digests; older formats have none, and there everything counts as whole."""
        if not self._known:
            # By the table as well as by the number: neither can be lost by one damaged byte.
            table = self._db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'digests'").fetchone()
            written = self._db.execute("SELECT value FROM meta WHERE name = 'format'").fetchone()
            self._known = table is not None or written[0] >= FORMAT
        return self._known

    def of(self, numbers: Sequence[int]) -> dict[int, Digests]:
        """Return the digests of these articles, where there are any."""
        for number in self._touched and set(numbers) & self._touched.keys():
            # This transaction itself has changed it.
            self._seal(number)
        found: dict[int, Digests] = {}
        for chunk in chunks(numbers):
            query = (
                "SELECT article, label, address, content, record FROM digests "  # noqa: S608
                f"WHERE article IN ({marks(chunk)})"
            )
            found.update((row[0], Digests(*row[1:])) for row in self._db.execute(query, chunk))
        return found

    def touch(self, number: int) -> None:
        """Have an article hashed before the commit; raise DamagedArticleError when it is damaged already."""
        if number in self._touched or not self.exist():
            return
        if self.damage(number):
            raise self.error([number])
        self._touched[number] = None

    def touch_new(self, number: int) -> None:
        """Have an article hashed that was not there before."""
        if self.exist():
            self._touched[number] = None

    def seal(self) -> None:
        """Store the digests of what was touched, at the end of a transaction."""
        for number in self._touched:
            self._seal(number)
        self._touched.clear()

    def seal_all(self) -> None:
        """Store the digests of all articles as they stand."""
        numbers = self._db.execute("SELECT number FROM articles ORDER BY number").fetchall()
        self._touched = dict.fromkeys(number for (number,) in numbers)
        self.seal()

    def forget(self) -> None:
        """Forget what a transaction touched that was rolled back."""
        self._touched.clear()

    def damage(self, number: int) -> str:
        """Return which of an article's digests do not fit, as words; empty when it is whole, or not there."""
        try:
            now = self._compute(number)
        except (sqlite3.DatabaseError, struct.error, TypeError) as error:
            if isinstance(error, sqlite3.DatabaseError) and not is_damage(error):
                raise
            return "cannot be read"
        stored = self.of([number]).get(number)
        if now is None:
            return "is gone, but for its digests" if stored else ""
        if stored is None:
            return "has no digests"
        names = {"label": "label", "address": "address", "content": "text or passages", "record": "record"}
        wrong = [names[field] for field in Digests._fields if getattr(now, field) != getattr(stored, field)]
        return f"is not as it was stored: {', '.join(wrong)}" if wrong else ""

    def error(self, numbers: Sequence[int]) -> DamagedArticleError:
        """Return the error that names these articles, by their ids where these can be trusted."""
        return DamagedArticleError(numbers, [self.name(number) for number in numbers])

    def name(self, number: int) -> str:
        """Return an article's id, or its number when the id may be damaged."""
        try:
            row = self._db.execute(
                "SELECT id, title, outlet, author, published FROM articles WHERE number = ?", (number,)
            ).fetchone()
            stored = self.of([number]).get(number)
        except sqlite3.DatabaseError:
            row = stored = None
        if row and stored and label_digest(number, row) == stored.label:
            return f'"{row[0]}"'
        return f"number {number}"

    def numbers(self) -> Iterator[int]:
        """Yield the numbers of the articles that have digests."""
        return (row[0] for row in self._db.execute("SELECT article FROM digests ORDER BY article"))

    def _seal(self, number: int) -> None:
        digests = self._compute(number)
        if digests is None:
            self._db.execute("DELETE FROM digests WHERE article = ?", (number,))
        else:
            self._db.execute("INSERT OR REPLACE INTO digests VALUES (?, ?, ?, ?, ?)", (number, *digests))

    def _compute(self, number: int) -> Digests | None:
        """Return the digests of an article as it stands; None when there is none."""
        db, one = self._db, (number,)
        row = db.execute(f"SELECT {SHOWN}, {RECORD} FROM articles WHERE number = ?", one).fetchone()  # noqa: S608
        if row is None:
            return None
        query = f"SELECT {_PASSAGES} FROM passages WHERE article = ? ORDER BY key"  # noqa: S608
        passages = db.execute(query, one).fetchall()
        shown, record = row[: -len(RECORD.split(", "))], row[-len(RECORD.split(", ")) :]
        corrections = db.execute("SELECT field, read FROM corrections WHERE article = ? ORDER BY field", one)
        addresses = db.execute("SELECT address FROM addresses WHERE article = ? ORDER BY address", one)
        known_by = (*corrections.fetchall(), *addresses.fetchall())
        return Digests(
            label=label_digest(number, shown[:_LABEL]),
            address=digest_of((number, shown[_LABEL])),
            content=content_digest(number, shown, passages),
            record=digest_of((number, *record, *known_by)),
        )


class MetaDigest:
    """The digest of the facts about the library itself, through one connection."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def check(self) -> None:
        """Raise DamageError unless the facts are as they were stored; libraries of old have no digest."""
        facts: dict[str, Any] = dict(self._db.execute("SELECT name, value FROM meta").fetchall())
        stored = facts.get(META)
        old = isinstance(facts.get("format"), int) and facts["format"] < FORMAT and stored is None
        if not old and stored != _of_facts(facts):
            raise DamageError("what the library says of itself (language, salt, format) is damaged")

    def seal(self) -> None:
        """Store the digest of the facts as they stand."""
        facts = dict(self._db.execute("SELECT name, value FROM meta").fetchall())
        if facts.get("format", 0) >= FORMAT:
            self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (META, _of_facts(facts)))


def _of_facts(facts: dict[str, Any]) -> bytes:
    covered = sorted(fact for fact in facts.items() if fact[0] not in _UNCOVERED)
    return digest_of(value for fact in covered for value in fact)


def is_damage(error: sqlite3.DatabaseError | UnicodeDecodeError) -> bool:
    """Whether SQLite speaks of damaged data, not of a disk, a lock or a wrong statement.

    When it quotes a damaged schema, its message cannot even be decoded.
    """
    if isinstance(error, UnicodeDecodeError):
        return True
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return "Could not decode" in str(error)
    # Extended codes hold the primary one in their lowest byte.
    return code & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
