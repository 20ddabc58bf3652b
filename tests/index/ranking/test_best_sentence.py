"""Which sentence of a passage is put in bold."""

from hypothesis import given
from hypothesis import strategies as st

from index.model.article import Span
from index.ranking.best_sentence import best_sentence

IDF = (1.0, 2.0, 4.0)
LENGTHS = st.lists(st.integers(1, 80), min_size=2, max_size=8)


def spans(lengths: list[int]) -> list[Span]:
    starts = [sum(lengths[:place]) for place in range(len(lengths))]
    return [Span(start, start + length) for start, length in zip(starts, lengths, strict=True)]


def test_a_passage_of_one_sentence_has_no_best() -> None:
    assert best_sentence(spans([40]), [(3, 0)], IDF) is None


def test_a_passage_without_any_word_of_the_question_has_no_best() -> None:
    assert best_sentence(spans([40, 30]), [], IDF) is None
    assert best_sentence([], [], IDF) is None


def test_the_rarer_word_wins() -> None:
    assert best_sentence(spans([30, 30]), [(2, 0), (32, 2)], IDF) == Span(30, 60)


def test_two_words_win_over_one_said_twice() -> None:
    assert best_sentence(spans([30, 30]), [(2, 1), (9, 1), (32, 1), (40, 0)], IDF) == Span(30, 60)


def test_a_word_counts_for_the_sentence_in_which_it_begins() -> None:
    apart = [Span(5, 15), Span(17, 30)]
    for place, best in ((4, None), (5, 0), (14, 0), (15, None), (16, None), (17, 1), (29, 1), (30, None)):
        assert best_sentence(apart, [(place, 1)], IDF) == (None if best is None else apart[best])


def test_of_two_sentences_with_the_same_word_the_shorter_wins() -> None:
    assert best_sentence(spans([60, 20]), [(2, 1), (62, 1)], IDF) == Span(60, 80)


def test_the_earlier_of_equals_wins() -> None:
    assert best_sentence(spans([30, 30, 30]), [(32, 2), (62, 2)], IDF) == Span(30, 60)


@given(LENGTHS, st.data())
def test_the_best_is_a_sentence_that_holds_a_word_of_the_question(
    lengths: list[int], data: st.DataObject
) -> None:
    places = st.integers(0, sum(lengths) - 1)
    found = data.draw(st.lists(st.tuples(places, st.integers(0, 2)), min_size=1, max_size=9))
    best = best_sentence(spans(lengths), found, IDF)
    assert best in spans(lengths)
    assert best is not None
    assert any(best.start <= place < best.end for place, _ in found)
