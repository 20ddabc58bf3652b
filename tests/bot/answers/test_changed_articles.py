"""Answers that quote an article which has other words since: an old card never shows these as quoted."""

import shutil
from dataclasses import replace

import discord
import pytest
from undo_markdown import unquote

from index import Article, Library
from index.model.article import ReadFrom
from rooms import Room, answer_to, parts, shown

WEIR = Article(
    id="weir",
    title="Weir of Ostrava Mill",
    outlet="River Gazette",
    text="The weir of Ostrava Mill held back 300 tonnes of ice. The miller opened both gates at noon.",
    read_from=ReadFrom(b"page", b"reader"),
)
CORRECTED = replace(WEIR, text=WEIR.text.replace("300", "700"), read_from=ReadFrom(b"other", b"reader"))
REREAD = replace(WEIR, text=WEIR.text.replace(" of ice", ""), read_from=ReadFrom(b"page", b"better"))
QUESTION = "How much ice did the weir of Ostrava Mill hold back?"


@pytest.fixture
async def answered(room: Room) -> Room:
    """A room with an answer that quotes the first words."""
    room.add(WEIR)
    await room.ask(QUESTION)
    return room


def quoted(message: discord.Message) -> str:
    return unquote(next(text for text in shown(message) if text.startswith("> ")))


def text_of(message: discord.Message | None) -> str:
    return "\n".join(shown(message))


async def test_the_button_of_an_old_card_shows_both_words_and_says_since_when(answered: Room) -> None:
    room = answered
    room.add(CORRECTED)
    card = answer_to(await room.press("Context and citation"))
    assert quoted(card) == WEIR.text
    assert "the publisher corrected the article, seen on" in text_of(card)
    assert "held back ~~300~~ **700** tonnes of ice" in text_of(card)
    assert "weir#1" in text_of(card)


async def test_what_is_only_read_otherwise_is_called_no_correction(answered: Room) -> None:
    room = answered
    room.add(REREAD)
    card = answer_to(await room.press("Context and citation"))
    assert quoted(card) == WEIR.text
    assert "Read otherwise since" in text_of(card)
    assert "corrected" not in text_of(card)
    assert "tonnes ~~of ice.~~ " in text_of(card) or "~~tonnes of ice.~~ **tonnes.**" in text_of(card)


async def test_citing_sharing_and_quoting_by_id_go_on_with_the_words_that_were_quoted(
    answered: Room,
) -> None:
    room = answered
    room.add(CORRECTED)
    card = answer_to(await room.press("Context and citation"))
    select = next(part for part in parts(card) if isinstance(part, discord.SelectMenu))
    cited = answer_to(await room.alice.select(card, ["plain"], custom_id=select.custom_id))
    assert "300 tonnes" in text_of(cited)
    assert "publisher corrected" in text_of(cited)
    await room.press("Share", message=card)
    public = room.channel.last_message
    assert public is not None
    assert "publisher corrected" in text_of(public)
    assert "700" not in text_of(public)
    assert "300" in quoted(public)
    said = "\n".join(await room.tell(f"{room.mention} [[weir#1]]"))
    assert "300 tonnes" in said
    assert "~~300~~ **700**" in said
    assert "changed" not in "\n".join(await room.tell(f"{room.mention} [[weir#2]]")).lower()


async def test_an_older_copy_of_the_library_lends_its_serials_to_no_old_card(room: Room) -> None:
    room.add(WEIR)
    copy = room.settings.data / "copy"
    with Library.open(room.own_library) as library:
        library.backup(copy)
    room.add(CORRECTED)
    await room.ask(QUESTION)
    await room.env.bot.close()
    shutil.rmtree(room.own_library)
    shutil.copytree(copy, room.own_library)
    room.add(replace(WEIR, text=WEIR.text.replace("300", "9")))
    await room.restart()
    with Library.open(room.own_library) as library:
        assert "9 tonnes" in library.passage("weir#2").text
    card = answer_to(await room.press("Context and citation"))
    assert "9 tonnes" not in text_of(card)
    assert "Source withdrawn" in text_of(card)


async def test_what_was_cited_is_noted(answered: Room) -> None:
    room = answered
    await room.alice.slash(room.channel, "cite", passage="weir#1")
    room.add(CORRECTED)
    with Library.open(room.own_library) as library:
        assert [one.quoted for one in library.versions("weir")] == [True]
