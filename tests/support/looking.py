"""What tests of looking up, citing, comparing and checking share: an article, commands, presses."""

from typing import Any

import discord
from simcord import InteractionResult

from bot.texts.refusal import RefusalError
from index import Article
from rooms import Room, parts, shown

SENTENCES = [
    f"Sentence number {number} tells of the lighthouse at Cape Orrin and of its keepers."
    for number in range(60)
]
LONG = Article(
    id="long",
    title="Lighthouse chronicle",
    outlet="Cape Gazette",
    author="Tove Marsh",
    published="2026-05-06",
    url="https://gazette.example/lighthouse",
    text=" ".join(SENTENCES),
)
FERRY = Article(
    id="ferry",
    title="Ferries in place of the bridge",
    outlet="Northern Wire",
    published="2026-03-06",
    text=(
        "While the harbour bridge is closed for repairs, ferries cross the bay every twenty minutes. "
        "They cost nothing."
    ),
)


async def run(room: Room, command: str, **options: Any) -> InteractionResult:
    """Use a command, which must be acknowledged and answered."""
    result = await room.alice.slash(room.channel, command, **options)
    assert result.acknowledged
    assert result.response is not None
    return result


async def look(room: Room, article: str) -> InteractionResult:
    return await run(room, "lookup", article=article)


async def menu(room: Room, name: str, content: str) -> InteractionResult:
    """Say something, and use a menu on it."""
    message = await room.alice.send(room.channel, content)
    result = await room.alice.context_menu(room.channel, name, message)
    assert result.acknowledged
    assert result.ephemeral
    return result


def card(result: InteractionResult) -> discord.Message:
    """The answer's message."""
    assert result.response is not None
    return result.response.message


def said(result: InteractionResult) -> list[str]:
    """All texts of an answer and of what followed it."""
    messages = [one.message for one in (result.response, *result.followups) if one is not None]
    return [text for message in messages for text in shown(message)]


def buttons(message: discord.Message) -> dict[str, Any]:
    return {part.label: part for part in parts(message) if isinstance(part, discord.Button) and part.label}


def selects(message: discord.Message) -> list[discord.SelectMenu]:
    return [part for part in parts(message) if isinstance(part, discord.SelectMenu)]


async def press(room: Room, message: discord.Message, label: str) -> InteractionResult:
    result = await room.alice.click(message, label=label)
    assert result.acknowledged
    return result


async def choose(room: Room, message: discord.Message, place: int) -> InteractionResult:
    """Choose an option of the message's only select."""
    (select,) = selects(message)
    values = [select.options[place].value]
    result = await room.alice.select(message, values, custom_id=select.custom_id)
    assert result.acknowledged
    return result


def refused(room: Room) -> list[str]:
    """The keys of the refusals that commands have met; nothing else may have gone wrong."""
    keys = []
    for error in room.env.errors:
        cause = getattr(error, "original", error)
        assert isinstance(cause, RefusalError), cause
        keys.append(cause.key)
    return keys
