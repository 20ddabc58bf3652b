"""Libraries that are open: opened when they are needed, a bounded number at a time, closed when idle."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.libraries.open_files import libraries_at_once
from index import Library, TooManyFilesError, handles_are_left

# An open library costs memory and file handles; opening one takes a few milliseconds.
OPEN_LIBRARIES = 64
# What a library may open while it is used.
HANDLES_WANTED = 16
IDLE_S = 15 * 60.0


class _OpenLibrary:
    """A library, and how many threads use it at the moment."""

    def __init__(self) -> None:
        self.opening = threading.Lock()
        self.library: Library | None = None
        self.users = 0
        self.used = 0.0


class OpenLibraries:
    """Open libraries by folder. Used from threads only; a library in use is never closed."""

    def __init__(self, limit: int | None = None) -> None:
        self._limit = libraries_at_once(OPEN_LIBRARIES) if limit is None else limit
        self._lock = threading.Lock()
        self._entries: dict[Path, _OpenLibrary] = {}

    @contextmanager
    def borrow(self, folder: Path) -> Iterator[Library]:
        """Yield the library in `folder`, creating an empty one where there is none; raises LibraryError."""
        with self._lock:
            entry = self._entries.setdefault(folder, _OpenLibrary())
            entry.users += 1
        try:
            while not handles_are_left(HANDLES_WANTED) and self._close(self._resting(1)):
                continue
            with entry.opening:
                if entry.library is None:
                    entry.library = self._opened(folder)
            yield entry.library
        finally:
            with self._lock:
                entry.users -= 1
                entry.used = time.monotonic()
            self._close(self._resting(self._surplus()))

    def close_idle(self, idle_s: float = IDLE_S) -> None:
        """Close what nobody has used for so long."""
        with self._lock:
            until = time.monotonic() - idle_s
            idle = [
                folder for folder, entry in self._entries.items() if not entry.users and entry.used <= until
            ]
            entries = [self._entries.pop(folder) for folder in idle]
        self._close(entries)

    def close(self) -> None:
        """Close all libraries; nobody uses one any more."""
        with self._lock:
            entries, self._entries = list(self._entries.values()), {}
        self._close(entries)

    def open_folders(self) -> set[Path]:
        """Return the folders whose libraries are open."""
        with self._lock:
            return {folder for folder, entry in self._entries.items() if entry.library is not None}

    def _opened(self, folder: Path) -> Library:
        try:
            return Library.open(folder)
        except TooManyFilesError:
            # Others took what was left meanwhile.
            self.close_idle(0.0)
            return Library.open(folder)

    def _surplus(self) -> int:
        with self._lock:
            return max(len(self._entries) - self._limit, 0)

    def _resting(self, count: int) -> list[_OpenLibrary]:
        """Take out up to `count` libraries that nobody uses, the longest unused first."""
        with self._lock:
            resting = [(entry.used, folder) for folder, entry in self._entries.items() if not entry.users]
            longest = sorted(resting, key=lambda row: row[0])[:count]
            return [self._entries.pop(folder) for _, folder in longest]

    @staticmethod
    def _close(entries: list[_OpenLibrary]) -> int:
        """Close these libraries and return how many they were."""
        # Outside the lock: a library waits for its merge before it closes.
        for entry in entries:
            if entry.library is not None:
                entry.library.close()
        return len(entries)
