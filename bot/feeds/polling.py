"""Asking feeds for news: one at a time, about once an hour, seldom those that fail, and each entry once."""

import asyncio
import logging
import random
from dataclasses import replace

from discord.ext import tasks

from bot.service import Service
from bot.sources.intake import CHAT_LIMITS
from bot.state import FeedRow
from bot.state.database import now
from index import Article, FeedError, FeedNews, Validators, complete, feed_news

log = logging.getLogger(__name__)

INTERVAL_S = 3600.0
# Feeds that were added at one time are not asked at one time for ever.
JITTER = 0.2
LONGEST_S = 24 * 3600.0
# How often it is looked whether a feed is due, and how many are asked then.
LOOK_S = 60.0
AT_ONCE = 10
# Of one feed at one time; what is more waits for the next hour.
MOST_NEW = 50
MOST_PAGES = 20
PROBLEM_CHARACTERS = 300


class Poller:
    """Asks what is due. The work is done in the threads of the intake, and never by two at once."""

    def __init__(self, bot: Service) -> None:
        self._bot = bot
        self._turn = asyncio.Lock()

    def start(self) -> None:
        """Begin to look every minute."""
        self._look.start()

    def stop(self) -> None:
        """Look no more."""
        self._look.cancel()

    @tasks.loop(seconds=LOOK_S)
    async def _look(self) -> None:
        try:
            await self.poll_due()
        except Exception as error:
            # A loop that ended with an error would never run again.
            log.exception("Could not ask the feeds: %s", error)  # noqa: TRY401

    @_look.before_loop
    async def _ready(self) -> None:
        # Before that the bot knows none of its servers.
        await self._bot.wait_until_ready()

    async def poll_due(self) -> None:
        """Ask the feeds whose time has come."""
        for row in await self._bot.state.feeds.due(AT_ONCE):
            if self._bot.get_guild(row.guild) is None:
                # It was removed while the bot was off, so that nobody told it. Until it is invited again,
                # nobody reads what it would add.
                await self._bot.state.feeds.polled(replace(row, due=now() + LONGEST_S))
                continue
            await self.poll(row)

    async def poll(self, row: FeedRow, found: FeedNews | None = None) -> FeedRow:
        """Ask one feed, add what is new, and return the row with what became of it.

        `found` is what it said a moment ago, so that it need not be asked.
        """
        async with self._turn:
            try:
                after = await self._poll(row, found)
            except FeedError as error:
                after = failed(row, str(error))
            except Exception as error:  # noqa: BLE001
                # Its own server's trouble, such as a disk that is full, stops no other feed.
                log.warning("Could not follow feed %s of server %s: %s", row.number, row.guild, error)
                after = failed(row, "could not be added; see the log")
            await self._bot.state.feeds.polled(after)
            return after

    async def news(self, url: str, known: Validators) -> FeedNews:
        """Fetch a feed. Raises FeedError."""
        guard = self._bot.intake.guard
        return await self._bot.intake.run(lambda: feed_news(url, known, limits=CHAT_LIMITS, guard=guard))

    async def _poll(self, row: FeedRow, found: FeedNews | None) -> FeedRow:
        if found is None:
            found = await self.news(row.url, Validators(etag=row.etag, modified=row.modified))
        if found.unchanged:
            return succeeded(row, found, 0)
        feeds = self._bot.state.feeds
        new = await feeds.unseen(row.guild, found.articles)
        later = len(new) > MOST_NEW
        count = await self._add(row, new[:MOST_NEW]) if new else 0
        # What waits would not come again, were the server told that all of it is known.
        return succeeded(row, replace(found, validators=Validators()) if later else found, count)

    async def _add(self, row: FeedRow, new: list[Article]) -> int:
        guard = self._bot.intake.guard
        whole = await self._bot.intake.run(
            lambda: list(complete(new, MOST_PAGES, limits=CHAT_LIMITS, guard=guard))
        )
        # It took a while: somebody may have removed an article or the feed meanwhile.
        still = await self._bot.state.feeds.unseen(row.guild, new)
        keep = [article for entry, article in zip(new, whole, strict=True) if entry in still]
        if not keep or not await self._bot.state.feeds.is_followed(row):
            return 0
        report = await self._bot.servers.write(row.guild, lambda library: library.add(keep, workers=1))
        await self._bot.state.feeds.mark(row.guild, [*new, *whole])
        return len(report.added)


def succeeded(row: FeedRow, found: FeedNews, added: int) -> FeedRow:
    """Return the row of a feed that answered."""
    return replace(
        row,
        title=found.title or row.title,
        etag=found.validators.etag,
        modified=found.validators.modified,
        due=now() + _spread(INTERVAL_S),
        polled=now(),
        failures=0,
        problem="",
        added=row.added + added,
    )


def failed(row: FeedRow, problem: str) -> FeedRow:
    """Return the row of a feed that did not; it is asked again after twice the time, at least once a day."""
    failures = row.failures + 1
    wait = min(INTERVAL_S * 2 ** min(failures, 10), LONGEST_S)
    return replace(
        row, due=now() + _spread(wait), polled=now(), failures=failures, problem=problem[:PROBLEM_CHARACTERS]
    )


def _spread(seconds: float) -> float:
    return seconds * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311  no secret
