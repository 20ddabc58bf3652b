"""Asking: the command /ask, mentioning the bot, and writing to it directly."""

import asyncio
import logging
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot import cards, incidents
from bot.servers import Servers, patience

log = logging.getLogger(__name__)

QUESTION_CHARACTERS = 500
# Said on every send, since a default elsewhere is easily lost.
NO_MENTIONS = discord.AllowedMentions.none()


class Ask(commands.Cog):
    """Questions in, cards out. One message for each question."""

    def __init__(self, bot: commands.Bot, servers: Servers) -> None:
        self._bot = bot
        self._servers = servers

    @app_commands.command(description="Find what the articles say, word for word, with the source")
    @app_commands.describe(question="What you would like to know")
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    async def ask(
        self,
        interaction: discord.Interaction,
        question: app_commands.Range[str, 1, QUESTION_CHARACTERS],
    ) -> None:
        """Answer a question with passages of articles."""
        # First of all: Discord waits three seconds for this, and a search may take longer.
        await interaction.response.defer(thinking=True)
        card = await self._card(" ".join(question.split()))
        await interaction.followup.send(view=card, allowed_mentions=NO_MENTIONS, suppress_embeds=True)

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer a message that mentions the bot, or that is written to it directly."""
        question = self._question(message)
        if question is None:
            return
        try:
            async with _typing(message.channel):
                card = await self._card(question)
            await _reply(message, card)
        except (discord.Forbidden, discord.NotFound) as error:
            # No permission to write there, or the channel is gone: nobody could read a line about it.
            log.warning("Could not answer in channel %s: %s", message.channel.id, error)
        except Exception as error:  # noqa: BLE001
            # discord.py would only log it, and the asker wait in vain.
            with suppress(discord.HTTPException):
                await _reply(message, cards.notice(incidents.record(error)))

    def _question(self, message: discord.Message) -> str | None:
        """Return what `message` asks the bot, which may be nothing (""); None when it is not addressed."""
        me = self._bot.user
        if me is None or message.author.bot or message.webhook_id is not None:
            return None
        if message.type not in {discord.MessageType.default, discord.MessageType.reply}:
            return None
        # Both: Discord lists a reply's addressee among the mentions, and code may spell one that is none.
        mention = re.compile(rf"<@!?{me.id}>")
        mentioned = any(user.id == me.id for user in message.mentions) and mention.search(message.content)
        if not mentioned and message.guild is not None:
            return None
        return " ".join(mention.sub(" ", message.content).split())

    async def _card(self, question: str) -> ui.LayoutView:
        if not question:
            return cards.help_card()
        if len(question) > QUESTION_CHARACTERS:
            return cards.notice(
                f"A question can have up to {QUESTION_CHARACTERS} characters; this one has {len(question)}."
            )
        async with patience():
            answer = await self._servers.search(question)
            empty = not answer.found and await self._servers.is_empty()
        if answer.found:
            return cards.found(answer)
        return cards.empty_library(question) if empty else cards.nothing_found(question)


@asynccontextmanager
async def _typing(channel: discord.abc.Messageable) -> AsyncIterator[None]:
    """Show "is typing" meanwhile; the answer neither waits for that nor fails with it."""

    async def show() -> None:
        with suppress(discord.HTTPException):
            async with channel.typing():
                await asyncio.Event().wait()

    task = asyncio.create_task(show())
    try:
        yield
    finally:
        task.cancel()


async def _reply(message: discord.Message, card: ui.LayoutView) -> None:
    channel = message.channel
    # Discord lets nobody reply who may not read the channel's history, and refuses the whole message.
    if message.guild and not channel.permissions_for(message.guild.me).read_message_history:
        await channel.send(view=card, allowed_mentions=NO_MENTIONS, suppress_embeds=True)
        return
    # When the question was deleted meanwhile, the answer still comes, without pointing to it.
    question = message.to_reference(fail_if_not_exists=False)
    await channel.send(view=card, reference=question, allowed_mentions=NO_MENTIONS, suppress_embeds=True)
