"""Passages that say the same: one hit, and none is lost."""

import random
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Article, Library
from index.ranking.candidate import Candidate, ScoreParts
from index.ranking.dedup import DIFFERENT, FIRST, diverse, group_duplicates, label_order

WIRE = (
    "The harbour bridge of Aldmoor will close on Monday for repairs that may take nine weeks, the city said. "
    "Engineers found cracks in four of its steel cables during an inspection in January. "
    "Ferries will carry pedestrians across the bay every twenty minutes until the work is done."
)
OWN_WORDS = (
    "Drivers in Aldmoor face two months of detours: the bridge must close, inspectors ruled, because repairs "
    "to damaged cables can wait no longer. A boat service is planned for people on foot."
)
BRIDGE = "When does the Aldmoor bridge close for repairs?"
PLACES = st.lists(st.integers(0, 4), max_size=9)


def ranked(number: int, text: str, article: int = 0) -> Candidate:
    return Candidate(number, article, 0.0, ScoreParts(9.0 - number, 0.0, 0.0), (), (), tuple(text.split()))


def of_articles(articles: list[int]) -> list[Candidate]:
    """Return passages of these articles that have nothing in common."""
    return [ranked(place, f"x{place} y{place}", article) for place, article in enumerate(articles)]


@given(st.lists(st.lists(st.sampled_from("abcde"), max_size=12).map(" ".join), max_size=10))
def test_folding_loses_no_passage_and_keeps_the_order(texts: list[str]) -> None:
    passages = [ranked(place, text) for place, text in enumerate(texts)]
    groups = group_duplicates(passages)
    assert sorted(one.key for group in groups for one in group.members) == list(range(len(texts)))
    firsts = [group.members[0].key for group in groups]
    assert firsts == sorted(firsts)
    assert all(group.members == sorted(group.members, key=lambda one: one.key) for group in groups)


@given(PLACES)
def test_no_article_takes_more_than_its_share_while_others_answer(articles: list[int]) -> None:
    groups = group_duplicates(of_articles(articles))
    shown = diverse(groups)
    assert sorted(group.members[0].key for group in shown) == list(range(len(articles)))
    order = [group.members[0].article for group in shown]
    for place, article in enumerate(order[:FIRST]):
        most = 1 if place < DIFFERENT else 2
        before = Counter(order[:place])
        if before[article] >= most:
            assert all(before[other] >= most for other in order[place:])


def test_the_best_stays_first_and_equals_in_their_order() -> None:
    order = [group.members[0].key for group in diverse(group_duplicates(of_articles([1, 1, 2, 1, 3, 2, 4])))]
    assert order == [0, 2, 4, 1, 5, 3, 6]


def test_an_article_comes_twice_before_it_comes_three_times() -> None:
    order = [group.members[0].article for group in diverse(group_duplicates(of_articles([1, 1, 1, 2, 2, 3])))]
    assert order == [1, 2, 3, 1, 2, 1]


@pytest.mark.parametrize("seed", range(5))
def test_a_near_copy_folds(seed: int) -> None:
    chance = random.Random(seed)
    words = WIRE.split()
    changed = words.copy()
    for place in chance.sample(range(len(words)), 2):
        changed[place] = f"other{place}"
    for copy in (changed, words[12:], [*["ALDMOOR", "Meridian", "Press"], *words], words[:-12]):
        assert len(group_duplicates([ranked(0, WIRE), ranked(1, " ".join(copy))])) == 1


def test_reports_of_one_event_in_their_own_words_stay_apart() -> None:
    assert len(group_duplicates([ranked(0, WIRE), ranked(1, OWN_WORDS)])) == 2


def test_the_best_labelled_copy_comes_first_then_the_first_published() -> None:
    bare = Article(text=WIRE)
    late = Article(text=WIRE, title="Bridge", outlet="Courier", published="2026-03-05")
    early = Article(text=WIRE, title="Bridge", outlet="Wire", published="2026-03-04")
    assert sorted((bare, late, early), key=label_order) == [early, late, bare]


def test_of_copies_labelled_alike_a_dated_one_comes_first() -> None:
    undated = Article(text=WIRE, title="Bridge", outlet="Courier")
    dated = Article(text=WIRE, title="Bridge", published="2026-03-05")
    assert label_order(dated) < label_order(undated) < label_order(Article(text=WIRE, title="Bridge"))


def test_a_hit_names_other_articles_that_say_the_same(tmp_path: Path) -> None:
    outlets = ("Aldmoor Courier", "Northern Wire", "Bay Herald")
    with Library.open(tmp_path) as library:
        for day, outlet in enumerate(outlets, start=4):
            text = WIRE if day != 5 else f"ALDMOOR (Meridian Press) - {WIRE}"
            library.add([Article(title="Bridge", outlet=outlet, published=f"2026-03-0{day}", text=text)])
        library.add([Article(title="Detours", outlet="Drivers' Weekly", text=OWN_WORDS)])
        first, *others = library.search(BRIDGE, 5).hits
        assert first.passage.article.outlet == "Aldmoor Courier"
        assert {one.article.outlet for one in first.also_in} == {"Northern Wire", "Bay Herald"}
        assert [hit.passage.article.outlet for hit in others] == ["Drivers' Weekly"]
        assert all(one.article.id != first.passage.article.id for one in first.also_in)


def test_a_passage_repeated_in_its_own_article_is_in_no_other(tmp_path: Path) -> None:
    with Library.open(tmp_path, passage_tokens=60) as library:
        library.add([Article(title="Bridge", text=f"{WIRE}\n\n{WIRE}")])
        hits = library.search(BRIDGE, 5).hits
        assert hits
        assert all(hit.also_in == () for hit in hits)
