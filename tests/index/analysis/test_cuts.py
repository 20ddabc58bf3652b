"""Where a sentence that is too long for a passage is cut: places set by hand."""

import pytest

from index.analysis.chunker import _middle_cut, split
from index.analysis.tokens import count_tokens


@pytest.mark.parametrize(
    "marked",
    [
        # A line before a clause before a word, if it stands in the middle third.
        "one two\n|thr; four fi",
        "one two; |three four",
        "one two, three |four five six; seven",
        "one; two three |four; five",
        "one two three |four five",
        "one two, three four, |five six, seven eight",
        "一二三四，|五六七八",
        # Without any of these in the middle, and never before what belongs to the letter before.
        "abcd|efghi",
        "a|b",
        "abcde\u0301|fghi",
        "ab\U0001f44d\U0001f3fd|cd",
        "ab\U0001f468\u200d\U0001f469|cd",
    ],
)
def test_a_long_sentence_is_cut_in_its_middle_at_the_best_kind_of_place(marked: str) -> None:
    text = marked.replace("|", "")
    assert _middle_cut(text, 0, len(text)) == marked.index("|")
    # The same wherever the sentence stands.
    assert _middle_cut(f"Before. {text} After.", 8, 8 + len(text)) == 8 + marked.index("|")


def test_one_character_is_not_cut() -> None:
    assert _middle_cut("a", 0, 1) is None
    assert _middle_cut("abc", 1, 2) is None


def test_a_sentence_is_halved_until_each_part_fits() -> None:
    text = "Short. " + "one two three four; " * 7 + "one two three four. Short."
    parts = [text[start:end] for start, end in split(text, 12)]
    assert parts[0].startswith("Short.")
    assert " ".join(parts) == text
    assert max(map(count_tokens, parts)) <= 12
    assert all(part.endswith((";", ".")) for part in parts)


def test_a_passage_ends_with_the_last_paragraph_that_leaves_it_half_full() -> None:
    one = "The council of Aldmoor met on Monday."
    size = count_tokens(one)
    for before, cut in ((1, 5), (2, 5), (3, 3), (4, 4), (5, 5)):
        # Six sentences where five fit; a paragraph begins behind the first, the second, ...
        text = " ".join([one] * before) + "\n\n" + " ".join([one] * (8 - before))
        start, end = split(text, 5 * size)[0]
        assert (start, text[:end].count(one)) == (0, cut)


def test_two_paragraphs_that_fit_are_one_passage() -> None:
    one = "The council of Aldmoor met on Monday."
    text = f"{one}\n\n{one}"
    size = count_tokens(one)
    assert [tuple(span) for span in split(text, 2 * size)] == [(0, len(text))]
    assert [tuple(span) for span in split(text, 2 * size - 1)] == [(0, len(one)), (len(one) + 2, len(text))]
    assert split("", 9) == split(" \n ", 9) == []
