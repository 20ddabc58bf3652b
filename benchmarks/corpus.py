"""The evaluation data, which is no part of the project, and what benchmarks make of it."""

import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import zstandard

from index import Article, Library, Problem
from index.readers.formats.records import read_jsonl

SHARED = Path(__file__).resolve().parents[2] / "shared"


def require() -> None:
    """End with a clear line where the data is absent."""
    if not SHARED.is_dir():
        sys.exit(f"the evaluation data is not at {SHARED}; these benchmarks measure nothing without it")


def news(limit: int | None = None) -> Iterator[Article | Problem]:
    """Yield the articles of the news corpus."""
    with (SHARED / "corpora" / "news.jsonl.zst").open("rb") as packed:
        stream = io.BufferedReader(zstandard.ZstdDecompressor().stream_reader(packed), 1 << 20)
        for number, article in enumerate(read_jsonl(stream, "news.jsonl")):
            if number == limit:
                return
            yield article


def questions() -> list[str]:
    """Return the questions of RealTimeQA."""
    path = SHARED / "eval" / "realtimeqa" / "queries.jsonl"
    return [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]


def up_to(passages: int, library: Library, articles: Iterator[Article | Problem]) -> None:
    """Add articles until the library holds about so many passages: at most one batch more."""
    while library.passage_count() < passages:
        batch = [article for article, _ in zip(articles, range(_some(library, passages)), strict=False)]
        if not batch:
            return
        library.add(batch)


def _some(library: Library, passages: int) -> int:
    """Return how many articles to add next, so as to arrive near the goal."""
    count = library.passage_count()
    each = count / max(1, len(library)) or 40
    return max(1, min(20_000, int((passages - count) / each)))
