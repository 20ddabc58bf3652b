"""Waiting for long work, with a line that says how far it is."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TypeVar

from bot.cards import base
from bot.interactions import replies
from bot.interactions.service import Interaction
from bot.scheduling import deadlines

# Discord bounds how often a message is edited; more often would help nobody.
PROGRESS_S = 3.0

T = TypeVar("T")


async def show_progress(interaction: Interaction, work: Awaitable[T], line: Callable[[], str]) -> T:
    """Wait for `work`, however long it takes, and show meanwhile how far it is."""
    deadline = deadlines.current()
    if deadline is not None:
        deadline.lift()
    task = asyncio.ensure_future(work)
    try:
        while True:
            done, _ = await deadlines.within(asyncio.wait({task}, timeout=PROGRESS_S))
            if done:
                return task.result()
            # What happens goes on when nobody can be told of it.
            with suppress(*replies.UNSENT):
                await replies.replace(interaction, base.working(line()))
    finally:
        # Reading cannot be broken off in the middle, but what follows need not begin.
        task.cancel()
        if deadline is not None:
            deadline.begin_anew()
