"""A library: the one face of index/ that the command line and the bot see."""

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from index import checking, copying, ranking, scoring
from index.access import Access
from index.answer import Answer
from index.article import Article, Passage
from index.article_rows import Filters, digest
from index.bm25 import Weights
from index.engines import ENGINES
from index.errors import UnknownArticleError
from index.merging import Merger
from index.preparing import Settings, prepare_all
from index.report import AddReport, Problem
from index.snapshot import Snapshot
from index.store import FILE_NAME, Store
from index.terms import DEFAULT_LANGUAGE, Analyzer, analyzer
from index.writing import Writer, match

# About 150 English words: three to eight sentences, of which a Discord card can show three.
PASSAGE_TOKENS = 200
# A batch is what one commit acknowledges.
BATCH_ARTICLES = 512
BATCH_CHARACTERS = 4_000_000
WORTH_MERGING_ALL = 0.1


class Library:
    """A set of articles in one folder that can be searched. Safe to share between threads.

    Use `Library.open`. Raises LibraryError, in one line that names the place and the remedy, whenever the
    folder cannot be read or written as asked.
    """

    def __init__(self, access: Access) -> None:
        self._access = access
        self._merger = Merger(access)
        self.analyzer: Analyzer = analyzer(access.settings.language)
        if access.fingerprint != self.analyzer.fingerprint:
            self.rebuild()

    @classmethod
    def open(
        cls, path: str | Path, *, language: str = DEFAULT_LANGUAGE, passage_tokens: int = PASSAGE_TOKENS
    ) -> Self:
        """Open the library in the folder `path`, or lay out an empty one there.

        `language` names the stemmer of a new library and `passage_tokens` the size of its passages; an
        existing one keeps its own.
        """
        return cls(Access(Path(path), Settings(language, passage_tokens)))

    @staticmethod
    def stands_in(folder: Path) -> bool:
        """Whether there is a library in that folder."""
        return (folder / FILE_NAME).is_file()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Finish the merge that is under way, if any, and close all files. The articles stay."""
        self._merger.wait()
        self._access.close()

    @property
    def folder(self) -> Path:
        """Where the library stands."""
        return self._access.folder

    # Articles

    def add(
        self,
        articles: Iterable[Article | Problem],
        *,
        on_commit: Callable[[AddReport], None] | None = None,
        workers: int | None = None,
    ) -> AddReport:
        """Add articles, or update the ones that the library has under the same identity.

        An article is matched by its id, then by its URL, then by its origin, then by equal text with an
        equal or unknown outlet. Problems that a reader yields pass through to the report. Articles are
        committed in batches; `on_commit` is called after each with all that is safe by then. An interrupted
        call that is repeated finds what was committed unchanged. Input of more than one batch is prepared by
        `workers` processes, by default one a core.
        """
        report = AddReport()
        added = batches_written = 0
        batches = self._fresh(_batches(articles, report.problems), report)
        for batch, prepared in prepare_all(batches, self._access.settings, workers or os.cpu_count() or 1):
            with self._writer() as writer:
                outcome = writer.put(batch, prepared)
            report.added += outcome.added
            report.updated += outcome.updated
            report.unchanged += outcome.unchanged
            report.problems += outcome.problems
            added += sum(map(len, prepared.spans))
            batches_written += 1
            if on_commit:
                on_commit(report)
        # One segment answers fastest; to write all of them again is worth it when much of it is new.
        if batches_written > 1 and added > self.passage_count() * WORTH_MERGING_ALL:
            self._merger.wake(whole=True)
        return report

    def remove(self, ids: Iterable[str]) -> list[str]:
        """Remove the articles with these ids in one commit and return the ids.

        Raises UnknownArticleError, and removes nothing, when one of them is not there.
        """
        wanted = list(dict.fromkeys(ids))
        with self._writer() as writer:
            writer.remove(wanted)
        return wanted

    def get(self, article_id: str) -> Article:
        """Return the article with that id, or raise UnknownArticleError."""
        with self._access.reading() as store:
            return store.articles.get(_number(store, article_id))

    def passages(self, article_id: str) -> list[Passage]:
        """Return the passages of an article in their order, or raise UnknownArticleError."""
        with self._access.reading() as store:
            rows = store.articles.passages_of(_number(store, article_id))
            return store.articles.passages([row.key for row in rows])

    def articles(self) -> Iterator[Article]:
        """Yield all articles in the order in which they were added."""
        # A connection of its own: the caller may take its time, and search meanwhile.
        with self._access.separately() as store:
            for _, article in store.articles.all():
                yield article

    def __len__(self) -> int:
        """Return the number of articles."""
        with self._access.reading() as store:
            return store.articles.count()

    def passage_count(self) -> int:
        """Return the number of passages."""
        with self._access.searching() as (_, snapshot):
            return snapshot.passages

    # Asking

    def search(
        self,
        question: str,
        limit: int = 3,
        *,
        outlet: str | None = None,
        after: date | None = None,
        before: date | None = None,
        articles: Sequence[str] = (),
        exclude: Sequence[str] = (),
    ) -> Answer:
        """Return the passages that answer `question`, at most `limit` of them, or none.

        The filters keep to one outlet, to articles published from `after` up to and including `before`,
        to the articles with these ids, or away from those in `exclude`.
        """
        began = time.perf_counter()
        terms = self.analyzer.question_terms(question)
        filters = Filters(
            outlet=outlet,
            after=after.isoformat() if after else None,
            before=before.isoformat() if before else None,
            ids=articles,
            exclude=exclude,
        )
        with self._access.searching() as (store, snapshot):
            weights, scored = _top(store, snapshot, terms, limit * ranking.CANDIDATES_PER_HIT, filters)
            passages = store.articles.passages([key for key, _ in scored])
        candidates = [
            ranking.candidate(passage, score, self.analyzer)
            for passage, (_, score) in zip(passages, scored, strict=True)
        ]
        return Answer(
            question=question,
            hits=ranking.hits(candidates, terms, weights, limit, self.analyzer),
            coverage=max((ranking.coverage(terms, one.terms, weights) for one in candidates), default=0.0),
            took_ms=(time.perf_counter() - began) * 1000,
        )

    def rank(
        self, question: str, depth: int = 100, *, unit: str = "article", exclude: Sequence[str] = ()
    ) -> list[tuple[str, float]]:
        """Return the ids and scores of the `depth` best articles or passages, without gate or folding.

        An article's score is that of its best passage.
        """
        if unit not in ("article", "passage"):
            raise ValueError(f'no unit "{unit}"; choose article or passage')
        terms = self.analyzer.question_terms(question)
        with self._access.searching() as (store, snapshot):
            k = depth
            while True:
                _, scored = _top(store, snapshot, terms, k, Filters(exclude=exclude))
                names = store.articles.names([key for key, _ in scored])
                best: dict[str, float] = {}
                for (article, serial), (_, score) in zip(names, scored, strict=True):
                    best.setdefault(f"{article}#{serial}" if unit == "passage" else article, score)
                if len(best) >= depth or len(scored) < k:
                    return list(best.items())[:depth]
                k *= 4

    # Upkeep

    def rebuild(self) -> None:
        """Make all postings anew from the stored articles and switch to them in one commit."""
        with self._writer() as writer:
            writer.rebuild(self.analyzer.fingerprint)

    def check(self) -> Iterator[str]:
        """Yield what is wrong with the library, a line each; nothing when it is whole.

        `rebuild` mends everything but a damaged database.
        """
        return checking.problems(self._access)

    def backup(self, target: Path) -> None:
        """Copy one committed state of the library into the new folder `target`, while others use it.

        Raises LibraryError when something is in that folder already.
        """
        copying.backup(self._access, target)

    @contextmanager
    def _writer(self) -> Iterator[Writer]:
        with self._access.writing() as store:
            yield Writer(self._access.segments, store, self._access.settings)
        self._merger.wake()

    def _fresh(self, batches: Iterable[list[Article]], report: AddReport) -> Iterator[list[Article]]:
        """Yield the articles that are new or changed; preparing the others would be for nothing."""
        # What an earlier article of the same input changes, a later one may change back.
        touched: set[int] = set()
        for batch in batches:
            fresh = []
            with self._access.reading() as store:
                for article in batch:
                    known = match(store, article)
                    if known and known.number not in touched and known.digest == digest(article):
                        report.unchanged.append(known.id)
                        continue
                    fresh.append(article)
                    if known:
                        touched.add(known.number)
            if fresh:
                yield fresh


def _number(store: Store, article_id: str) -> int:
    known = store.articles.find("id", article_id)
    if known is None:
        raise UnknownArticleError(article_id)
    return known.number


def _top(
    store: Store, snapshot: Snapshot, terms: Sequence[str], k: int, filters: Filters
) -> tuple[Weights, list[tuple[int, float]]]:
    question = snapshot.look_up(terms, store)
    numbers = store.articles.where(filters)
    articles = None if numbers is None else np.array(numbers, np.int64)
    scored = scoring.top(snapshot.segments, question, k, ENGINES.current(), articles)
    return question.weights, scored


def _batches(articles: Iterable[Article | Problem], problems: list[Problem]) -> Iterator[list[Article]]:
    """Yield the articles in batches for one commit each; problems go where they belong."""
    batch: list[Article] = []
    characters = 0
    for item in articles:
        if isinstance(item, Problem):
            problems.append(item)
            continue
        batch.append(item)
        characters += len(item.text)
        if len(batch) >= BATCH_ARTICLES or characters >= BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch
