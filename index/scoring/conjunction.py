"""Finds the articles that hold all of some terms, wherever in them."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.scoring.statistics import look_up
from index.storage.database import Store
from index.storage.segment_file import LiveSegment
from index.storage.snapshot import Snapshot


def articles_with_all(snapshot: Snapshot, store: Store, terms: Sequence[str]) -> list[int]:
    """Return the numbers of the articles that hold every one of the terms, ascending."""
    question = look_up(snapshot, terms, store)
    if not terms or len(question.weights.idf) < len(terms):
        return []
    found = [
        _in_segment(live, places)
        for live, places in zip(snapshot.segments, question.places, strict=True)
        if (places >= 0).all()
    ]
    return sorted({number for numbers in found for number in numbers.tolist()})


def _in_segment(live: LiveSegment, places: NDArray[np.int64]) -> NDArray[np.int64]:
    segment = live.segment
    runs = [segment.docs[segment.offsets[place] : segment.offsets[place + 1]] for place in places.tolist()]
    # The rarest first: what it leaves is little.
    runs.sort(key=len)
    kept: NDArray[np.int64] | None = None
    for docs in runs:
        there = docs if live.live is None else docs[live.live[docs]]
        articles = segment.articles[there]
        kept = np.unique(articles) if kept is None else kept[np.isin(kept, articles)]
        if not len(kept):
            break
    return np.empty(0, np.int64) if kept is None else kept.astype(np.int64)
