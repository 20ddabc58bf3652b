"""Writes a library's rankings as TREC runs, or compares them with the judgements of BEIR folders."""

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol, TextIO, TypeVar

from index.evaluation import beir, metrics
from index.evaluation.beir import BeirQuery
from index.library import Library
from index.model.errors import LibraryError
from index.readers import read_articles

UNITS = ("article", "passage")
TAG = "pullquote"


T = TypeVar("T")


class Follow(Protocol):
    """Yields what it is given, and shows somebody how far that is; `size` is the number of items."""

    def __call__(self, items: Iterable[T], description: str, size: int | None = None) -> Iterable[T]:
        """Yield the items."""


def write_run(
    library: Library, queries: list[BeirQuery], file: TextIO, follow: Follow, *, depth: int, unit: str
) -> None:
    """Write a TREC run: `query Q0 document rank score tag` on each line, best first."""
    for query in follow(queries, "asking", len(queries)):
        file.writelines(
            f"{query.id} Q0 {document} {place} {score:.9f} {TAG}\n"
            for place, (document, score) in enumerate(_ranked(library, query, depth, unit), start=1)
        )


def figures(folder: Path, corpus: Path, follow: Follow) -> dict[str, float]:
    """Return the metrics of a BEIR folder, over articles, through a library made for that.

    Raises LibraryError when a part of the corpus cannot be read: a measure over half a corpus would look
    like one over all of it.
    """
    qrels = beir.read_qrels(folder)
    queries = [query for query in beir.read_queries(folder / "queries.jsonl") if query.id in qrels]
    with tempfile.TemporaryDirectory(prefix="pullquote-") as scratch, Library.open(scratch) as library:
        report = library.add(follow(read_articles(corpus, format="jsonl"), "adding articles"))
        if report.failed:
            raise LibraryError(
                f"{len(report.failed)} articles could not be read", f"the first: {report.failed[0]}"
            )
        following = follow(queries, "asking", len(queries))
        return metrics.evaluate(
            ((query.id, [document for document, _ in _ranked(library, query)]) for query in following), qrels
        )


def _ranked(
    library: Library, query: BeirQuery, depth: int = 100, unit: str = "article"
) -> list[tuple[str, float]]:
    return library.rank(query.text, depth, unit=unit, exclude=[query.exclude] if query.exclude else [])
