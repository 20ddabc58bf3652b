"""One committed state of a library's postings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np

from index.bm25 import Weights
from index.scoring import LiveSegment, Question
from index.segment_rows import SegmentRow
from index.segments import Segment, term_hash
from index.store import Store


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The segments that count, and the collection's statistics: passages and their length in terms."""

    generation: int
    rows: tuple[SegmentRow, ...]
    segments: tuple[LiveSegment, ...]
    salt: bytes

    @classmethod
    def load(cls, folder: Path, store: Store, previous: Self | None = None) -> Self:
        """Map the segments that the store names, inside the store's transaction.

        What has not changed since `previous` is taken from there. Raises FileNotFoundError when a merge has
        committed since that transaction began and its sources are gone: begin another.
        """
        rows = tuple(store.segments.all())
        known: dict[SegmentRow, LiveSegment] = {}
        opened: dict[str, Segment] = {}
        if previous:
            known = dict(zip(previous.rows, previous.segments, strict=True))
            opened = {row.name: live.segment for row, live in known.items()}
        segments = [
            known.get(row)
            or LiveSegment(opened.get(row.name) or Segment(folder / row.name), store.segments.live(row))
            for row in rows
        ]
        return cls(store.generation(), rows, tuple(segments), store.salt())

    @property
    def passages(self) -> int:
        """The number of passages that are there still."""
        return sum(row.passages - row.removed for row in self.rows)

    @property
    def length(self) -> int:
        """Their length in terms."""
        return sum(row.length - row.removed_length for row in self.rows)

    def look_up(self, terms: Sequence[str], store: Store) -> Question:
        """Return those of the terms that a passage holds, with what scoring needs of them."""
        hashes = np.array([term_hash(term, self.salt) for term in terms], np.uint64)
        places = np.empty((len(self.segments), len(terms)), np.int64)
        held = np.zeros(len(terms), np.int64)
        for number, live in enumerate(self.segments):
            row = places[number] = live.segment.find(hashes)
            # At -1, offsets[place + 1] is 0 and offsets[place] the number of postings.
            held += np.maximum(live.segment.offsets[row + 1] - live.segment.offsets[row], 0)
        removed = self._removed(terms, store)
        frequencies = {
            term: count - removed.get(term, 0) for term, count in zip(terms, held.tolist(), strict=True)
        }
        present = [position for position, term in enumerate(terms) if frequencies[term]]
        weights = Weights(
            self.passages,
            self.length,
            {terms[position]: frequencies[terms[position]] for position in present},
        )
        if len(present) < len(terms):
            places = places[:, present]
        return Question.of(weights, places)

    def _removed(self, terms: Sequence[str], store: Store) -> Mapping[str, int]:
        numbers = [row.number for row in self.rows if row.removed]
        return store.segments.removed_passages(numbers, terms) if numbers and terms else {}
