"""Cards: verbatim, within Discord's limits, whatever the texts."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from undo_markdown import unquote, unsubtext

import bot.answers.buttons  # noqa: F401  the pages link to them
from bot.answers import passage as passages
from bot.answers.pages import closing_row
from bot.answers.passage import PassageContext
from bot.cards import answer, base
from bot.cards import passage as passage_cards
from bot.cards.base import TEXT_LIMIT
from bot.cards.excerpts import Excerpt
from bot.cards.markdown import LINK_CHARACTERS, width
from bot.citing.passage_place import PassagePlace
from bot.interactions import help_screen
from bot.interactions.errors import line
from bot.libraries.references import ScopedPassage
from bot.texts import CATALOGUES, Voice
from bot.texts.refusal import RefusalError
from card_samples import (
    REPORT,
    SAY,
    SENTENCES,
    assert_valid,
    components,
    excerpt,
    excerpts,
    fields,
    found,
    kept,
    parts,
    quotes,
    row,
    shown,
    span,
)
from hostile_texts import long_texts
from index import Article
from index.citation.styles import STYLES


def test_a_card_shows_the_question_the_quote_and_the_label_with_a_link_to_the_words() -> None:
    text = "The dam holds.\n\nIt was built in 1931."
    one = excerpt(
        text,
        best=span(text, "It was built in 1931."),
        title="Dam [holds]",
        outlet="Wire",
        published="2026-01-05",
        url="https://wire.example/dam",
    )
    question, quote, label = shown(found(one, question="Does the dam_hold?"))
    assert question == "-# Does the dam\\_hold?"
    assert quote == "> The dam holds.\n> \n> **It was built in 1931.**"
    assert label.startswith("-# Wire, 5 Jan 2026, “Dam \\[holds]”, passage 1 of 3 · [open\xa0article](<")
    assert "(<https://wire.example/dam#:~:text=The%20dam%20holds." in label


def test_a_link_that_grows_too_long_loses_its_fragment() -> None:
    url = "https://wire.example/" + "x" * (LINK_CHARACTERS - 21)
    assert f"(<{url}>)" in shown(found(excerpt(REPORT, url=url)))[-1]


def test_an_article_without_an_address_has_no_link() -> None:
    assert "](" not in shown(found(excerpt("Text.", url="javascript:alert(1)")))[-1]


def test_outlets_that_say_the_same_are_named_once_and_the_rest_counted() -> None:
    one = excerpt("Text.", also_in=["Wire", "Post", "Wire", "", "Courier", "Globe"])
    assert shown(found(one))[-1].splitlines()[1] == "-# also in: Wire, Post, an unnamed outlet and 2 more"


def test_how_many_outlets_carry_the_matter_is_said_from_two_on() -> None:
    assert answer.head("Who?", SAY, outlets=1) == "-# Who?"
    assert answer.head("Who?", SAY, outlets=4) == "-# Who?\n-# 4 outlets carry this"


def test_that_all_passages_are_shared_is_said_once_and_else_beside_each() -> None:
    shared = replace(excerpt("There."), library="science")
    both = shown(found(shared, shared))
    assert both[-1] == "-# from the shared library science"
    assert sum("science" in text for text in both) == 1
    mixed = shown(found(excerpt("Here."), shared))
    assert [text for text in mixed if "science" in text] == [mixed[-1]]
    assert mixed[-1].endswith(" · shared library science")
    assert not any("science" in text for text in shown(found(shared, own=False)))


def test_a_passage_that_is_gone_says_so_in_its_place() -> None:
    texts = shown(found(excerpt("Here."), None, excerpt("There.")))
    assert [text for text in texts if "withdrawn" in text] == [texts[3]]
    assert quotes(found(excerpt("Here."), None)) == ["Here."]


def test_several_passages_are_numbered_as_their_buttons_are() -> None:
    card = found(excerpt("Here."), excerpt("There."), first=4)
    assert [text[:11] for text in shown(card)[2::2]] == ["-# **4** · ", "-# **5** · "]
    labels = [part.get("label") for part in parts(components(card)) if part["type"] == 2]
    assert labels[:2] == ["Passage 4", "Passage 5"]


def test_three_long_passages_stay_short_and_one_alone_may_be_longer() -> None:
    best = span(REPORT, SENTENCES[20])
    three = quotes(found(*[excerpt(REPORT, best=best)] * 3))
    assert all(SENTENCES[20] in quote for quote in three)
    assert max(map(width, three)) <= answer.QUOTE_WIDTH[3]
    (one,) = quotes(found(excerpt(REPORT, best=best)))
    assert width(one) > 2 * answer.QUOTE_WIDTH[3]


def test_even_when_every_field_is_as_long_as_can_be_the_quotes_keep_some_room() -> None:
    url = "https://courier.example/" + "x" * (LINK_CHARACTERS - 24)
    full = excerpt(
        "word " * 2000, title="*" * 900, outlet="_" * 900, published="2026-12-31", url=url,
        also_in=[f"{n}*" * 90 for n in range(9)],
    )  # fmt: skip
    card = found(full, full, full, question="`" * 500)
    assert sum(map(width, shown(card))) <= base.TEXT_LIMIT
    assert all(f"(<{url}>)" in text for text in shown(card) if "passage 1 of 3" in text)
    assert min(map(len, quotes(card))) > 180


@settings(max_examples=50)
@given(st.lists(st.none() | excerpts(), min_size=1, max_size=3), long_texts)
def test_a_card_is_valid_and_verbatim_whatever_the_texts(given: list[Excerpt | None], question: str) -> None:
    card = found(*given, question=question)
    assert_valid(card)
    real = [one for one in given if one is not None and one.passage.text]
    for text, one in zip(quotes(card), real, strict=True):
        assert kept(text).strip() in one.passage.text


@settings(max_examples=50)
@given(excerpts(), st.none() | excerpts(), st.none() | excerpts())
def test_the_card_of_a_passage_is_valid_and_verbatim_whatever_the_texts(
    one: Excerpt, before: Excerpt | None, after: Excerpt | None
) -> None:
    context = PassageContext(
        one,
        replace(before.passage, serial=7) if before else None,
        replace(after.passage, serial=8) if after else None,
    )
    card = passages.passage_card(row(3), PassagePlace(0), context, SAY)
    assert_valid(card)
    wholes = [every.passage.text for every in (before, one, after) if every]
    # All but the label beneath.
    for text in shown(card)[:-1]:
        undone = kept(unquote(text) if text.startswith("> ") else unsubtext(text)).strip()
        assert any(undone in whole for whole in wholes)


near = st.builds(lambda given: excerpt("x", **given).passage.article, fields)


@settings(max_examples=50)
@given(long_texts, st.lists(near, max_size=3))
def test_every_other_card_is_valid_whatever_the_texts(text: str, nearest: list[Article]) -> None:
    for language in CATALOGUES:
        say = Voice(language)
        head, rows = answer.head(text, say), closing_row(row(0))
        every = (
            answer.nothing_found(head, nearest, say, rows),
            answer.empty_library(head, say, rows),
            base.notice(line(RefusalError("refusal.no_article", typed=text), say)),
            *(help_screen.screen(number, say) for number in range(3)),
        )
        for card in every:
            assert_valid(card)


def test_what_comes_near_is_marked_as_no_answer() -> None:
    article = excerpt("x", title="Dam [holds]", outlet="Wire").passage.article
    card = answer.nothing_found("-# Who?", [article], SAY)
    assert "are no answer" in shown(card)[2]
    assert "“Dam \\[holds]”" in shown(card)[2]
    assert quotes(card) == []


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("text", ["It was built in 1931.", "```\nrm -rf\n```", "word " * 900])
def test_a_citation_can_be_copied_as_it_is(style: str, text: str) -> None:
    passage = excerpt(text, title="Dam", outlet="Wire", url="https://wire.example/dam").passage
    expected = STYLES[style](passage)
    made = passage_cards.citation(passage, style, SAY)
    assert made.text == expected
    assert made.in_file == ("```" in expected or width(expected) > TEXT_LIMIT - 600)
    card = passage_cards.citation_card(made, ScopedPassage(library="", passage=passage), style, SAY)
    if made.in_file:
        files = [part["file"]["url"] for part in parts(components(card)) if part["type"] == 13]
        assert files == [f"attachment://{made.name}"]
    else:
        assert shown(card)[1] == f"```\n{expected}\n```"
