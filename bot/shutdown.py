"""How the bot ends: at the first signal it finishes what it is doing, at the second it ends at once.

Service managers send SIGTERM, and kill a process that does not end: the most impatient of them after ten
seconds. All bounds together stay below that.
"""

import asyncio
import logging
import os
import signal
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, Protocol

log = logging.getLogger(__name__)

SIGNALS = (signal.SIGINT, signal.SIGTERM)
# For all that there is to close; `bot.scheduling.in_flight` bounds the answers that are under way.
CLOSE_S = 9.0
# What shells and service managers take for "ended by that signal".
BY_SIGNAL = 128


class Closing(Protocol):
    """What can be closed."""

    async def close(self) -> None:
        """Close it."""


async def run_until_stopped(bot: Closing, work: Coroutine[Any, Any, None]) -> None:
    """Do `work` until it ends or a signal comes; then close the bot. Raises what `work` raises."""
    working = asyncio.create_task(work)
    with _listening() as stop:
        stopped = asyncio.create_task(stop.wait())
        await asyncio.wait({working, stopped}, return_when=asyncio.FIRST_COMPLETED)
        if not stop.is_set():
            stopped.cancel()
            await working
            return
        closing = asyncio.create_task(bot.close())
        await asyncio.wait({closing}, timeout=CLOSE_S)
        if not closing.done():
            # Whatever is written is written whole or not at all, so that nothing is lost by not waiting.
            log.warning("Stopped in the middle of reading or writing; that can be done again")
            _end(0)
        await closing
        # It may be in the middle of logging in; nothing of it is needed any more.
        working.cancel()
        await asyncio.wait({working})
        if not working.cancelled() and (error := working.exception()):
            log.debug("While stopping", exc_info=error)


@contextmanager
def _listening() -> Iterator[asyncio.Event]:
    """Yield an event that is set at the first signal; the second one ends the process."""
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()

    def hear(number: int, _frame: FrameType | None) -> None:
        if stop.is_set():
            _end(BY_SIGNAL + number)
        stop.set()
        # Wakes the loop, which sleeps until something happens.
        loop.call_soon_threadsafe(log.info, "Stopping (%s)", signal.Signals(number).name)

    before = {number: signal.signal(number, hear) for number in SIGNALS}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(code: int) -> None:
    """End the process at once; a thread that works does not delay it."""
    logging.shutdown()
    os._exit(code)
