"""Taking in what somebody hands over in the chat: attachments, links, pasted text.

A path of this machine is never among it.
"""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar
from urllib.parse import urlsplit

import discord

from bot.refusals import RefusalError
from bot.sources.drafts import Drafts
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
READERS = 2

T = TypeVar("T")


@dataclass(slots=True)
class Taken:
    """What was read so far; grows in a thread while the event loop looks on.

    `first_left_out` is an article that was one too many; what comes after it was not looked at.
    """

    articles: list[Article] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    characters: int = 0
    first_left_out: Article | None = None


class Intake:
    """Reads what was handed over, two servers at a time, one reading a server.

    `hosts` are where attachments may be fetched from, `guard` what links may reach.
    """

    def __init__(self, hosts: frozenset[str] = ATTACHMENT_HOSTS, guard: Guard = PUBLIC) -> None:
        self.hosts = hosts
        self.guard = guard
        self.drafts = Drafts()
        self._busy: set[int] = set()
        self._threads = ThreadPoolExecutor(READERS, thread_name_prefix="intake")

    async def close(self) -> None:
        """Wait for what is being read, and begin nothing new."""
        await asyncio.to_thread(self._threads.shutdown, cancel_futures=True)

    async def run(self, work: Callable[[], T]) -> T:
        """Return what `work` returns, done in one of the threads."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

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
        """Read it all into `taken`; one file after another is in memory. Raises RefusalError."""
        self.check_sizes(files)
        if guild in self._busy:
            raise RefusalError("refusal.busy")
        self._busy.add(guild)
        try:
            for file in files:
                data = await self.download(file)
                await self._take(taken, partial(_upload, file.filename, data))
            pasted = [(name_of_text, text.encode()) for text in texts]
            await self._take(taken, lambda: read_uploads(pasted, limits=CHAT_LIMITS))
            if links:
                await self._take(taken, lambda: read_addresses(links, limits=CHAT_LIMITS, guard=self.guard))
        finally:
            self._busy.discard(guild)

    async def _take(self, taken: Taken, items: Callable[[], Iterable[Article | Problem]]) -> None:
        await self.run(lambda: _collect(taken, items()))


def _upload(name: str, data: bytes) -> Iterator[Article | Problem]:
    return read_uploads([(name, data)], limits=CHAT_LIMITS)


def _collect(taken: Taken, items: Iterable[Article | Problem]) -> None:
    for item in items:
        if isinstance(item, Problem):
            taken.problems.append(item)
            continue
        if len(taken.articles) >= MOST_ARTICLES or taken.characters + len(item.text) > MOST_CHARACTERS:
            taken.first_left_out = taken.first_left_out or item
            return
        taken.articles.append(item)
        taken.characters += len(item.text)
