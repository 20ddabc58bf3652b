"""The bot as commands and buttons reach it: a discord.py bot with its libraries and its state."""

from typing import TypeAlias

import discord
from discord.ext import commands

from bot.intake.intake import Intake
from bot.libraries.libraries import Libraries
from bot.libraries.scopes import Scope, guild_of, scope_of
from bot.scheduling.cooldowns import Cooldowns
from bot.scheduling.in_flight import InFlight
from bot.scheduling.interaction_rates import InteractionRates
from bot.settings import Settings
from bot.state import AnswerRow, Preferences, State
from bot.state.answers import NO_GUILD
from bot.state.preferences import WHOLE_SERVER


class Service(commands.Bot):
    """What every command, button and form can reach through `interaction.client`.

    `state` exists once the bot has logged in.
    """

    settings: Settings
    libraries: Libraries
    state: State
    intake: Intake
    cooldowns: Cooldowns
    in_flight: InFlight
    rates: InteractionRates

    async def preferences_for(self, source: "discord.Interaction[Service] | discord.Message") -> Preferences:
        """Return the settings that hold where `source` comes from.

        An interaction of a user installation is answered in private: others did not ask the bot in. A direct
        message to the bot is private as it is, and its answer should stay.
        """
        guild = guild_of(source)
        if guild == NO_GUILD:
            return Preferences(private=not isinstance(source.channel, discord.DMChannel))
        return await self.state.preferences.of(guild, await self._settings_channel(source))

    async def _settings_channel(self, source: "discord.Interaction[Service] | discord.Message") -> int:
        """Return the channel whose settings count: a thread or forum post has those of its parent."""
        channel: object = source.channel
        number = source.channel.id if source.channel else getattr(source, "channel_id", None)
        if number and (channel is None or isinstance(channel, discord.PartialMessageable)):
            # discord.py does not know every thread, and only Discord can say whose it is.
            channel = await self.fetch_channel(number)
        return channel.parent_id if isinstance(channel, discord.Thread) else number or WHOLE_SERVER

    def scope_for(
        self, source: "discord.Interaction[Service] | discord.Message", preferences: Preferences
    ) -> Scope:
        """Return the libraries that `source` may search; `bot.libraries.scopes` decides."""
        person = source.author if isinstance(source, discord.Message) else source.user
        return scope_of(guild_of(source), preferences, self.libraries.offered, person.id)

    async def scope_of_row(self, row: AnswerRow) -> Scope:
        """Return the libraries that an answer may show today; `authorization` has checked who presses."""
        preferences = await self.state.preferences.of(row.guild) if row.guild != NO_GUILD else Preferences()
        return scope_of(row.guild, preferences, self.libraries.offered, row.asker)


Interaction: TypeAlias = discord.Interaction[Service]
