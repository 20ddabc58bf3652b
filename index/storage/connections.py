"""A pool of reading connections to one library, lent to any thread and given back."""

import sqlite3
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from index.storage.database import Store

# How many wait open for the next reader. Opening another takes a third of a millisecond.
MOST_RESTING = 2
# How many are lent at a time; other readers wait. Python runs one thread at a time, and each costs handles.
MOST_LENT = 8


class Connections:
    """The reading connections of one library. Safe to share between threads; none is kept for a thread."""

    def __init__(self, connect: Callable[[], Store]) -> None:
        self._connect = connect
        self._changed = threading.Condition()
        self._resting: list[Store] = []
        # How many each thread has at the moment.
        self._lent: Counter[int] = Counter()
        self._closings = 0

    @contextmanager
    def lend(self) -> Iterator[Store]:
        """Yield a connection; waits while `MOST_LENT` are lent.

        A thread that has one already gets another one without waiting, since it would wait for itself.
        """
        thread = threading.get_ident()
        with self._changed:
            self._changed.wait_for(lambda: thread in self._lent or self._lent.total() < MOST_LENT)
            self._lent[thread] += 1
            closings = self._closings
        store: Store | None = None
        try:
            store = self._taken() or self._connect()
            yield store
        finally:
            self._give_back(thread, store, closings)

    def close(self) -> None:
        """Close all that rest now, and those that are lent when they come back."""
        with self._changed:
            resting, self._resting = self._resting, []
            self._closings += 1
        for store in resting:
            store.close()

    def _taken(self) -> Store | None:
        """Return a connection that rested; those that the library has outgrown are closed."""
        while True:
            with self._changed:
                if not self._resting:
                    return None
                store = self._resting.pop()
            try:
                current = store.is_current()
            except (sqlite3.Error, OSError):
                current = False
            if current:
                return store
            store.close()

    def _give_back(self, thread: int, store: Store | None, closings: int) -> None:
        with self._changed:
            self._lent[thread] -= 1
            if not self._lent[thread]:
                del self._lent[thread]
            self._changed.notify_all()
            if (
                store is not None
                and not store.in_transaction
                and closings == self._closings
                and len(self._resting) < MOST_RESTING
            ):
                self._resting.append(store)
                return
        if store is not None:
            store.close()
