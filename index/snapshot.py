"""One committed state of a library's postings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np

from index.scoring import LiveSegment
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

    def look_up(self, terms: Sequence[str], store: Store) -> tuple[dict[str, list[int]], dict[str, int]]:
        """Return each held term's position in each segment (-1: not there), and its document frequency.

        Terms that no passage holds are left out.
        """
        hashes = np.array([term_hash(term, self.salt) for term in terms], np.uint64)
        columns = [live.segment.find(hashes, terms) for live in self.segments]
        removed = self._removed(terms, store)
        places: dict[str, list[int]] = {}
        frequencies: dict[str, int] = {}
        for term, *row in zip(terms, *columns, strict=True):
            held = sum(
                int(live.segment.offsets[place + 1] - live.segment.offsets[place])
                for live, place in zip(self.segments, row, strict=True)
                if place >= 0
            )
            if held > removed.get(term, 0):
                places[term], frequencies[term] = row, held - removed.get(term, 0)
        return places, frequencies

    def _removed(self, terms: Sequence[str], store: Store) -> Mapping[str, int]:
        numbers = [row.number for row in self.rows if row.removed]
        return store.segments.removed_passages(numbers, terms) if numbers and terms else {}
