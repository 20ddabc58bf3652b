"""Several processes read while one writes: `python benchmarks/crowd.py [--seconds 60] [--readers 4]`.

Every version of an article says its number in all its passages, so that a reader who got passages of two
versions would see it. Prints the readers' p50 and p99 alone and with the writer, and every error.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from contenders import percentile

from index import Article, Library

ARTICLES = 200


def version(chance: random.Random, name: str) -> Article:
    """Return a new version of an article: one number in every sentence."""
    number = chance.randrange(10**9)
    words = [f"word{int(chance.paretovariate(0.6)) % 3000}" for _ in range(200)]
    lines = [f"{' '.join(words[start : start + 10])} {name} version{number}." for start in range(0, 200, 10)]
    return Article(id=name, text=" ".join(lines))


def read(folder: str, seconds: float, seed: int) -> dict[str, Any]:
    """Ask as fast as possible; return the milliseconds of each question and what went wrong."""
    chance = random.Random(seed)
    took: list[float] = []
    wrong: list[str] = []
    with Library.open(folder) as library:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            name = f"a{chance.randrange(ARTICLES)}"
            began = time.perf_counter()
            try:
                hits = library.search(f"{name} word{chance.randrange(200)}", 10).hits
            except Exception as error:  # noqa: BLE001
                wrong.append(repr(error))
                continue
            took.append((time.perf_counter() - began) * 1000)
            versions = {
                hit.passage.text.split("version")[-1] for hit in hits if hit.passage.article.id == name
            }
            if len(versions) > 1:
                wrong.append(f"{name} in two versions: {versions}")
    return {"took": took, "wrong": wrong}


def write(folder: str, seconds: float) -> dict[str, Any]:
    """Replace, remove and add articles as fast as possible."""
    chance = random.Random(99)
    changes = 0
    with Library.open(folder) as library:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            name = f"a{chance.randrange(ARTICLES)}"
            if chance.random() < 1 / 5 and name in {article.id for article in library.articles()}:
                library.remove([name])
            else:
                library.add([version(chance, name)])
            changes += 1
    return {"changes": changes}


def crowd(folder: str, readers: int, seconds: float, *, writer: bool) -> tuple[list[float], list[str], int]:
    """Start the processes and gather what they say."""
    roles = [["read", str(seed)] for seed in range(readers)] + ([["write", "0"]] if writer else [])
    processes = [
        subprocess.Popen(
            [sys.executable, __file__, "--role", folder, str(seconds), *role], stdout=subprocess.PIPE
        )
        for role in roles
    ]
    said = [json.loads(process.communicate()[0]) for process in processes]
    took = [one for row in said for one in row.get("took", ())]
    wrong = [one for row in said for one in row.get("wrong", ())]
    return took, wrong, sum(row.get("changes", 0) for row in said)


def main() -> None:
    """Measure quiet readers, then readers beside a writer."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--readers", type=int, default=4)
    parser.add_argument("--role", nargs=4, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.role:
        folder, seconds, role, seed = options.role
        said = read(folder, float(seconds), int(seed)) if role == "read" else write(folder, float(seconds))
        print(json.dumps(said))
        return
    with tempfile.TemporaryDirectory(prefix="pullquote-") as folder:
        chance = random.Random(1)
        with Library.open(Path(folder), passage_tokens=60) as library:
            library.add(version(chance, f"a{number}") for number in range(ARTICLES))
        for writer in (False, True):
            took, wrong, changes = crowd(folder, options.readers, options.seconds, writer=writer)
            print(
                f"{'with a writer' if writer else 'quiet'}: {len(took)} questions, {changes} changes, "
                f"p50 {percentile(took, 0.5):.2f} ms, p99 {percentile(took, 0.99):.2f} ms, "
                f"{len(wrong)} errors"
            )
            for line in sorted(set(wrong))[:10]:
                print(f"  {line}")
        with Library.open(Path(folder)) as library:
            print("check:", list(library.check()) or "whole")


if __name__ == "__main__":
    main()
