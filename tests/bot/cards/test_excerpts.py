"""Cutting passages to their room: at sentence ends, round the best sentence, verbatim."""

from hypothesis import given
from hypothesis import strategies as st
from undo_markdown import unquote

from bot.cards.excerpts import CUT_BEFORE, cut_quote, ending
from bot.cards.markdown import CUT, width
from card_samples import REPORT, SENTENCES, kept, span
from hostile_texts import long_texts, texts
from index import Span


def test_a_text_that_fits_is_whole_and_its_best_sentence_bold() -> None:
    text = "The dam holds. It was built in 1931."
    assert (
        cut_quote(text, 100, span(text, "It was built in 1931."))
        == "> The dam holds. **It was built in 1931.**"
    )
    assert cut_quote(text, 100) == "> The dam holds. It was built in 1931."


def test_a_passage_that_is_one_sentence_is_not_bold_all_over() -> None:
    assert cut_quote("It was built in 1931.", 100, Span(0, 21)) == "> It was built in 1931."


def test_a_long_text_is_cut_at_sentence_ends_round_its_best_sentence() -> None:
    best = SENTENCES[30]
    shown = cut_quote(REPORT, 300, span(REPORT, best))
    assert f"**{best}**" in shown
    assert 200 < width(shown) <= 300
    middle = kept(unquote(shown))
    assert middle in REPORT
    assert middle.startswith("This")
    assert middle.endswith("report.")
    assert SENTENCES[29] in middle


def test_without_a_best_sentence_the_beginning_is_shown() -> None:
    shown = unquote(cut_quote(REPORT, 200))
    assert shown.startswith(SENTENCES[0])
    assert shown.endswith(f"report.{CUT}")


def test_abbreviations_end_no_sentence() -> None:
    text = f"Mr. Smith met Dr. Jones in the U.S. {'and elsewhere ' * 9}on Monday. {REPORT}"
    assert kept(unquote(cut_quote(text, 260))).endswith(("Monday.", "report."))


def test_a_sentence_that_alone_is_too_long_is_cut_at_a_word() -> None:
    shown = unquote(cut_quote("word " * 400, 100))
    assert shown.endswith(f"word{CUT}")
    assert width(shown) <= 100


@given(long_texts, st.integers(40, 500), st.data())
def test_whatever_the_text_a_quote_fits_and_is_verbatim(text: str, room: int, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, max(len(text) - 1, 0)))
    best = Span(start, data.draw(st.integers(start, len(text))))
    shown = cut_quote(text, room, best)
    assert width(shown) <= room
    assert kept(unquote(shown)).strip() in text


@given(texts, st.integers(10, 300))
def test_an_ending_is_verbatim_and_fits(text: str, room: int) -> None:
    end = ending(text, room, lambda one: one)
    assert width(end) <= room
    assert text.endswith(end.removeprefix(CUT_BEFORE))
