"""Tuning of the process before the bot connects: a quick event loop, and memory that is used again."""

import ctypes
import gc
import sys
from contextlib import suppress

from index import warm_up

# How long a thread keeps the interpreter when another waits for it. With Python's 5 ms the event loop waits
# that long for each of its steps: of 200 questions at once half had their answers after 2.8 s, with this
# after 1.8 s (`benchmarks/crowd_of_servers.py`, 2 cores).
SWITCH_INTERVAL_S = 0.001
_M_ARENA_MAX = -8  # malloc.h


def use_one_arena() -> None:
    """Have glibc, where there is one, take the memory of all threads from one arena.

    Otherwise each thread fills an arena of its own, whose gaps no other thread can use: under 20 commands a
    second the bot grew by 17 MB a minute, with one arena by 10. Python runs one thread at a time: they hardly
    wait for each other there. To be called before there are threads.
    """
    with suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").mallopt(_M_ARENA_MAX, 1)


def prepare() -> None:
    """Load what answers, and let neither it nor other threads hold up the event loop."""
    warm_up()
    # What is loaded by now stays. A full collection that walks all of it would stop the event loop for 0.1 s.
    gc.freeze()
    sys.setswitchinterval(SWITCH_INTERVAL_S)
