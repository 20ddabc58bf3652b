"""A member who visits every door: gets a card of each kind, and later uses whatever is on them."""

from dataclasses import dataclass, field
from typing import Any

import discord
from simcord import ChannelHandle, InteractionResult, MemberActor
from simcord.results import to_discord_message

from bot.scheduling.cooldowns import Cooldowns
from bot.texts import ENGLISH
from newsroom import FERRY, ferries
from rooms import Room, answer_to, buttons, parts, shown

MENUS = ("Find sources", "Check quote")
CLAIM = "The ferry of Torvik will sail at 7 in the morning, laden with saffron and schoolbooks."
TYPED = (("ask", "outlet", ""), ("lookup", "article", "tim"), ("cite", "passage", "ferry-torvik#"))
SHARING = frozenset({"share", "share-passage", "share-quotes", "share-article"})


@dataclass
class Visit:
    """A member with the asker role, the cards that were sent while it might ask, and a message of its own."""

    room: Room
    member: MemberActor
    role: Any
    channel: ChannelHandle
    cards: list[discord.Message] = field(default_factory=list)

    @classmethod
    async def begin(cls, room: Room) -> "Visit":
        """Begin a visit in a channel where a role is needed to ask, with all cards there are."""
        room.add(*ferries())
        role = room.guild.create_role("Readers")
        await room.prefer("askers", [role.id])
        member = room.guild.add_member(room.env.create_user("rae"), roles=[role])
        made = cls(room, member, role, room.channel)
        await made.collect()
        return made

    async def collect(self) -> None:
        """Get a card of every kind."""
        slash, channel = self.member.slash, self.channel
        self.room.bot.cooldowns = Cooldowns()
        public = answer_to(await slash(channel, "ask", question=FERRY))
        private = answer_to(await slash(channel, "ask", question=FERRY, private=True))
        passage = answer_to(await self.click(public, "open"))
        citation = answer_to(await self.choose(passage, "cite-as"))
        self.cards = [public, private, passage, citation]
        for command, options in (
            ("lookup", {"article": "ferry-torvik"}),
            ("lookup", {"article": "Timetable"}),
            ("cite", {"passage": "ferry-torvik#1"}),
            ("compare", {"topic": FERRY}),
        ):
            self.cards.append(answer_to(await slash(channel, command, **options)))
        message = await self.member.send(channel, CLAIM)
        self.cards.append(answer_to(await self.member.context_menu(channel, MENUS[0], message)))
        self.room.bot.cooldowns = Cooldowns()

    def now(self, card: discord.Message) -> discord.Message:
        """A card as it is after whatever was pressed."""
        env = self.room.env
        return to_discord_message(env, env.backend.get_message(card.channel.id, card.id))

    async def click(self, card: discord.Message, action: str) -> InteractionResult:
        name = next(name for _, name in buttons(self.now(card)) if name.split(":")[0] == action)
        return await self.member.click(card, custom_id=name)

    async def choose(self, card: discord.Message, action: str) -> InteractionResult:
        menus = (part for part in parts(self.now(card)) if isinstance(part, discord.SelectMenu))
        menu = next(one for one in menus if one.custom_id.split(":")[0] == action)
        kinds = {
            discord.ComponentType.role_select: self.role,
            discord.ComponentType.channel_select: self.channel,
        }
        value = kinds[menu.type] if menu.type in kinds else menu.options[0].value
        return await self.member.select(card, [value], custom_id=menu.custom_id)

    def actions(self) -> list[tuple[discord.Message, str, bool]]:
        """Whatever can be pressed on the cards: the card, the action, and whether it is a select."""
        found = {}
        for card in self.cards:
            for part in parts(self.now(card)):
                action = (getattr(part, "custom_id", None) or "").split(":")[0]
                if action and not getattr(part, "disabled", False):
                    found[card.id, action] = card, action, isinstance(part, discord.SelectMenu)
        return list(found.values())

    async def press_all(self, *actions: str) -> dict[str, str]:
        """Press and choose everything but the one that deletes, or what has these actions.

        Return by action the key of what was said in private; several cards must have said the same.
        """
        lines: dict[str, str] = {}
        for card, action, select in self.actions():
            if action in (actions or {action}) and action != "delete":
                result = await (self.choose if select else self.click)(card, action)
                line = refusal(result)
                assert lines.setdefault(action, line) == line
        return lines

    def public(self) -> list[list[str]]:
        """What all can read in the channel."""
        return [shown(one) for one in self.channel.history()]


def refusal(result: InteractionResult) -> str:
    """The key of the line with which something was refused; "" when it was not."""
    assert result.acknowledged
    messages = [one for one in (result.response, *result.followups) if one is not None]
    for one in messages:
        texts = shown(one.message)
        if len(texts) == 1 and (keys := [key for key, text in ENGLISH.items() if text == texts[0]]):
            assert one.ephemeral
            return keys[0]
    return ""
