"""Values made by hand at either side of each threshold: of confidence, and of what says the same."""

import math
from dataclasses import replace

import pytest

from index.query.builder import Expansion, Query, QueryTerm
from index.ranking.candidate import Candidate, Ranking, ScoreParts
from index.ranking.confidence import _logistic, confidence, passing
from index.ranking.dedup import DuplicateGroup, group_duplicates
from index.scoring.bm25 import Weights

# ln(1,096 + 1) is 7.0003: what one rare word weighs.
PASSAGES = 1_096
UNIT = math.log(PASSAGES + 1)


def ranked(held: int, of: int, score: float, *, nearness: float = 0.0, title: float = 0.0) -> Ranking:
    """Return the ranking of one passage that holds so many of as many words of equal weight."""
    slots = tuple(
        QueryTerm((f"w{n}",), f"w{n}", (Expansion((f"w{n}",), 1.0, "asked", f"w{n}"),)) for n in range(of)
    )
    parts = ScoreParts(score - nearness - title, title, 0.0, 0.0, nearness)
    counts = tuple((float(number < held),) for number in range(of))
    one = Candidate(1, 1, score, parts, counts, ())
    return Ranking(Query((), slots, ()), (5.0,) * of, (1,) * of, Weights(PASSAGES, 100, {}), [one], [])


def sure(ranking: Ranking) -> float:
    return confidence(ranking.read[0], ranking)


def odds(value: float) -> float:
    return math.log(value / (1 - value))


@pytest.mark.parametrize(
    ("held", "of", "score", "expected"),
    [
        # -5.7 + 9 * share + 1.2 * score / unit - .3 * unit, where the unit is 7.0003
        (4, 4, UNIT, -5.7 + 9 + 1.2 - 2.1001),
        (3, 4, 2 * UNIT, -5.7 + 6.75 + 2.4 - 2.1001),
        (1, 4, UNIT, -5.7 + 2.25 + 1.2 - 2.1001),
    ],
)
def test_confidence_as_a_hand_finds_it(held: int, of: int, score: float, expected: float) -> None:
    # A post that nothing echoes adds exp(-7) to the odds.
    assert odds(sure(ranked(held, of, score))) == pytest.approx(
        math.log(math.exp(expected) + math.exp(-7.0)), abs=1e-3
    )


def test_a_post_is_sure_by_what_stands_together_and_by_its_title() -> None:
    near = odds(sure(ranked(0, 40, 1.0, nearness=0.7)))
    # -7 + 11 * .7 / 7.0003, and the short question's -5.7 + 1.2 / 7.0003 - 2.1001
    assert near == pytest.approx(math.log(math.exp(-5.9) + math.exp(-7.6287)), abs=1e-3)
    titled = odds(sure(ranked(0, 40, 1.0, title=0.7)))
    assert titled == pytest.approx(math.log(math.exp(-6.65) + math.exp(-7.6287)), abs=1e-3)


@pytest.mark.parametrize(
    ("held", "score", "answers"),
    [
        # Of five words four: -5.7 + 7.2 + 1.2 * s - 2.1001 is about 0 for s = .5 units.
        (4, 0.55 * UNIT, True),
        (4, 0.45 * UNIT, False),
        # Three: it takes 2 units.
        (3, 2.05 * UNIT, True),
        (3, 1.95 * UNIT, False),
    ],
)
def test_what_answers_is_about_as_likely_as_not(held: int, score: float, *, answers: bool) -> None:
    ranking = ranked(held, 5, score)
    assert bool(passing(ranking)[0]) == answers
    # No more than a hair from the middle, so that another threshold would part them elsewhere.
    assert abs(sure(ranking) - 0.5) < 0.02


def test_half_of_a_name_of_two_words_answers_and_a_third_of_three_words_does_not() -> None:
    weak = 0.1
    assert sure(ranked(1, 2, weak)) == 0.5
    assert sure(ranked(1, 1, weak)) >= 0.5
    assert sure(ranked(2, 3, weak)) < 0.5
    lesser = replace(ranked(1, 2, weak), idf=(4.9, 5.1))
    assert confidence(lesser.read[0], lesser) < 0.5
    assert len(passing(ranked(1, 2, weak))[0]) == 1


def test_confidence_ends_at_nothing_and_at_certain() -> None:
    assert sure(ranked(4, 4, 0.0)) == 0.0
    assert sure(ranked(0, 0, UNIT)) == 0.0
    assert sure(ranked(4, 4, 1e6 * UNIT)) == 1.0
    assert 0 < sure(ranked(0, 40, 1e-9)) < 0.01
    assert _logistic(0.0) == 0.5
    assert _logistic(-1e6) < 1e-300
    # The odds of both cases add up.
    assert odds(_logistic(1.0, 2.0)) == pytest.approx(math.log(math.e + math.e**2))


# What says the same


def group(*words: str) -> DuplicateGroup:
    one = Candidate(1, 1, 0.0, ScoreParts(1.0, 0.0, 0.0), (), (), words)
    return DuplicateGroup([one], frozenset(words))


def words(name: str, number: int) -> tuple[str, ...]:
    return tuple(f"{name}{place}" for place in range(number))


@pytest.mark.parametrize(("common", "alone", "same"), [(7, 3, True), (69, 31, False), (70, 30, True)])
def test_seven_terms_of_ten_are_the_same(common: int, alone: int, *, same: bool) -> None:
    # The terms of one stand in turned order in the other, so that no run is common.
    shared = words("s", common)
    one = group(*shared)
    other = group(*reversed(shared), *words("o", alone))
    assert one.matches(other) == same
    assert other.matches(one) == same


@pytest.mark.parametrize(("common", "same"), [(13, True), (12, False)])
def test_two_runs_of_six_in_five_are_the_same(common: int, *, same: bool) -> None:
    # 25 terms make 20 runs; 13 neighbours make 8 of them, which is .4, and 12 make 7.
    shared = words("s", common)
    one = group(*shared, *words("a", 25 - common))
    other = group(*words("b", 40), *shared)
    assert one.matches(other) == same
    assert other.matches(one) == same


def test_a_run_has_six_terms() -> None:
    assert group(*words("a", 8)).runs == frozenset(
        {words("a", 8)[0:6], words("a", 8)[1:7], words("a", 8)[2:8]}
    )
    assert group(*words("a", 5)).runs == frozenset()


def test_a_group_is_joined_by_what_the_best_of_it_says() -> None:
    texts = (words("s", 10), (*words("s", 8), "x", "y"), (*words("s", 4), *words("o", 6)))
    passages = [
        Candidate(n, n, 0.0, ScoreParts(9.0 - n, 0.0, 0.0), (), (), text) for n, text in enumerate(texts)
    ]
    # The second is one with the first by runs (3 of 5); the third with neither.
    assert [[one.key for one in part.members] for part in group_duplicates(passages)] == [[0, 1], [2]]
