"""A merge by hand: every posting that is there still, whatever the size of the pieces that it works in."""

from collections import Counter
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from index import Article, Library
from index.storage.segment_file import Segment
from index.upkeep import merged_postings, merger

# Words that are their own terms.
TEXTS = {
    "a": "fog fog rain",
    "b": "rain snow",
    "c": "fog mist mist mist",
    "d": "hail",
    "e": "snow snow fog rain hail",
    "f": "storm mist",
}


def postings_of(segment: Segment) -> dict[str, dict[int, int]]:
    """Return what a segment holds: by term, the passages' articles with how often it stands there."""
    found = {}
    for place in range(len(segment.hashes)):
        inside = slice(*segment.offsets[place : place + 2].tolist())
        articles = segment.articles[segment.docs[inside]].tolist()
        found[segment.spelling(place)] = dict(
            zip(articles, segment.frequencies[inside].tolist(), strict=True)
        )
    return found


@pytest.mark.parametrize("at_once", [1, 2, 3, 5, 2_000_000])
@pytest.mark.parametrize("removed", [[], ["a"], ["b", "d", "f"]])
def test_a_merge_keeps_each_posting_that_is_there_still(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int, removed: list[str]
) -> None:
    monkeypatch.setattr(merged_postings, "_AT_ONCE", at_once)
    with Library.open(tmp_path) as library:
        monkeypatch.setattr(library._merger, "wake", lambda **_: None)
        for pair in ("ab", "c", "de", "f"):
            library.add(Article(id=name, text=TEXTS[name]) for name in pair)
        numbers = {name: number for number, name in enumerate(TEXTS, start=1)}
        if removed:
            library.remove(removed)
        assert merger.merge_once(library._folder, whole=True)
        with library._folder.reading() as store:
            [row] = store.segments.all()
        segment = Segment(tmp_path / "segments" / row.name)
        assert list(library.check()) == []
    left = {name: Counter(TEXTS[name].split()) for name in TEXTS if name not in removed}
    expected: dict[str, dict[int, int]] = {}
    for name, counts in left.items():
        for term, count in counts.items():
            expected.setdefault(term, {})[numbers[name]] = count
    assert postings_of(segment) == expected
    assert segment.lengths.tolist() == [sum(counts.values()) for counts in left.values()]
    assert segment.articles.tolist() == [numbers[name] for name in left]
    assert segment.average == pytest.approx(np.mean(segment.lengths))
    assert (row.passages, row.length, row.removed) == (len(left), int(segment.lengths.sum()), 0)
    # Each bound is what the term's greatest posting reaches, with k1 = 1.2 and b = 0.75.
    for place in range(len(segment.hashes)):
        inside = slice(*segment.offsets[place : place + 2].tolist())
        counted = segment.frequencies[inside].astype(float)
        norms = 1.2 * (0.25 + 0.75 * segment.lengths[segment.docs[inside]] / segment.average)
        assert segment.bounds[place] == pytest.approx(max(counted / (counted + norms)), rel=1e-5)


@pytest.mark.parametrize(
    ("counts", "pieces"),
    [
        ([2, 3, 1, 4, 9, 1], [(0, 2), (2, 4), (4, 5), (5, 6)]),
        ([9, 9], [(0, 1), (1, 2)]),
        ([1, 1, 1, 1, 1, 1], [(0, 5), (5, 6)]),
        ([0, 0], [(0, 2)]),
        ([], []),
    ],
)
def test_a_piece_has_no_more_postings_than_are_held_at_once_or_one_term(
    monkeypatch: pytest.MonkeyPatch, counts: list[int], pieces: list[tuple[int, int]]
) -> None:
    monkeypatch.setattr(merged_postings, "_AT_ONCE", 5)
    assert list(merged_postings._ranges(np.array(counts, np.int64))) == pieces


def test_words_leave_with_the_last_passage_that_holds_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Library.open(tmp_path) as library:
        monkeypatch.setattr(library._merger, "wake", lambda **_: None)
        library.add([Article(id="a", text="Tarrow spoke."), Article(id="b", text="Velling spoke.")])
        library.add([Article(id="c", text="Tarrow left.")])
        library.remove(["b"])
        assert merger.merge_once(library._folder, whole=True)
        with library._folder.reading() as store:
            [row] = store.segments.all()
        words = Segment(tmp_path / "segments" / row.name).vocabulary
    text, ends = words.text.tobytes(), words.text_offsets.tolist()
    held = {text[start:end].decode(): place for place, (start, end) in enumerate(pairwise(ends))}
    assert set(held) == {"tarrow", "spoke", "left"}
    assert words.passages[held["tarrow"]] == words.capitals[held["tarrow"]] == 2
