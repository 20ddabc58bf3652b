"""What became of a run of characters: no old word is lost, and what is new stands in the new text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Kind
from index.text.difference import difference

TEXTS = st.lists(
    st.sampled_from(["Boats", "left.", "late", "No one", "saw. ", "it\n", "港", "。", "?!"])
).map(" ".join)
MARKS = {Kind.SAME: "{}", Kind.GONE: "-{}-", Kind.NEW: "+{}+"}


@given(TEXTS, TEXTS, st.data())
def test_the_old_words_are_whole_and_the_new_ones_are_of_the_new_text(
    old: str, new: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(old)))
    end = data.draw(st.integers(start, len(old)))
    pieces = difference(old, new, start, end)
    assert "".join(one.text for one in pieces if one.kind is not Kind.NEW) == old[start:end]
    assert all(one.text in new for one in pieces if one.kind is not Kind.GONE or not one.text)
    whole = difference(old, new, 0, len(old))
    if old:
        told = "".join(one.text for one in whole if one.kind is not Kind.GONE)
        assert told in new or told.split() == new.split()


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("Two boats sank.", "Two boats sank.", "Two boats sank."),
        ("Two boats sank.", "Nine boats sank.", "-Two -+Nine +boats sank."),
        ("It rained. Two boats sank. All slept.", "It rained. All slept.", "-Two boats sank. -"),
        ("They will lower fares.", "They will not lower fares.", "They will +not +lower fares."),
    ],
)
def test_only_what_differs_is_marked(old: str, new: str, shown: str) -> None:
    start, end = (11, 27) if "rained" in old else (0, len(old))
    assert "".join(MARKS[one.kind].format(one.text) for one in difference(old, new, start, end)) == shown


def test_long_texts_cost_no_square() -> None:
    # Without its bound this takes minutes.
    old, new = ("word " * 40_000 + "a.", "word " * 39_000 + "b.")
    pieces = difference(old, new, 0, 100)
    assert "".join(one.text for one in pieces if one.kind is not Kind.NEW) == old[:100]
