"""Places: a button names a passage of its answer, and what no button ever said names none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.citing.passage_place import PassagePlace
from bot.state import AnswerRow, Quoted
from bot.texts.refusal import RefusalError

ROW = AnswerRow(
    id="a" * 12,
    guild=1,
    channel=2,
    asker=3,
    quoted=(Quoted(library="", passage="a#1#7", best=(1, 2)), Quoted(library="main", passage="b#1")),
    page_size=3,
    private=False,
    language="en",
)


@given(st.builds(PassagePlace, st.integers(0, 9999), st.none() | st.integers(-99, 10**17)))
def test_what_was_written_is_read_again(place: PassagePlace) -> None:
    assert PassagePlace.read(str(place)) == place


def test_a_place_names_a_passage_of_the_answer_or_another_one_of_its_article() -> None:
    assert PassagePlace(0).of(ROW) == ROW.quoted[0]
    assert PassagePlace(0, 7).of(ROW) == ROW.quoted[0]
    assert PassagePlace(0, 8).of(ROW) == Quoted(library="", passage="a#1#8")
    assert PassagePlace(1, 2).of(ROW) == Quoted(library="main", passage="b#2")


@pytest.mark.parametrize(
    "argument",
    [
        "",
        "2",
        "x",
        "-1",
        "0.",
        ".1",
        "0.1.2",
        "0.-",
        "0 ",
        "0\n",
        "0:1",
        "٣",
        "9" * 5,
        "0." + "9" * 30,
        "\x00",
    ],
)
def test_what_no_button_says_is_refused(argument: str) -> None:
    with pytest.raises(RefusalError, match=r"refusal\.gone"):
        PassagePlace.read(argument).of(ROW)
