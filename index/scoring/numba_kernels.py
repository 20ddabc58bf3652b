"""The steps of scoring as functions that numba compiles, for `numba_engine`.

Two bundles go through these functions: `lists` (docs, frequencies, norms, starts, ends, idf * (k1 + 1): what
a term's postings count) and `limits` (slack, samples, worth lifting), which are handed over because compiled
code in the cache would not notice that a constant of another module has changed. Passages are unsigned
numbers: numba checks signed ones for being negative at each use.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
import numpy as np

_NOTHING = np.float32(0.0)

F = TypeVar("F", bound=Callable[..., Any])
# A compiled function is called as it was written, which numba's own types do not say.
_compiled = cast("Callable[[F], F]", numba.njit(nogil=True, cache=True))


@_compiled
def _insert(heap: Any, score: float) -> None:
    """Put a score above the lowest into an ascending run, whose lowest goes; few scores get so far."""
    place = 0
    while place + 1 < len(heap) and heap[place + 1] < score:
        heap[place] = heap[place + 1]
        place += 1
    heap[place] = score


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
            _insert(heap, score)
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
def _whole(lists: Any, doc: int, first: int, score: float) -> float:
    """Return `score` with what the terms from `first` on give to a passage."""
    docs, frequencies, norms, starts, ends, weights = lists
    for term in range(first, len(starts)):
        place = _find(docs, doc, starts[term], ends[term])
        if place < ends[term] and docs[place] == doc:
            counted = np.float32(frequencies[place])
            score += weights[term] * (counted / (norms[doc] + counted))
    return score


@_compiled
def _lifted(lists: Any, samples: int, sums: Any, met: Any, scores: Any, term: int, heap: Any) -> float:
    """Return the k-th best score that is certain: of the best of `met`, with all that later terms give."""
    count = len(met)
    for place in range(count):
        scores[place] = sums[met[place]]
    wanted = min(count, samples * len(heap))
    least = _kth(scores, count, np.empty(wanted))
    whole = np.empty(wanted)
    taken = 0
    for place in range(count):
        if scores[place] >= least and taken < wanted:
            whole[taken] = _whole(lists, met[place], term, scores[place])
            taken += 1
    return _kth(whole, taken, heap)


@_compiled
def _add(lists: Any, term: int, mask: Any, sums: Any, met: Any, count: int) -> int:
    """Add a term's contributions, note in `met` the passages that had nothing before; return their number."""
    docs, frequencies, norms, starts, ends, weights = lists
    inside, counts = docs[starts[term] : ends[term]], frequencies[starts[term] : ends[term]]
    weight = weights[term]
    masked = len(mask) > 0
    for place in range(len(inside)):
        doc = inside[place]
        if masked and not mask[doc]:
            continue
        before = sums[doc]
        # Noted each time and kept when new: a branch here would be guessed wrong too often.
        met[count] = doc
        count += before == _NOTHING
        counted = np.float32(counts[place])
        sums[doc] = before + weight * (counted / (norms[doc] + counted))
    return count


@_compiled
def _add_to_met(lists: Any, term: int, sums: Any, met: Any) -> None:
    """Add a term's contributions to the passages in `met` alone."""
    docs, frequencies, norms, starts, ends, weights = lists
    inside, counts = docs[starts[term] : ends[term]], frequencies[starts[term] : ends[term]]
    weight = weights[term]
    # Finding a passage among postings costs as much as passing over some 30 of them.
    if len(met) * 30 < len(inside):
        for number in range(len(met)):
            doc = met[number]
            place = _find(inside, doc, 0, len(inside))
            if place < len(inside) and inside[place] == doc:
                counted = np.float32(counts[place])
                sums[doc] += weight * (counted / (norms[doc] + counted))
        return
    for place in range(len(inside)):
        doc = inside[place]
        if sums[doc] != _NOTHING:
            counted = np.float32(counts[place])
            sums[doc] += weight * (counted / (norms[doc] + counted))


@_compiled
def collect(lists: Any, limits: Any, bounds: Any, mask: Any, k: int, threshold: float, scratch: Any) -> int:
    """Write the candidates and their scores into `scratch`; return their number."""
    slack, samples, worth_lifting = limits
    sums, met, scores = scratch
    starts, ends = lists[3], lists[4]
    rest = np.cumsum(bounds[::-1])[::-1]
    heap = np.empty(k)
    count = 0
    left = (ends - starts).sum()
    for term in range(len(starts)):
        size = ends[term] - starts[term]
        if count >= k and size > count // 2 and left > worth_lifting:
            lifted = _lifted(lists, samples, sums, met[:count], scores, term, heap)
            threshold = max(threshold, lifted)
        left -= size
        if threshold * (1 - slack) <= rest[term]:
            count = _add(lists, term, mask, sums, met, count)
        else:
            # No other passage can be among the best any more, and not all of these.
            count = _keep(met, sums, count, threshold * (1 - slack) - rest[term])
            _add_to_met(lists, term, sums, met[:count])
    return _best(sums, met, scores, count, heap, threshold, slack)


@_compiled
def _best(sums: Any, met: Any, scores: Any, count: int, heap: Any, threshold: float, slack: float) -> int:
    """Leave the best of `met` and their scores, clear the sums; return how many are left."""
    heap[:] = 0.0
    least = threshold * (1 - slack)
    kept = 0
    for place in range(count):
        doc = met[place]
        score = sums[doc]
        sums[doc] = _NOTHING
        if score < least:
            continue
        met[kept] = doc
        scores[kept] = score
        kept += 1
        if score > heap[0]:
            _insert(heap, score)
            least = max(threshold, heap[0]) * (1 - slack)
    count, kept = kept, 0
    # What came before the k-th best was known.
    for place in range(count):
        if scores[place] >= least:
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
            sums[doc] = _NOTHING
    return kept


@_compiled
def rescore(docs: Any, frequencies: Any, lengths: Any, postings: Any, formula: Any, wanted: Any) -> Any:
    """Return the scores of the passages `wanted`, in double precision, summed in the order of `postings`."""
    starts, ends, idf = postings
    gain, floor, slope = formula
    scores = np.zeros(len(wanted))
    for term in range(len(starts)):
        for number in range(len(wanted)):
            doc = wanted[number]
            place = _find(docs, doc, starts[term], ends[term])
            if place < ends[term] and docs[place] == doc:
                counted = float(frequencies[place])
                # In the order of `numpy_engine`, so that the last bit is the same.
                scores[number] += idf[term] * (counted * gain / (floor + slope * lengths[doc] + counted))
    return scores
