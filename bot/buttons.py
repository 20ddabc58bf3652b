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

from bot import incidents, permits
from bot.refusals import RefusalError
from bot.service import Interaction
from bot.state import AnswerRow

CUSTOM_ID_CHARACTERS = 100
LABEL_CHARACTERS = 80
# What SQLite takes for an integer; Discord's ids are smaller.
LARGEST = 2**63 - 1
_NUMBER = re.compile(r"-?\d{1,19}", re.ASCII)

ItemT = TypeVar("ItemT", bound="ui.Button[Any] | ui.Select[Any] | ui.RoleSelect[Any] | ui.ChannelSelect[Any]")


class Acknowledgement(Enum):
    """How Discord, which waits three seconds, is told that a press was heard, before anything else."""

    UPDATE = auto()  # the card itself will change, or nothing visible happens
    PRIVATE = auto()  # a message for the presser alone will follow
    NONE = auto()  # the press opens a form, which is itself the first response


class Item(ui.DynamicItem[ItemT], Generic[ItemT], template=r"(?!)"):
    """What all persistent items share. Subclass one of the four classes below instead."""

    action: ClassVar[str]
    acknowledgement: ClassVar[Acknowledgement]
    # The bot tells discord.py of all of them at its start.
    registered: ClassVar[list[type["Item[Any]"]]] = []

    def __init_subclass__(
        cls, *, action: str = "", acknowledgement: Acknowledgement = Acknowledgement.UPDATE
    ) -> None:
        super().__init_subclass__(template=rf"{re.escape(action)}(?::(?P<argument>.*))?\Z")
        cls.action = action
        cls.acknowledgement = acknowledgement
        if action:
            Item.registered.append(cls)

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

    async def callback(self, interaction: Interaction) -> None:  # type: ignore[override]
        """Acknowledge, then do what the item is for.

        This is the one place that catches what goes wrong in an item; discord.py would only log it.
        """
        try:
            if not await incidents.admit(interaction):
                return
            match self.acknowledgement:
                case Acknowledgement.UPDATE:
                    await interaction.response.defer()
                case Acknowledgement.PRIVATE:
                    await interaction.response.defer(ephemeral=True, thinking=True)
                case Acknowledgement.NONE:
                    pass
            await self.heard(interaction)
        except Exception as error:  # noqa: BLE001
            await incidents.tell(interaction, error)

    @abstractmethod
    def build(self, custom_id: str, **look: Any) -> ItemT:
        """Return the discord.py item with this id; `look` is what the constructor was given."""

    @abstractmethod
    async def heard(self, interaction: Interaction) -> None:
        """Do what the item is for. The interaction is acknowledged as the class says."""


class _Button(Item["ui.Button[Any]"]):
    def build(self, custom_id: str, **look: Any) -> ui.Button[Any]:
        """Return the button; `look` takes label, emoji, style and disabled."""
        if look.get("label"):
            look["label"] = look["label"][:LABEL_CHARACTERS]
        return ui.Button(custom_id=custom_id, **look)


class _Select(Item["ui.Select[Any]"]):
    def build(self, custom_id: str, **look: Any) -> ui.Select[Any]:
        """Return the select; `look` takes placeholder, options, min_values and max_values."""
        return ui.Select(custom_id=custom_id, **look)


class PlainButton(_Button):
    """A button that belongs to no answer: `class Turn(PlainButton, action="help"): async def heard(...)`."""


class PlainSelect(_Select):
    """A select that belongs to no answer; the choices stand in `self.item.values`."""


class _OfAnswer(Item[ItemT], Generic[ItemT]):
    """Looks up the answer, and checks that this member may press here."""

    def __init__(self, answer: str, argument: str = "", **look: Any) -> None:
        self.answer = answer
        super().__init__(f"{answer}:{argument}" if argument else answer, **look)
        self.argument = argument

    @classmethod
    def of(cls, argument: str) -> Self:
        """Return the item that has this argument, which begins with the answer's id."""
        answer, _, rest = argument.partition(":")
        return cls(answer, rest)

    async def heard(self, interaction: Interaction) -> None:
        """Find the answer, check the presser, and do what the item is for."""
        row = await interaction.client.state.answers.get(self.answer)
        if row is None:
            raise RefusalError("refusal.gone")
        permits.check_may_press(interaction, row)
        await self.pressed(interaction, row)

    @abstractmethod
    async def pressed(self, interaction: Interaction, row: AnswerRow) -> None:
        """Do what the item is for, with the row of its answer."""


class AnswerButton(_OfAnswer["ui.Button[Any]"], _Button):
    """A button of an answer: `class Next(AnswerButton, action="next"): async def pressed(...)`."""


class AnswerSelect(_OfAnswer["ui.Select[Any]"], _Select):
    """A select of an answer; the choices stand in `self.item.values`."""


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
