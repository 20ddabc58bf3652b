"""How close together the words of a question stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.ranking.proximity import WINDOW, Proximity

SLOT_OF = {"harbour": 0, "port": 0, "bridge": 1, "crack": 2}
IDF = (3.0, 5.0, 7.0)
TERMS = st.lists(st.sampled_from([*SLOT_OF, "the", "of", "other"]), max_size=40)


def pairs(question: str, passage: list[str]) -> float:
    return Proximity(question.split(), SLOT_OF, IDF).measure(passage)[0]


def nearness(question: str, passage: list[str]) -> float:
    return Proximity(question.split(), SLOT_OF, IDF).measure(passage)[1]


@pytest.mark.parametrize(
    ("passage", "weight"),
    [
        ("harbour bridge", 4.0),
        ("port bridge", 4.0),
        ("bridge harbour", 0.0),
        ("harbour of bridge", 0.0),
        ("harbour bridge harbour bridge", 4.0),
        ("crack of harbour bridge", 4.0),
        ("crack of the harbour bridge", 3.5 + 1.5 + 4.0),
        ("", 0.0),
    ],
)
def test_pairs_weigh_the_mean_of_their_words(passage: str, weight: float) -> None:
    # "of the" has no word of the question in it that counts; "crack of" and "the harbour" have one.
    question = "crack of the harbour bridge" if "of the" in passage else "harbour bridge"
    assert pairs(question, passage.split()) == pytest.approx(weight)


def test_a_window_ends_before_its_eleventh_term() -> None:
    near = ["harbour", *["other"] * (WINDOW - 2), "crack"]
    far = ["harbour", *["other"] * (WINDOW - 1), "crack"]
    assert nearness("harbour crack", near) == 10.0
    assert nearness("harbour crack", far) == 7.0


@given(TERMS)
def test_nearness_is_the_best_of_all_windows(terms: list[str]) -> None:
    windows = [terms[start : start + WINDOW] for start in range(len(terms))]
    held = [{SLOT_OF[term] for term in window if term in SLOT_OF} for window in windows]
    best = max((sum(IDF[slot] for slot in slots) for slots in held), default=0.0)
    assert nearness("harbour bridge crack", terms) == pytest.approx(best)


@given(TERMS, TERMS, TERMS)
def test_more_text_takes_nothing_away(question: list[str], terms: list[str], more: list[str]) -> None:
    measured = Proximity(question, SLOT_OF, IDF)
    for less, most in zip(measured.measure(terms), measured.measure(terms + more), strict=True):
        assert most >= less - 1e-9
        assert less >= 0
    assert measured.measure(terms)[1] <= sum(IDF) + 1e-9


@given(TERMS)
def test_a_question_has_all_its_own_pairs(question: list[str]) -> None:
    measured = Proximity(question, SLOT_OF, IDF)
    most, _ = measured.measure(question)
    assert all(measured.measure(other)[0] <= most for other in (question[1:], question[::-1]))
