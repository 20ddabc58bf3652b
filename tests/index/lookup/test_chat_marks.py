"""Marks of a chat undone; what a message quotes, whatever marks it wears; the bot's own cards copied back."""

import pytest
from hypothesis import given

from bot.cards.markdown import escape, quote, subtext
from hostile_texts import texts
from index import plain_message, quotes_in
from index.lookup.chat_marks import unmarked

SAID = "ferries cross the bay every day"


@pytest.mark.parametrize(
    "text",
    [
        "ferries **cross** the bay every day",
        "ferries ***cross the*** bay every day",
        "**ferries _cross the_ bay** every day",
        "ferries *cross* the _bay_ every day",
        "__ferries__ cross ~~the~~ ||bay|| every day",
        "ferries cross [the bay](https://a.example/x_(y)) every day",
        'ferries cross [the **bay**](<https://a.example> "a title") every day',
        r"ferries cross the bay every day".replace("c", r"c"),
        r"ferries \cross the bay every day".replace(r"\c", "c"),
        "`ferries cross` the bay every day",
        "``ferries cross`` the bay every day",
        "```\nferries cross the bay every day```",
        "```txt\nferries cross the bay every day```",
        "# ferries cross the bay every day",
        "- ferries cross the bay every day",
        "-# ferries cross the bay every day",
        "ferries <:boat:1234567890>cross the <a:sea:1234567890>bay <@123>every <t:1700000000:R>day",
        "**ferries cross the bay every day",
    ],
)
def test_marks_are_undone(text: str) -> None:
    assert " ".join(unmarked(text).split()) == SAID


@pytest.mark.parametrize(
    "text",
    [
        "5 * 3 * 2",
        "a snake_case_name",
        "sure * of it",
        "`unclosed",
        "[not a link](nowhere)",
        "a < b > c",
        "13. Mai",
        "5_000",
        "__init",
    ],
)
def test_what_is_no_mark_stays(text: str) -> None:
    assert unmarked(text) == text


def test_numbers_of_a_list_are_marks_and_a_date_is_none() -> None:
    assert unmarked("1. Fog\n2. Rain") == "Fog\nRain"
    assert unmarked("3. Fog came\nand went") == "3. Fog came\nand went"


@given(texts)
def test_what_the_bot_escapes_is_read_as_it_was(text: str) -> None:
    if "\r" not in text and "\f" not in text:
        assert unmarked(escape(text)) == text


@pytest.mark.parametrize(
    ("message", "found"),
    [
        (f"They say “{SAID}”", [SAID]),
        ("They say **“ferries _cross_ the bay every day”**", [SAID]),
        (f"look\n> {SAID}\n\nreally", [SAID]),
        (">>> ferries cross\nthe bay every day", ["ferries cross\nthe bay every day"]),
        (f">>> **{SAID}**\n\nHe said so.", [f"{SAID}\n\nHe said so."]),
        (f"> {SAID}\n> — Harbor Ledger, Ferries", [SAID]),
        (f"> {SAID}\n> — Nobody believes that.", [f"{SAID}\n— Nobody believes that."]),
        (f"“{SAID}”\n— Harbor Ledger, “The ferries of the bay”", [SAID]),
        (f"```\n{SAID}\n```", [SAID]),
        (f"-# he said “{SAID}”", [SAID]),
    ],
)
def test_quotes_wear_no_marks(message: str, found: list[str]) -> None:
    assert quotes_in(message) == found


def test_the_bots_own_answer_copied_back_is_its_quote() -> None:
    article = "While the *old* bridge is closed, ferries cross the bay. They cost nothing."
    label = "Northern Wire, 6 Mar 2026, “Ferries in place of the bridge”, passage 1 of 1"
    card = "\n".join(
        (
            subtext("Who said “it costs nothing at all”?"),
            quote(article, (0, 40)),
            f"{subtext(label)} · [open article](<https://wire.example/x#:~:text=ferries>)",
        )
    )
    assert quotes_in(card) == [article]
    rendered = f"Who crosses the bay?\n{article}\n{label} · open article"
    assert quotes_in(rendered) == []
    assert plain_message(rendered).endswith(article.replace("*old*", "old"))
