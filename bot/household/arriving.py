"""In each server, when the bot starts and when it is invited: whether it may do what it needs."""

import logging

import discord
from discord.ext import commands

from bot import permits
from bot.service import Service

log = logging.getLogger(__name__)


class Arriving(commands.Cog):
    """Tells the operator, in a line a server, what the bot lacks there; members ask /doctor."""

    def __init__(self, bot: Service) -> None:
        self._bot = bot

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Look at every server."""
        for guild in self._bot.guilds:
            self._look(guild)

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Look at a server that has invited the bot."""
        self._look(guild)

    def _look(self, guild: discord.Guild) -> None:
        """Of the whole server only: that some channel is closed to the bot is usually meant so."""
        held = guild.me.guild_permissions
        lacking = [name.replace("_", " ") for name in permits.NEEDED_NAMES if not getattr(held, name)]
        if lacking:
            log.warning(
                "Server %r (%s) does not let the bot %s: allow that to its role there, or open %s",
                guild.name,
                guild.id,
                ", ".join(lacking),
                permits.invitation(self._bot.application_id or 0),
            )
