"""Buttons and selects that outlive a restart.

A custom id is the item's action and an argument. For items of an answer the argument begins with the answer's
id, and everything else stands in the answer's row, which decides what a press may do.
"""

import re
from abc import abstractmethod
from enum import Enum, auto
from typing import Any, ClassVar, Generic, Self, TypeVar

import discord
from discord import ui

from bot.interactions import errors, replies
from bot.interactions.authorization import Action, authorize, granted
from bot.interactions.service import Interaction
from bot.state import AnswerRow
from bot.texts.refusal import RefusalError

CUSTOM_ID_CHARACTERS = 100
LABEL_CHARACTERS = 80
# What SQLite takes for an integer; Discord's ids are smaller.
LARGEST = 2**63 - 1
_NUMBER = re.compile(r"-?\d{1,19}", re.ASCII)

ItemT = TypeVar("ItemT", bound="ui.Button[Any] | ui.Select[Any] | ui.RoleSelect[Any] | ui.ChannelSelect[Any]")


class Acknowledgement(Enum):
    """How a press is acknowledged, before anything else: Discord waits three seconds."""

    UPDATE = auto()  # the card itself will change, or nothing visible happens
    PRIVATE = auto()  # a message for the presser alone will follow
    NONE = auto()  # the press opens a form, which is itself the first response


class PersistentItem(ui.DynamicItem[ItemT], Generic[ItemT], template=r"(?!)"):
    """What all persistent items share. Subclass one of the classes below, or of `panel_items`, instead."""

    action: ClassVar[str]
    acknowledgement: ClassVar[Acknowledgement]
    # What a press is for; `bot.interactions.authorization` is asked at each press.
    requires: ClassVar[Action | None] = None
    # The bot tells discord.py of all of them at its start.
    registered: ClassVar[list[type["PersistentItem[Any]"]]] = []

    def __init_subclass__(
        cls,
        *,
        action: str = "",
        acknowledgement: Acknowledgement = Acknowledgement.UPDATE,
        requires: Action | None = None,
    ) -> None:
        super().__init_subclass__(template=rf"{re.escape(action)}(?::(?P<argument>.*))?\Z")
        cls.action = action
        cls.acknowledgement = acknowledgement
        if requires:
            cls.requires = requires
        if action:
            PersistentItem.registered.append(cls)

    def __init__(self, argument: str = "", **look: Any) -> None:
        self.argument = argument
        super().__init__(self.build(custom_id(self.action, argument), **look))

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Make the item anew from the id in a press."""
        made = cls.of(match["argument"] or "")
        if isinstance(item, ui.Select):
            # What was chosen stands in the item that discord.py made of the message.
            made.item = item  # type: ignore[assignment]
        return made

    @classmethod
    def of(cls, argument: str) -> Self:
        """Return the item that has this argument."""
        return cls(argument)

    @staticmethod
    def knows(custom_id: str) -> bool:
        """Whether an item of ours has this id."""
        return custom_id.partition(":")[0] in {one.action for one in PersistentItem.registered}

    async def callback(self, interaction: Interaction) -> None:  # type: ignore[override]
        """Acknowledge, ask whether this person may press, then do what the item is for.

        This is the one place that catches what goes wrong in an item; discord.py would only log it.
        """
        try:
            interaction.client.in_flight.admit(interaction.response.is_done)
            if not await errors.admit_by_rate(interaction):
                return
            match self.acknowledgement:
                case Acknowledgement.UPDATE:
                    await interaction.response.defer()
                case Acknowledgement.PRIVATE:
                    await interaction.response.defer(ephemeral=True, thinking=True)
                case Acknowledgement.NONE:
                    pass
            await self.authorize(interaction)
            await self.respond(interaction)
        except Exception as error:  # noqa: BLE001
            await errors.tell(interaction, error)

    async def authorize(self, interaction: Interaction) -> None:
        """Raise RefusalError unless this person may press here, now."""
        await authorize(interaction.client, interaction, self.requires)

    @abstractmethod
    def build(self, custom_id: str, **look: Any) -> ItemT:
        """Return the discord.py item with this id; `look` is what the constructor was given."""

    @abstractmethod
    async def respond(self, interaction: Interaction) -> None:
        """Do what the item is for. The interaction is acknowledged as the class says."""


class _Button(PersistentItem["ui.Button[Any]"]):
    def build(self, custom_id: str, **look: Any) -> ui.Button[Any]:
        """Return the button; `look` takes label, emoji, style and disabled."""
        if look.get("label"):
            look["label"] = look["label"][:LABEL_CHARACTERS]
        return ui.Button(custom_id=custom_id, **look)


class _Select(PersistentItem["ui.Select[Any]"]):
    def build(self, custom_id: str, **look: Any) -> ui.Select[Any]:
        """Return the select; `look` takes placeholder, options, min_values and max_values."""
        return ui.Select(custom_id=custom_id, **look)


class PlainButton(_Button):
    """A button that belongs to no answer: `class Turn(PlainButton, action="help", requires=...)`."""


class _OfAnswer(PersistentItem[ItemT], Generic[ItemT]):
    """Looks up the answer, and checks that this member may press here."""

    requires = Action.READ

    def __init__(self, answer: str, argument: str = "", **look: Any) -> None:
        self.answer = answer
        super().__init__(f"{answer}:{argument}" if argument else answer, **look)
        self.argument = argument

    @classmethod
    def of(cls, argument: str) -> Self:
        """Return the item that has this argument, which begins with the answer's id."""
        answer, _, rest = argument.partition(":")
        return cls(answer, rest)

    async def authorize(self, interaction: Interaction) -> None:
        """Find the answer, and raise RefusalError unless this person may do that with it here, now."""
        row = await interaction.client.state.answers.get(self.answer)
        await authorize(interaction.client, interaction, self.requires, row)

    async def respond(self, interaction: Interaction) -> None:
        """Do what the item is for, with the answer that was found."""
        row = granted(interaction).row
        if row is None:
            raise RefusalError("refusal.gone")
        await self.pressed(interaction, row)

    async def turn(self, interaction: Interaction, row: AnswerRow, card: ui.LayoutView) -> None:
        """Show another page: in place to who asked, and on cards that one person sees; else in private.

        Where answers have become private since, a public card shows nothing more than it did.
        """
        message = interaction.message
        alone = message is not None and message.flags.ephemeral
        if alone or (interaction.user.id == row.asker and granted(interaction).public):
            await replies.replace(interaction, card)
        else:
            await replies.answer(interaction, card, private=True)

    @abstractmethod
    async def pressed(self, interaction: Interaction, row: AnswerRow) -> None:
        """Do what the item is for, with the row of its answer."""


class AnswerButton(_OfAnswer["ui.Button[Any]"], _Button):
    """A button of an answer: `class Next(AnswerButton, action="next"): async def pressed(...)`."""


class AnswerSelect(_OfAnswer["ui.Select[Any]"], _Select):
    """A select of an answer; the choices stand in `self.item.values`."""


def link(action: str, answer: str, argument: str = "", **look: Any) -> "AnswerButton":
    """Return the button of an answer with this action, which need not be imported where it is shown.

    The module that defines it has to be imported by then. Raises LookupError for an action that nothing has.
    """
    for item in PersistentItem.registered:
        if item.action == action and issubclass(item, AnswerButton):
            return item(answer, argument, **look)
    raise LookupError(f"no button has the action {action!r}: import the module that defines it")


def number(written: str) -> int:
    """Return a number of a custom id; raises RefusalError for what no item of ours says.

    Such ids are of another version of the bot, or forged.
    """
    if not _NUMBER.fullmatch(written) or abs(made := int(written)) > LARGEST:
        raise RefusalError("refusal.gone")
    return made


def custom_id(action: str, argument: str = "") -> str:
    """Return an item's id; raises ValueError for one that Discord would not take.

    discord.py does not check the length of a dynamic item's id.
    """
    made = f"{action}:{argument}" if argument else action
    if len(made) > CUSTOM_ID_CHARACTERS:
        raise ValueError(f"{made!r} has {len(made)} characters; Discord takes {CUSTOM_ID_CHARACTERS}")
    return made
