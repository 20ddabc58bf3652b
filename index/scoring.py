"""The best passages for a question, touching only the postings that can matter.

Terms are taken in the order of what they can give, the greatest first (MaxScore: Turtle and Flood, "Query
evaluation: strategies and optimizations", 1995). Once the k-th best passage has more than all remaining terms
together can give, no further passage is looked at: the remaining terms, which are the common ones, are only
looked up for the passages that can still reach the top k. These are then scored anew, term by term in
the order of the question, so that neither the order of evaluation nor the way in which passages are spread
over segments moves the last bit of a score.
"""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.bm25 import Weights
from index.segments import Ints, Segment

Docs = NDArray[np.int64]
Scores = NDArray[np.float64]
# Sums in another order differ by some 1e-16 of their value; nothing within this share is cut off early.
SLACK = 1e-9
# The threshold is lifted by scoring the best SAMPLES * k passages so far in full, before a term with more
# postings than WORTH_LIFTING is taken.
SAMPLES = 3
WORTH_LIFTING = 1000


@dataclass(frozen=True, slots=True)
class LiveSegment:
    """A segment as one snapshot sees it: `live` is False for removed passages, None when there are none."""

    segment: Segment
    live: NDArray[np.bool_] | None


@dataclass(frozen=True, slots=True)
class Formula:
    """The numbers of BM25Plus that are the same for all terms: see `Weights`."""

    gain: float
    floor: float
    slope: float

    @classmethod
    def of(cls, weights: Weights) -> "Formula":
        """Return k1 + 1, and norm(length) = floor + slope * length."""
        average = weights.avgdl or 1.0
        return cls(weights.k1 + 1, weights.k1 * (1 - weights.b), weights.k1 * weights.b / average)


@dataclass(frozen=True, slots=True)
class Postings:
    """The question's terms in one segment, those that can give most first.

    A row of each array a term: where its postings start and end, its idf, and what no posting exceeds.
    """

    starts: Ints
    ends: Ints
    idf: Scores
    bounds: Scores


class Engine(Protocol):
    """Two ways to compute the same: numpy's here, numba's in `fast`."""

    def collect(
        self, segment: Segment, postings: Postings, formula: Formula, mask: NDArray[np.bool_] | None,
        k: int, threshold: float,
    ) -> tuple[Docs, Scores]:  # fmt: skip
        """Return the passages that may be among the k best, and about their scores.

        Passages below `threshold` or outside `mask` are left out.
        """
        ...

    def rescore(self, segment: Segment, postings: Postings, formula: Formula, docs: Docs) -> Scores:
        """Return the scores of `docs`, summed in the order of `postings`."""
        ...


def top(
    segments: Sequence[LiveSegment],
    weights: Weights,
    places: Mapping[str, Sequence[int]],
    k: int,
    engine: Engine,
    articles: Ints | None = None,
) -> list[tuple[int, float]]:
    """Return the keys and scores of the `k` best passages: best first, equal scores by key.

    `places` names each term's position in each segment, -1 where it does not occur; only passages with at
    least one of the terms are returned. `articles`, ascending, restricts them to those articles.
    """
    if k < 1 or not places:
        return []
    formula = Formula.of(weights)
    found: list[tuple[int, Docs]] = []
    scores = np.empty(0)
    threshold = 0.0
    # The largest first: it gives the highest threshold to all that follow.
    for number in sorted(range(len(segments)), key=lambda index: -len(segments[index].segment)):
        live = segments[number]
        terms = {term: row[number] for term, row in places.items() if row[number] >= 0}
        if not terms:
            continue
        postings = _by_bound(live.segment, weights, terms)
        docs, about = engine.collect(live.segment, postings, formula, _mask(live, articles), k, threshold)
        if len(docs):
            found.append((number, docs))
            scores = np.concatenate((scores, about))
            threshold = max(threshold, _kth(scores, k))
    rows: list[tuple[float, int]] = []
    taken = 0
    for number, docs in found:
        about = scores[taken : taken + len(docs)]
        taken += len(docs)
        docs = docs[about >= threshold * (1 - SLACK)]  # noqa: PLW2901
        segment = segments[number].segment
        terms = {term: row[number] for term, row in places.items() if row[number] >= 0}
        exact = engine.rescore(segment, _in_order(segment, weights, terms), formula, docs)
        rows.extend(zip((-exact).tolist(), segment.keys[docs].tolist(), strict=True))
    rows.sort()
    return [(key, -score) for score, key in rows[:k]]


def _mask(live: LiveSegment, articles: Ints | None) -> NDArray[np.bool_] | None:
    if articles is None:
        return live.live
    allowed = np.isin(live.segment.articles, articles)
    return allowed if live.live is None else allowed & live.live


def _in_order(segment: Segment, weights: Weights, terms: Mapping[str, int]) -> Postings:
    places = np.fromiter(terms.values(), np.int64, len(terms))
    return Postings(
        starts=segment.offsets[places],
        ends=segment.offsets[places + 1],
        idf=np.array([weights.idf[term] for term in terms]),
        bounds=np.array(
            [
                weights.bound(term, greatest, segment.average)
                for term, greatest in zip(terms, segment.bounds[places].tolist(), strict=True)
            ]
        ),
    )


def _by_bound(segment: Segment, weights: Weights, terms: Mapping[str, int]) -> Postings:
    plain = _in_order(segment, weights, terms)
    order = np.argsort(-plain.bounds, kind="stable")
    return Postings(plain.starts[order], plain.ends[order], plain.idf[order], plain.bounds[order])


def _kth(scores: Scores, k: int) -> float:
    """Return the k-th highest score, or 0 when there are fewer."""
    if len(scores) < k:
        return 0.0
    return float(np.partition(scores, len(scores) - k)[len(scores) - k])


class NumpyEngine:
    """The evaluation in numpy, one call a term."""

    def __init__(self) -> None:
        self._local = threading.local()

    def collect(
        self, segment: Segment, postings: Postings, formula: Formula, mask: NDArray[np.bool_] | None,
        k: int, threshold: float,
    ) -> tuple[Docs, Scores]:  # fmt: skip
        """See `Engine.collect`."""
        sums = self._sums(len(segment))
        rest = np.append(np.cumsum(postings.bounds[::-1])[::-1], 0.0).tolist()
        sizes = (postings.ends - postings.starts).tolist()
        met = np.empty(0, np.int32)
        try:
            for term, size in enumerate(sizes):
                if len(met) >= k and size > len(met) // 2 and size > WORTH_LIFTING:
                    threshold = max(threshold, _lifted(segment, postings, formula, sums, met, k, term))
                if threshold * (1 - SLACK) <= rest[term]:
                    met = np.concatenate((met, _add(segment, postings, term, formula, mask, sums)))
                    continue
                # No other passage can be among the best any more, and not all of these.
                keep = sums[met] >= threshold * (1 - SLACK) - rest[term]
                sums[met[~keep]] = 0.0
                met = met[keep]
                sums[met] += _look_up(segment, postings, term, formula, met)
            scores = sums[met]
            sums[met] = 0.0
        except BaseException:
            # Interrupted between adding and clearing: nobody must meet these sums again.
            del self._local.sums
            raise
        keep = scores >= max(threshold, _kth(scores, k)) * (1 - SLACK)
        return met[keep].astype(np.int64), scores[keep]

    def rescore(self, segment: Segment, postings: Postings, formula: Formula, docs: Docs) -> Scores:
        """See `Engine.rescore`."""
        scores = np.zeros(len(docs))
        for number in range(len(postings.starts)):
            scores += _look_up(segment, postings, number, formula, docs)
        return scores

    def _sums(self, size: int) -> Scores:
        """Return this thread's sums, all zero, for at least `size` passages."""
        sums: Scores | None = getattr(self._local, "sums", None)
        if sums is None or len(sums) < size:
            sums = self._local.sums = np.zeros(size)
        return sums


def _lifted(
    segment: Segment,
    postings: Postings,
    formula: Formula,
    sums: Scores,
    met: NDArray[np.int32],
    k: int,
    term: int,
) -> float:
    """Return the k-th best score that is certain: of the best so far, with all that later terms give them."""
    so_far = sums[met]
    wanted = min(len(met), SAMPLES * k)
    best = np.argpartition(so_far, len(met) - wanted)[len(met) - wanted :]
    whole = so_far[best]
    docs = met[best]
    for later in range(term, len(postings.starts)):
        whole += _look_up(segment, postings, later, formula, docs)
    return _kth(whole, k)


def _add(
    segment: Segment,
    postings: Postings,
    number: int,
    formula: Formula,
    mask: NDArray[np.bool_] | None,
    sums: Scores,
) -> NDArray[np.int32]:
    """Add a term's contributions to the sums and return the passages that had nothing before."""
    inside = slice(int(postings.starts[number]), int(postings.ends[number]))
    docs, frequencies = segment.docs[inside], segment.frequencies[inside]
    if mask is not None:
        keep = mask[docs]
        docs, frequencies = docs[keep], frequencies[keep]
    before = sums[docs]
    sums[docs] = before + _contributions(segment, postings.idf[number], formula, docs, frequencies)
    new: NDArray[np.int32] = docs[before == 0.0]
    return new


def _look_up(
    segment: Segment, postings: Postings, number: int, formula: Formula, docs: NDArray[Any]
) -> Scores:
    """Return what a term gives to each of `docs`; 0 where it does not occur."""
    start, end = int(postings.starts[number]), int(postings.ends[number])
    holders = segment.docs[start:end]
    places = np.searchsorted(holders, docs.astype(np.int32, copy=False))
    places[places == len(holders)] = 0
    held = holders[places] == docs
    scores = np.zeros(len(docs))
    scores[held] = _contributions(
        segment, postings.idf[number], formula, docs[held], segment.frequencies[start:end][places[held]]
    )
    return scores


def _contributions(
    segment: Segment, idf: float, formula: Formula, docs: NDArray[Any], frequencies: NDArray[Any]
) -> Scores:
    # float64 first: the smallest integer types would overflow.
    counted = frequencies.astype(np.float64)
    norms = formula.floor + formula.slope * segment.lengths[docs]
    scores: Scores = idf * (counted * formula.gain / (norms + counted))
    return scores


NUMPY = NumpyEngine()
