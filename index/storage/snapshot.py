"""A snapshot: the segments and statistics of one commit, and the postings of terms in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np

from index.spelling.vocabulary import Vocabularies
from index.storage.database import Store
from index.storage.segment_file import Ints, LiveSegment, Segment, term_hash
from index.storage.segments_table import SegmentRow


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The segments of one commit, and the collection's statistics: articles, passages, length in terms."""

    generation: int
    articles: int
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
            or LiveSegment(
                opened.get(row.name) or Segment(folder / row.name, row.checksum), store.segments.live(row)
            )
            for row in rows
        ]
        return cls(store.generation(), store.articles.count(), rows, tuple(segments), store.salt())

    @property
    def vocabularies(self) -> Vocabularies:
        """The vocabularies of all segments, words of removed passages included."""
        return Vocabularies([live.segment.vocabulary for live in self.segments])

    @property
    def passages(self) -> int:
        """The number of passages that are not removed."""
        return sum(row.passages - row.removed for row in self.rows)

    @property
    def length(self) -> int:
        """The length of these passages in terms."""
        return sum(row.length - row.removed_length for row in self.rows)

    def find(self, terms: Sequence[str], store: Store) -> "TermPostings":
        """Return the postings of the terms: where each stands in each segment, and its document frequency."""
        hashes = np.array([term_hash(term, self.salt) for term in terms], np.uint64)
        places = np.empty((len(self.segments), len(terms)), np.int64)
        held = np.zeros(len(terms), np.int64)
        for number, live in enumerate(self.segments):
            row = places[number] = live.segment.find(hashes)
            # At -1, offsets[place + 1] is 0 and offsets[place] the number of postings.
            held += np.maximum(live.segment.offsets[row + 1] - live.segment.offsets[row], 0)
        numbers = [row.number for row in self.rows if row.removed]
        if numbers and len(terms):
            removed = store.segments.removed_passages(numbers, terms)
            held -= [removed.get(term, 0) for term in terms]
        return TermPostings(tuple(terms), places, held)


@dataclass(frozen=True, slots=True)
class TermPostings:
    """The postings of some terms in one state of a library.

    `places`, a row a segment and a column a term, says where each stands in each segment, or -1; `passages`
    how many hold it.
    """

    terms: tuple[str, ...]
    places: Ints
    passages: Ints

    def only(self, wanted: Sequence[int]) -> "TermPostings":
        """Return the postings of the terms at these positions."""
        chosen = list(wanted)
        return TermPostings(
            tuple(self.terms[one] for one in chosen), self.places[:, chosen], self.passages[chosen]
        )

    def and_(self, other: "TermPostings") -> "TermPostings":
        """Return the postings of both, these first."""
        return TermPostings(
            self.terms + other.terms,
            np.hstack((self.places, other.places)),
            np.concatenate((self.passages, other.passages)),
        )
