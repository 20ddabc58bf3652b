"""Kill a writing process, and fill its disk, many times.

`python benchmarks/torture.py [--kills 300] [--fills 50]`; filling a disk takes the right to mount one.

A child changes one library at random and says before each change what it will do, and after it that it is
done. After each death the library must hold what was acknowledged, or that and the whole of the change that
was under way; `check` must find nothing, and every article must be found by its own word.
"""

import argparse
import json
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from index import Article, Library, LibraryError

State = dict[str, str]  # article id -> text
TMPFS_BYTES = 3_000_000
# Small segments, so that there is always something to merge.
PASSAGE_TOKENS = 30
REMOVALS = 0.4


def change(chance: random.Random, state: State, size: int) -> dict[str, Any]:
    """Return a random change: articles to add or update, or ids to remove."""
    if state and chance.random() < REMOVALS:
        return {"remove": chance.sample(sorted(state), min(len(state), chance.randint(1, 3)))}
    names = [f"a{chance.randrange(60)}" for _ in range(chance.randint(1, 4))]
    return {"add": {name: text_of(chance, name, size) for name in names}}


def text_of(chance: random.Random, name: str, size: int) -> str:
    """Return a text of some sentences that says its article's name and a number of its own."""
    words = " ".join(f"word{chance.randrange(500)}" for _ in range(chance.randint(5, size)))
    return f"This is {name} version{chance.randrange(10**9)}. " + words.replace("word7 ", "word7. ")


def applied(state: State, doing: dict[str, Any]) -> State:
    """Return the state after a change."""
    gone = set(doing.get("remove", ()))
    return {name: text for name, text in state.items() if name not in gone} | doing.get("add", {})


def child(folder: str, seed: str, size: str) -> None:
    """Change the library until killed."""
    chance = random.Random(int(seed))
    with Library.open(folder, passage_tokens=PASSAGE_TOKENS) as library:
        state = {article.id: article.text for article in library.articles()}
        while True:
            doing = change(chance, state, int(size))
            print(json.dumps({"doing": doing}), flush=True)
            try:
                if "add" in doing:
                    library.add([Article(id=name, text=text) for name, text in doing["add"].items()])
                else:
                    library.remove(doing["remove"])
            except LibraryError as error:
                print(json.dumps({"failed": str(error)}), flush=True)
                continue
            state = applied(state, doing)
            print(json.dumps({"done": True}), flush=True)


def verify(folder: Path, allowed: list[State]) -> State:
    """Return what the library holds, which must be one of the allowed states, whole and searchable."""
    with Library.open(folder) as library:
        found = {article.id: article.text for article in library.articles()}
        if found not in allowed:
            sys.exit(
                f"the library holds {sorted(found)}, and should hold one of {list(map(sorted, allowed))}"
            )
        problems = list(library.check())
        if problems:
            sys.exit(f"the library is damaged: {problems}")
        for name, text in found.items():
            version = text.split()[3].rstrip(".")
            hits = library.search(version, 1).hits
            if [hit.passage.article.id for hit in hits] != [name]:
                sys.exit(f"{name} is not found by {version}")
    return found


def heard(lines: list[str], state: State) -> tuple[list[State], int, int]:
    """Return the states that a child may have left, and how many changes it made and was refused."""
    doing: dict[str, Any] = {}
    changes = failures = 0
    for line in lines:
        said = json.loads(line)
        if "doing" in said:
            doing = said["doing"]
            continue
        if "failed" in said:
            failures += 1
        else:
            state = applied(state, doing)
            changes += 1
        doing = {}
    return [state, applied(state, doing)], changes, failures


class Tally:
    """What happened so far, said every 25 deaths."""

    def __init__(self) -> None:
        self.deaths = self.changes = self.refused = 0

    def count(self, changes: int, refused: int) -> None:
        """Count one death and what came before it."""
        self.deaths, self.changes, self.refused = (
            self.deaths + 1,
            self.changes + changes,
            self.refused + refused,
        )
        if self.deaths % 25 == 0:
            print(f"{self.deaths} deaths, {self.changes} changes, {self.refused} refused: whole", flush=True)


def kill_once(folder: Path, seed: int, size: int, seconds: float, state: State, tally: Tally) -> State:
    """Let a child change the library, kill it, verify; return what the library holds."""
    command = [sys.executable, __file__, "--child", str(folder), str(seed), str(size)]
    # A file, because a pipe would hold the child up when nobody reads.
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(command, stdout=said, stderr=subprocess.DEVNULL)
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        process.wait()
        said.seek(0)
        # What was cut off in the middle of a line was not said.
        lines = said.read().split("\n")[:-1]
    allowed, changes, refused = heard(lines, state)
    tally.count(changes, refused)
    return verify(folder, allowed)


@contextmanager
def small_disk() -> Iterator[Path]:
    """Yield a folder on a disk of a few megabytes; needs the right to mount one."""
    folder = Path(tempfile.mkdtemp(prefix="pullquote-full-"))
    mount = ["mount", "-t", "tmpfs", "-o", f"size={TMPFS_BYTES}", "tmpfs", str(folder)]
    subprocess.run(mount, check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)
        folder.rmdir()


def main() -> None:
    """Kill, then fill."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--fills", type=int, default=50)
    parser.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        child(*options.child)
    chance = random.Random(7)
    kills, fills, state = Tally(), Tally(), State()
    with tempfile.TemporaryDirectory(prefix="pullquote-") as folder:
        for seed in range(options.kills):
            # Starting takes about half a second; the kill falls somewhere in the changes after it.
            state = kill_once(Path(folder), seed, 400, 0.5 + chance.uniform(0, 1), state, kills)
    print("and with a full disk:")
    with small_disk() as disk:
        for seed in range(options.fills):
            kill_once(disk / "library", seed, 10_000, 2.0 + chance.uniform(0, 1), State(), fills)
            shutil.rmtree(disk / "library")


if __name__ == "__main__":
    main()
