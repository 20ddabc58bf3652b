"""Finds the k best passages for a question, reading only the postings that can matter.

Terms are taken in the order of what they can give, the greatest first (MaxScore: Turtle and Flood, "Query
evaluation: strategies and optimizations", 1995). Once the k-th best passage has more than all remaining terms
together can give, no further passage is looked at: the remaining terms, which are the common ones, are only
looked up for the passages that can still reach the top k. These are then scored anew, term by term in
the order of the question, so that neither the order of evaluation nor the way in which passages are spread
over segments moves the last bit of a score.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from index.scoring.bm25 import Weights
from index.storage.segment_file import Ints, LiveSegment, Segment

Docs = NDArray[np.int64]
Scores = NDArray[np.float64]
# Sums in another order differ by some 1e-16 of their value; nothing within this share is cut off early.
SLACK = 1e-9
# The threshold is lifted by scoring the best SAMPLES * k passages so far in full, before a term with more
# postings than WORTH_LIFTING is taken.
SAMPLES = 3
WORTH_LIFTING = 30_000


@dataclass(frozen=True, slots=True)
class TermQuery:
    """A BM25 query: the terms of a question that some passage holds.

    `weights.idf` names them, in the order of the question, as `idf` has their values; `places`, a row a
    segment and a column a term, says where each stands in each segment, or -1.
    """

    weights: Weights
    places: Ints
    idf: Scores

    @classmethod
    def of(cls, weights: Weights, places: Ints) -> "TermQuery":
        """Return the query of the terms in `weights`, with their idf as an array in their order."""
        return cls(weights, places, np.fromiter(weights.idf.values(), np.float64, places.shape[1]))


class Formula(NamedTuple):
    """The numbers of BM25Plus that are the same for all terms: norm(length) = floor + slope * length."""

    gain: float
    floor: float
    slope: float

    @classmethod
    def of(cls, weights: Weights) -> "Formula":
        """Return k1 + 1, k1 * (1 - b) and k1 * b / avgdl."""
        average = weights.avgdl or 1.0
        return cls(weights.k1 + 1, weights.k1 * (1 - weights.b), weights.k1 * weights.b / average)


class Postings(NamedTuple):
    """The postings of a question's terms in one segment: an entry of each array is a term.

    The arrays are where its postings start and end, its idf, and an upper bound of what one of them scores.
    """

    starts: Ints
    ends: Ints
    idf: Scores
    bounds: Scores


class Engine(Protocol):
    """Computes scores: `numpy_engine` or, with the extra `fast`, `numba_engine`, with the same results."""

    def collect(
        self, segment: Segment, postings: Postings, formula: Formula, mask: NDArray[np.bool_] | None,
        k: int, threshold: float,
    ) -> tuple[Docs, Scores]:  # fmt: skip
        """Return the passages that may be among the k best, with approximate scores.

        Passages below `threshold` or outside `mask` are left out.
        """
        ...

    def rescore(self, segment: Segment, postings: Postings, formula: Formula, docs: Docs) -> Scores:
        """Return the scores of `docs`, summed in the order of `postings`."""
        ...


def top(
    segments: Sequence[LiveSegment], question: TermQuery, k: int, engine: Engine, articles: Ints | None = None
) -> list[tuple[int, float]]:
    """Return the keys and scores of the `k` best passages: best first, equal scores by key.

    Only passages with at least one of the terms are returned. `articles`, ascending, restricts them to
    those articles.
    """
    if k < 1 or not question.places.size:
        return []
    formula = Formula.of(question.weights)
    found: list[tuple[Segment, Postings, Docs, Scores]] = []
    scores = np.empty(0)
    threshold = 0.0
    # The largest first: it gives the highest threshold to all that follow.
    for number in sorted(range(len(segments)), key=lambda index: -len(segments[index].segment)):
        live = segments[number]
        postings = _postings(live.segment, question, number)
        if not len(postings.starts):
            continue
        order = (-postings.bounds).argsort(kind="stable")
        by_bound = Postings(*(array[order] for array in postings))  # type: ignore[arg-type]
        docs, about = engine.collect(live.segment, by_bound, formula, _mask(live, articles), k, threshold)
        if len(docs):
            found.append((live.segment, postings, docs, about))
            scores = np.concatenate((scores, about)) if len(scores) else about
            threshold = max(threshold, kth_best(scores, k))
    rows: list[tuple[float, int]] = []
    for segment, postings, docs, about in found:
        best = docs[about >= threshold * (1 - SLACK)]
        exact = engine.rescore(segment, postings, formula, best)
        rows.extend(zip((-exact).tolist(), segment.keys[best].tolist(), strict=True))
    rows.sort()
    return [(key, -score) for score, key in rows[:k]]


def _mask(live: LiveSegment, articles: Ints | None) -> NDArray[np.bool_] | None:
    if articles is None:
        return live.live
    allowed = np.isin(live.segment.articles, articles)
    return allowed if live.live is None else allowed & live.live


def _postings(segment: Segment, question: TermQuery, number: int) -> Postings:
    """Return the terms that the segment holds, in the order of the question."""
    places, idf = question.places[number], question.idf
    held = places >= 0
    if not held.all():
        places, idf = places[held], idf[held]
    segment.refuse_damaged(places)
    return Postings(
        starts=segment.offsets[places],
        ends=segment.offsets[places + 1],
        idf=idf,
        bounds=question.weights.bounds(idf, segment.bounds[places], segment.average),
    )


def kth_best(scores: Scores, k: int) -> float:
    """Return the k-th highest score, or 0 when there are fewer."""
    if len(scores) < k:
        return 0.0
    return float(np.partition(scores, len(scores) - k)[len(scores) - k])
