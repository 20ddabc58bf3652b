"""What members think of answers: one vote a member and answer."""

from enum import StrEnum

from bot.state.database import Database, now


class Vote(StrEnum):
    """What can be said of an answer."""

    HELPFUL = "helpful"
    REPORT = "report"


class Votes:
    """The table of votes. They go with their answers."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(self, answer: str, member: int, vote: Vote) -> bool:
        """Store a member's vote in place of an earlier one; False when it was the same already."""
        before = await self._database.run(
            lambda db: (
                db.execute(
                    "SELECT vote FROM votes WHERE answer = ? AND member = ?", (answer, member)
                ).fetchone(),
                db.execute("INSERT OR REPLACE INTO votes VALUES (?, ?, ?, ?)", (answer, member, vote, now())),
            )[0]
        )
        return before is None or before[0] != vote

    async def count(self, answer: str, vote: Vote) -> int:
        """Return how many members voted so."""
        (count,) = await self._database.run(
            lambda db: db.execute(
                "SELECT count(*) FROM votes WHERE answer = ? AND vote = ?", (answer, vote)
            ).fetchone()
        )
        return int(count)

    async def count_of(self, member: int) -> int:
        """Return how many votes of this member are stored."""
        (count,) = await self._database.run(
            lambda db: db.execute("SELECT count(*) FROM votes WHERE member = ?", (member,)).fetchone()
        )
        return int(count)

    async def forget_member(self, member: int) -> int:
        """Delete a member's votes; return how many they were."""
        return await self._database.run(
            lambda db: db.execute("DELETE FROM votes WHERE member = ?", (member,)).rowcount
        )
