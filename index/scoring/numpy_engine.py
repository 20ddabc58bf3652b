"""Scores passages in numpy, one call a term."""

import threading
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.scoring.top_k import SAMPLES, SLACK, WORTH_LIFTING, Docs, Formula, Postings, Scores, kth_best
from index.storage.segment_file import Segment


class NumpyEngine:
    """The engine of every process until numba's is loaded, and where it is not installed."""

    def __init__(self) -> None:
        self._local = threading.local()

    def collect(
        self, segment: Segment, postings: Postings, formula: Formula, mask: NDArray[np.bool_] | None,
        k: int, threshold: float,
    ) -> tuple[Docs, Scores]:  # fmt: skip
        """See `top_k.Engine.collect`."""
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
        keep = scores >= max(threshold, kth_best(scores, k)) * (1 - SLACK)
        return met[keep].astype(np.int64), scores[keep]

    def rescore(self, segment: Segment, postings: Postings, formula: Formula, docs: Docs) -> Scores:
        """See `top_k.Engine.rescore`."""
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
    return kth_best(whole, k)


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
    posting_docs = segment.docs[start:end]
    places = np.searchsorted(posting_docs, docs.astype(np.int32, copy=False))
    places[places == len(posting_docs)] = 0
    held = posting_docs[places] == docs
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
