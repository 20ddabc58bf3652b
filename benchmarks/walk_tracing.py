"""Traces which files and packages of ours the execution enters; `walks.py` says what is counted."""

import contextlib
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
OUTSIDE = "outside"
_GOES_ON = 0x20 | 0x80 | 0x200  # generators, coroutines, and both at once


@cache
def file_of(name: str) -> str | None:
    """Return the file of ours with that path, from the root; None for others' files."""
    path = Path(name)
    if not path.is_absolute() or not path.is_relative_to(ROOT):
        return None
    inside = path.relative_to(ROOT)
    # `bot/preview` plays a part of Discord here.
    ours = inside.parts[0] in {"index", "bot"} and inside.parts[:2] != ("bot", "preview")
    return inside.as_posix() if ours else None


def package_of(file: str) -> str:
    """Return the folder of a file; a module right in `bot/` is a package by itself."""
    folder = file.rpartition("/")[0]
    return file.removesuffix(".py") if folder == "bot" else folder or OUTSIDE


class Walk:
    """What was entered while `tracing`, in all threads."""

    def __init__(self) -> None:
        self.moves: list[tuple[str, str]] = []
        self.files: Counter[str] = Counter()
        self._begun: set[FrameType] = set()
        self._tracing = False
        # Threads that start before the tracing have to know of it, too.
        threading.setprofile(self._see)
        sys.setprofile(self._see)

    @contextlib.contextmanager
    def tracing(self) -> Iterator[None]:
        """Count what happens meanwhile."""
        self._tracing = True
        try:
            yield
        finally:
            self._tracing = False

    def _see(self, frame: FrameType, event: str, _argument: Any) -> None:
        if event != "call":
            return
        code = frame.f_code
        entered = file_of(code.co_filename)
        if entered is None:
            return
        if code.co_flags & _GOES_ON:
            if frame in self._begun:
                return
            self._begun.add(frame)
        if not self._tracing or code.co_name == "<module>":
            return
        before = self._caller(frame)
        self.files[entered] += before != entered
        if before != entered:
            self.moves.append((before, entered))

    @staticmethod
    def _caller(frame: FrameType) -> str:
        back = frame.f_back
        while back is not None:
            if found := file_of(back.f_code.co_filename):
                return found
            back = back.f_back
        return OUTSIDE
