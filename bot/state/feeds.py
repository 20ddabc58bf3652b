"""Feeds that a server follows, and which of their entries were seen, so that nothing comes a second time."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b

from bot.state.database import Database, now
from index import Article

# Longer than any feed keeps an entry; what is seen again counts anew.
ENTRY_LIFETIME_S = 400 * 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRow:
    """One feed of one server. Times are in seconds since 1970; 0 is never.

    `etag` and `modified` are what its server said last; `failures` counts those in a row, and `problem` is
    the last of them, or after a success "" or what is to be noted; `added` counts the articles that came of
    it, and `restless` the readings in a row that showed other entries than the ones before.
    """

    number: int
    guild: int
    url: str
    title: str = ""
    etag: str = ""
    modified: str = ""
    due: float = 0.0
    polled: float = 0.0
    failures: int = 0
    problem: str = ""
    added: int = 0
    restless: int = 0


_COLUMNS = "number, guild, url, title, etag, modified, due, polled, failures, problem, added, restless"
# How many entries are looked up in one transaction: nobody else's wait for more.
_CHUNK = 100


class Feeds:
    """The tables of feeds and of seen entries. Each row belongs to one server."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(self, guild: int, url: str, title: str) -> bool:
        """Follow a feed; False when the server follows it already."""
        changed = await self._database.run(
            lambda db: (
                db.execute(
                    "INSERT OR IGNORE INTO feeds (guild, url, title) VALUES (?, ?, ?)", (guild, url, title)
                ).rowcount
            )
        )
        return changed > 0

    async def of_server(self, guild: int) -> list[FeedRow]:
        """Return a server's feeds in the order in which they were added."""
        rows = await self._database.run(
            lambda db: db.execute(
                f"SELECT {_COLUMNS} FROM feeds WHERE guild = ? ORDER BY number",  # noqa: S608
                (guild,),
            ).fetchall()
        )
        return [_row(row) for row in rows]

    async def due(self, limit: int) -> list[FeedRow]:
        """Return the feeds that are to be asked now: one of each server, then the second of each, and so on.

        Of each server those come first that waited longest.
        """
        rows = await self._database.run(
            lambda db: db.execute(
                f"SELECT {_COLUMNS} FROM (SELECT *, row_number() OVER "  # noqa: S608
                "(PARTITION BY guild ORDER BY due, number) AS turn FROM feeds WHERE due <= ?) "
                "ORDER BY turn, due, number LIMIT ?",
                (now(), limit),
            ).fetchall()
        )
        return [_row(row) for row in rows]

    async def save_poll(self, row: FeedRow) -> None:
        """Store what became of asking a feed; nothing when it was removed meanwhile."""
        values = (
            row.title,
            row.etag,
            row.modified,
            row.due,
            row.polled,
            row.failures,
            row.problem,
            row.added,
            row.restless,
            row.number,
        )
        await self._database.run(
            lambda db: db.execute(
                "UPDATE feeds SET title = ?, etag = ?, modified = ?, due = ?, polled = ?, failures = ?, "
                "problem = ?, added = ?, restless = ? WHERE number = ?",
                values,
            )
        )

    async def is_followed(self, row: FeedRow) -> bool:
        """Whether the server still follows the feed."""
        found = await self._database.run(
            lambda db: db.execute("SELECT 1 FROM feeds WHERE number = ?", (row.number,)).fetchone()
        )
        return found is not None

    async def remove(self, guild: int, number: int) -> FeedRow | None:
        """Stop following a feed of this server and return it; its articles stay."""
        rows = await self._database.run(
            lambda db: (
                db.execute(
                    f"SELECT {_COLUMNS} FROM feeds WHERE guild = ? AND number = ?",  # noqa: S608
                    (guild, number),
                ).fetchall(),
                db.execute("DELETE FROM feeds WHERE guild = ? AND number = ?", (guild, number)),
            )[0]
        )
        return _row(rows[0]) if rows else None

    async def unseen(self, guild: int, articles: Iterable[Article]) -> list[Article]:
        """Return those articles that no feed has brought to this server and nobody removed from it."""
        keyed = [(article, keys_of(article)) for article in articles]
        unseen: list[Article] = []
        for start in range(0, len(keyed), _CHUNK):
            part = keyed[start : start + _CHUNK]
            known = await self._database.run(partial(_seen, guild=guild, keys=[keys for _, keys in part]))
            unseen += [article for (article, _), seen in zip(part, known, strict=True) if not seen]
        return unseen

    async def mark(self, guild: int, articles: Iterable[Article]) -> None:
        """Let no feed bring these articles to this server from now on."""
        rows = [(guild, key, now()) for article in articles for key in keys_of(article)]
        await self._database.run(
            lambda db: db.executemany("INSERT OR REPLACE INTO feed_entries VALUES (?, ?, ?)", rows)
        )

    async def forget_server(self, guild: int) -> None:
        """Follow none of a server's feeds any more.

        Which entries were seen stays known until they have gone from their feeds for long: the server may
        come back to its articles, and then no feed should bring again what was removed from them.
        """
        await self._database.run(lambda db: db.execute("DELETE FROM feeds WHERE guild = ?", (guild,)))

    async def sweep(self) -> None:
        """Forget entries that no feed has shown for long."""
        until = now() - ENTRY_LIFETIME_S
        await self._database.run(lambda db: db.execute("DELETE FROM feed_entries WHERE seen <= ?", (until,)))


def _seen(db: sqlite3.Connection, guild: int, keys: Sequence[Sequence[bytes]]) -> list[bool]:
    """Return of each entry whether it was seen, and note that it was seen again."""
    query = "UPDATE feed_entries SET seen = ? WHERE guild = ? AND entry = ?"
    return [any(db.execute(query, (now(), guild, key)).rowcount for key in names) for names in keys]


def keys_of(article: Article) -> list[bytes]:
    """Return what an entry is known by: its address, and its title with its text; nothing readable."""
    named = [article.url] if article.url else []
    return [
        blake2b(text.encode(), digest_size=16).digest()
        for text in (*named, f"{article.title}\n{article.text}")
    ]


def _row(values: tuple[int, int, str, str, str, str, float, float, int, str, int, int]) -> FeedRow:
    number, guild, url, title, etag, modified, due, polled, failures, problem, added, restless = values
    return FeedRow(
        number=number,
        guild=guild,
        url=url,
        title=title,
        etag=etag,
        modified=modified,
        due=due,
        polled=polled,
        failures=failures,
        problem=problem,
        added=added,
        restless=restless,
    )
