"""What the bot remembers besides articles: answers that were given, votes, preferences, gaps.

One SQLite file, `bot.sqlite3` in the data folder, used by one thread. Only this package speaks SQL. A
button carries an answer's id, and the row behind it decides what a press may do; the row holds ids of
passages and never the question. Feeds, their digests and the counts of the day are kept here too. When a
server removes the bot, its rows go, except the digests of what its feeds brought: its library stays, and
nothing removed may come back to it.
"""

from pathlib import Path
from typing import Self

from bot.state.answers import AnswerRow, Answers, Quoted
from bot.state.daily_counts import DailyCounts
from bot.state.database import Database, StateError
from bot.state.feed_shapes import FeedShapes
from bot.state.feeds import FeedRow, Feeds
from bot.state.gaps import Gap, Gaps
from bot.state.page_checks import PageChecks
from bot.state.preferences import CHANNEL_NAMES, PreferenceRows, Preferences
from bot.state.votes import Votes

__all__ = ["CHANNEL_NAMES", "AnswerRow", "FeedRow", "Gap", "Preferences", "Quoted", "State", "StateError"]

FILE_NAME = "bot.sqlite3"


class State:
    """The face of the tables. All methods of the tables are coroutines; the work is done in a thread."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.answers = Answers(database)
        self.votes = Votes(database)
        self.preferences = PreferenceRows(database)
        self.gaps = Gaps(database)
        self.feeds = Feeds(database)
        self.feed_shapes = FeedShapes(database)
        self.page_checks = PageChecks(database)
        self.daily_counts = DailyCounts(database)

    @classmethod
    async def open(cls, data: Path) -> Self:
        """Open the file in the folder `data`, laying it out or bringing it up to date where needed.

        Raises StateError, in one line that names the file and the remedy.
        """
        return cls(await Database.open(data / FILE_NAME))

    async def sweep(self) -> None:
        """Delete every row whose time is over."""
        await self.answers.sweep()
        await self.gaps.sweep()
        await self.feeds.sweep()
        await self.feed_shapes.sweep()
        await self.daily_counts.sweep()

    async def forget_server(self, guild: int) -> None:
        """Delete what is stored about a server: answers with their votes, settings, gaps, feeds.

        The digests of what feeds brought belong to its library, which stays; see `Feeds.forget_server`.
        Counts of the day go by themselves: to leave and come back brings no new questions.
        """
        for table in (self.answers, self.preferences, self.gaps, self.feeds, self.page_checks):
            await table.forget_server(guild)

    async def stored_about(self, member: int) -> dict[str, int]:
        """Return how much is stored about a member in all servers: answers, votes and questions of gaps."""
        return {
            "answers": await self.answers.count_of(member),
            "votes": await self.votes.count_of(member),
            "gaps": await self.gaps.count_of(member),
        }

    async def forget_member(self, member: int) -> None:
        """Delete everything that is stored about a member."""
        await self.votes.forget_member(member)
        await self.answers.forget_member(member)
        await self.gaps.forget_member(member)

    async def close(self) -> None:
        """Close the file."""
        await self._database.close()
