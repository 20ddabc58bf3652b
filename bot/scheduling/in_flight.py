"""What the bot is answering at the moment, and how that ends when the bot stops.

Every door (command, press, form, message) begins with `InFlight.admit`. Once the bot stops, newcomers are
told so, what runs may finish for a while, and whoever still waits then is told the same.
"""

import asyncio
import logging
from collections.abc import Callable

from bot.scheduling import deadlines

log = logging.getLogger(__name__)

# Service managers kill a process that does not end; the most impatient of them after ten seconds.
FINISH_S = 6.0
# What is left after that is told so, which takes a request to Discord.
TELL_S = 1.5


class RestartingError(Exception):
    """The bot is about to end, and answers nobody any more."""

    def __init__(self) -> None:
        super().__init__("the bot is stopping")


class InFlight:
    """The tasks that answer somebody. Used from the event loop alone."""

    def __init__(self) -> None:
        self._deadlines: dict[asyncio.Task[object], deadlines.Deadline] = {}
        self.closing = False

    def admit(self, acknowledged: Callable[[], bool] = lambda: True) -> None:
        """Note that the current task answers somebody, and give it a deadline.

        `acknowledged` tells whether Discord has had its first response. Raises RestartingError once the bot
        stops.
        """
        task = asyncio.current_task()
        if task is not None:
            self._deadlines[task] = deadlines.begin(acknowledged)
            task.add_done_callback(self._forget)
        if self.closing:
            raise RestartingError

    async def finish(self, seconds: float | None = None) -> None:
        """Admit nobody any more, and wait until all have their answers, or know that they get none."""
        self.closing = True
        if self._deadlines:
            log.info("Stopping: %d answers are under way", len(self._deadlines))
        await self._ended(FINISH_S if seconds is None else seconds)
        for deadline in self._deadlines.values():
            deadline.end(RestartingError())
        await self._ended(TELL_S)
        if self._deadlines:
            log.warning("Stopping without %d answers: Discord takes too long", len(self._deadlines))
        for task in self._deadlines:
            # Nothing else will be sent any more that could wait for what this request holds.
            task.cancel()

    async def _ended(self, seconds: float) -> None:
        end = asyncio.get_running_loop().time() + seconds
        # While these end, others come and are refused; that takes a moment as well.
        while self._deadlines and (left := end - asyncio.get_running_loop().time()) > 0:
            await asyncio.wait(self._deadlines, timeout=left)

    def _forget(self, task: asyncio.Task[object]) -> None:
        self._deadlines.pop(task, None)
