"""The engines to measure beside, each behind the same face, and what all of them need.

Every engine gets the terms as they are in `terms.txt`, so that none of them analyses text. The packages are
imported where they are used: a process loads only the engine that it measures.
"""

import shutil
import sqlite3
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

# How many passages a question asks for, and the parameters of BM25Plus, the same for all that have them.
K = 10
K1, B, DELTA = 1.2, 0.75, 1.0

Ranking = list[tuple[int, float]]


class Contender(Protocol):
    """What every engine can do."""

    def build(self, folder: Path) -> float:
        """Index `folder`/terms.txt from nothing; return the seconds that took, reading the file apart."""
        ...

    def open(self, folder: Path) -> None:
        """Open what `build` left; engines without a file build again."""
        ...

    def ask(self, terms: Sequence[str]) -> Ranking:
        """Return the positions and scores of the K best passages."""
        ...

    def disk(self, folder: Path) -> int:
        """Return the bytes on disk."""
        ...


@runtime_checkable
class Changeable(Contender, Protocol):
    """An engine whose index takes changes; rank_bm25 and bm25s would have to build it again."""

    def add(self, terms: Sequence[str]) -> None:
        """Add a passage so that the next `ask` finds it."""
        ...

    def remove(self, terms: Sequence[str]) -> None:
        """Remove what was last added."""
        ...


def passages(folder: Path) -> list[list[str]]:
    """Return the terms of all passages."""
    return [line.split(" ") for line in (folder / "terms.txt").read_text(encoding="utf-8").split("\n")[:-1]]


def size_of(folder: Path) -> int:
    """Return the bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


class Stock:
    """rank_bm25 as it comes."""

    def build(self, folder: Path) -> float:
        from rank_bm25 import BM25Plus

        rows = passages(folder)
        began = time.perf_counter()
        self._index = BM25Plus(rows, k1=K1, b=B, delta=DELTA)
        return time.perf_counter() - began

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

    def disk(self, folder: Path) -> int:
        return 0


class Bm25s:
    """bm25s with the same formula, its scores computed at build time; backend numpy or numba."""

    def __init__(self, backend: str) -> None:
        self._backend = backend

    def build(self, folder: Path) -> float:
        import bm25s

        rows = passages(folder)
        began = time.perf_counter()
        index = bm25s.BM25(method="lucene", k1=K1, b=B, backend=self._backend)
        index.index(rows, show_progress=False)
        index.save(folder / f"bm25s-{self._backend}", show_progress=False)
        return time.perf_counter() - began

    def open(self, folder: Path) -> None:
        import bm25s

        self._index = bm25s.BM25.load(folder / f"bm25s-{self._backend}", mmap=self._backend == "numpy")
        if self._backend == "numba":
            self._index.activate_numba_scorer()

    def ask(self, terms: Sequence[str]) -> Ranking:
        documents, scores = self._index.retrieve([list(terms)], k=K, show_progress=False)
        return list(zip(documents[0].tolist(), scores[0].tolist(), strict=True))

    def disk(self, folder: Path) -> int:
        return size_of(folder / f"bm25s-{self._backend}")


class Tantivy:
    """tantivy, one segment, frequencies without positions."""

    def build(self, folder: Path) -> float:
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
        return time.perf_counter() - began

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

    def build(self, folder: Path) -> float:
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
        return time.perf_counter() - began

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
