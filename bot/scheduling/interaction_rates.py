"""How many commands, presses and keystrokes of one server are worked on: many at once, then some a second."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

BURST = 60
PER_SECOND = 5.0
# A keystroke counts for less: it brings a few choices from memory.
KEYSTROKE = 0.2
# Servers of which nothing is known any more are forgotten in passing once there are so many.
KNOWN = 1_000


@dataclass(slots=True)
class _Used:
    number: float
    at: float

    def left(self, now: float) -> float:
        return max(0.0, self.number - PER_SECOND * (now - self.at))


class InteractionRates:
    """Counts by server, and outside servers by person. Lives in the event loop, and nowhere on disk."""

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self._clock = clock
        self._used: dict[int, _Used] = {}

    def take(self, lane: int, cost: float = 1.0) -> int:
        """Count one and return 0, or how many seconds are left until the next is worked on."""
        now = self._clock()
        if len(self._used) >= KNOWN:
            self._used = {one: used for one, used in self._used.items() if used.left(now)}
        before = self._used.get(lane)
        number = before.left(now) if before else 0.0
        if number + cost > BURST:
            return math.ceil((number + cost - BURST) / PER_SECOND)
        self._used[lane] = _Used(number + cost, now)
        return 0
