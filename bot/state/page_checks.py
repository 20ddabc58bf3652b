"""Pages that are to be read again, since their words may be corrected: when, and how they were last."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.state.database import Database, now
from index import Validators

HOUR_S = 3600.0
# How long after it was added a page is read again.
STEPS_S = (HOUR_S, 6 * HOUR_S, 24 * HOUR_S, 7 * 24 * HOUR_S)
_COLUMNS = "number, guild, url, etag, modified, added, due"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageCheck:
    """A page of an article of one server; times are in seconds since 1970, `due` is when to read it again."""

    number: int
    guild: int
    url: str
    validators: Validators
    added: float
    due: float

    def checked(self, validators: Validators) -> "PageCheck | None":
        """Return the row after the page was looked at; None once that was for the last time."""
        following = [self.added + step for step in STEPS_S if self.added + step > now()]
        return replace(self, validators=validators, due=following[0]) if following else None


class PageChecks:
    """The table of pages. Each row belongs to one server."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(self, guild: int, pages: Iterable[tuple[str, Validators]]) -> None:
        """Have pages read again from now on, each an address with what its server said of it."""
        time = now()
        rows = [(guild, url, one.etag, one.modified, time, time + STEPS_S[0]) for url, one in pages]
        await self._database.run(
            lambda db: db.executemany(
                "INSERT OR REPLACE INTO page_checks (guild, url, etag, modified, added, due) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                rows,
            )
        )

    async def servers(self, limit: int) -> list[int]:
        """Return servers that have pages to be read now, those first that waited longest."""
        rows = await self._database.run(
            lambda db: db.execute(
                "SELECT guild FROM page_checks WHERE due <= ? GROUP BY guild ORDER BY min(due) LIMIT ?",
                (now(), limit),
            ).fetchall()
        )
        return [guild for (guild,) in rows]

    async def due(self, guild: int, limit: int) -> list[PageCheck]:
        """Return pages of a server that are to be read now, those first that waited longest."""
        rows = await self._database.run(
            lambda db: db.execute(
                f"SELECT {_COLUMNS} FROM page_checks WHERE guild = ? AND due <= ? "  # noqa: S608
                "ORDER BY due, number LIMIT ?",
                (guild, now(), limit),
            ).fetchall()
        )
        return [
            PageCheck(
                number=number,
                guild=guild,
                url=url,
                validators=Validators(etag=etag, modified=modified),
                added=added,
                due=due,
            )
            for number, guild, url, etag, modified, added, due in rows
        ]

    async def save(self, row: PageCheck) -> None:
        """Store when a page is to be read next, and what its server said of it."""
        values = (row.validators.etag, row.validators.modified, row.due, row.number)
        await self._database.run(
            lambda db: db.execute(
                "UPDATE page_checks SET etag = ?, modified = ?, due = ? WHERE number = ?", values
            )
        )

    async def remove(self, row: PageCheck) -> None:
        """Read a page no more."""
        await self._database.run(
            lambda db: db.execute("DELETE FROM page_checks WHERE number = ?", (row.number,))
        )

    async def postpone(self, guild: int, seconds: float) -> None:
        """Let what is due of a server wait so long."""
        time = now()
        await self._database.run(
            lambda db: db.execute(
                "UPDATE page_checks SET due = ? WHERE guild = ? AND due <= ?", (time + seconds, guild, time)
            )
        )

    async def forget_server(self, guild: int) -> None:
        """Read none of a server's pages any more."""
        await self._database.run(lambda db: db.execute("DELETE FROM page_checks WHERE guild = ?", (guild,)))
