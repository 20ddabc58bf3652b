"""Threads that servers share fairly: turns go round, and each server has its own bounds.

What runs in a thread cannot be interrupted. So a server never has more than its own few threads at once, and
whatever it hands in beyond that waits in its own queue, which is of bounded length.
"""

import asyncio
import time
from collections import Counter, deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from bot.scheduling.presence import Presence
from bot.texts.refusal import RefusalError

# A server may work for BURST_S seconds at once; after that, while others are active, for the share of the
# time that `Presence` says. Python runs one thread at a time: a server that always works slows others.
BURST_S = 1.0
# On a machine that is busy with other things, work takes up to BUSY times its processor time, and it holds up
# the others for all of that.
BUSY = 10.0

T = TypeVar("T")


class QueueFullError(RefusalError):
    """A server's queue is full; its members are told to try again in a moment."""

    def __init__(self) -> None:
        super().__init__("refusal.queue_full")


@dataclass(slots=True, eq=False)
class _Turn:
    work: Callable[[], Any]
    done: asyncio.Future[Any]


@dataclass(slots=True)
class _Spent:
    """The processor seconds that a server has worked lately; its share of the time pays them back."""

    seconds: float
    at: float

    def left(self, now: float, share: float) -> float:
        """Return what is left of it by now."""
        return max(0.0, self.seconds - share * (now - self.at))


class FairThreads:
    """A pool of threads. Lives in the event loop; only the work itself is done in threads.

    `per_server` is how many threads one server may have at once, `waiting` how long its queue may be. A key
    that is no server's, such as that of a person in a direct message, counts like one. Pools that share
    `presence` know of each other's servers.
    """

    def __init__(
        self,
        threads: int,
        *,
        per_server: int,
        waiting: int,
        name: str,
        presence: Presence | None = None,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._free = threads
        self._per_server = per_server
        self._waiting = waiting
        self._clock = clock
        # By server, in the order of their next turns.
        self._queues: dict[int, deque[_Turn]] = {}
        self._running: Counter[int] = Counter()
        self._spent: dict[int, _Spent] = {}
        self._presence = presence or Presence()
        self._alarm: asyncio.TimerHandle | None = None
        self._closed = False

    async def run(self, server: int, work: Callable[[], T], *, began: bool = False) -> T:
        """Return what `work` returns, done in a thread when it is the server's turn.

        Raises QueueFullError when too much of this server's waits already, unless this goes on with what
        `began` before.
        """
        if self._closed:
            raise RuntimeError("the bot is being stopped")
        queue = self._queues.setdefault(server, deque())
        if len(queue) >= self._waiting and not began:
            raise QueueFullError
        turn = _Turn(work, asyncio.get_running_loop().create_future())
        queue.append(turn)
        self._start()
        try:
            result: T = await turn.done
        except asyncio.CancelledError:
            self._drop(server, turn)
            raise
        return result

    async def close(self) -> None:
        """Wait for the work that runs, and begin nothing new."""
        self._closed = True
        if self._alarm is not None:
            self._alarm.cancel()
        queues, self._queues = self._queues, {}
        for turn in (turn for queue in queues.values() for turn in queue):
            turn.done.cancel()
        await asyncio.to_thread(self._threads.shutdown, cancel_futures=True)

    def _drop(self, server: int, turn: _Turn) -> None:
        """Take a turn out of its queue whose caller waits no more; what runs already runs on."""
        queue = self._queues.get(server)
        if queue and turn in queue:
            queue.remove(turn)
        if not queue:
            self._queues.pop(server, None)

    def _start(self) -> None:
        """Give the free threads to those whose turn it is."""
        while self._free and not self._closed:
            server = self._next()
            if server is None:
                return
            queue = self._queues.pop(server)
            turn = queue.popleft()
            if queue:  # once more, after all others
                self._queues[server] = queue
            self._free -= 1
            self._running[server] += 1
            self._presence.note(server, self._clock())
            job = asyncio.get_running_loop().run_in_executor(self._threads, _timed, turn.work)
            job.add_done_callback(lambda job, server=server, turn=turn: self._end(server, turn, job))  # type: ignore[misc]

    def _next(self) -> int | None:
        """Return the server whose turn it is; None when nobody may begin now."""
        now = self._clock()
        self._forget(now)
        soonest: float | None = None
        for server, queue in self._queues.items():
            if not queue or self._running[server] >= self._per_server:
                continue
            rest = self._rest(server, now)
            if rest <= 0:
                return server
            soonest = rest if soonest is None else min(soonest, rest)
        if soonest is not None:
            self._wake_in(soonest)
        return None

    def _rest(self, server: int, now: float) -> float:
        """Return for how many seconds a server has to rest, since it has had more than its share."""
        spent = self._spent.get(server)
        share = self._presence.share(server, now)
        if spent is None or share == 1:
            return 0.0
        return (spent.left(now, share) - BURST_S) / share

    def _forget(self, now: float) -> None:
        """Forget the servers that owe nothing."""
        for server, spent in list(self._spent.items()):
            if not spent.left(now, self._presence.share(server, now)):
                del self._spent[server]

    def _wake_in(self, seconds: float) -> None:
        """Look again after so long; what ends or begins meanwhile looks again by itself."""
        if self._alarm is None:
            self._alarm = asyncio.get_running_loop().call_later(seconds, self._wake)

    def _wake(self) -> None:
        self._alarm = None
        self._start()

    def _end(
        self, server: int, turn: _Turn, job: asyncio.Future[tuple[Any, BaseException | None, float]]
    ) -> None:
        self._free += 1
        self._running[server] -= 1
        if not self._running[server]:
            del self._running[server]
        if job.cancelled():
            turn.done.cancel()
            return
        result, error, seconds = job.result()
        now = self._clock()
        self._presence.note(server, now, seconds)
        before = self._spent.get(server)
        owed = before.left(now, self._presence.share(server, now)) if before else 0.0
        # What it did while no other server was active, it owes nobody.
        self._spent[server] = _Spent(min(owed, BURST_S) + seconds, now)
        if not turn.done.done():
            if error is None:
                turn.done.set_result(result)
            else:
                turn.done.set_exception(error)
        self._start()


class Stopwatch:
    """How long a thread has worked, without the time in which it waited for something."""

    def __init__(self) -> None:
        self.restart()

    def restart(self) -> None:
        """Begin anew."""
        self._began, self._worked = time.perf_counter(), time.thread_time()

    def seconds(self) -> float:
        """Return the seconds of work since it began."""
        return min(time.perf_counter() - self._began, BUSY * (time.thread_time() - self._worked))


def _timed(work: Callable[[], T]) -> tuple[T | None, BaseException | None, float]:
    """Return what `work` returned or raised, and the processor's seconds that it took."""
    began = time.thread_time()
    try:
        result = work()
    except BaseException as error:  # noqa: BLE001  raised again where it is awaited
        return None, error, time.thread_time() - began
    return result, None, time.thread_time() - began
