"""The sets of questions that quality is measured on, and a library of each."""

import io
import json
import random
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import zstandard
from numpy.typing import NDArray

from index import Article, Library, Problem
from index.evaluation.beir import BeirQuery, read_qrels, read_queries
from index.evaluation.metrics import average_precision, ndcg
from index.readers import read_articles
from index.readers.formats.records import read_jsonl

SEED = 5
# The set whose questions have dates: its halves are reported apart.
DATED = "realtimeqa"
NAMES = (DATED, "xquad_en", "checkthat2020", "cacm", "ecbplus")
TITLES = {
    DATED: "RealTimeQA",
    "xquad_en": "XQuAD",
    "checkthat2020": "CheckThat 2020",
    "cacm": "CACM (MAP)",
    "ecbplus": "ECB+",
    "seeds": "seeds",
}
Values = NDArray[np.float64]
Change = Callable[[BeirQuery], str]


@dataclass(frozen=True, slots=True)
class Set:
    """Questions with the articles that answer them, and a library that holds these.

    `foreign` are all questions of the folder, judged or not, for libraries that do not answer them.
    """

    name: str
    library: Library
    queries: tuple[BeirQuery, ...]
    foreign: tuple[BeirQuery, ...]
    qrels: dict[str, dict[str, int]]
    dates: dict[str, str]

    def values(
        self, queries: Sequence[BeirQuery] | None = None, *, plain: bool = False, change: Change | None = None
    ) -> Values:
        """Return the measure of each query; `change` gives what is asked instead of its text."""
        return np.array([self._value(query, plain, change) for query in queries or self.queries])

    def halves(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Return the positions of the older and of the newer half of the queries."""
        order = np.argsort([self.dates[query.id] for query in self.queries], kind="stable")
        return order[: len(order) // 2], order[len(order) // 2 :]

    def _value(self, query: BeirQuery, plain: bool, change: Change | None) -> float:  # noqa: FBT001
        depth = 1000 if self.name == "cacm" else 10
        text = change(query) if change else query.text
        exclude = [query.exclude] if query.exclude else []
        found = [name for name, _ in self.library.rank(text, depth, exclude=exclude, plain=plain)]
        measure = average_precision if self.name == "cacm" else ndcg
        return measure(found, self.qrels[query.id])


class Sets(AbstractContextManager["Sets"]):
    """The sets, each opened when it is first asked for; libraries that are not there yet are built.

    `most` is how many questions of a set are asked at most, chosen by a fixed seed; 0 for all.
    """

    def __init__(self, shared: Path, news: Path | None, scratch: Path, most: int = 0) -> None:
        self.shared = shared
        self._news = news
        self._scratch = scratch
        self._most = most
        self._open: dict[str, Set] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for one in self._open.values():
            one.library.close()

    def get(self, name: str) -> Set:
        """Return the set of that name."""
        if name not in self._open:
            self._open[name] = self._load(name)
        return self._open[name]

    def seeds(self) -> Library:
        """Return a library of the five seeds."""
        return self._built("seeds", lambda: read_articles(self.shared / "seeds"))

    def _load(self, name: str) -> Set:
        folder = self.shared / "eval" / name
        path = folder / "queries.jsonl"
        qrels, queries = read_qrels(folder), tuple(read_queries(path))
        records = map(json.loads, path.read_text(encoding="utf-8").splitlines())
        dates = {record["_id"]: record.get("date", "") for record in records}
        judged = sampled([query for query in queries if query.id in qrels], self._most)
        library = self._built(name, lambda: self._articles(name))
        return Set(name, library, tuple(judged), queries, qrels, dates)

    def _articles(self, name: str) -> Iterator[Article | Problem]:
        if name == DATED:
            yield from _news(self.shared, self._news)
            return
        with (self.shared / "eval" / name / "corpus.jsonl").open("rb") as file:
            yield from read_jsonl(file, f"{name}/corpus.jsonl")

    def _built(self, name: str, articles: Callable[[], Iterable[Article | Problem]]) -> Library:
        folder = self._scratch / name
        if Library.stands_in(folder):
            return Library.open(folder)
        # Under another name until it is whole, so that a run that was stopped leaves no half library.
        making = self._scratch / f"{name}.making"
        shutil.rmtree(making, ignore_errors=True)
        print(f"building the library of {TITLES[name]}", file=sys.stderr)
        with Library.open(making) as library:
            report = library.add(articles())
        if report.failed:
            sys.exit(f"{name}: {len(report.failed)} articles could not be read; first: {report.failed[0]}")
        making.rename(folder)
        return Library.open(folder)


def sampled(queries: Sequence[BeirQuery], most: int) -> list[BeirQuery]:
    """Return at most so many queries, in their order; all for 0."""
    if not most or len(queries) <= most:
        return list(queries)
    return [queries[place] for place in sorted(random.Random(SEED).sample(range(len(queries)), most))]


def _news(shared: Path, unpacked: Path | None) -> Iterator[Article | Problem]:
    if unpacked:
        with unpacked.open("rb") as file:
            yield from read_jsonl(file, unpacked.name)
        return
    with (shared / "corpora" / "news.jsonl.zst").open("rb") as packed:
        stream = io.BufferedReader(zstandard.ZstdDecompressor().stream_reader(packed), 1 << 20)
        yield from read_jsonl(stream, "news.jsonl")
