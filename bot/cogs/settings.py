"""The command /settings."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.admin.settings_panel import settings_panel
from bot.interactions import replies
from bot.interactions.authorization import Action, requires
from bot.interactions.contexts import in_servers
from bot.interactions.service import Interaction, Service
from bot.libraries.scopes import guild_of
from bot.state.preferences import WHOLE_SERVER
from bot.texts import described, options


class SettingsCog(commands.Cog):
    """What a server decides, for those who run it."""

    def __init__(self, bot: Service) -> None:
        self._bot = bot

    @app_commands.command(description=described("settings"))
    @app_commands.describe(**options("settings"))
    @in_servers
    @requires(Action.CONFIGURE)
    async def settings(
        self,
        interaction: Interaction,
        # Forums are chosen on the card: discord.py asks for media channels with them, which Discord refuses.
        channel: discord.TextChannel | discord.VoiceChannel | discord.StageChannel | None = None,
    ) -> None:
        """Show the settings of the server, or of one channel."""
        guild = guild_of(interaction)
        await replies.acknowledge(interaction, private=True)
        panel = await settings_panel(interaction, guild, channel.id if channel else WHOLE_SERVER)
        await replies.answer(interaction, panel, private=True)
