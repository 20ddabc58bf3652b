"""Words of one family: other ways to write a word, and stems that differ in their ending."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis.analyzer import analyze
from index.query.word_families import derived, respelled

SPELLINGS = [
    ("organise", "organize"),
    ("organisations", "organizations"),
    ("colour", "color"),
    ("neighbourhood", "neighborhood"),
    ("theatre", "theater"),
    ("defence", "defense"),
    ("dialogue", "dialog"),
    ("travelling", "traveling"),
    ("analyse", "analyze"),
    ("two", "2"),
    ("children", "child"),
]


@pytest.mark.parametrize(("one", "other"), SPELLINGS)
def test_other_spellings_are_found_both_ways(one: str, other: str) -> None:
    assert other in respelled(one)
    assert one in respelled(other)


@pytest.mark.parametrize(("short", "month"), [("aug", "august"), ("sept", "september")])
def test_months_in_short(short: str, month: str) -> None:
    assert list(respelled(short)) == [month]
    assert month[:3] in respelled(month)


def test_may_is_a_verb_more_often_than_a_month() -> None:
    assert list(respelled("may")) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("history", "historical"), ("economy", "economic"), ("terrorism", "terrorist"), ("engineer", "engine")],
)
def test_the_stemmer_keeps_a_family_apart_and_its_endings_join_it(one: str, other: str) -> None:
    [stem], [wanted] = analyze(one), analyze(other)
    assert stem == wanted or wanted in derived(stem)


@pytest.mark.parametrize("stem", ["gener", "nation", "polit", "5000", "café", "", "us"])
def test_what_is_left_is_never_short(stem: str) -> None:
    assert all(len(other) >= 6 for other in derived(stem))


@given(st.text(st.characters(codec="utf-8"), max_size=16))
def test_no_word_is_its_own_relative_and_none_comes_twice(word: str) -> None:
    found = list(derived(word))
    assert len(set(found)) == len(found)
    assert word not in found
    assert word not in respelled(word)


@given(st.text("abcdefgilmnorst", min_size=4, max_size=14))
def test_a_family_has_one_root(stem: str) -> None:
    for other in derived(stem):
        assert stem[:6] == other[:6]
