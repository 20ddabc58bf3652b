"""The typing indicator: shown in a channel while answers for it are on their way.

discord.py's own `async with channel.typing()` cancels its request in the end. A request that is cancelled
while it waits out a global limit never lifts the bar that it set, and the bot says nothing any more.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import discord

from bot.interactions import replies

# Discord shows it for ten seconds.
REFRESH_S = 8.0


class _Shown:
    """How many answers for a channel are on their way; `over` is set while there is none."""

    def __init__(self) -> None:
        self.answers = 0
        self.over = asyncio.Event()


class TypingIndicator:
    """One request at a time for a channel, however many ask there and however long Discord takes."""

    def __init__(self) -> None:
        self._shown: dict[int, _Shown] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def during(self, channel: discord.abc.Messageable, channel_id: int) -> AsyncIterator[None]:
        """Show it in the channel with this id until the block ends; nobody waits for it or fails with it."""
        shown = self._shown.get(channel_id)
        if shown is None:
            shown = self._shown[channel_id] = _Shown()
            task = asyncio.create_task(self._show(channel, channel_id, shown))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        shown.answers += 1
        shown.over.clear()
        try:
            yield
        finally:
            shown.answers -= 1
            if not shown.answers:
                shown.over.set()

    async def _show(self, channel: discord.abc.Messageable, channel_id: int, shown: _Shown) -> None:
        try:
            while True:
                with suppress(*replies.UNSENT):
                    await channel.typing()
                with suppress(TimeoutError):
                    await asyncio.wait_for(shown.over.wait(), REFRESH_S)
                if not shown.answers:
                    return
        finally:
            del self._shown[channel_id]
