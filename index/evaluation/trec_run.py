"""Rankings of a library, written as TREC runs or held against the judgements of BEIR folders."""

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

from index.cli.progress import SlowProgress, bytes_of_text
from index.console.terminal import Terminal
from index.evaluation import beir, metrics
from index.evaluation.beir import BeirQuery
from index.library import Library
from index.model.errors import LibraryError
from index.readers import read_articles

UNITS = ("article", "passage")
TAG = "pullquote"


def write_run(
    library: Library, queries: list[BeirQuery], file: TextIO, terminal: Terminal, *, depth: int, unit: str
) -> None:
    """Write a TREC run: `query Q0 document rank score tag` on each line, best first."""
    for query in _tracked(queries, "asking", terminal):
        file.writelines(
            f"{query.id} Q0 {document} {place} {score:.9f} {TAG}\n"
            for place, (document, score) in enumerate(_ranked(library, query, depth, unit), start=1)
        )


def figures(folder: Path, corpus: Path, terminal: Terminal) -> dict[str, float]:
    """Return the metrics of a BEIR folder, over articles, through a library made for that.

    Raises LibraryError when a part of the corpus cannot be read: a measure over half a corpus would look
    like one over all of it.
    """
    qrels = beir.read_qrels(folder)
    queries = [query for query in beir.read_queries(folder / "queries.jsonl") if query.id in qrels]
    with tempfile.TemporaryDirectory(prefix="pullquote-") as scratch, Library.open(scratch) as library:
        with SlowProgress(terminal, "adding articles", bytes_of_text([str(corpus)]), bytes_=True) as progress:
            report = library.add(progress.following(read_articles(corpus, format="jsonl")))
        if report.failed:
            raise LibraryError(
                f"{len(report.failed)} articles could not be read; the first: {report.failed[0]}"
            )
        asked = _tracked(queries, "asking", terminal)
        return metrics.evaluate(
            ((query.id, [document for document, _ in _ranked(library, query)]) for query in asked), qrels
        )


def _ranked(
    library: Library, query: BeirQuery, depth: int = 100, unit: str = "article"
) -> list[tuple[str, float]]:
    return library.rank(query.text, depth, unit=unit, exclude=[query.exclude] if query.exclude else [])


def _tracked(queries: Iterable[BeirQuery], description: str, terminal: Terminal) -> Iterator[BeirQuery]:
    queries = list(queries)
    with SlowProgress(terminal, description, len(queries)) as progress:
        for done, query in enumerate(queries):
            progress.update(done)
            yield query
