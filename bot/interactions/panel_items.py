"""Buttons and selects that belong to no answer: previews, lists, settings. They, too, outlive a restart.

A custom id is the item's action and an argument, from which everything else is looked up anew. Each class
says what a press requires (`authorization.Action`), which is asked at each press, since roles change.
"""

from abc import abstractmethod
from typing import Any, Generic, cast

from discord import ui

from bot.interactions.items import LABEL_CHARACTERS, ItemT, PersistentItem
from bot.interactions.service import Interaction


class PanelItem(PersistentItem[ItemT], Generic[ItemT]):
    """A button or select of a panel. Subclass `PanelButton` or one of the selects instead."""

    async def respond(self, interaction: Interaction) -> None:
        """Do what the item is for, once it is known that this member may press."""
        await self.pressed(interaction)

    @abstractmethod
    async def pressed(self, interaction: Interaction) -> None:
        """Do what the item is for. The interaction is acknowledged as the class says."""


def row(*items: PanelItem[Any]) -> "ui.ActionRow[ui.LayoutView]":
    """Put items side by side; a select has a row of its own."""
    # discord.py's types have dynamic items belong to any view.
    return ui.ActionRow(*cast("list[ui.Item[ui.LayoutView]]", items))


class PanelButton(PanelItem["ui.Button[Any]"]):
    """A button: `class Next(PanelButton, action="next", requires=...): async def pressed(...)`."""

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
