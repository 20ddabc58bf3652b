"""Shapes of the entries of each feed, by which an entry is recognised under another address."""

import sqlite3
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

from bot.state.database import Database, now
from bot.state.feeds import ENTRY_LIFETIME_S

# How many shapes of a feed are kept; the first to go are those never taken, the oldest first.
MOST_SHAPES = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryShape:
    """One entry as its feed showed it: digests of its link, its title, and both title and text.

    `sketch` are hashes of some of its runs of words (`bot.feeds.sketches`), `taken` is whether it became an
    article, and `number` is that of its row, 0 before it is stored.
    """

    link: bytes
    title: bytes
    exact: bytes
    sketch: tuple[int, ...]
    taken: bool = False
    number: int = 0


class FeedShapes:
    """The table of shapes. Each belongs to one feed of one server, also after it was followed anew."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of_feed(self, guild: int, url: str) -> list[EntryShape]:
        """Return what is remembered of a feed, the oldest first."""
        rows = await self._database.run(
            lambda db: db.execute(
                "SELECT link, title, exact, sketch, taken, number FROM feed_shapes "
                "WHERE guild = ? AND feed = ? ORDER BY number",
                (guild, _name(url)),
            ).fetchall()
        )
        return [
            EntryShape(
                link=link,
                title=title,
                exact=exact,
                sketch=_unpacked(sketch),
                taken=bool(taken),
                number=number,
            )
            for link, title, exact, sketch, taken, number in rows
        ]

    async def put(self, guild: int, url: str, shapes: Sequence[EntryShape]) -> None:
        """Remember shapes, or what became of those that are rows already."""
        feed, time = _name(url), now()
        new = [
            (guild, feed, one.link, one.title, one.exact, _packed(one.sketch), one.taken, time)
            for one in shapes
            if not one.number
        ]
        known = [(one.link, one.exact, one.taken, time, one.number) for one in shapes if one.number]

        def work(db: sqlite3.Connection) -> None:
            db.executemany(
                "INSERT INTO feed_shapes (guild, feed, link, title, exact, sketch, taken, seen) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                new,
            )
            db.executemany(
                "UPDATE feed_shapes SET link = ?, exact = ?, taken = ?, seen = ? WHERE number = ?", known
            )
            db.execute(
                "DELETE FROM feed_shapes WHERE number IN (SELECT number FROM feed_shapes "
                "WHERE guild = ? AND feed = ? ORDER BY taken DESC, seen DESC, number DESC LIMIT -1 OFFSET ?)",
                (guild, feed, MOST_SHAPES),
            )

        await self._database.run(work)

    async def sweep(self) -> None:
        """Forget entries that no feed has shown for long."""
        until = now() - ENTRY_LIFETIME_S
        await self._database.run(lambda db: db.execute("DELETE FROM feed_shapes WHERE seen <= ?", (until,)))


def _name(url: str) -> bytes:
    return blake2b(url.encode(), digest_size=16).digest()


def _packed(sketch: Sequence[int]) -> bytes:
    return struct.pack(f"<{len(sketch)}I", *sketch)


def _unpacked(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data)
