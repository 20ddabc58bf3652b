"""Sentences as a person cuts them: here `|` was set by hand, and no splitter was asked."""

import random
from pathlib import Path

import pytest

from index import Article, Library
from index.analysis.chunker import split
from index.analysis.sentences import _without_rows_of_marks, sentences, with_paragraphs
from index.analysis.tokens import count_tokens

CUT_BY_HAND = {
    "plain": "The bridge was shut.| Nobody crossed it.| Ferries sailed instead.",
    "question and cry": "Who shut the bridge?| Nobody knew!| The mayor was asleep.",
    "title of a person": "Mr. Brandt met Dr. Tarrow on Monday.| They spoke for an hour.",
    "number": "The cable weighs 3.5 tonnes.| It cost 1,200.75 crowns.",
    "initials": "J. R. Tolland wrote the report.| It has nine pages.",
    "quotation": "“We shut it,” said the mayor.| “It was cracked.”",
    "wrapped": "The bridge was\nshut on Monday.\n|Nobody crossed it.",
    "paragraphs": "One paragraph ends here.\n\n|Another begins.| And goes on.",
    "blanks": "  The bridge was shut.   |  Nobody crossed it.  ",
    "one": "The bridge was shut",
    "address": "Read www.courier.example for more.| It is free.",
}


def by_hand(marked: str) -> tuple[str, list[str]]:
    return marked.replace("|", ""), [one.strip() for one in marked.split("|")]


@pytest.mark.parametrize("marked", CUT_BY_HAND.values(), ids=CUT_BY_HAND)
def test_sentences_as_a_hand_cuts_them(marked: str) -> None:
    text, expected = by_hand(marked)
    spans = sentences(text)
    assert [text[start:end] for start, end in spans] == expected
    assert [tuple(span) for span in spans] == sorted(tuple(span) for span in spans)


def test_spans_are_places_in_the_text() -> None:
    assert [tuple(one) for one in sentences("He left. She stayed.\n\nWhy?")] == [(0, 8), (9, 20), (22, 26)]
    assert list(with_paragraphs("He left. She stayed.\nWhy?", "en")) == [
        (0, 8, True), (9, 20, False), (21, 25, True),
    ]  # fmt: skip


@pytest.mark.parametrize("before", [3_950, 3_990, 4_000, 4_010, 2_990, 3_010])
def test_a_sentence_over_the_end_of_a_window_stays_whole(before: int) -> None:
    sentence = "The crew of the harbour boat tied it to the pier. "
    filler = sentence * (before // len(sentence)) + "x" * (before % len(sentence)) + ". "
    told = "Nobody on the island of Torvik had ever seen a bridge of such a length or weight."
    text = f"{filler}{told} It was over."
    found = [text[start:end] for start, end in sentences(text)]
    assert found[-2:] == [told, "It was over."]
    assert found[: before // len(sentence)] == [sentence.strip()] * (before // len(sentence))


@pytest.mark.parametrize("over", ["", " It was over.", "\n\nIt was over."])
@pytest.mark.parametrize("told", ["Then " + "boat " * 2500 + "sank.", "Then\n" + "boats\n" * 2500 + "sank."])
def test_a_sentence_of_several_windows_is_one_sentence(told: str, over: str) -> None:
    text = f"Ten men left. {told}{over}"
    expected = [(0, 13, True), (14, 14 + len(told), False)]
    if over:
        expected.append((len(text) - len("It was over."), len(text), over.startswith("\n")))
    assert list(with_paragraphs(text, "en")) == expected


def test_letters_without_any_blank_are_one_sentence() -> None:
    assert [tuple(one) for one in sentences("Ten men left. " + "x" * 9_000)] == [(0, 13), (14, 9_014)]


@pytest.mark.parametrize("blank", [" ", "\n"])
@pytest.mark.parametrize("letters", [2_999, 3_000, 3_001, 4_000])
def test_blanks_that_fill_the_last_window_end_a_sentence(letters: int, blank: str) -> None:
    for blanks in (1, 1_000, 5_000):
        assert [tuple(one) for one in sentences("x" * letters + blank * blanks)] == [(0, letters)]


@pytest.mark.parametrize("before", range(2_200, 4_100, 100))
def test_what_is_quoted_stays_whole_wherever_a_window_ends(before: int) -> None:
    quoted = "“" + "It sank. " * 80 + "So it was,” he said."
    filler = "Boats left. " * (before // 12)
    found = [tuple(one) for one in sentences(f"{filler}{quoted} It was over.")]
    assert found[-2] == (len(filler), len(filler) + len(quoted))
    assert len(found) == before // 12 + 2


@pytest.mark.parametrize("seed", range(12))
def test_sentences_of_a_long_text_lie_where_they_were_put(seed: int) -> None:
    chance = random.Random(seed)
    told = [
        "Mr. Brandt met Dr. Tarrow on Monday.",
        "“Shut it now,” said the mayor of Torvik, who had not slept.",
        "Nobody crossed the bridge!",
        "The cable of " + "very " * 80 + "strong steel weighs 3.5 tonnes.",
    ]
    text, expected, between = "", [], "\n\n"
    while len(text) < 30_000:
        one = chance.choice(told)
        text += between if text else ""
        expected.append((len(text), len(text) + len(one), "\n" in between))
        text += one
        between = chance.choice([" ", " ", " ", "  ", "\n", "\n\n"])
    assert list(with_paragraphs(text, "en")) == expected


def test_only_a_paragraph_with_too_many_marks_loses_them() -> None:
    marks = "“ " * 501
    text = f"“We saw. It sank,” he said.\n\n{marks}\n\n“We saw. It sank,” he said. “Over.”"
    found = [text[start:end] for start, end in sentences(text)]
    assert found == ["“We saw. It sank,” he said.", marks.strip(), "“We saw. It sank,” he said.", "“Over.”"]


@pytest.mark.parametrize(
    ("window", "in_row", "seen", "goes_on"),
    [
        ("“" * 501 + "\n\n“a”", False, "-" * 501 + "\n\n“a”", False),
        ("“a”\n\n" + "“" * 501, False, "“a”\n\n" + "-" * 501, True),
        ("“" * 500 + "\n\n“a", False, "“" * 500 + "\n\n“a", False),
        ("“" * 500, False, "“" * 500, False),
        # It began in the window before.
        ("“a”\n\n“b”", True, "-a”\n\n“b”", False),
        ("“a”", True, "-a”", True),
    ],
    ids=range(6),
)
def test_marks_go_from_paragraphs_that_have_too_many(
    window: str,
    in_row: bool,  # noqa: FBT001
    seen: str,
    goes_on: bool,  # noqa: FBT001
) -> None:
    assert _without_rows_of_marks(window, in_row) == (seen, goes_on)


def test_a_passage_holds_as_many_whole_sentences_as_fit() -> None:
    parts = [
        "The bridge was shut on Monday.",
        "Nobody crossed it that day.",
        "Ferries sailed every twenty minutes.",
        "They cost nothing at all.",
        "The mayor was pleased.",
    ]
    text = " ".join(parts)
    first_two = count_tokens(parts[0]) + count_tokens(parts[1])
    found = [text[start:end] for start, end in split(text, first_two)]
    assert found[0] == " ".join(parts[:2])
    assert all(any(one.startswith(part) for part in parts) for one in found)
    assert all(any(one.endswith(part) for part in parts) for one in found)
    assert " ".join(found) == text
    # One token less, and the second sentence no longer fits.
    assert text[slice(*split(text, first_two - 1)[0])] == parts[0]


def test_passages_of_a_library_begin_and_end_with_sentences_set_by_hand(tmp_path: Path) -> None:
    lines = [f"Mr. Brandt of boat {number} paid 3.5 crowns to Dr. Tarrow on Monday." for number in range(40)]
    with Library.open(tmp_path, passage_tokens=60) as library:
        library.add([Article(id="a", text=" ".join(lines))])
        passages = [one.text for one in library.passages("a")]
    assert len(passages) > 5
    starts, ends = {line[:30] for line in lines}, {line[-30:] for line in lines}
    assert all(one[:30] in starts and one[-30:] in ends for one in passages)
    assert " ".join(passages) == " ".join(lines)
