"""Tuning that keeps the event loop quick while threads search; done once, before the bot connects."""

import gc
import sys

from index import warm_up

# How long a thread keeps the interpreter when another waits for it. With Python's 5 ms the event loop waits
# that long for each of its steps: of 200 questions at once half had their answers after 2.8 s, with this
# after 1.8 s (`benchmarks/crowd_of_servers.py`, 2 cores).
SWITCH_INTERVAL_S = 0.001


def prepare() -> None:
    """Load what answers, and let neither it nor other threads hold up the event loop."""
    warm_up()
    # What is loaded by now stays. A full collection that walks all of it would stop the event loop for 0.1 s.
    gc.freeze()
    sys.setswitchinterval(SWITCH_INTERVAL_S)
