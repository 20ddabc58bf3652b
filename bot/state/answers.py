"""Answers that were given: what their buttons need, never the text of the question."""

import json
import re
import secrets
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Self

from bot.state.database import Database, now
from index import Passage

# Buttons work as long as this.
LIFETIME_S = 30 * 24 * 3600
# 72 random bits, so that nobody meets another server's answer by trying.
ID_BYTES = 9
ID_PATTERN = r"[A-Za-z0-9_-]{12}"
# Where the answer belongs to no server: direct messages and user installations.
NO_GUILD = 0
_ID = re.compile(ID_PATTERN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A passage of an answer: its library's name ("" is the server's own), its id, and what goes with it.

    `best` are the offsets of the sentence to stress within the passage; `also_in` are the ids of passages
    of the same library that say the same. `span` is where the passage stood in its article, `digest` is that
    of its words, and `revision` is which text of the article that was, counted from 1; None, "" and 0 in rows
    of earlier versions.
    """

    library: str
    passage: str
    best: tuple[int, int] | None = None
    also_in: tuple[str, ...] = ()
    span: tuple[int, int] | None = None
    digest: str = ""
    revision: int = 0

    @classmethod
    def of(
        cls,
        library: str,
        passage: Passage,
        best: tuple[int, int] | None = None,
        also_in: Sequence[str] = (),
    ) -> Self:
        """Return what a row keeps of a passage."""
        return cls(
            library=library,
            passage=passage.id,
            best=best,
            also_in=tuple(also_in),
            span=(passage.start, passage.end),
            digest=_digest(passage.text),
            revision=passage.article.revision,
        )

    def is_of(self, passage: Passage) -> bool:
        """Whether the passage has the words that were shown."""
        return not self.digest or self.digest == _digest(passage.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """One answer. `guild` is NO_GUILD outside servers; `quoted` are its passages, best first.

    `page_size` is how many of them a card shows; `language` is the catalogue that it is written in.
    """

    id: str
    guild: int
    channel: int
    asker: int
    quoted: tuple[Quoted, ...]
    page_size: int
    private: bool
    language: str


class Answers:
    """The table of answers."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(
        self,
        *,
        guild: int,
        channel: int,
        asker: int,
        quoted: Sequence[Quoted],
        page_size: int,
        private: bool,
        language: str,
    ) -> AnswerRow:
        """Store a new answer under an id of its own."""
        row = AnswerRow(
            id=secrets.token_urlsafe(ID_BYTES),
            guild=guild,
            channel=channel,
            asker=asker,
            quoted=tuple(quoted),
            page_size=page_size,
            private=private,
            language=language,
        )
        written = json.dumps(
            [
                (one.library, one.passage, one.best, one.also_in, one.span, one.digest, one.revision)
                for one in quoted
            ]
        )
        created = now()
        values = (row.id, guild, channel, asker, written, page_size, private, language)
        await self._database.run(
            lambda db: db.execute(
                "INSERT INTO answers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*values, created, created + LIFETIME_S),
            )
        )
        return row

    async def get(self, answer: str) -> AnswerRow | None:
        """Return the answer with that id, or None when it does not exist or has expired."""
        if not _ID.fullmatch(answer):
            return None
        found = await self._database.run(
            lambda db: db.execute(
                "SELECT id, guild, channel, asker, quoted, page_size, private, language FROM answers "
                "WHERE id = ? AND expires > ?",
                (answer, now()),
            ).fetchone()
        )
        return None if found is None else _row(*found)

    async def delete(self, answer: str) -> None:
        """Delete an answer with its votes."""
        await self._database.run(lambda db: _delete(db, "id = ?", answer))

    async def forget_member(self, member: int) -> int:
        """Delete the answers that a member asked for; return how many they were."""
        return await self._database.run(lambda db: _delete(db, "asker = ?", member))

    async def forget_server(self, guild: int) -> None:
        """Delete all answers of a server."""
        await self._database.run(lambda db: _delete(db, "guild = ?", guild))

    async def count_of(self, member: int) -> int:
        """Return how many answers are stored that this member asked for."""
        (count,) = await self._database.run(
            lambda db: db.execute("SELECT count(*) FROM answers WHERE asker = ?", (member,)).fetchone()
        )
        return int(count)

    async def sweep(self) -> None:
        """Delete the answers whose time is over."""
        await self._database.run(lambda db: _delete(db, "expires <= ?", now()))


def _row(
    answer: str,
    guild: int,
    channel: int,
    asker: int,
    quoted: str,
    page_size: int,
    private: int,
    language: str,
) -> AnswerRow:
    return AnswerRow(
        id=answer,
        guild=guild,
        channel=channel,
        asker=asker,
        quoted=tuple(_quoted(*one) for one in json.loads(quoted)),
        page_size=page_size,
        private=bool(private),
        language=language,
    )


def _quoted(
    library: str,
    passage: str,
    best: Sequence[int] | None,
    also_in: Sequence[str],
    span: Sequence[int] | None = None,
    digest: str = "",
    revision: int = 0,
) -> Quoted:
    return Quoted(
        library=library,
        passage=passage,
        best=(best[0], best[1]) if best else None,
        also_in=tuple(also_in),
        span=(span[0], span[1]) if span else None,
        digest=digest,
        revision=revision,
    )


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=8).hexdigest()


def _delete(db: sqlite3.Connection, which: str, value: str | float) -> int:
    # `which` is one of the constants above.
    db.execute(f"DELETE FROM votes WHERE answer IN (SELECT id FROM answers WHERE {which})", (value,))  # noqa: S608
    return db.execute(f"DELETE FROM answers WHERE {which}", (value,)).rowcount  # noqa: S608
