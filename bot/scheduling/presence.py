"""Which servers are active, how much each has worked lately, and how much of the time each may work."""

import math
from dataclasses import dataclass
from statistics import median_low

# A server counts as active for this long after its last turn; its work is forgotten at the same pace.
ACTIVE_S = 10.0
# While others are active, a server may work this many times as much as they usually do: enough for one that
# asks more than the others, too little for one that always works. LEAST_SHARE of the time is never denied.
TIMES_USUAL = 4.0
LEAST_SHARE = 0.1
# What is usual is looked at again after this long, or when another server comes.
USUAL_S = 0.25


@dataclass(slots=True)
class _Work:
    """Processor seconds that decay with ACTIVE_S, so that steady work at a rate r sums up to r * ACTIVE_S."""

    seconds: float
    at: float

    def rate(self, now: float) -> float:
        """Return how much of the time it is."""
        return self.seconds * math.exp((self.at - now) / ACTIVE_S) / ACTIVE_S


class Presence:
    """The active servers, in all of the pools that share this. Used from the event loop alone."""

    def __init__(self) -> None:
        # In the order of their last turns, so that servers no longer active stand at the front.
        self._work: dict[int, _Work] = {}
        self._usual = 0.0
        self._looked = -math.inf

    def note(self, server: int, now: float, seconds: float = 0.0) -> None:
        """Note that a server has a turn now, or has just worked for some processor seconds."""
        before = self._work.pop(server, None)
        if before is None:
            self._looked = -math.inf
        lately = before.rate(now) * ACTIVE_S if before else 0.0
        self._work[server] = _Work(lately + seconds, now)

    def share(self, server: int, now: float) -> float:
        """Return the share of the time that a server may work, 1 where no other server is active.

        What is usual is the median of all active servers, so that neither one that always works nor some that
        do so together raise it while most do not.
        """
        while self._work and now - self._work[first := next(iter(self._work))].at > ACTIVE_S:
            del self._work[first]
        if len(self._work) <= (server in self._work):
            return 1.0
        if now - self._looked > USUAL_S:
            self._usual = median_low(work.rate(now) for work in self._work.values())
            self._looked = now
        return min(1.0, max(LEAST_SHARE, TIMES_USUAL * self._usual))
