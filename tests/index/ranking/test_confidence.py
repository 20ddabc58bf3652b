"""Whether anything answers: one rule for libraries of any size and questions of any length."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Article, Library
from index.query.builder import Expansion, Query, QueryTerm
from index.ranking.candidate import Candidate, Ranking, ScoreParts
from index.ranking.confidence import THRESHOLD, confidence, passing
from index.scoring.bm25 import Weights

IDF = st.floats(0.01, 14)
# The least that a passage with a word of the question can score is idf of a word in nearly all passages.
SCORES = st.just(0.0) | st.floats(1e-9, 1000)
SIZES = st.integers(1, 5_000_000)
QUESTIONS = st.lists(st.tuples(IDF, st.booleans()), min_size=1, max_size=40)


def ranking(passages: int, question: list[tuple[float, bool]], score: float) -> Ranking:
    """Return a ranking of one passage that scores so much and holds some of the question's words."""
    query_terms = tuple(
        QueryTerm((f"w{number}",), f"w{number}", (Expansion((f"w{number}",), 1.0, "asked", f"w{number}"),))
        for number in range(len(question))
    )
    one = Candidate(
        key=1,
        article=1,
        bm25=score,
        parts=ScoreParts(score, 0.0, 0.0),
        frequencies=tuple((float(held),) for _, held in question),
        term_scores=tuple(idf * held for idf, held in question),
    )
    return Ranking(
        query=Query((), query_terms, ()),
        idf=tuple(idf for idf, _ in question),
        df=(1,) * len(question),
        weights=Weights(passages, 100, {}),
        read=[one],
        others=[],
    )


def sure(passages: int, question: list[tuple[float, bool]], score: float) -> float:
    ranked = ranking(passages, question, score)
    return confidence(ranked.read[0], ranked)


@given(SIZES, QUESTIONS, SCORES, SCORES)
def test_confidence_is_a_share_and_grows_with_the_score(
    passages: int, question: list[tuple[float, bool]], one: float, other: float
) -> None:
    low, high = (sure(passages, question, score) for score in sorted((one, other)))
    assert 0 <= low <= high <= 1


@given(SIZES, QUESTIONS, st.floats(0.01, 1000), st.data())
def test_confidence_grows_with_what_the_passage_holds(
    passages: int, question: list[tuple[float, bool]], score: float, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(question) - 1))
    without, with_ = (
        [*question[:place], (question[place][0], held), *question[place + 1 :]] for held in (False, True)
    )
    assert sure(passages, without, score) <= sure(passages, with_, score)


@given(SIZES, QUESTIONS, st.sampled_from(("nearness", "title")), st.floats(0, 100), st.floats(0, 100))
def test_confidence_grows_with_what_stands_together_and_in_the_title(
    passages: int, question: list[tuple[float, bool]], part: str, one: float, other: float
) -> None:
    ranked = ranking(passages, question, 5.0)
    parts = [replace(ranked.read[0].parts, passage=5.0, **{part: value}) for value in sorted((one, other))]
    low, high = (confidence(replace(ranked.read[0], parts=each), ranked) for each in parts)
    assert low <= high <= 1


def test_a_long_post_is_answered_by_what_says_part_of_it_in_one_place() -> None:
    post = [(6.0, number < 8) for number in range(40)]
    ranked = ranking(10_000, post, 24.0)
    scattered = ranked.read[0]
    together = replace(scattered, parts=replace(scattered.parts, nearness=8.0))
    assert confidence(scattered, ranked) < THRESHOLD < confidence(together, ranked)


@given(SIZES, SIZES, QUESTIONS, st.floats(0.01, 1000))
def test_a_larger_library_asks_for_more(
    one: int, other: int, question: list[tuple[float, bool]], score: float
) -> None:
    small, large = sorted((one, other))
    assert sure(small, question, score) >= sure(large, question, score)


@given(SIZES, QUESTIONS, SCORES)
def test_what_passes_is_what_is_sure_enough(
    passages: int, question: list[tuple[float, bool]], score: float
) -> None:
    ranked = ranking(passages, question, score)
    answers, most = passing(ranked)
    assert most == confidence(ranked.read[0], ranked)
    assert list(answers) == (ranked.read if most >= THRESHOLD else [])


def test_nothing_is_sure_without_candidates_or_without_a_question() -> None:
    assert passing(Ranking(Query((), (), ()), (), (), Weights(0, 0, {}), [], [])) == ([], 0.0)
    assert sure(10, [(0.0, True)], 5.0) == 0.0


def test_a_single_word_that_the_library_holds_is_answered(tmp_path: Path) -> None:
    texts = (
        "The harbour bridge will close on Monday.",
        "Ferries carry pedestrians across the harbour.",
        "Apricots froze in the valleys of the north.",
    )
    with Library.open(tmp_path) as library:
        library.add([Article(text=text) for text in texts])
        for word in {word.strip(".") for text in texts for word in text.split()}:
            answer = library.search(word)
            assert answer.found, word
            assert 0.0 <= answer.confidence <= 1.0


@pytest.mark.parametrize("size", [1, 5, 60])
def test_a_question_about_something_else_is_refused(tmp_path: Path, size: int) -> None:
    with Library.open(tmp_path) as library:
        library.add(
            [
                Article(title=f"Ferry {number}", text=f"Ferry number {number} left the harbour of Aldmoor.")
                for number in range(size)
            ]
        )
        answer = library.search("Which inventor left patents for spinning machines to cotton mills?")
        assert not answer.found
        assert answer.confidence < THRESHOLD
        assert answer.nearest
