"""Segments made by hand: where terms and passages stand, and which postings are refused."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.model.errors import DamageError
from index.storage.segment_file import Segment, runs, term_hash


@dataclass
class Made:
    """What a segment of four passages says of two terms: which hold them, and how often."""

    docs: tuple[int, ...] = (0, 3, 1, 2)
    frequencies: tuple[int, ...] = (1, 2, 1, 9)
    offsets: tuple[int, ...] = (0, 2, 4)

    def segment(self) -> Segment:
        made: Any = object.__new__(Segment)
        made.path = Path("made.segment")
        made._article_starts = made._sound = None
        made.keys = np.array([10, 20, 30, 40], np.int64)
        made.articles = np.array([5, 5, 6, 7], np.int64)
        made.hashes = np.array([100, 200], np.uint64)
        made.offsets = np.array(self.offsets, np.int64)
        made.docs = np.array(self.docs, np.int32)
        made.frequencies = np.array(self.frequencies, np.uint8)
        made.text_offsets = np.array([0, 3, 7], np.int64)
        made.text = np.frombuffer(b"fograin", np.uint8)
        segment: Segment = made
        return segment


BOTH = np.array([0, 1])


def test_sound_postings_are_let_through_again_and_again() -> None:
    segment = Made().segment()
    segment.refuse_damaged(BOTH)
    segment.refuse_damaged(BOTH)


@pytest.mark.parametrize(
    "made",
    [
        Made(docs=(0, 4, 1, 2)),  # there is no fifth passage
        Made(docs=(-1, 3, 1, 2)),
        Made(docs=(3, 0, 1, 2)),
        Made(docs=(3, 3, 1, 2)),
        Made(docs=(0, 3, 1, 4)),
        Made(frequencies=(0, 2, 1, 9)),
        Made(frequencies=(1, 2, 1, 0)),
        Made(offsets=(0, 2, 5)),
        Made(offsets=(0, 2, 2)),
        Made(offsets=(0, 3, 2)),
        Made(offsets=(-1, 2, 4)),
    ],
    ids=str,
)
def test_postings_that_do_not_fit_are_refused_each_time(made: Made) -> None:
    segment = made.segment()
    for _ in range(2):
        with pytest.raises(DamageError, match=r"made\.segment is damaged: a word's postings"):
            segment.refuse_damaged(BOTH)


def test_what_is_not_asked_for_refuses_nothing() -> None:
    Made(docs=(0, 3, 1, 4)).segment().refuse_damaged(np.array([0]))


def test_terms_and_passages_are_found_or_are_not_there() -> None:
    segment = Made().segment()
    wanted = np.array([50, 100, 150, 200, 250], np.uint64)
    assert segment.find(wanted).tolist() == [-1, 0, -1, 1, -1]
    assert segment.positions([5, 10, 25, 40, 45]) == [-1, 0, -1, 3, -1]
    assert [segment.spelling(place) for place in (0, 1)] == ["fog", "rain"]
    assert segment.article_starts.tolist() == [0, 2, 3]
    assert len(segment) == 4
    segment.hashes = np.empty(0, np.uint64)
    assert segment.find(wanted).tolist() == [-1] * 5


def test_runs_count_from_where_each_begins() -> None:
    assert runs(np.array([7, 0, 3]), np.array([2, 3, 0])).tolist() == [7, 8, 0, 1, 2]
    assert runs(np.array([5, 9, 1]), np.array([1, 0, 2])).tolist() == [5, 1, 2]


def test_another_salt_files_a_term_elsewhere() -> None:
    assert term_hash("fog", b"a" * 16) != term_hash("fog", b"b" * 16)
    assert term_hash("fog", b"a" * 16) != term_hash("frog", b"a" * 16)
    assert 0 <= term_hash("fog", b"a" * 16) < 2**64
