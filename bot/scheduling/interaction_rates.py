"""A rate limit for each server's commands, presses and keystrokes: a burst, then some a second."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

BURST = 60
PER_SECOND = 5.0
# A keystroke counts for less: its choices come from memory.
KEYSTROKE = 0.2
# Once so many servers are known, those that owe nothing are forgotten.
KNOWN = 1_000


@dataclass(slots=True)
class _Used:
    number: float
    at: float

    def left(self, now: float) -> float:
        return max(0.0, self.number - PER_SECOND * (now - self.at))


class InteractionRates:
    """Counts by server, and outside servers by person. Used from the event loop alone; nothing is on disk."""

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self._clock = clock
        self._used: dict[int, _Used] = {}

    def take(self, queue_key: int, cost: float = 1.0) -> int:
        """Count one and return 0, or how many seconds are left until the next is worked on."""
        now = self._clock()
        if len(self._used) >= KNOWN:
            self._used = {one: used for one, used in self._used.items() if used.left(now)}
        before = self._used.get(queue_key)
        number = before.left(now) if before else 0.0
        if number + cost > BURST:
            return math.ceil((number + cost - BURST) / PER_SECOND)
        self._used[queue_key] = _Used(number + cost, now)
        return 0
