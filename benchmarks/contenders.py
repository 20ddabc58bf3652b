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
import sqlite3
import statistics
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

K = 10
K1, B, DELTA = 1.2, 0.75, 1.0
ROUNDS = 3
CHANGES = 25
STARTED = 100
# The slow ones answer fewer questions, or a run would take hours.
QUESTIONS = {"rank_bm25": 12, "fts5": 100}

Ranking = list[tuple[int, float]]


class Contender(Protocol):
    """What every engine can do: build, answer, and perhaps change."""

    def build(self, folder: Path) -> None:
        """Index `folder`/terms.txt from nothing."""
        ...

    def open(self, folder: Path) -> None:
        """Open what `build` left; engines without a file build again."""
        ...

    def ask(self, terms: Sequence[str]) -> Ranking:
        """Return the positions and scores of the K best passages."""
        ...

    def add(self, terms: Sequence[str]) -> None:
        """Add a passage so that the next `ask` finds it."""
        ...

    def remove(self, terms: Sequence[str]) -> None:
        """Remove what was last added."""
        ...

    def disk(self, folder: Path) -> int:
        """Return the bytes on disk."""
        ...


def passages(folder: Path) -> list[list[str]]:
    """Return the terms of all passages."""
    return [line.split(" ") for line in (folder / "terms.txt").read_text(encoding="utf-8").split("\n")[:-1]]


class Pullquote:
    """Ours, through a library that ingest has made; `fast` with numba."""

    def __init__(self, *, fast: bool) -> None:
        import index
        from index.article_rows import Filters
        from index.engines import ENGINES
        from index.library import _top

        self._index, self._top, self._no_filters = index, _top, Filters()
        if not fast:
            ENGINES._left = 0
        elif not ENGINES.load():
            sys.exit("numba is not installed")

    def build(self, folder: Path) -> None:
        import numpy as np

        from index import postings
        from index.access import SEGMENTS
        from index.postings import Source, TermLists
        from index.segments import Segment
        from index.variants import Vocabulary

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
        postings.write_merged(
            target / SEGMENTS,
            [Source(Segment(target / SEGMENTS / one.name), None) for one in written],
            lambda _: None,
        )
        self.built = time.perf_counter() - began

    def open(self, folder: Path) -> None:
        self._library = self._index.Library.open(folder / "library")

    def ask(self, terms: Sequence[str]) -> Ranking:
        with self._library._access.searching() as (store, snapshot):
            return self._top(store, snapshot, terms, K, self._no_filters)[1]

    def add(self, terms: Sequence[str]) -> None:
        self._library.add([self._index.Article(id="added", text=" ".join(terms))])

    def remove(self, terms: Sequence[str]) -> None:
        self._library.remove(["added"])

    def disk(self, folder: Path) -> int:
        return size_of(folder / "library" / "segments")


class Stock:
    """rank_bm25 as it comes."""

    def build(self, folder: Path) -> None:
        from rank_bm25 import BM25Plus

        rows = passages(folder)
        began = time.perf_counter()
        self._index = BM25Plus(rows, k1=K1, b=B, delta=DELTA)
        self.built = time.perf_counter() - began

    def open(self, folder: Path) -> None:
        if not hasattr(self, "_index"):
            self.build(folder)

    def ask(self, terms: Sequence[str]) -> Ranking:
        import numpy as np

        scores = self._index.get_scores(terms)
        best = np.argpartition(-scores, K)[:K]
        constant = sum((self._index.idf.get(term) or 0) * DELTA for term in terms)
        return sorted(
            ((int(one), float(scores[one] - constant)) for one in best), key=lambda row: (-row[1], row[0])
        )

    def add(self, terms: Sequence[str]) -> None:
        raise NotImplementedError("rank_bm25 cannot change an index")

    remove = add

    def disk(self, folder: Path) -> int:
        return 0


class Bm25s:
    """bm25s with the same formula, its scores computed at build time; backend numpy or numba."""

    def __init__(self, backend: str) -> None:
        self._backend = backend

    def build(self, folder: Path) -> None:
        import bm25s

        rows = passages(folder)
        began = time.perf_counter()
        index = bm25s.BM25(method="lucene", k1=K1, b=B, backend=self._backend)
        index.index(rows, show_progress=False)
        index.save(folder / f"bm25s-{self._backend}", show_progress=False)
        self.built = time.perf_counter() - began

    def open(self, folder: Path) -> None:
        import bm25s

        self._index = bm25s.BM25.load(folder / f"bm25s-{self._backend}", mmap=self._backend == "numpy")
        if self._backend == "numba":
            self._index.activate_numba_scorer()

    def ask(self, terms: Sequence[str]) -> Ranking:
        documents, scores = self._index.retrieve([list(terms)], k=K, show_progress=False)
        return list(zip(documents[0].tolist(), scores[0].tolist(), strict=True))

    def add(self, terms: Sequence[str]) -> None:
        raise NotImplementedError("bm25s cannot change an index")

    remove = add

    def disk(self, folder: Path) -> int:
        return size_of(folder / f"bm25s-{self._backend}")


class Tantivy:
    """tantivy, one segment, frequencies without positions."""

    def build(self, folder: Path) -> None:
        import tantivy

        target = folder / "tantivy"
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir()
        rows = passages(folder)
        began = time.perf_counter()
        index = tantivy.Index(self._schema(), path=str(target))
        writer = index.writer(500_000_000, 1)
        for number, row in enumerate(rows):
            writer.add_document(tantivy.Document(terms=" ".join(row), number=number))
        writer.commit()
        writer.wait_merging_threads()
        self.built = time.perf_counter() - began

    def _schema(self) -> Any:
        import tantivy

        builder = tantivy.SchemaBuilder()
        builder.add_text_field("terms", tokenizer_name="whitespace", index_option="freq")
        builder.add_integer_field("number", fast=True, indexed=True)
        return builder.build()

    def open(self, folder: Path) -> None:
        import tantivy

        self._tantivy = tantivy
        self._index = tantivy.Index.open(str(folder / "tantivy"))
        self._searcher = self._index.searcher()
        self._writer = None

    def ask(self, terms: Sequence[str]) -> Ranking:
        tantivy = self._tantivy
        query = tantivy.Query.boolean_query(
            [
                (tantivy.Occur.Should, tantivy.Query.term_query(self._index.schema, "terms", term, "freq"))
                for term in terms
            ]
        )
        hits = self._searcher.search(query, K, count=False).hits
        return [(address.doc, score) for score, address in hits]

    def add(self, terms: Sequence[str]) -> None:
        self._writer = self._writer or self._index.writer(50_000_000, 1)
        self._writer.add_document(self._tantivy.Document(terms=" ".join(terms), number=-1))
        self._commit()

    def remove(self, terms: Sequence[str]) -> None:
        self._writer.delete_documents("number", -1)
        self._commit()

    def _commit(self) -> None:
        self._writer.commit()
        self._index.reload()
        self._searcher = self._index.searcher()

    def disk(self, folder: Path) -> int:
        return size_of(folder / "tantivy")


class Fts5:
    """SQLite's own full-text index, with bm25() as its order."""

    def build(self, folder: Path) -> None:
        path = folder / "fts5.sqlite"
        path.unlink(missing_ok=True)
        rows = passages(folder)
        began = time.perf_counter()
        db = sqlite3.connect(path)
        db.execute("PRAGMA journal_mode = WAL")
        db.execute(
            "CREATE VIRTUAL TABLE passages USING fts5(terms, content='', detail=column, tokenize='ascii')"
        )
        db.executemany(
            "INSERT INTO passages (rowid, terms) VALUES (?, ?)",
            ((number, " ".join(map(encoded, row))) for number, row in enumerate(rows)),
        )
        db.commit()
        db.execute("INSERT INTO passages (passages) VALUES ('optimize')")
        db.commit()
        db.close()
        self.built = time.perf_counter() - began

    def open(self, folder: Path) -> None:
        self._db = sqlite3.connect(folder / "fts5.sqlite", check_same_thread=False)
        self._db.execute("PRAGMA synchronous = FULL")

    def ask(self, terms: Sequence[str]) -> Ranking:
        query = " OR ".join(map(encoded, terms))
        rows = self._db.execute(
            "SELECT rowid, rank FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT ?", (query, K)
        )
        return [(number, -rank) for number, rank in rows]

    def add(self, terms: Sequence[str]) -> None:
        text = " ".join(map(encoded, terms))
        self._db.execute("INSERT INTO passages (rowid, terms) VALUES (1000000000, ?)", (text,))
        self._db.commit()

    def remove(self, terms: Sequence[str]) -> None:
        text = " ".join(map(encoded, terms))
        self._db.execute(
            "INSERT INTO passages (passages, rowid, terms) VALUES ('delete', 1000000000, ?)", (text,)
        )
        self._db.commit()

    def disk(self, folder: Path) -> int:
        return (folder / "fts5.sqlite").stat().st_size


def encoded(term: str) -> str:
    """Return the term as one token of FTS5's ASCII tokenizer, which cuts at everything else."""
    return "x" + term.encode().hex()


CONTENDERS: dict[str, Callable[[], Contender]] = {
    "pullquote": lambda: Pullquote(fast=False),
    "pullquote[fast]": lambda: Pullquote(fast=True),
    "rank_bm25": Stock,
    "bm25s": lambda: Bm25s("numpy"),
    "bm25s[numba]": lambda: Bm25s("numba"),
    "tantivy": Tantivy,
    "fts5": Fts5,
}


def size_of(folder: Path) -> int:
    """Return the bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


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
    contender: Any = CONTENDERS[name]()
    contender.build(folder)
    figures: dict[str, Any] = {"build_s": contender.built}
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


def _changes(contender: Contender, asked: list[list[str]]) -> dict[str, float]:
    """Time adding a passage until it is found, and removing it again."""
    chance = random.Random(1)
    words = sorted({term for terms in asked for term in terms if term.isalpha()})
    adding, removing = [], []
    for _ in range(CHANGES):
        terms = chance.sample(words, 40)
        began = time.perf_counter()
        try:
            contender.add(terms)
        except NotImplementedError:
            return {}
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
