"""Work on a library that is killed at any step: all of it is there or none, and nothing needs a hand."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

import killing
from index import Article, Library

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
POINTS = 5
State = tuple[dict[str, tuple[str, str]], dict[str, float]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    with Library.open(folder, passage_tokens=20) as library:
        library._merger.wake = lambda *, whole=False: None  # type: ignore[method-assign]  # noqa: ARG005
        for number in range(6):
            text = f"The keeper of lighthouse {number} retired. " + f"Nobody saw lamp{number} go out. " * 6
            library.add([Article(id=f"a{number}", title=f"Keeper {number}", text=text)])
        library.remove(["a5"])
    return folder


def state(folder: Path) -> State:
    """Return what a library holds and how it ranks; it must be without damage."""
    with Library.open(folder) as library:
        library.upgrade()
        library._merger.wait()
        assert list(library.check()) == []
        held = {one.id: (one.title, one.text) for one in library.articles()}
        ranked = dict(library.rank("keeper lamp1 nobody corrected new", 100, unit="passage"))
    return held, {name: round(score, 9) for name, score in ranked.items()}


@pytest.mark.parametrize("work", ["add", "remove", "set", "merge", "rebuild", "upgrade", "backup"])
def test_killed_at_any_step(folder: Path, tmp_path: Path, work: str) -> None:
    before = state(_copy(folder, tmp_path / "before"))
    if work == "upgrade":
        with sqlite3.connect(folder / "library.sqlite") as db:
            db.execute("UPDATE meta SET value = 'an older analyser' WHERE name = 'fingerprint'")
        db.close()
    done = _copy(folder, tmp_path / "done")
    script = [sys.executable, killing.__file__, str(folder), work]
    with subprocess.Popen(script, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        steps = int(process.stdout.readline())
        assert steps > POINTS

        def killed_at(number: int, place: Path) -> bool:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(f"{number} {place}\n")
            process.stdin.flush()
            return process.stdout.readline() == "1\n"

        assert killed_at(10**9, done)
        after = state(done)
        if work in {"add", "remove", "set"}:
            assert after != before
        else:
            assert after == before
        seen = set()
        # One of each part of the work, first and last among them.
        chance = random.Random(work)
        for part in range(POINTS):
            low, high = (1 + steps * edge // POINTS for edge in (part, part + 1))
            number = {0: 1, POINTS - 1: steps}.get(part, chance.randrange(low, max(high, low + 1)))
            place = _copy(folder, tmp_path / f"killed{part}")
            acknowledged = killed_at(number, place)
            found = state(place)
            assert found == after if acknowledged else found in (before, after), (number, steps)
            seen.add(found == after)
            if work == "backup":
                check_copy(place.with_name(f"{place.name}-copy"), before, acknowledged=acknowledged)
            # What was cut off can be done again, and leaves nothing behind.
            if part % 2 and work not in {"remove", "merge"}:
                shutil.rmtree(place.with_name(f"{place.name}-copy"), ignore_errors=True)
                assert killed_at(10**9, place)
                assert state(place) == after
                assert _unnamed(place) == set()
        process.stdin.close()
    if work in {"add", "remove", "set"}:
        assert seen == {False, True}


def check_copy(copy: Path, expected: State, *, acknowledged: bool) -> None:
    """A backup that was cut off is no library; one that is a library is whole."""
    assert not acknowledged or Library.stands_in(copy)
    if (copy / "library.sqlite").exists():
        assert state(copy) == expected


def _copy(source: Path, target: Path) -> Path:
    shutil.copytree(source, target)
    return target


def _unnamed(folder: Path) -> set[str]:
    with Library.open(folder) as library, library._folder.writing() as store:
        named = {row.name for row in store.segments.all()}
    return {path.name for path in (folder / "segments").iterdir()} - named
