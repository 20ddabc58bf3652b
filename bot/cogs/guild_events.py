"""Events of servers: at the start and on joining, log missing permissions; on removal, forget the server."""

import logging

import discord
from discord.ext import commands

from bot.interactions import permissions
from bot.interactions.service import Service

log = logging.getLogger(__name__)


class GuildEventsCog(commands.Cog):
    """Tells the operator what the bot lacks in each server, and forgets a server that removed it."""

    def __init__(self, bot: Service) -> None:
        self._bot = bot

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Check every server."""
        for guild in self._bot.guilds:
            self._log_missing_permissions(guild)

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Check a server that has invited the bot."""
        self._log_missing_permissions(guild)

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Forget the server. An outage of Discord's is another event and changes nothing.

        The articles stay: a kick may be a mistake, and they are the work of many hours. Nobody can read them
        until the server invites the bot again.
        """
        await self._bot.state.forget_server(guild.id)
        self._bot.intake.drafts.forget_server(guild.id)
        folder = self._bot.libraries.own_folder(guild.id)
        log.info("Removed from server %s: forgot all about it but its articles (%s)", guild.id, folder)

    def _log_missing_permissions(self, guild: discord.Guild) -> None:
        """Log what the bot may not do in the whole server; a single closed channel is usually intended."""
        held = guild.me.guild_permissions
        lacking = [name.replace("_", " ") for name in permissions.NEEDED_NAMES if not getattr(held, name)]
        if lacking:
            log.warning(
                "Server %r (%s) does not let the bot %s: allow that to its role there, or open %s",
                guild.name,
                guild.id,
                ", ".join(lacking),
                permissions.invitation(self._bot.application_id or 0),
            )
