"""Buttons and selects that belong to no answer: previews, lists, settings. They, too, outlive a restart.

A custom id is the item's action and an argument, from which everything else is looked up anew. Whoever may
give the command that shows an item may press it; that is checked at each press, since roles change.
"""

from abc import abstractmethod
from enum import Enum, auto
from typing import Any, ClassVar, Generic, cast

from discord import ui

from bot import permits
from bot.buttons import LABEL_CHARACTERS, Acknowledgement, Item, ItemT
from bot.service import Interaction


class Permit(Enum):
    """Who may press."""

    ANYONE = auto()
    MANAGER = auto()  # who may change the server's library
    CONFIGURER = auto()  # who may change the server's settings


async def check(interaction: Interaction, permit: Permit) -> None:
    """Raise RefusalError unless this person may do here what `permit` stands for."""
    if permit is Permit.MANAGER:
        await permits.guild_to_manage(interaction)
    elif permit is Permit.CONFIGURER:
        permits.guild_to_configure(interaction)


class PanelItem(Item[ItemT], Generic[ItemT]):
    """A button or select of a panel. Subclass `PanelButton` or one of the selects instead."""

    permit: ClassVar[Permit]

    def __init_subclass__(
        cls,
        *,
        action: str = "",
        acknowledgement: Acknowledgement = Acknowledgement.UPDATE,
        permit: Permit = Permit.ANYONE,
    ) -> None:
        super().__init_subclass__(action=action, acknowledgement=acknowledgement)
        cls.permit = permit

    async def heard(self, interaction: Interaction) -> None:
        """Check that this member may press, and do what the item is for."""
        await check(interaction, self.permit)
        await self.pressed(interaction)

    @abstractmethod
    async def pressed(self, interaction: Interaction) -> None:
        """Do what the item is for. The interaction is acknowledged as the class says."""


def row(*items: PanelItem[Any]) -> "ui.ActionRow[ui.LayoutView]":
    """Put items side by side; a select has a row of its own."""
    # discord.py's types have dynamic items belong to any view.
    return ui.ActionRow(*cast("list[ui.Item[ui.LayoutView]]", items))


class PanelButton(PanelItem["ui.Button[Any]"]):
    """A button: `class Next(PanelButton, action="next"): async def pressed(self, interaction)`."""

    def build(self, custom_id: str, **look: Any) -> ui.Button[Any]:
        """Return the button; `look` takes label, emoji, style and disabled."""
        if look.get("label"):
            look["label"] = look["label"][:LABEL_CHARACTERS]
        return ui.Button(custom_id=custom_id, **look)


class PanelSelect(PanelItem["ui.Select[Any]"]):
    """A select of texts; the choices stand in `self.item.values`."""

    def build(self, custom_id: str, **look: Any) -> ui.Select[Any]:
        """Return the select; `look` takes placeholder, options, min_values and max_values."""
        return ui.Select(custom_id=custom_id, **look)


class PanelRoleSelect(PanelItem["ui.RoleSelect[Any]"]):
    """A select of the server's roles."""

    def build(self, custom_id: str, **look: Any) -> ui.RoleSelect[Any]:
        """Return the select; `look` takes placeholder, default_values, min_values and max_values."""
        return ui.RoleSelect(custom_id=custom_id, **look)


class PanelChannelSelect(PanelItem["ui.ChannelSelect[Any]"]):
    """A select of the server's channels."""

    def build(self, custom_id: str, **look: Any) -> ui.ChannelSelect[Any]:
        """Return the select; `look` takes placeholder, channel_types, default_values and so on."""
        return ui.ChannelSelect(custom_id=custom_id, **look)
