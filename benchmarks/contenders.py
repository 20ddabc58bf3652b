"""One engine at one size, in a process of its own: `python contenders.py ENGINE FOLDER STEP`.

FOLDER holds `library/` (ours), `terms.txt` (a line a passage: its terms) and `questions.json` (lists of
terms). STEP `measure` prints a JSON object with all figures but the start; `start` answers one question as a
fresh process does, and prints the seconds that opening took.
"""

import gc
import json
import os
import random
import shutil
import statistics
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from peers import Bm25s, Changeable, Contender, Fts5, K, Ranking, Stock, Tantivy, passages, size_of

ROUNDS = 3
CHANGES = 25
STARTED = 100
# The slow ones answer fewer questions, or a run would take hours.
QUESTIONS = {"rank_bm25": 12, "fts5": 100}


class Pullquote:
    """Ours, through a library that ingest has made; `fast` with numba."""

    def __init__(self, *, fast: bool) -> None:
        import index
        from index.scoring import top_k
        from index.scoring.engines import ENGINES
        from index.scoring.statistics import look_up

        self._index, self._top, self._engine = index, top_k.top, ENGINES.current
        self._look_up = look_up
        if not fast:
            ENGINES._left = 0
        elif not ENGINES.load():
            sys.exit("numba is not installed")

    def build(self, folder: Path) -> float:
        import numpy as np

        from index.indexing import postings
        from index.indexing.postings import TermLists
        from index.spelling import Vocabulary
        from index.storage.folder import SEGMENTS
        from index.storage.segment_file import Segment
        from index.upkeep import merged_postings
        from index.upkeep.merged_postings import MergeInput

        target = folder / "built"
        shutil.rmtree(target, ignore_errors=True)
        (target / SEGMENTS).mkdir(parents=True)
        rows = passages(folder)
        written = []
        words = Vocabulary.build({})  # the others keep none
        began = time.perf_counter()
        for start in range(0, len(rows), 20_000):
            part = rows[start : start + 20_000]
            vocabulary: dict[str, int] = {}
            ids = [vocabulary.setdefault(term, len(vocabulary)) for row in part for term in row]
            lists = TermLists(
                list(vocabulary), np.array(ids, np.int32), np.array([len(row) for row in part], np.int32)
            )
            keys = np.arange(start, start + len(part))
            written.append(postings.write_new(target / SEGMENTS, keys, keys, lists, words, b"salt"))
        merged_postings.write_merged(
            target / SEGMENTS,
            [MergeInput(Segment(target / SEGMENTS / one.name), None) for one in written],
            lambda _: None,
        )
        return time.perf_counter() - began

    def open(self, folder: Path) -> None:
        self._library = self._index.Library.open(folder / "library")

    def ask(self, terms: Sequence[str]) -> Ranking:
        with self._library._folder.searching() as (store, snapshot):
            return self._top(snapshot.segments, self._look_up(snapshot, terms, store), K, self._engine())

    def add(self, terms: Sequence[str]) -> None:
        self._library.add([self._index.Article(id="added", text=" ".join(terms))])

    def remove(self, terms: Sequence[str]) -> None:
        self._library.remove(["added"])

    def disk(self, folder: Path) -> int:
        return size_of(folder / "library" / "segments")


CONTENDERS: dict[str, Callable[[], Contender]] = {
    "pullquote": lambda: Pullquote(fast=False),
    "pullquote[fast]": lambda: Pullquote(fast=True),
    "rank_bm25": Stock,
    "bm25s": lambda: Bm25s("numpy"),
    "bm25s[numba]": lambda: Bm25s("numba"),
    "tantivy": Tantivy,
    "fts5": Fts5,
}


def memory() -> dict[str, int]:
    """Return this process's resident memory in bytes: its own, and mapped files."""
    rows = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return {
        name: int(rows[key].split()[0]) * 1024
        for name, key in (("anonymous", "RssAnon"), ("mapped", "RssFile"))
    }


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which that share of the values lies."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def measure(name: str, folder: Path) -> dict[str, Any]:
    """Build, ask, change; return every figure."""
    contender = CONTENDERS[name]()
    figures: dict[str, Any] = {"build_s": contender.build(folder)}
    gc.collect()
    if name != "rank_bm25":
        contender = CONTENDERS[name]()
    contender.open(folder)
    asked = json.loads((folder / "questions.json").read_text(encoding="utf-8"))[: QUESTIONS.get(name)]
    figures["answers"] = [contender.ask(terms) for terms in asked[:12]]
    rounds = []
    for _ in range(ROUNDS):
        took = []
        for terms in asked:
            began = time.perf_counter()
            contender.ask(terms)
            took.append((time.perf_counter() - began) * 1000)
        rounds.append(took)
    for label, share in (("p50_ms", 0.5), ("p95_ms", 0.95), ("p99_ms", 0.99)):
        figures[label] = statistics.median(percentile(took, share) for took in rounds)
    figures["qps_1"] = len(asked) / statistics.median(sum(took) / 1000 for took in rounds)
    if name != "rank_bm25":
        figures["qps_2"] = _two_threads(contender, asked)
    if name == "rank_bm25":
        # It has no file to open in a process that did not build.
        figures |= memory()
    figures["disk"] = contender.disk(folder)
    if isinstance(contender, Changeable):
        figures |= _changes(contender, asked)
    return figures


def _two_threads(contender: Contender, asked: list[list[str]]) -> float:
    def work(part: list[list[str]]) -> None:
        for terms in part:
            contender.ask(terms)

    threads = [threading.Thread(target=work, args=(asked[number::2],)) for number in range(2)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(asked) / (time.perf_counter() - began)


def _changes(contender: Changeable, asked: list[list[str]]) -> dict[str, float]:
    """Time adding a passage until it is found, and removing it again."""
    chance = random.Random(1)
    words = sorted({term for terms in asked for term in terms if term.isalpha()})
    adding, removing = [], []
    for _ in range(CHANGES):
        terms = chance.sample(words, 40)
        began = time.perf_counter()
        contender.add(terms)
        contender.ask(terms)
        adding.append((time.perf_counter() - began) * 1000)
        began = time.perf_counter()
        contender.remove(terms)
        removing.append((time.perf_counter() - began) * 1000)
    return {"add_ms": statistics.median(adding), "remove_ms": statistics.median(removing)}


def start(name: str, folder: Path) -> dict[str, float]:
    """Answer one question as a fresh process does."""
    contender = CONTENDERS[name]()
    asked = json.loads((folder / "questions.json").read_text(encoding="utf-8"))
    began = time.perf_counter()
    contender.open(folder)
    opened = time.perf_counter() - began
    contender.ask(asked[0])
    answered = time.perf_counter()
    for terms in asked[:STARTED]:
        contender.ask(terms)
    # Memory after some answers; the time that they took is not part of the start.
    return {"open_s": opened, "extra_s": time.perf_counter() - answered, **memory()}


if __name__ == "__main__":
    engine, place, step = sys.argv[1:]
    print(json.dumps({"measure": measure, "start": start}[step](engine, Path(place))), flush=True)
    # Threads of some engines would hold the end up.
    os._exit(0)
