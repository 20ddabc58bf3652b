"""Questions that found nothing, for those who look after a server's articles."""

from dataclasses import dataclass

from bot.state.database import Database, now

LIFETIME_S = 30 * 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A question that found nothing; `created` is in seconds since 1970."""

    number: int
    question: str
    created: float


class Gaps:
    """The table of gaps. Each row belongs to one server."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(self, *, guild: int, asker: int, question: str) -> None:
        """Note that a question found nothing in a server."""
        created = now()
        await self._database.run(
            lambda db: db.execute(
                "INSERT INTO gaps (guild, asker, question, created, expires) VALUES (?, ?, ?, ?, ?)",
                (guild, asker, question, created, created + LIFETIME_S),
            )
        )

    async def of_server(self, guild: int) -> list[Gap]:
        """Return a server's gaps of the last 30 days, newest first."""
        rows = await self._database.run(
            lambda db: db.execute(
                "SELECT number, question, created FROM gaps WHERE guild = ? AND expires > ? "
                "ORDER BY created DESC, number DESC",
                (guild, now()),
            ).fetchall()
        )
        return [Gap(number=number, question=question, created=created) for number, question, created in rows]

    async def dismiss(self, guild: int, numbers: list[int]) -> int:
        """Delete gaps of a server; return how many there were. Another server's are left alone."""
        return await self._database.run(
            lambda db: sum(
                db.execute("DELETE FROM gaps WHERE guild = ? AND number = ?", (guild, number)).rowcount
                for number in numbers
            )
        )

    async def count_of(self, member: int) -> int:
        """Return how many gaps of this member's questions are stored."""
        (count,) = await self._database.run(
            lambda db: db.execute("SELECT count(*) FROM gaps WHERE asker = ?", (member,)).fetchone()
        )
        return int(count)

    async def forget_member(self, member: int) -> int:
        """Delete the questions of a member; return how many they were."""
        return await self._database.run(
            lambda db: db.execute("DELETE FROM gaps WHERE asker = ?", (member,)).rowcount
        )

    async def forget_server(self, guild: int) -> None:
        """Delete all gaps of a server."""
        await self._database.run(lambda db: db.execute("DELETE FROM gaps WHERE guild = ?", (guild,)))

    async def sweep(self) -> None:
        """Delete the gaps whose time is over."""
        await self._database.run(lambda db: db.execute("DELETE FROM gaps WHERE expires <= ?", (now(),)))
