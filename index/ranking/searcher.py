"""Searches a library: from a question to an answer, or to a bare ranking for measuring."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from index.analysis.analyzer import Analyzer
from index.analysis.char_filter import beginning, unread
from index.model.answer import Answer
from index.query.builder import Query, QueryBuilder
from index.query.name_contexts import NameContexts
from index.query.synonyms import Synonyms, SynonymsFile
from index.ranking import answer_builder, ranker
from index.ranking.candidate import Ranking
from index.scoring import statistics, top_k
from index.scoring.engines import ENGINES
from index.storage.damage import around_damage
from index.storage.database import Store
from index.storage.filters import NO_FILTERS, Filters
from index.storage.folder import LibraryFolder
from index.storage.segment_file import Ints
from index.storage.snapshot import Snapshot

UNITS = ("article", "passage")
# How many passages are ranked at first for each article that is wanted; more are when these are not enough.
PASSAGES_AN_ARTICLE = 3
# How many passages are read for each hit that is wanted.
READ_PER_HIT = 2


class _TermLookup:
    """The postings of the terms that one question has looked up, each term once."""

    def __init__(self, snapshot: Snapshot, store: Store) -> None:
        self._snapshot = snapshot
        self._store = store
        self.found = snapshot.find((), store)
        self._frequencies: dict[str, int] = {}

    def document_frequencies(self, terms: Sequence[str]) -> list[int]:
        """Return how many passages hold each of the terms."""
        new = [term for term in dict.fromkeys(terms) if term not in self._frequencies]
        if new:
            found = self._snapshot.find(new, self._store)
            self._frequencies.update(zip(new, found.passages.tolist(), strict=True))
            self.found = self.found.and_(found)
        return [self._frequencies[term] for term in terms]


class Searcher:
    """Searches one library. Safe to share between threads."""

    def __init__(self, folder: LibraryFolder, analyzer: Analyzer, synonyms: SynonymsFile) -> None:
        self.analyzer = analyzer
        self._folder = folder
        self._synonyms = synonyms
        self._contexts = NameContexts(analyzer)

    def search(self, question: str, limit: int, filters: Filters) -> Answer:
        """Return what answers `question`, or its beginning, at most `limit` hits. Raises SynonymsError."""
        began = time.perf_counter()
        synonyms = self.synonyms()
        with self._folder.searching() as (store, snapshot):
            # Grouping near-copies leaves fewer hits than passages.
            read = max(ranker.READ, READ_PER_HIT * limit)

            def once(without: Sequence[int]) -> Answer:
                ranking = self._rank(question, store, snapshot, filters, synonyms, read, read, without)
                return answer_builder.answer(question, ranking, store, self.analyzer, limit)

            answer = around_damage(once)
        took = time.perf_counter() - began
        return replace(answer, took_ms=took * 1000, unread=unread(question))

    def order(self, question: str, depth: int, *, unit: str, filters: Filters) -> list[tuple[str, float]]:
        """Return the ids and scores of the `depth` best as `search` ranks them.

        Whether they answer is not decided, and near-copies are not grouped.
        """
        synonyms = self.synonyms()
        with self._folder.searching() as (store, snapshot):
            return _best(
                store,
                depth,
                unit,
                lambda k: self._rank(question, store, snapshot, filters, synonyms, k).scores,
            )

    def order_by_bm25(
        self, question: str, depth: int, *, unit: str = "article", filters: Filters = NO_FILTERS
    ) -> list[tuple[str, float]]:
        """Return the ids and scores of the `depth` best by rank_bm25's score alone."""
        terms = self.analyzer.question_terms(beginning(question))
        with self._folder.searching() as (store, snapshot):
            query = statistics.look_up(snapshot, terms, store)
            articles = _numbers(store, filters)
            return _best(
                store,
                depth,
                unit,
                lambda k: top_k.top(snapshot.segments, query, k, ENGINES.current(), articles),
            )

    def synonyms(self) -> Synonyms | None:
        """Return the library's own synonyms as they are now; None without any. Raises SynonymsError."""
        with self._folder.explained():
            return self._synonyms.current()

    def _rank(
        self,
        question: str,
        store: Store,
        snapshot: Snapshot,
        filters: Filters,
        synonyms: Synonyms | None,
        wanted: int,
        read: int = ranker.READ,
        without: Sequence[int] = (),
    ) -> Ranking:
        terms = _TermLookup(snapshot, store)
        query = self._query(question, terms, snapshot, store, synonyms)
        return ranker.rank(
            query,
            terms.found,
            snapshot,
            store,
            self.analyzer,
            wanted=wanted,
            read=read,
            articles=_numbers(store, filters, without),
        )

    def _query(
        self, question: str, terms: _TermLookup, snapshot: Snapshot, store: Store, synonyms: Synonyms | None
    ) -> Query:
        builder = QueryBuilder(
            self.analyzer,
            snapshot.vocabularies,
            terms.document_frequencies,
            synonyms,
            self._contexts.judge(snapshot, store),
        )
        return builder.build(beginning(question))


def _numbers(store: Store, filters: Filters, without: Sequence[int] = ()) -> Ints | None:
    numbers = store.articles.where(filters, without)
    return None if numbers is None else np.array(numbers, np.int64)


def _best(
    store: Store, depth: int, unit: str, rank: Callable[[int], list[tuple[int, float]]]
) -> list[tuple[str, float]]:
    """Return the `depth` best articles or passages; an article's score is that of its best passage."""
    if unit not in UNITS:
        raise ValueError(f'no unit "{unit}"; choose article or passage')
    wanted = depth * PASSAGES_AN_ARTICLE if unit == "article" else depth
    while True:
        scored = rank(wanted)
        names = store.passages.names([key for key, _ in scored])
        best: dict[str, float] = {}
        for (article, serial), (_, score) in zip(names, scored, strict=True):
            best.setdefault(f"{article}#{serial}" if unit == "passage" else article, score)
        if len(best) >= depth or len(scored) < wanted:
            return list(best.items())[:depth]
        wanted *= 4
