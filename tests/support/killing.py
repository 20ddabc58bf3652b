"""Kills a process at a step of its work on a library: before a statement, an fsync, a rename, an unlink.

Run as a script: `killing.py library work` prints how many steps the work takes, done on a copy; then for each
line on its input, `number folder`, it does the work on that folder in a process of its own, which is killed
before its step of that number, and prints whether that process had said that the work was done.
"""

import os
import shutil
import signal
import sqlite3
import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from index import Article, Library
from index.upkeep import merger

Step = Callable[[], None]
LATER = "The keeper left on Monday. Nobody moved into the house."


def watch(step: Step) -> None:
    """Call `step` before all that changes the disk, from now on."""
    fsync, connect = os.fsync, sqlite3.connect

    def watched_fsync(handle: int) -> None:
        step()
        fsync(handle)

    def watched_connect(*arguments: Any, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*arguments, **options)
        connection.set_trace_callback(lambda sql: None if sql.startswith("SELECT") else step())
        return connection

    os.fsync = watched_fsync  # type: ignore[assignment]
    sqlite3.connect = watched_connect  # type: ignore[assignment]

    def audit(event: str, _: tuple[Any, ...]) -> None:
        if event in {"os.rename", "os.remove", "shutil.copyfile"}:
            step()

    sys.addaudithook(audit)


def work_on(library: Library, work: str) -> None:
    """Do one kind of work on the library."""
    if work not in {"merge", "upgrade"}:
        # What a merge beside it does is another kind of work.
        library._merger.wake = lambda *, whole=False: None  # type: ignore[method-assign]  # noqa: ARG005
    if work == "remove":
        library.remove(["a1", "a3"])
    elif work == "set":
        library.correct("a2", title="Corrected", outlet="Courier")
    elif work == "add":
        library.add([Article(id="a0", text=LATER), Article(id="new", text="Something new stands here.")])
    elif work == "rebuild":
        library.rebuild()
    elif work == "merge":
        merger.merge_once(library._folder)
    elif work == "upgrade":
        library.upgrade()
    elif work == "backup":
        library.backup(library.folder.with_name(f"{library.folder.name}-copy"))
    else:
        raise ValueError(work)


def steps_of(folder: Path, work: str) -> int:
    """Return how many steps the work takes."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "library"
        shutil.copytree(folder, copy)
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            steps = [0]

            def count() -> None:
                steps[0] += 1

            _do_and_exit(copy, work, count, writing, lambda: str(steps[0]).encode())
        os.close(writing)
        os.waitpid(child, 0)
        with os.fdopen(reading) as told:
            return int(told.read())


def killed_at(number: int, folder: Path, work: str) -> bool:
    """Return whether the work was said to be done before its process was killed."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        left = [number]

        def count() -> None:
            left[0] -= 1
            if left[0] <= 0:
                os.kill(os.getpid(), signal.SIGKILL)

        _do_and_exit(folder, work, count, writing, lambda: b"done")
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as told:
        return told.read() == b"done"


def _do_and_exit(folder: Path, work: str, count: Step, told: int, what: Callable[[], bytes]) -> None:
    """Do the work in this process, the child, and say so as soon as it is done, before anything is closed."""
    try:
        watch(count)
        with Library.open(folder) as library:
            work_on(library, work)
            os.write(told, what())
    except BaseException:  # noqa: BLE001
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    source, chosen = Path(sys.argv[1]), sys.argv[2]
    print(steps_of(source, chosen), flush=True)  # noqa: T201
    for line in sys.stdin:
        place, _, where = line.rstrip("\n").partition(" ")
        print(int(killed_at(int(place), Path(where), chosen)), flush=True)  # noqa: T201
