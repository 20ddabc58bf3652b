"""Deadlines: what is looked up for one command, press, form or message has one end.

Only reading keeps to it. A request to Discord is never broken off: discord.py would keep what the request
held, and every later one would wait for it.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from typing import TypeVar

# Discord waits three seconds for the first response; the rest is for the network.
ACKNOWLEDGED_S = 2.5
# Two seconds of the ten that a question may take are left for Discord.
ANSWERED_S = 8.0

T = TypeVar("T")


class SlowSearchError(Exception):
    """Finding an answer took longer than a person should wait."""


class Deadline:
    """The time until which the current task, and those that it starts, may look things up.

    `acknowledged` tells whether Discord has had its first response; before, there is less time.
    """

    def __init__(self, acknowledged: Callable[[], bool]) -> None:
        self._acknowledged = acknowledged
        self._heard = asyncio.get_running_loop().time()
        self._waiting: set[asyncio.Timeout] = set()
        self._end: Exception | None = None
        self._seconds = ANSWERED_S
        self._lifted = False

    def lift(self) -> None:
        """Set no bound from now on: somebody is shown how far the work is."""
        self._lifted = True

    def begin_anew(self, seconds: float | None = None) -> None:
        """Count anew from now, up to `seconds`; None is as long as for an answer."""
        self._lifted = False
        self._seconds = ANSWERED_S if seconds is None else seconds
        self._heard = asyncio.get_running_loop().time()

    def end(self, error: Exception) -> None:
        """Let everything that is waited for, now or later, raise `error`."""
        self._end = error
        for timeout in self._waiting:
            timeout.reschedule(asyncio.get_running_loop().time())

    async def keep(self, work: Awaitable[T]) -> T:
        """Return what `work` returns; raises SlowSearchError, or what `end` was given."""
        timeout = asyncio.timeout_at(self._when())
        self._waiting.add(timeout)
        try:
            async with timeout:
                return await work
        except TimeoutError:
            if not timeout.expired():
                raise
        finally:
            self._waiting.discard(timeout)
        waited = asyncio.get_running_loop().time() - self._heard
        raise self._end or SlowSearchError(f"no answer within {waited:.1f} s")

    def _when(self) -> float | None:
        if self._end is not None:
            return self._heard
        if self._lifted:
            return None
        return self._heard + (self._seconds if self._acknowledged() else ACKNOWLEDGED_S)


_current: ContextVar[Deadline | None] = ContextVar("deadline", default=None)


def begin(acknowledged: Callable[[], bool]) -> Deadline:
    """Give the current task a deadline from now on."""
    deadline = Deadline(acknowledged)
    _current.set(deadline)
    return deadline


def current() -> Deadline | None:
    """Return the deadline of the current task; what happens in the background has none."""
    return _current.get()


async def within(work: Awaitable[T]) -> T:
    """Return what `work` returns, as long as the current task has time; raises SlowSearchError."""
    deadline = _current.get()
    return await (work if deadline is None else deadline.keep(work))
