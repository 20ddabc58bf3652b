"""A library: the one face of index/ that the command line and the bot see."""

import secrets
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from filelock import FileLock, Timeout

from index import bm25, ranking
from index.answer import Answer
from index.article import Article, Passage
from index.errors import LibraryError, UnknownArticleError
from index.report import AddReport, Problem
from index.snapshot import Snapshot
from index.store import FILE_NAME, Store
from index.terms import DEFAULT_LANGUAGE, Analyzer, analyzer
from index.writing import SEGMENTS, Writer

LOCK_NAME = "writer.lock"
# Long enough for another process to commit a batch, short enough for a person to wait.
LOCK_TIMEOUT_S = 30.0
# A batch is what one commit acknowledges.
BATCH_ARTICLES = 256
BATCH_CHARACTERS = 4_000_000


class Library:
    """A set of articles in one folder that can be searched. Safe to share between threads.

    Use `Library.open`. Raises LibraryError, in one line that names the place and the remedy, whenever the
    folder cannot be read or written as asked.
    """

    def __init__(self, folder: Path, language: str) -> None:
        self.folder = folder
        self._local = threading.local()
        self._stores: list[Store] = []
        self._snapshot: Snapshot | None = None
        self._writing = threading.Lock()
        with self._explained():
            self._lay_out(language)
            store = self._reader()
            store.check_format()
            self.analyzer: Analyzer = analyzer(str(store.meta("language")))
            if store.meta("fingerprint") != self.analyzer.fingerprint:
                self.rebuild()

    @classmethod
    def open(cls, path: str | Path, *, language: str = DEFAULT_LANGUAGE) -> Self:
        """Open the library in the folder `path`, or lay out an empty one there.

        `language` names the stemmer of a new library; an existing one keeps its own.
        """
        return cls(Path(path), language)

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
        """Close the library; the articles stay. Searching it afterwards opens it again."""
        stores, self._stores = self._stores, []
        for store in stores:
            store.close()
        self._local = threading.local()
        self._snapshot = None

    # Articles

    def add(
        self,
        articles: Iterable[Article | Problem],
        *,
        on_commit: Callable[[AddReport], None] | None = None,
    ) -> AddReport:
        """Add articles, or update the ones that the library has under the same identity.

        An article is matched by its id, then by its URL, then by its origin, then by equal text with an
        equal or unknown outlet. Problems that a reader yields pass through to the report. Articles are
        committed in batches; `on_commit` is called after each with all that is safe by then.
        """
        report = AddReport()
        for batch in _batches(articles, report.problems):
            with self._writer() as writer:
                outcome = writer.put(batch)
            report.added += outcome.added
            report.updated += outcome.updated
            report.unchanged += outcome.unchanged
            report.problems += outcome.problems
            if on_commit:
                on_commit(report)
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
        with self._reading() as store:
            found = store.find_article("id", article_id)
        if found is None:
            raise UnknownArticleError(article_id)
        return found.article

    def passages(self, article_id: str) -> list[Passage]:
        """Return the passages of an article in their order, or raise UnknownArticleError."""
        with self._reading() as store:
            found = store.find_article("id", article_id)
            if found is None:
                raise UnknownArticleError(article_id)
            return store.passages([row.key for row in store.passages_of(found.number)])

    def articles(self) -> Iterator[Article]:
        """Yield all articles in the order in which they were added."""
        with self._explained():
            # A connection of its own: the caller may take its time, and search meanwhile.
            store = Store(self.folder, writable=False)
            try:
                with store.transaction():
                    yield from store.articles()
            finally:
                store.close()

    def __len__(self) -> int:
        """Return the number of articles."""
        with self._reading() as store:
            return store.article_count()

    def passage_count(self) -> int:
        """Return the number of passages."""
        with self._reading() as store:
            return store.passage_count()

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
        with self._searching() as (store, snapshot):
            numbers = store.articles_where(
                outlet=outlet,
                after=after.isoformat() if after else None,
                before=before.isoformat() if before else None,
                ids=articles,
                exclude=exclude,
            )
            weights, scored = self._top(store, snapshot, terms, limit * ranking.CANDIDATES_PER_HIT, numbers)
            passages = store.passages([key for key, _ in scored])
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
        with self._searching() as (store, snapshot):
            numbers = store.articles_where(outlet=None, after=None, before=None, ids=(), exclude=exclude)
            k = depth
            while True:
                _, scored = self._top(store, snapshot, terms, k, numbers)
                passages = store.passages([key for key, _ in scored])
                best: dict[str, float] = {}
                for passage, (_, score) in zip(passages, scored, strict=True):
                    best.setdefault(passage.id if unit == "passage" else passage.article.id, score)
                if len(best) >= depth or len(scored) < k:
                    return list(best.items())[:depth]
                k *= 4

    def _top(
        self, store: Store, snapshot: Snapshot, terms: Sequence[str], k: int, articles: list[int] | None
    ) -> tuple[bm25.Weights, list[tuple[int, float]]]:
        places, frequencies = snapshot.look_up(terms, store.removed_passages)
        weights = bm25.Weights(snapshot.passages, snapshot.length, frequencies)
        allowed = None if articles is None else np.array(sorted(articles), np.int64)
        return weights, bm25.top(snapshot.segments, weights, places, k, allowed)

    # Inside

    def rebuild(self) -> None:
        """Make all postings anew from the stored articles and switch to them in one commit."""
        with self._writer() as writer:
            writer.rebuild()

    def _lay_out(self, language: str) -> None:
        """Create what a new library needs; another process may be doing the same."""
        (self.folder / SEGMENTS).mkdir(parents=True, exist_ok=True)
        with self._locked():
            store = Store(self.folder, writable=True)
            try:
                if store.is_empty_file():
                    facts = {"language": language, "fingerprint": analyzer(language).fingerprint}
                    with store.transaction(write=True):
                        store.create(salt=secrets.token_bytes(16), **facts)
            finally:
                store.close()

    @contextmanager
    def _writer(self) -> Iterator[Writer]:
        with self._explained(), self._writing, self._locked():
            store = Store(self.folder, writable=True)
            try:
                writer = Writer(self.folder, store, self.analyzer)
                writer.sweep()
                yield writer
            finally:
                store.close()

    @contextmanager
    def _locked(self) -> Iterator[None]:
        try:
            with FileLock(self.folder / LOCK_NAME, timeout=LOCK_TIMEOUT_S):
                yield
        except Timeout:
            raise LibraryError(
                f"{self.folder} is being written by another process for over {LOCK_TIMEOUT_S:.0f} s; "
                "try again when it has finished"
            ) from None

    def _reader(self) -> Store:
        """Return this thread's connection."""
        store: Store | None = getattr(self._local, "store", None)
        if store is None:
            store = self._local.store = Store(self.folder, writable=False)
            self._stores.append(store)
        return store

    @contextmanager
    def _reading(self) -> Iterator[Store]:
        with self._explained():
            store = self._reader()
            with store.transaction():
                yield store

    @contextmanager
    def _searching(self) -> Iterator[tuple[Store, Snapshot]]:
        """Yield one state of the library: the store and the segments that belong to it."""
        with self._reading() as store:
            generation = store.generation()
            snapshot = self._snapshot
            if snapshot is None or snapshot.generation != generation:
                snapshot = self._snapshot = Snapshot.load(self.folder / SEGMENTS, store)
            yield store, snapshot

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn what SQLite and the system say into a line that a person can act on."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise LibraryError(
                f"{self.folder}: {error}; check the disk and its permissions, and that this is a library"
            ) from error
        except OSError as error:
            raise LibraryError(
                f"{error.filename or self.folder}: {error.strerror or error}; check disk and permissions"
            ) from error


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
