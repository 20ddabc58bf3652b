"""What the postings and the titles say of candidates: BM25 over passage, title and article."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.analysis.analyzer import Analyzer
from index.query.builder import Query, QueryTerm
from index.ranking.candidate import Candidate, ScoreParts
from index.ranking.frequencies import TermFrequencies
from index.scoring.bm25 import K1, Weights, saturation
from index.storage.database import Store
from index.storage.snapshot import Snapshot

# What the title and the article as a whole weigh beside the passage (see `ranking`).
TITLE = 0.8
ARTICLE = 0.23
# A title's usual length in terms; so that the score of a passage hangs on no other article's title.
TITLE_TERMS = 10.0

Scores = NDArray[np.float64]


class FieldScorer:
    """The fields of one question's candidates: passage, title and article."""

    def __init__(
        self,
        asked: Query,
        idf: Sequence[float],
        weights: Weights,
        column: Mapping[str, int],
        snapshot: Snapshot,
        store: Store,
        analyzer: Analyzer,
    ) -> None:
        self._asked = asked
        self._idf = np.array(idf)
        self._weights = weights
        self._column = column
        self._store = store
        self._analyzer = analyzer
        self._passages = max(snapshot.passages, 1)
        self._articles = max(snapshot.articles, 1)
        self._length = snapshot.length

    def score(self, gathered: TermFrequencies) -> Scores:
        """Return the sum of the parts of each candidate, without those that need its words in their order."""
        own, whole = (
            np.array([self._weighted(slot, frequencies) for slot in self._asked.slots])
            for frequencies in (gathered.passage, gathered.article)
        )
        numbers = gathered.articles.tolist()
        self._titles = {
            number: tuple(self._analyzer.analyze(title))
            for number, title in self._store.articles.titles(sorted(set(numbers))).items()
        }
        lengths = np.array([len(self._titles[number]) for number in numbers]) / TITLE_TERMS
        self._slots = self._idf[:, None] * _saturation(own, gathered.lengths / (self._weights.avgdl or 1.0))
        self._title = TITLE * (self._idf @ _saturation(self._in_titles(numbers), lengths))
        lengths = gathered.article_lengths / (self._length / self._articles or 1.0)
        self._article = ARTICLE * (self._article_idf() @ _saturation(whole, lengths))
        total: Scores = self._slots.sum(axis=0) + self._title + self._article
        return total

    def explained(self, gathered: TermFrequencies, places: Sequence[int]) -> list[Candidate]:
        """Return the candidates at these places, after `score`, with what makes their scores."""
        alternatives = [self._alternatives(slot, gathered.passage[:, places]) for slot in self._asked.slots]
        bm25 = self._bm25(gathered)
        return [
            Candidate(
                key=int(gathered.keys[place]),
                article=int(gathered.articles[place]),
                bm25=float(bm25[place]),
                parts=ScoreParts(
                    passage=float(self._slots[:, place].sum()),
                    title=float(self._title[place]),
                    article=float(self._article[place]),
                ),
                frequencies=tuple(tuple(rows[:, column].tolist()) for rows in alternatives),
                slots=tuple(self._slots[:, place].tolist()),
            )
            for column, place in enumerate(places)
        ]

    def _bm25(self, gathered: TermFrequencies) -> Scores:
        rows = [self._column[term] for term in self._asked.terms]
        idf = np.array([self._weights.idf.get(term, 0.0) for term in self._asked.terms])
        lengths = gathered.lengths / (self._weights.avgdl or 1.0)
        result: Scores = idf @ _saturation(gathered.passage[rows], lengths)
        return result

    def _alternatives(self, slot: QueryTerm, frequencies: NDArray[Any]) -> Scores:
        """Return how often each alternative stands there: as often as the rarest of its terms."""
        return np.array(
            [frequencies[[self._column[term] for term in one.terms]].min(axis=0) for one in slot.alternatives]
        )

    def _weighted(self, slot: QueryTerm, frequencies: NDArray[Any]) -> Scores:
        """Return how often the slot is met: its alternatives add up, each by its weight."""
        weights = np.array([one.weight for one in slot.alternatives])
        result: Scores = weights @ self._alternatives(slot, frequencies)
        return result

    def _in_titles(self, numbers: Sequence[int]) -> Scores:
        """Return how often each slot is met in the titles of these articles."""
        # A phrase counts in a title by its first term: titles are short, and the terms are in one.
        weight_of: dict[str, list[tuple[int, float]]] = {}
        for row, slot in enumerate(self._asked.slots):
            for one in slot.alternatives:
                weight_of.setdefault(one.terms[0], []).append((row, one.weight))
        met = np.zeros((len(self._asked.slots), len(numbers)))
        for place, number in enumerate(numbers):
            for term in self._titles[number]:
                for row, weight in weight_of.get(term, ()):
                    met[row, place] += weight
        return met

    def _article_idf(self) -> Scores:
        """Return the idf of the slots among articles.

        How many articles hold a word is estimated from the passages that do, as if these were spread at
        random over the articles: counted, it moves nDCG@10 by less than .003 on every set.
        """
        share = np.clip((self._passages + 1) / np.exp(self._idf) / self._passages, 0.0, 1.0)
        per_article = self._passages / self._articles
        holders = np.maximum(self._articles * (1 - (1 - share) ** per_article), 1e-9)
        result: Scores = np.maximum(np.log((self._articles + 1) / holders), 0.0)
        least: Scores = np.minimum(result, self._idf)
        return least


def _saturation(frequencies: Scores, lengths: NDArray[Any]) -> Scores:
    """Return BM25Plus's term factor without its idf; `lengths` are in units of the average."""
    return (K1 + 1) * saturation(frequencies, lengths, 1.0)
