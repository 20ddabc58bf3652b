"""The bot: what it may see, what it loads, and what it does when a command fails."""

import asyncio
import hashlib
import json
import logging
from pathlib import Path

import discord
from discord import app_commands
from discord.ext import commands

from bot import cards, incidents
from bot.ask import NO_MENTIONS, Ask
from bot.servers import Servers
from bot.settings import Settings

log = logging.getLogger(__name__)

SYNCED_NAME = "commands.sha256"


def create_bot(settings: Settings) -> commands.Bot:
    """Create the bot; it opens its library when it logs in and closes it when it is closed."""
    return _Pullquote(settings)


class _Tree(app_commands.CommandTree[commands.Bot]):
    """The commands. Its class holds the error handler, so that it is there before any command can run."""

    async def on_error(
        self, interaction: discord.Interaction[commands.Bot], error: app_commands.AppCommandError
    ) -> None:
        """Tell the user in one line, with the id under which the log has the error."""
        cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
        if isinstance(cause, (discord.Forbidden, discord.NotFound)):
            # The answer could not be sent; a line about that could not be either.
            log.warning("Could not answer in channel %s: %s", interaction.channel_id, cause)
            return
        line = cards.notice(incidents.record(cause))
        try:
            if interaction.response.is_done():
                await interaction.followup.send(view=line, allowed_mentions=NO_MENTIONS, suppress_embeds=True)
            else:
                await interaction.response.send_message(
                    view=line, ephemeral=True, allowed_mentions=NO_MENTIONS, suppress_embeds=True
                )
        except discord.HTTPException as failure:
            log.warning("Could not tell of an error in channel %s: %s", interaction.channel_id, failure)


class _Pullquote(commands.Bot):
    def __init__(self, settings: Settings) -> None:
        intents = discord.Intents.none()
        # None of these is privileged: a message that mentions the bot brings its own content.
        intents.guilds = intents.guild_messages = intents.dm_messages = True
        super().__init__(
            command_prefix=(),
            help_command=None,
            tree_cls=_Tree,
            intents=intents,
            allowed_mentions=NO_MENTIONS,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
        )
        self._settings = settings
        self._servers = Servers(settings.library)

    async def setup_hook(self) -> None:
        """Open the library, load the cogs and register the commands."""
        await self._servers.open()
        await self.add_cog(Ask(self, self._servers))
        await self._sync()

    async def close(self) -> None:
        """Leave Discord, then close the library."""
        await super().close()
        await self._servers.close()

    async def on_message(self, message: discord.Message, /) -> None:
        """Do nothing here: the bot has no prefix commands, and the cogs listen for themselves."""

    async def _sync(self) -> None:
        """Register the commands with Discord when they differ from those registered last.

        Discord allows few registrations a day. A failure leaves the old commands in place and is tried
        again at the next start.
        """
        known = self._settings.data / SYNCED_NAME
        digest = await self._digest()
        if await asyncio.to_thread(_read, known) == digest:
            return
        try:
            await self.tree.sync()
        except discord.HTTPException as error:
            log.warning("Could not register the commands; trying again at the next start: %s", error)
            return
        log.info("Registered the commands with Discord")
        try:
            await asyncio.to_thread(_write, known, digest)
        except OSError as error:
            log.warning("Could not note that the commands are registered: %s", error)

    async def _digest(self) -> str:
        """Identify what a registration would send, and to which application."""
        translator = self.tree.translator
        payloads = [
            await command.get_translated_payload(self.tree, translator)
            if translator
            else command.to_dict(self.tree)
            for command in self.tree.get_commands()
        ]
        described = json.dumps([self.application_id, payloads], sort_keys=True)
        return hashlib.sha256(described.encode()).hexdigest()


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text + "\n", encoding="ascii")
