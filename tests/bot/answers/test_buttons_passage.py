"""The card of one passage: its surroundings, citing it, sharing it."""

import discord
import pytest
from simcord import InteractionResult
from undo_markdown import unquote, unsubtext

from index import Article, Library
from index.citation.styles import STYLES
from newsroom import FERRY, ferries
from rooms import Room, answer_to, buttons, parts, shown

TORVIK = "When does the ferry of Torvik sail?"


@pytest.fixture
async def opened(room: Room) -> tuple[Room, discord.Message]:
    """The private card of the first passage of an answer."""
    room.add(*ferries())
    await room.ask(TORVIK)
    label = next(label for label, _ in buttons(room.channel.last_message))
    result = await room.press(label)
    card = answer_to(result)
    assert card.flags.ephemeral
    return room, card


def torvik(room: Room) -> list[str]:
    with Library.open(room.own_library) as library:
        return [passage.text for passage in library.passages("ferry-torvik")]


def quote(message: discord.Message) -> str:
    (text,) = [text for text in shown(message) if text.startswith("> ")]
    return unquote(text)


def passage_id(message: discord.Message) -> str:
    """The id, which stands alone on the last line."""
    return unsubtext(shown(message)[-1].splitlines()[-1])


async def cite(room: Room, card: discord.Message, style: str) -> InteractionResult:
    select = next(part for part in parts(card) if isinstance(part, discord.SelectMenu))
    result = await room.alice.select(card, [style], custom_id=select.custom_id)
    assert result.acknowledged
    assert result.ephemeral
    return result


async def test_a_passage_stands_whole_between_the_ends_of_its_neighbours(
    opened: tuple[Room, discord.Message],
) -> None:
    room, card = opened
    passages = torvik(room)
    position = passages.index(quote(card))
    texts = shown(card)
    before, after = unsubtext(texts[0]), unsubtext(texts[2])
    assert passages[position - 1].endswith(before.removeprefix("… "))
    assert passages[position + 1].startswith(after.removesuffix(" …"))
    assert passage_id(card) == f"ferry-torvik#{position + 1}"


async def test_before_and_after_turn_through_the_article(opened: tuple[Room, discord.Message]) -> None:
    room, card = opened
    passages = torvik(room)
    position = passages.index(quote(card))
    result = await room.press("After", message=card)
    assert quote(answer_to(result)) == passages[position + 1]
    result = await room.press("Before", message=answer_to(result))
    assert quote(answer_to(result)) == passages[position]
    for _ in range(position):
        result = await room.press("Before", message=answer_to(result))
    assert quote(answer_to(result)) == passages[0]
    assert "Before" not in dict(buttons(answer_to(result)))


@pytest.mark.parametrize("style", STYLES)
async def test_a_passage_can_be_cited_in_each_style(opened: tuple[Room, discord.Message], style: str) -> None:
    room, card = opened
    _, block = shown(answer_to(await cite(room, card, style)))
    with Library.open(room.own_library) as library:
        passage = library.passage(passage_id(card))
    assert block == f"```\n{STYLES[style](passage)}\n```"


async def test_a_citation_that_would_end_its_code_block_comes_as_a_file(room: Room) -> None:
    room.add(Article(title="Herring", outlet="Wire", text="```Herring``` is what they call it on the quay."))
    await room.ask("What do they call herring on the quay?")
    card = answer_to(await room.press("Context and citation"))
    result = await cite(room, card, "plain")
    (file,) = answer_to(result).attachments
    assert file.filename == "citation.txt"
    assert b"```Herring``` is what they call it" in await file.read()


async def test_a_passage_can_be_shared(opened: tuple[Room, discord.Message]) -> None:
    room, card = opened
    await room.press("Share", message=card)
    public = room.channel.last_message
    assert public is not None
    assert not public.flags.ephemeral
    assert quote(public) == quote(card)
    assert shown(public)[0] == "-# shared by alice of Newsroom"
    opened_again = answer_to(await room.press("Context and citation"))
    assert quote(opened_again) == quote(card)


async def test_a_passage_that_was_removed_is_withdrawn(opened: tuple[Room, discord.Message]) -> None:
    room, card = opened
    with Library.open(room.own_library) as library:
        library.remove(["ferry-torvik"])
    for label in ("After", "Share"):
        result = await room.press(label, message=card)
        assert "Source withdrawn" in shown(answer_to(result))[0]
    assert "Source withdrawn" in shown(answer_to(await cite(room, card, "plain")))[0]


async def test_a_shared_library_that_the_server_gave_up_shows_nothing_more(
    room: Room, articles: tuple[Article, ...]
) -> None:
    await room.ask()
    await room.prefer("shared", [])
    (label, *_) = [label for label, _ in buttons(room.channel.last_message)]
    assert "Source withdrawn" in shown(answer_to(await room.press(label)))[0]
    assert FERRY not in " ".join(shown(room.channel.last_message))
