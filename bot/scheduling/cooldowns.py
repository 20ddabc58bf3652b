"""How often one person may ask: a few questions at once, then one every few seconds."""

import math
import time
from collections import deque
from collections.abc import Callable

QUESTIONS = 5
PER_SECONDS = 30.0


class Cooldowns:
    """Counts questions by person. Used from the event loop alone; nothing is on disk."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._asked: dict[int, deque[float]] = {}
        self._told: dict[int, float] = {}
        self._tidied = clock()

    def take(self, person: int) -> int:
        """Count a question of `person` and return 0, or how many seconds are left until the next is free."""
        now = self._clock()
        self._forget(now)
        asked = self._asked.setdefault(person, deque(maxlen=QUESTIONS))
        if len(asked) == QUESTIONS and now - asked[0] < PER_SECONDS:
            return math.ceil(PER_SECONDS - (now - asked[0]))
        asked.append(now)
        return 0

    def tell(self, person: int) -> bool:
        """Whether to tell `person` of the time left: once a while, or the lines flood the channel instead."""
        now = self._clock()
        told = self._told.get(person)
        if told is not None and now - told < PER_SECONDS:
            return False
        self._told[person] = now
        return True

    def _forget(self, now: float) -> None:
        # Now and then, so that nobody who asked once is kept for ever.
        if now - self._tidied < PER_SECONDS:
            return
        self._tidied = now
        self._asked = {who: asked for who, asked in self._asked.items() if now - asked[-1] < PER_SECONDS}
        self._told = {who: told for who, told in self._told.items() if now - told < PER_SECONDS}
