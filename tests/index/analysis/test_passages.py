import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis.chunker import split
from index.analysis.sentences import sentences
from index.analysis.tokens import count_tokens

WORDS = st.sampled_from(
    [
        "The",
        "minister",
        "said",
        "Dr.",
        "Smith",
        "left.",
        "Why?",
        "“Never!”",
        "U.S.",
        "5,000",
        "\n\n",
        "\n",
        "例文。",
        "😀",
    ]
)
PROSE = st.lists(WORDS, max_size=300).map(" ".join)
TEXTS = st.one_of(st.text(max_size=400), PROSE, st.text(alphabet="ab .\n", max_size=2000))


@given(TEXTS, st.integers(1, 60))
def test_passages_are_in_order_apart_and_lose_nothing_but_blanks(text: str, budget: int) -> None:
    spans = split(text, budget)
    kept, last = [], 0
    for start, end in spans:
        assert last <= start < end
        assert not text[last:start].strip()
        assert text[start:end] == text[start:end].strip()
        kept.append(text[start:end])
        last = end
    assert not text[last:].strip()
    assert bool(kept) == bool(text.strip())


@given(TEXTS, st.integers(1, 60))
def test_only_a_sentence_that_alone_exceeds_the_budget_is_cut(text: str, budget: int) -> None:
    bounds = sentences(text)
    edges = {edge for span in split(text, budget) for edge in span}
    for start, end in bounds:
        if count_tokens(text[start:end]) <= budget:
            assert not [edge for edge in edges if start < edge < end]


@given(TEXTS, st.integers(1, 60))
def test_sentences_of_a_passage_fit_the_budget_together(text: str, budget: int) -> None:
    bounds = sentences(text)
    for start, end in split(text, budget):
        inside = [count_tokens(text[low:high]) for low, high in bounds if start <= low and high <= end]
        # A character may take more tokens than a small budget has.
        assert sum(inside) <= budget or len(inside) == 1


def test_a_passage_ends_with_a_paragraph_where_possible() -> None:
    sentence = "The council met on Monday and spoke at length about the harbor wall. "
    text = (sentence * 4).strip() + "\n\n" + (sentence * 4).strip()
    size = count_tokens(sentence)
    first, *_ = split(text, size * 6)
    assert text[first.end :].startswith("\n\n")


def test_a_long_text_without_sentences_is_cut_between_words() -> None:
    text = "word " * 5000
    pieces = [text[start:end] for start, end in split(text, 200)]
    assert all(set(piece.split()) == {"word"} for piece in pieces)
    assert max(map(count_tokens, pieces)) <= 200


def test_joined_emoji_stay_whole() -> None:
    family = "👨\u200d👩\u200d👧"
    for start, end in split(family * 400, 200):
        assert (family * 400)[start:end] == family * ((end - start) // len(family))


def test_special_tokens_of_the_vocabulary_are_plain_text() -> None:
    assert count_tokens("<|endoftext|>") > 1


@pytest.mark.parametrize("budget", [0, -1])
def test_a_budget_without_room_is_refused(budget: int) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        split("Text.", budget)


def test_rows_of_quotation_marks_without_partners_cost_no_square() -> None:
    ordinary = "“Why?” she asked. “Because.”\n\n"
    text = ordinary + "“ ' « " * 100_000 + "The end. Nobody answered."
    began = time.process_time()
    found = sentences(text)
    assert time.process_time() - began < 5
    assert found[: len(sentences(ordinary))] == sentences(ordinary)
    assert [text[start:end] for start, end in found][-1] == "Nobody answered."
