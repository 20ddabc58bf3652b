"""The terms around a name, read from a library's passages and remembered while the library stays as it is."""

import threading
from collections.abc import Sequence

import numpy as np

from index.analysis.analyzer import Analyzer
from index.spelling import PASSAGES, context_terms
from index.spelling.name_context import SAME_CONTEXT, ContextTerms, agreement
from index.spelling.variants import SameContext
from index.storage.database import Store
from index.storage.snapshot import Snapshot

# How many passages of a word in one segment are looked at to find some of different articles.
_LOOKED_THROUGH = 1000
# How many words' contexts are remembered.
_REMEMBERED = 512


class NameContexts:
    """The context terms of one library's words. Safe to share between threads."""

    def __init__(self, analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        self._lock = threading.Lock()
        self._generation = -1
        self._known: dict[str, ContextTerms] = {}

    def judge(self, snapshot: Snapshot, store: Store) -> SameContext:
        """Return a check whether two words stand in the same context, for one state of the library."""

        def same(one: str, other: str) -> bool:
            return agreement(self._of(one, snapshot, store), self._of(other, snapshot, store)) >= SAME_CONTEXT

        return same

    def _of(self, word: str, snapshot: Snapshot, store: Store) -> ContextTerms:
        with self._lock:
            if self._generation != snapshot.generation or len(self._known) >= _REMEMBERED:
                self._known, self._generation = {}, snapshot.generation
            known = self._known
        if word not in known:
            known[word] = self._read(word, snapshot, store)
        return known[word]

    def _read(self, word: str, snapshot: Snapshot, store: Store) -> ContextTerms:
        term = next(iter(self._analyzer.analyze(word)), "")
        texts = store.scoring_texts.readable_texts(_holders(term, snapshot, store))
        passages = [self._analyzer.analyze(texts[key]) for key in sorted(texts)]
        near = sorted({one for terms in passages for one in terms})
        held = dict(zip(near, snapshot.find(near, store).passages.tolist(), strict=True))
        return context_terms(term, passages, held.__getitem__, snapshot.passages)


def _holders(term: str, snapshot: Snapshot, store: Store) -> Sequence[int]:
    """Return the keys of up to `PASSAGES` passages that hold the term, each of another article."""
    keys: list[int] = []
    [places] = snapshot.find([term], store).places.T.tolist() or [[]]
    for live, place in zip(snapshot.segments, places, strict=True):
        if place < 0 or len(keys) >= PASSAGES:
            continue
        start, end = live.segment.offsets[place : place + 2].tolist()
        docs = live.segment.docs[start : min(end, start + _LOOKED_THROUGH)]
        if live.live is not None:
            docs = docs[live.live[docs]]
        _, first = np.unique(live.segment.articles[docs], return_index=True)
        keys += live.segment.keys[docs[np.sort(first)]].tolist()
    return keys[:PASSAGES]
