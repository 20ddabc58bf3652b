"""A server with the bot in it, as tests use one: ask, tell, press, and read what is shown."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import discord
from simcord import ChannelHandle, Env, GuildHandle, InteractionResult, MemberActor

from bot.client import create_bot
from bot.interactions.service import Service
from bot.preview.simulation import admit_attachments
from bot.settings import Settings
from bot.state import State
from index import Article, Library

QUESTION = "When does the harbour bridge close?"
DEFERRED = {"type": 5}
UPDATING = {"type": 6}
DEFERRED_PRIVATELY = {"type": 5, "data": {"flags": 64}}
BRIDGE = Article(
    title="Harbour bridge closes for repairs",
    outlet="Aldmoor Courier",
    published="2026-03-04",
    text="The harbour bridge of Aldmoor will close on Monday for repairs that may take nine weeks.",
)


@dataclass(frozen=True)
class Room:
    """A channel of a server with the bot and one member in it."""

    env: Env
    settings: Settings
    guild: GuildHandle
    channel: ChannelHandle
    alice: MemberActor
    mention: str

    @classmethod
    def furnish(cls, env: Env, settings: Settings, name: str = "Newsroom") -> "Room":
        """Make a server with one channel and one member."""
        guild = env.create_guild(name)
        assert env.bot.user is not None
        return cls(
            env=env,
            settings=settings,
            guild=guild,
            channel=guild.create_text_channel("news"),
            alice=guild.add_member(env.create_user(f"alice of {name}")),
            mention=env.bot.user.mention,
        )

    @property
    def bot(self) -> Service:
        assert isinstance(self.env.bot, Service)
        return self.env.bot

    @property
    def state(self) -> State:
        return self.bot.state

    @property
    def own_library(self) -> Path:
        """Where this server's own library stands."""
        return self.settings.data / "servers" / str(self.guild.id)

    def add(self, *articles: Article) -> None:
        """Put articles into this server's own library."""
        with Library.open(self.own_library) as library:
            library.add(articles)

    async def prefer(self, name: str, value: Any, *, channel: int = 0) -> None:
        """Set one of the server's settings."""
        await self.state.preferences.put(self.guild.id, name, value, channel=channel)

    async def restart(self) -> None:
        """Start the bot anew on the same data."""
        await self.env.bot.close()
        await self.env.restart_bot(admit_attachments(create_bot(self.settings)))

    def librarian(self, name: str = "lena") -> MemberActor:
        """A member who may change this server's library: one with Manage Server."""
        role = self.guild.create_role("librarians", permissions=discord.Permissions(manage_guild=True))
        return self.guild.add_member(self.env.create_user(name), roles=[role])

    async def ask(self, question: str = QUESTION, **options: Any) -> list[str]:
        """The texts of the one message that answers /ask, which was acknowledged first of all."""
        before = len(self.env.http_requests)
        result = await self.alice.slash(self.channel, "ask", question=question, **options)
        assert result.acknowledged
        assert self.env.http_requests[before].json in (DEFERRED, DEFERRED_PRIVATELY)
        assert result.followups == []
        assert result.response is not None
        return shown(result.response.message)

    async def press(
        self, label: str, *, by: MemberActor | None = None, message: Any = None
    ) -> InteractionResult:
        """Press the button with this label, or with this emoji, under the last or another message."""
        message = message or self.channel.last_message
        assert message is not None
        names = [name for text, name in buttons(message) if text == label]
        assert len(names) == 1, (label, buttons(message))
        before = len(self.env.http_requests)
        result = await (by or self.alice).click(message, custom_id=names[0])
        assert result.acknowledged
        assert self.env.http_requests[before].json in (UPDATING, DEFERRED_PRIVATELY)
        return result

    async def tell(self, content: str) -> list[str]:
        """The texts of the one message that answers this one."""
        before = len(self.channel.history())
        await self.alice.send(self.channel, content)
        assert len(self.channel.history()) == before + 2
        return shown(self.channel.last_message)


def shown(message: discord.Message | None) -> list[str]:
    """The texts of a card, in order."""
    assert message is not None
    return [part.content for part in parts(message) if isinstance(part, discord.TextDisplay)]


def parts(message: discord.Message) -> Iterator[Any]:
    """All components of a card, in order."""
    todo: list[Any] = list(message.components)
    while todo:
        component = todo.pop(0)
        todo = [*getattr(component, "children", ()), *todo]
        yield component


def buttons(message: Any) -> list[tuple[str, str]]:
    """The label (or emoji) and the custom id of each button that can be pressed, in order."""
    message = getattr(message, "message", message)
    found = [part for part in parts(message) if isinstance(part, discord.Button) and not part.disabled]
    return [(part.label or str(part.emoji), part.custom_id or "") for part in found]


def answer_to(result: InteractionResult) -> discord.Message:
    """The one message with which an interaction was answered."""
    messages = [*([result.response] if result.response else []), *result.followups]
    return messages[-1].message


def sends(env: Env) -> list[Any]:
    """The bodies of all requests that carried a card."""
    return [request.json for request in env.http_requests if "components" in (request.json or ())]
