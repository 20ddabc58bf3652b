"""Reading what somebody hands over in the chat: attachments, links, pasted text.

A path of this machine is never read.
"""

import asyncio
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from typing import cast
from urllib.parse import urlsplit

import discord

from bot.intake.drafts import Drafts
from bot.scheduling.fair_queue import FairThreads, Stopwatch
from bot.texts.refusal import RefusalError
from index import PUBLIC, Article, Guard, Limits, Problem, read_addresses, read_uploads

MIB = 1024 * 1024
# Members without Nitro can attach 10 MB; what is larger is for `pullquote add`.
FILE_BYTES = 25 * MIB
MOST_ARTICLES = 5_000
MOST_CHARACTERS = 20_000_000
CHAT_LIMITS = Limits(
    file_bytes=FILE_BYTES,
    record_bytes=2 * MIB,
    text_characters=1_000_000,
    unpacked_bytes=64 * MIB,
    archive_files=500,
    pages=500,
)
# Discord's own, to which alone the bot goes for attachments.
ATTACHMENT_HOSTS = frozenset({"cdn.discordapp.com", "media.discordapp.net"})
# Most of the time they wait, for a parser's process or for a site.
READERS = 4
WAITING = 4
# How long reading one hand-over may take before the rest is left out; a document that has begun by then is
# still read to its end.
SECONDS = 90.0
# After STINT_S of work a reading rests REST times as long: else it slows down all that Python does meanwhile.
STINT_S = 0.01
REST = 2.0


@dataclass(slots=True)
class Taken:
    """What has been read so far; a thread adds to it while the event loop reads its counts.

    `first_left_out` is an article that was one too many; what comes after it was not looked at. `late` is
    whether there was no time for the rest.
    """

    articles: list[Article] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    characters: int = 0
    first_left_out: Article | None = None
    late: bool = False
    seconds: float = 0.0


class Intake:
    """Reads what was handed over, some servers at a time, one reading a server.

    `hosts` are where attachments may be fetched from, `guard` what links may reach.
    """

    def __init__(self, hosts: frozenset[str] = ATTACHMENT_HOSTS, guard: Guard = PUBLIC) -> None:
        self.hosts = hosts
        self.guard = guard
        self.drafts = Drafts()
        # By server: who is being read for, and how many wait.
        self._turns: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._waiting: Counter[int] = Counter()
        self._threads = FairThreads(READERS, per_server=1, waiting=WAITING, name="intake")

    async def close(self) -> None:
        """Wait for what is being read, and begin nothing new."""
        await self._threads.close()

    def check_sizes(self, files: Sequence[discord.Attachment]) -> None:
        """Raise RefusalError for the first file that is too large to be read here."""
        for file in files:
            if file.size > FILE_BYTES:
                raise RefusalError(
                    "refusal.file_too_large",
                    name=file.filename,
                    limit=FILE_BYTES // MIB,
                    size=file.size // MIB,
                )

    async def download(self, file: discord.Attachment) -> bytes:
        """Return an attachment's content, from Discord and from nowhere else."""
        address = urlsplit(file.url)
        if address.scheme != "https" or address.hostname not in self.hosts:
            raise RefusalError("refusal.not_discords", name=file.filename)
        return await file.read()

    async def read(
        self,
        guild: int,
        files: Sequence[discord.Attachment],
        links: Sequence[str],
        texts: Sequence[str],
        name_of_text: str,
        taken: Taken,
    ) -> None:
        """Read it all into `taken`, when it is its turn; one file after another is in memory.

        Raises RefusalError, also where too much of the server waits already.
        """
        self.check_sizes(files)
        if self._waiting[guild] >= WAITING:
            raise RefusalError("refusal.busy")
        self._waiting[guild] += 1
        try:
            async with self._turns[guild]:
                await self._read(
                    guild, files, links, [(name_of_text, text.encode()) for text in texts], taken
                )
        finally:
            self._waiting[guild] -= 1
            if not self._waiting[guild]:
                del self._waiting[guild], self._turns[guild]

    async def _read(
        self,
        guild: int,
        files: Sequence[discord.Attachment],
        links: Sequence[str],
        pasted: Sequence[tuple[str, bytes]],
        taken: Taken,
    ) -> None:
        for file in files:
            if taken.late:
                break
            data = await self.download(file)
            await self._take(guild, taken, partial(_upload, file.filename, data))
        await self._take(guild, taken, lambda: read_uploads(pasted, limits=CHAT_LIMITS))
        if links:
            await self._take(
                guild, taken, lambda: read_addresses(links, limits=CHAT_LIMITS, guard=self.guard)
            )

    async def _take(self, guild: int, taken: Taken, items: Callable[[], Iterator[Article | Problem]]) -> None:
        if not taken.late:
            await self._threads.run(guild, lambda: _collect(taken, items()))


def _upload(name: str, data: bytes) -> Iterator[Article | Problem]:
    return read_uploads([(name, data)], limits=CHAT_LIMITS)


def _collect(taken: Taken, items: Iterator[Article | Problem]) -> None:
    """Read on until all is read, there is too much of it, or the time is over."""
    began, watch = time.perf_counter(), Stopwatch()
    with closing(cast("Generator[Article | Problem]", items)):
        for item in items:
            if isinstance(item, Problem):
                taken.problems.append(item)
            elif len(taken.articles) >= MOST_ARTICLES or taken.characters + len(item.text) > MOST_CHARACTERS:
                taken.first_left_out = taken.first_left_out or item
                break
            else:
                taken.articles.append(item)
                taken.characters += len(item.text)
            if time.perf_counter() - began + taken.seconds > SECONDS:
                taken.late = True
                break
            if (stint := watch.seconds()) > STINT_S:
                time.sleep(REST * stint)
                watch.restart()
    taken.seconds += time.perf_counter() - began
