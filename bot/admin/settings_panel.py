"""The panel of /settings: its card, and what each of its selects and buttons sets."""

from typing import Any, cast

import discord
from discord import ButtonStyle, ChannelType, SelectOption, ui

from bot.admin import settings_card
from bot.admin.settings_card import SettingsScope
from bot.cards.base import LayoutItem, card
from bot.interactions import replies
from bot.interactions.authorization import Action
from bot.interactions.items import number
from bot.interactions.panel_items import (
    PanelButton,
    PanelChannelSelect,
    PanelItem,
    PanelRoleSelect,
    PanelSelect,
    row,
)
from bot.interactions.service import Interaction, Service
from bot.libraries.scopes import guild_of
from bot.state import Preferences
from bot.state.preferences import WHOLE_SERVER
from bot.texts import Voice, voice
from bot.texts.refusal import RefusalError

MOST_ROLES = 25
CHANNELS = [
    ChannelType.text,
    ChannelType.news,
    ChannelType.forum,
    ChannelType.voice,
    ChannelType.stage_voice,
]


async def settings_panel(interaction: Interaction, guild: int, channel: int) -> ui.LayoutView:
    """Show the settings of a server or of one of its channels, with what can be set."""
    scope = await _settings_scope(interaction.client, guild, channel)
    say = voice(interaction.locale)
    items: list[LayoutItem] = [
        ui.TextDisplay(settings_card.head(scope, say)),
        ui.Separator(),
        ui.TextDisplay(settings_card.summary(scope, say)),
        ui.Separator(),
        row(*(_switch(scope, name, say) for name in settings_card.SWITCHES)),
        row(_language(scope, say)),
        row(_passages(scope, say)),
    ]
    if scope.whole:
        items += [row(one) for one in _server_selects(interaction, scope, say)]
        items += [
            ui.Separator(),
            row(ChannelOf(placeholder=say("settings.choose.channel"), channel_types=CHANNELS)),
        ]
    else:
        back = SettingsOf(str(WHOLE_SERVER), label=say("settings.button.server"))
        reset = ChannelReset(str(channel), label=say("settings.button.reset"), disabled=not scope.own)
        items.append(row(back, reset))
    return card(items)


async def _settings_scope(bot: Service, guild: int, channel: int) -> SettingsScope:
    preferences = bot.state.preferences
    return SettingsScope(
        channel=channel,
        own=await preferences.set_in(guild, channel),
        holds=await preferences.of(guild, channel),
        above=await preferences.of(guild) if channel != WHOLE_SERVER else Preferences(),
        offered=bot.libraries.offered,
    )


def _switch(scope: SettingsScope, name: str, say: Voice) -> PanelItem[Any]:
    own = scope.whole or name in scope.own
    style = ButtonStyle.success if own and getattr(scope.holds, name) else ButtonStyle.secondary
    return Switch(f"{scope.channel}:{name}", label=settings_card.switch_label(scope, name, say), style=style)


def _language(scope: SettingsScope, say: Voice) -> PanelItem[Any]:
    chosen = scope.holds.language or "own"
    return Language(
        str(scope.channel),
        placeholder=say("settings.choose.language"),
        options=_options(scope, "language", settings_card.languages(say), chosen, say),
    )


def _passages(scope: SettingsScope, say: Voice) -> PanelItem[Any]:
    counts = settings_card.passage_counts(say)
    return Passages(
        str(scope.channel),
        placeholder=say("settings.choose.passages"),
        options=_options(scope, "passages", counts, str(scope.holds.passages), say),
    )


def _options(
    scope: SettingsScope, name: str, choices: list[tuple[str, str]], chosen: str, say: Voice
) -> list[SelectOption]:
    own = scope.whole or name in scope.own
    made = [
        SelectOption(label=label, value=value, default=own and value == chosen) for value, label in choices
    ]
    if scope.whole:
        return made
    above = dict(choices)[str(getattr(scope.above, name)) or "own"]
    label = say("settings.follows", value=above)
    return [SelectOption(label=label, value=settings_card.AS_SERVER, default=not own), *made]


def _server_selects(interaction: Interaction, scope: SettingsScope, say: Voice) -> list[PanelItem[Any]]:
    made: list[PanelItem[Any]] = [
        Askers(**_roles(interaction, scope.holds.askers, say("settings.choose.askers"))),
        Managers(**_roles(interaction, scope.holds.managers, say("settings.choose.managers"))),
    ]
    names = scope.offered[:MOST_ROLES]
    chosen = settings_card.shared_chosen(scope)
    made.append(
        Shared(
            placeholder=say("settings.choose.shared"),
            min_values=0,
            max_values=len(names),
            options=[
                SelectOption(label=say("settings.shared", name=name), value=name, default=name in chosen)
                for name in names
            ],
        )
    )
    return made


def _roles(interaction: Interaction, chosen: tuple[int, ...], placeholder: str) -> dict[str, Any]:
    # Discord refuses a card that names a role which was deleted since.
    there = [role for role in chosen if interaction.guild and interaction.guild.get_role(role)]
    return {
        "placeholder": placeholder,
        "min_values": 0,
        "max_values": MOST_ROLES,
        # As text: discord.py would send a number, where Discord's description has a string.
        "default_values": [
            discord.SelectDefaultValue(id=cast("int", str(role)), type=discord.SelectDefaultValueType.role)
            for role in there
        ],
    }


async def _set(interaction: Interaction, name: str, value: Any, channel: int = WHOLE_SERVER) -> None:
    """Store one setting and show the card anew."""
    guild = guild_of(interaction)
    await interaction.client.state.preferences.put(guild, name, value, channel=channel)
    await replies.replace(interaction, await settings_panel(interaction, guild, channel))


class Switch(PanelButton, action="set-switch", requires=Action.CONFIGURE):
    """Turns a setting on or off; in a channel also back to what the server has."""

    async def pressed(self, interaction: Interaction) -> None:
        """Turn it."""
        channel, _, name = self.argument.partition(":")
        guild = guild_of(interaction)
        if name not in settings_card.SWITCHES:
            raise RefusalError("refusal.gone")
        scope = await _settings_scope(interaction.client, guild, number(channel))
        await _set(interaction, name, settings_card.following_press(scope, name), number(channel))


class Language(PanelSelect, action="set-language", requires=Action.CONFIGURE):
    """Chooses the language of public answers."""

    async def pressed(self, interaction: Interaction) -> None:
        """Set it."""
        (chosen,) = self.item.values
        value = {settings_card.AS_SERVER: None, "own": ""}.get(chosen, chosen)
        await _set(interaction, "language", value, number(self.argument))


class Passages(PanelSelect, action="set-passages", requires=Action.CONFIGURE):
    """Chooses how many passages a card shows."""

    async def pressed(self, interaction: Interaction) -> None:
        """Set it."""
        (chosen,) = self.item.values
        value = None if chosen == settings_card.AS_SERVER else int(chosen)
        await _set(interaction, "passages", value, number(self.argument))


class Askers(PanelRoleSelect, action="set-askers", requires=Action.CONFIGURE):
    """Chooses the roles that may ask; none is everybody."""

    async def pressed(self, interaction: Interaction) -> None:
        """Set them."""
        await _set(interaction, "askers", [role.id for role in self.item.values])


class Managers(PanelRoleSelect, action="set-managers", requires=Action.CONFIGURE):
    """Chooses the roles that may change the library beside those with Manage Server."""

    async def pressed(self, interaction: Interaction) -> None:
        """Set them."""
        await _set(interaction, "managers", [role.id for role in self.item.values])


class Shared(PanelSelect, action="set-shared", requires=Action.CONFIGURE):
    """Chooses the operator's libraries that are searched beside the server's own."""

    async def pressed(self, interaction: Interaction) -> None:
        """Set them."""
        offered = interaction.client.libraries.offered
        await _set(interaction, "shared", [name for name in self.item.values if name in offered])


class ChannelOf(PanelChannelSelect, action="set-channel", requires=Action.CONFIGURE):
    """Shows the settings of a channel."""

    async def pressed(self, interaction: Interaction) -> None:
        """Show them."""
        guild = guild_of(interaction)
        (channel,) = self.item.values
        await replies.replace(interaction, await settings_panel(interaction, guild, channel.id))


class SettingsOf(PanelButton, action="set-of", requires=Action.CONFIGURE):
    """Shows the settings of the server again."""

    async def pressed(self, interaction: Interaction) -> None:
        """Show them."""
        guild = guild_of(interaction)
        await replies.replace(interaction, await settings_panel(interaction, guild, number(self.argument)))


class ChannelReset(PanelButton, action="set-reset", requires=Action.CONFIGURE):
    """Lets a channel follow the server in everything."""

    async def pressed(self, interaction: Interaction) -> None:
        """Take back all that was set for the channel."""
        guild = guild_of(interaction)
        channel = number(self.argument)
        preferences = interaction.client.state.preferences
        for name in dict(await preferences.set_in(guild, channel)):
            await preferences.put(guild, name, None, channel=channel)
        await replies.replace(interaction, await settings_panel(interaction, guild, channel))
