"""The evaluation of `scoring` compiled by numba: the same steps, the same results.

Needs the extra `fast`. The first use in a process costs half a second to load numba, and some seconds more
when the compiled code is not in its cache yet; `engines` therefore loads this in the background.
"""

import threading
from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
import numpy as np
from numpy.typing import NDArray

from index.scoring import SAMPLES, SLACK, WORTH_LIFTING, Docs, Formula, Postings, Scores
from index.segments import Segment

# Finding a passage among postings costs as much as passing over so many of them.
LOOK_UP_COST = 30
F = TypeVar("F", bound=Callable[..., Any])
# A compiled function is called as it was written, which numba's own types do not say.
_compiled = cast("Callable[[F], F]", numba.njit(nogil=True, cache=True))
_NO_MASK = np.empty(0, np.bool_)


@_compiled
def _kth(scores: Any, count: int, heap: Any) -> float:
    """Return the len(heap)-th highest of the first `count` scores; `heap` is scratch."""
    k = len(heap)
    for position in range(k):
        heap[position] = scores[position]
    heap.sort()
    lowest: float = heap[0]
    for position in range(k, count):
        score = scores[position]
        if score > lowest:
            # A sorted run of k: insertion is cheap because few scores get here.
            place = 0
            while place + 1 < k and heap[place + 1] < score:
                heap[place] = heap[place + 1]
                place += 1
            heap[place] = score
            lowest = heap[0]
    return lowest


@_compiled
def _find(docs: Any, doc: int, low: int, high: int) -> int:
    """Return the first place in docs[low:high] with at least `doc`."""
    while low < high:
        middle = (low + high) >> 1
        if docs[middle] < doc:
            low = middle + 1
        else:
            high = middle
    return low


@_compiled
def _lifted(
    docs: Any, frequencies: Any, lengths: Any, starts: Any, ends: Any, idf: Any,
    gain: float, floor: float, slope: float, sums: Any, met: Any, scores: Any, term: int, heap: Any,
) -> float:  # fmt: skip
    """Return the k-th best score that is certain: of the best of `met`, with all that later terms give."""
    count = len(met)
    for place in range(count):
        scores[place] = sums[met[place]]
    wanted = min(count, SAMPLES * len(heap))
    least = _kth(scores, count, np.empty(wanted))
    whole = np.empty(wanted)
    taken = 0
    for place in range(count):
        if scores[place] >= least and taken < wanted:
            whole[taken] = scores[place] + _later(
                docs, frequencies, lengths, starts, ends, idf, gain, floor, slope, met[place], term
            )
            taken += 1
    return _kth(whole, taken, heap)


@_compiled
def _later(
    docs: Any, frequencies: Any, lengths: Any, starts: Any, ends: Any, idf: Any,
    gain: float, floor: float, slope: float, doc: int, first: int,
) -> float:  # fmt: skip
    """Return what the terms from `first` on give to a passage, in their order."""
    score = 0.0
    for term in range(first, len(starts)):
        place = _find(docs, doc, starts[term], ends[term])
        if place < ends[term] and docs[place] == doc:
            counted = float(frequencies[place])
            score += idf[term] * (counted * gain / (floor + slope * lengths[doc] + counted))
    return score


@_compiled
def _add(
    docs: Any, frequencies: Any, lengths: Any, weight: float, gain: float, floor: float, slope: float,
    mask: Any, sums: Any, met: Any, count: int,
) -> int:  # fmt: skip
    """Add a term's contributions, note in `met` the passages that had nothing before; return their number."""
    masked = len(mask) > 0
    for place in range(len(docs)):
        doc = docs[place]
        if masked and not mask[doc]:
            continue
        counted = float(frequencies[place])
        before = sums[doc]
        if before == 0.0:
            met[count] = doc
            count += 1
        sums[doc] = before + weight * (counted * gain / (floor + slope * lengths[doc] + counted))
    return count


@_compiled
def _add_to_met(
    docs: Any, frequencies: Any, lengths: Any, weight: float, gain: float, floor: float, slope: float,
    sums: Any, met: Any,
) -> None:  # fmt: skip
    """Add a term's contributions to the passages in `met` alone."""
    if len(met) * LOOK_UP_COST < len(docs):
        for number in range(len(met)):
            doc = met[number]
            place = _find(docs, doc, 0, len(docs))
            if place < len(docs) and docs[place] == doc:
                counted = float(frequencies[place])
                sums[doc] += weight * (counted * gain / (floor + slope * lengths[doc] + counted))
        return
    for place in range(len(docs)):
        doc = docs[place]
        if sums[doc] != 0.0:
            counted = float(frequencies[place])
            sums[doc] += weight * (counted * gain / (floor + slope * lengths[doc] + counted))


@_compiled
def _collect(
    docs: Any, frequencies: Any, lengths: Any, starts: Any, ends: Any, idf: Any, bounds: Any,
    gain: float, floor: float, slope: float, mask: Any, k: int, threshold: float,
    sums: Any, met: Any, scores: Any,
) -> int:  # fmt: skip
    """Leave the candidates in `met` and their scores in `scores`; return their number."""
    rest = np.cumsum(bounds[::-1])[::-1]
    heap = np.empty(k)
    count = 0
    for term in range(len(starts)):
        start, end = starts[term], ends[term]
        if count >= k and end - start > count // 2 and end - start > WORTH_LIFTING:
            lifted = _lifted(
                docs, frequencies, lengths, starts, ends, idf, gain, floor, slope, sums, met[:count],
                scores, term, heap,
            )  # fmt: skip
            threshold = max(threshold, lifted)
        if threshold * (1 - SLACK) <= rest[term]:
            count = _add(
                docs[start:end], frequencies[start:end], lengths, idf[term], gain, floor, slope, mask,
                sums, met, count,
            )  # fmt: skip
        else:
            # No other passage can be among the best any more, and not all of these.
            count = _keep(met, sums, count, threshold * (1 - SLACK) - rest[term])
            _add_to_met(
                docs[start:end],
                frequencies[start:end],
                lengths,
                idf[term],
                gain,
                floor,
                slope,
                sums,
                met[:count],
            )
    for place in range(count):
        scores[place] = sums[met[place]]
        sums[met[place]] = 0.0
    if count >= k:
        threshold = max(threshold, _kth(scores, count, heap))
    kept = 0
    for place in range(count):
        if scores[place] >= threshold * (1 - SLACK):
            met[kept] = met[place]
            scores[kept] = scores[place]
            kept += 1
    return kept


@_compiled
def _keep(met: Any, sums: Any, count: int, least: float) -> int:
    """Forget the passages whose sums are below `least`; return how many are left."""
    kept = 0
    for place in range(count):
        doc = met[place]
        if sums[doc] >= least:
            met[kept] = doc
            kept += 1
        else:
            sums[doc] = 0.0
    return kept


@_compiled
def _rescore(
    docs: Any, frequencies: Any, lengths: Any, starts: Any, ends: Any, idf: Any,
    gain: float, floor: float, slope: float, wanted: Any,
) -> Any:  # fmt: skip
    scores = np.empty(len(wanted))
    for number in range(len(wanted)):
        scores[number] = _later(
            docs, frequencies, lengths, starts, ends, idf, gain, floor, slope, wanted[number], 0
        )
    return scores


class NumbaEngine:
    """The evaluation in compiled code; threads run side by side."""

    def __init__(self) -> None:
        self._local = threading.local()

    def collect(
        self, segment: Segment, postings: Postings, formula: Formula, mask: NDArray[np.bool_] | None,
        k: int, threshold: float,
    ) -> tuple[Docs, Scores]:  # fmt: skip
        """See `scoring.Engine.collect`."""
        sums, met, scores = self._scratch(len(segment))
        try:
            count = _collect(
                segment.docs, segment.frequencies, segment.lengths,
                postings.starts, postings.ends, postings.idf, postings.bounds,
                formula.gain, formula.floor, formula.slope, _NO_MASK if mask is None else mask,
                k, threshold, sums, met, scores,
            )  # fmt: skip
        except BaseException:
            # Interrupted between adding and clearing: nobody must meet these sums again.
            del self._local.scratch
            raise
        return met[:count].astype(np.int64), scores[:count].copy()

    def rescore(self, segment: Segment, postings: Postings, formula: Formula, docs: Docs) -> Scores:
        """See `scoring.Engine.rescore`."""
        result: Scores = _rescore(
            segment.docs, segment.frequencies, segment.lengths, postings.starts, postings.ends, postings.idf,
            formula.gain, formula.floor, formula.slope, docs,
        )  # fmt: skip
        return result

    def _scratch(self, size: int) -> tuple[Scores, NDArray[np.int32], Scores]:
        """Return this thread's sums, all zero, and room for as many passages and scores."""
        scratch: tuple[Scores, NDArray[np.int32], Scores] | None = getattr(self._local, "scratch", None)
        if scratch is None or len(scratch[0]) < size:
            scratch = self._local.scratch = (np.zeros(size), np.empty(size, np.int32), np.empty(size))
        return scratch
