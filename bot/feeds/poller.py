"""Polling feeds: of each server one at a time, about once an hour, those that fail less and less often.

No server waits for another's feed: feeds have threads of their own, which servers share in turns.
"""

import asyncio
import logging
import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from discord.ext import tasks

from bot.feeds.intake import FEED_LIMITS, FeedIntake
from bot.feeds.rereading import PageRereading
from bot.interactions.service import Service
from bot.scheduling.fair_queue import FairThreads
from bot.state import FeedRow
from bot.state.database import now
from index import FeedError, FeedNews, Validators, feed_news

log = logging.getLogger(__name__)

INTERVAL_S = 3600.0
# Feeds that were added at one time are not asked at one time for ever.
JITTER = 0.2
LONGEST_S = 24 * 3600.0
# How often to check which feeds are due, and how many are asked then.
CHECK_S = 60.0
AT_ONCE = 100
THREADS = 4
WAITING = 20
PROBLEM_CHARACTERS = 300


class Poller:
    """Asks what is due, in threads of its own, and never two feeds of one server at once."""

    def __init__(self, bot: Service) -> None:
        self._bot = bot
        self._threads = FairThreads(THREADS, per_server=1, waiting=WAITING, name="feeds")
        self._intake = FeedIntake(bot, self._threads)
        self._pages = PageRereading(bot, self._threads)
        self._turns: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        # The servers whose due feeds are being asked.
        self._rounds: dict[int, asyncio.Task[None]] = {}

    def start(self) -> None:
        """Begin to check every minute which feeds are due."""
        self._check_due.start()

    async def stop(self) -> None:
        """Check no more; what is being fetched is given up at its next page."""
        self._check_due.cancel()
        self._intake.stop()
        self._pages.stop()
        for task in self._rounds.values():
            task.cancel()
        await self._threads.close()

    @tasks.loop(seconds=CHECK_S)
    async def _check_due(self) -> None:
        try:
            await self._begin()
        except Exception as error:
            # A loop that ended with an error would never run again.
            log.exception("Could not ask the feeds: %s", error)  # noqa: TRY401

    @_check_due.before_loop
    async def _ready(self) -> None:
        # Before that the bot knows none of its servers.
        await self._bot.wait_until_ready()

    async def poll_due(self) -> None:
        """Ask the feeds whose time has come, and wait for them."""
        await self._begin()
        if self._rounds:
            await asyncio.wait(self._rounds.values())

    async def _begin(self) -> None:
        """Begin to ask the feeds whose time has come, but for servers whose last ones are under way."""
        due: defaultdict[int, list[FeedRow]] = defaultdict(list)
        for row in await self._bot.state.feeds.due(AT_ONCE):
            if row.guild not in self._rounds:
                due[row.guild].append(row)
        for guild in await self._bot.state.page_checks.servers(AT_ONCE):
            if guild not in self._rounds:
                # After its feeds: what these say anew need not be asked of a page.
                due[guild] += []
        for guild, rows in due.items():
            task = self._rounds[guild] = asyncio.create_task(self._poll_all(guild, rows))
            task.add_done_callback(partial(self._end_round, guild))

    def _end_round(self, guild: int, task: asyncio.Task[None]) -> None:
        self._rounds.pop(guild, None)
        if not task.cancelled() and (error := task.exception()):
            log.error("Could not ask the feeds of server %s: %s", guild, error, exc_info=error)

    async def _poll_all(self, guild: int, rows: Sequence[FeedRow]) -> None:
        for row in rows:
            if self._bot.get_guild(guild) is None:
                # It was removed while the bot was off, so that nobody told it. Until it is invited again,
                # nobody reads what it would add.
                await self._bot.state.feeds.save_poll(replace(row, due=now() + LONGEST_S))
                continue
            await self.poll(row)
        async with self._turns[guild]:
            try:
                await self._pages.round(guild)
            except Exception as error:  # noqa: BLE001
                # Its own server's trouble, such as a disk that is full.
                log.warning("Could not read pages of server %s again: %s", guild, error)

    async def poll(self, row: FeedRow, found: FeedNews | None = None) -> FeedRow:
        """Ask one feed, add what is new, and return the row with what became of it.

        `found` is what it said a moment ago, so that it need not be asked.
        """
        async with self._turns[row.guild]:
            try:
                after = await self._poll(row, found)
            except FeedError as error:
                after = failed(row, error.plain)
            except Exception as error:  # noqa: BLE001
                # Its own server's trouble, such as a disk that is full, stops no other feed.
                log.warning("Could not follow feed %s of server %s: %s", row.number, row.guild, error)
                after = failed(row, "could not be added; see the log")
            await self._bot.state.feeds.save_poll(after)
            return after

    async def news(self, guild: int, url: str, known: Validators) -> FeedNews:
        """Fetch a feed for a server. Raises FeedError."""
        guard = self._bot.intake.guard
        work = partial(feed_news, url, known, limits=FEED_LIMITS, guard=guard)
        return await self._threads.run(guild, work)

    async def _poll(self, row: FeedRow, found: FeedNews | None) -> FeedRow:
        if found is None:
            found = await self.news(row.guild, row.url, Validators(etag=row.etag, modified=row.modified))
        if found.unchanged:
            return succeeded(row, found, 0)
        taken = await self._intake.take(row, found.articles)
        if taken.waiting:
            # What waits would not come again, were the server told that all of it is known.
            found = replace(found, validators=Validators())
        return replace(succeeded(row, found, taken.added), restless=taken.restless, problem=taken.note)


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
