"""When a server removes the bot: what was stored about it goes, and its articles stay for the operator."""

import logging

import discord
from discord.ext import commands

from bot.service import Service

log = logging.getLogger(__name__)


class Leaving(commands.Cog):
    """Hears that the bot is no longer a member of a server."""

    def __init__(self, bot: Service) -> None:
        self._bot = bot

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Forget the server. An outage of Discord's is another event and changes nothing.

        The articles stay: a kick may be a mistake, and they are the work of many hours. Nobody can read them
        until the server invites the bot again.
        """
        await self._bot.state.forget_server(guild.id)
        self._bot.intake.drafts.forget_server(guild.id)
        folder = self._bot.servers.own_folder(guild.id)
        log.info("Removed from server %s: forgot all about it but its articles (%s)", guild.id, folder)
