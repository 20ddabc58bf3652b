"""Candidates with their scores, and the ranking of all candidates for one question."""

from dataclasses import dataclass

from index.query.builder import Query
from index.scoring.bm25 import Weights


@dataclass(frozen=True, slots=True)
class ScoreParts:
    """The parts of a passage's score, each already weighted."""

    passage: float
    title: float
    article: float
    pairs: float = 0.0
    nearness: float = 0.0

    @property
    def sum(self) -> float:
        """The score."""
        return self.passage + self.title + self.article + self.pairs + self.nearness


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage, by its key in the store, with the parts of its score.

    `bm25` is rank_bm25's score for the question's own terms. `frequencies` says how often each expansion of
    each query term stands in it, title included, `term_scores` what each query term adds to `parts.passage`.
    `terms` are the passage's own, in their order, without the title's; empty when it was not read.
    """

    key: int
    article: int
    bm25: float
    parts: ScoreParts
    frequencies: tuple[tuple[float, ...], ...]
    term_scores: tuple[float, ...]
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ranking:
    """The candidates that were read, best first, and the keys and scores of the `others`, which follow.

    `idf` and `df`, the document frequency, are those of each query term.
    """

    query: Query
    idf: tuple[float, ...]
    df: tuple[int, ...]
    weights: Weights
    read: list[Candidate]
    others: list[tuple[int, float]]

    @property
    def scores(self) -> list[tuple[int, float]]:
        """The keys and scores of all, best first."""
        return [(one.key, one.parts.sum) for one in self.read] + self.others
