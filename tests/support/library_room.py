"""Members who run a library from the chat: give a command, press, choose, fill in, and read the card."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import discord
from simcord import InteractionResult, MemberActor
from simcord.results import to_discord_message
from undo_markdown import unescape

from bot.texts.refusal import RefusalError
from index import Article, Library
from rooms import Room, parts, shown

STORY = (
    b"Lighthouse keeper retires\n\nBy Mara Quill\n\n4 March 2026\n\n"
    b"The keeper of the Skarra lighthouse retired on Sunday after forty years. The lamp has been automatic "
    b"since the spring, the port office said.\n\n"
    b"Nobody will move into the keeper's house, which leans towards the sea by two degrees."
)
STORY_FILE = ("lighthouse.txt", STORY)


@dataclass(frozen=True)
class Desk:
    """What one member does in a room. Every step must be acknowledged and private."""

    room: Room
    actor: MemberActor

    async def give(self, command: str, **options: Any) -> InteractionResult:
        """Give a command."""
        return checked(await self.actor.slash(self.room.channel, command, **options))

    async def press(self, on: InteractionResult, label: str) -> InteractionResult:
        """Press the button with that label or emoji on the card that a step led to."""
        name = button(card(on), label)
        return checked(await self.actor.click(card(on), custom_id=name), on)

    async def choose(self, on: InteractionResult, action: str, values: Sequence[Any]) -> InteractionResult:
        """Choose in the select of that action."""
        (name,) = [one for one in ids(card(on)) if one.split(":")[0] == action]
        return checked(await self.actor.select(card(on), values, custom_id=name), on)

    async def fill(self, form: InteractionResult, **values: Any) -> InteractionResult:
        """Submit a form."""
        assert form.modal is not None
        return checked(await self.actor.submit_modal(form, values))


def checked(result: InteractionResult, before: InteractionResult | None = None) -> InteractionResult:
    """Return a step once it is sure that it was acknowledged, and that others see nothing of it."""
    assert result.acknowledged
    # A refusal is no error, but simcord counts what a command raises; nothing else may have been raised.
    assert all(isinstance(getattr(error, "original", None), RefusalError) for error in result._env.errors)
    if result.response is not None:
        assert result.response.ephemeral
    elif result.modal is None and before is not None and before.response is not None:
        # The card that was pressed has changed in its place.
        assert before.response.ephemeral
    return result


def card(result: InteractionResult) -> discord.Message:
    """The card that a step led to: a new one, or the one that was pressed."""
    message = result.followups[-1] if result.followups else result.response
    if message is not None:
        return message.message
    source = result._interaction.source_message_id
    assert source is not None
    stored = result._env.backend.get_message(result._interaction.channel_id, source)
    return to_discord_message(result._env, stored)


def said(result: InteractionResult) -> str:
    """All texts of the card that a step led to."""
    return "\n".join(shown(card(result)))


def told(result: InteractionResult) -> str:
    """The private line that a step brought, beside the card if there is one."""
    message = result.followups[-1] if result.followups else result.response
    assert message is not None
    assert message.ephemeral
    (line,) = shown(message.message)
    return unescape(line)


def buttons(message: discord.Message) -> dict[str, str]:
    """The custom ids of a card's buttons that can be pressed, by label or emoji."""
    return {
        str(part.label or part.emoji): part.custom_id
        for part in parts(message)
        if isinstance(part, discord.Button) and part.custom_id and not part.disabled
    }


def button(message: discord.Message, label: str) -> str:
    """The custom id of the button with that label or emoji."""
    return buttons(message)[label]


def ids(message: discord.Message) -> list[str]:
    """All custom ids of a card."""
    return [part.custom_id for part in parts(message) if getattr(part, "custom_id", None)]


def fill(room: Room, number: int) -> None:
    """Put so many articles about trams into the room's library."""
    room.add(
        *(
            Article(
                id=f"tram-{n}",
                title=f"Tram line {n} opens",
                outlet="Harbour Herald" if n % 2 else "Northern Wire",
                published=f"2026-03-{n % 28 + 1:02}",
                text=f"Tram line {n} opens in May. The city said so on Monday.",
            )
            for n in range(number)
        )
    )


def titles(room: Room) -> list[str]:
    """The titles of a server's own articles, sorted."""
    if not Library.stands_in(room.own_library):
        return []
    with Library.open(room.own_library) as library:
        return sorted(one.title for one in library.articles())
