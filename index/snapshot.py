"""One committed state of a library's postings."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np

from index.bm25 import LiveSegment
from index.segments import Segment, term_hash
from index.store import Store


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The segments that count, and the collection's statistics: passages and their length in terms."""

    generation: int
    segments: tuple[LiveSegment, ...]
    passages: int
    length: int
    salt: bytes

    @classmethod
    def load(cls, folder: Path, store: Store) -> Self:
        """Map the segments that the store names, inside the store's transaction."""
        rows = store.segments()
        segments = []
        for row in rows:
            segment = Segment(folder / row.name)
            live = None
            if row.removed:
                live = np.ones(len(segment), bool)
                live[store.removed_docs(row.number)] = False
            segments.append(LiveSegment(segment, live))
        salt = store.meta("salt")
        assert isinstance(salt, bytes)  # noqa: S101  every library is laid out with one
        return cls(
            generation=store.generation(),
            segments=tuple(segments),
            passages=sum(row.passages - row.removed for row in rows),
            length=sum(row.length - row.removed_length for row in rows),
            salt=salt,
        )

    def look_up(
        self, terms: Sequence[str], removed: Callable[[str], int]
    ) -> tuple[dict[str, list[int]], dict[str, int]]:
        """Return each held term's position in each segment (-1: not there), and its document frequency.

        `removed` says how many removed passages hold a term. Terms that no passage holds are left out.
        """
        hashes = np.array([term_hash(term, self.salt) for term in terms], np.uint64)
        columns = [live.segment.find(hashes, terms) for live in self.segments]
        places: dict[str, list[int]] = {}
        frequencies: dict[str, int] = {}
        for index, term in enumerate(terms):
            row = [column[index] for column in columns]
            held = sum(_length(live, place) for live, place in zip(self.segments, row, strict=True))
            frequency = held - removed(term) if held else 0
            if frequency:
                places[term], frequencies[term] = row, frequency
        return places, frequencies


def _length(live: LiveSegment, place: int) -> int:
    if place < 0:
        return 0
    postings = live.segment.postings(place)
    return int(postings.stop) - int(postings.start)
