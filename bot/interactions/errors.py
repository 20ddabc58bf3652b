"""How a person is told of an exception: a refusal in one line, or an error with an id from the log."""

import logging
import secrets
from contextlib import suppress
from typing import Any

import aiohttp
import discord
from discord import app_commands

from bot.cards import base
from bot.cards.markdown import escape, flatten, shorten
from bot.interactions import replies
from bot.interactions.service import Interaction
from bot.libraries.scopes import guild_of
from bot.scheduling.deadlines import SlowSearchError
from bot.scheduling.in_flight import RestartingError
from bot.scheduling.interaction_rates import KEYSTROKE
from bot.state import StateError
from bot.texts import Voice, voice
from bot.texts.refusal import RefusalError
from index import LibraryError

log = logging.getLogger(__name__)

# How much of a value, such as a file's name, a line shows.
VALUE_WIDTH = 300


def line(error: BaseException, say: Voice) -> str:
    """Return the line that tells a person of `error`; unless it is a refusal, it is logged under a new id.

    It is markup, in which what others wrote is escaped. It says nothing of the error itself, which may name
    files or hold an article's text.
    """
    if isinstance(error, RefusalError):
        values = {name: _shown(value) for name, value in error.values.items()}
        return say(error.key, **values) if error.count is None else say.count(error.key, error.count)
    error_id = secrets.token_hex(4)
    level, traceback = logging.ERROR, True
    match error:
        case SlowSearchError():
            # Where it happened says nothing: it is waiting that ended.
            key, level, traceback = "error.slow", logging.WARNING, False
        case RestartingError():
            key, level, traceback = "error.restarting", logging.INFO, False
        case aiohttp.ClientError() | TimeoutError() | discord.DiscordServerError() | discord.RateLimited():
            key, traceback = "error.other", False
        case LibraryError() | StateError():
            key = "error.library"
        case _:
            key = "error.other"
    described = str(error) or type(error).__name__
    log.log(level, "Error %s: %s", error_id, described, exc_info=error if traceback else None)
    return say(key, id=error_id)


def _shown(value: Any) -> Any:
    return escape(shorten(flatten(value), VALUE_WIDTH)) if isinstance(value, str) else value


async def admit_by_rate(interaction: Interaction) -> bool:
    """Whether the rate of its server leaves time for this interaction; where it does not, say so."""
    client, kind = interaction.client, interaction.type
    typing = kind is discord.InteractionType.autocomplete
    queue_key = guild_of(interaction) or -interaction.user.id
    if not (seconds := client.rates.take(queue_key, KEYSTROKE if typing else 1.0)):
        return True
    with suppress(discord.HTTPException):
        if typing:
            await interaction.response.autocomplete([])
        elif kind is discord.InteractionType.component and not client.cooldowns.tell(interaction.user.id):
            # Who goes on pressing was told a moment ago; a line each would be the flood itself.
            await interaction.response.defer()
        else:
            await tell(interaction, RefusalError("refusal.too_many_presses", seconds=seconds))
    return False


async def tell(interaction: Interaction, error: Exception) -> None:
    """Tell the person behind an interaction of `error`, in private wherever that is still possible."""
    cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
    if isinstance(cause, (discord.Forbidden, discord.NotFound)):
        # The answer could not be sent; a line about that could not be either.
        log.warning("Could not answer in channel %s: %s", interaction.channel_id, cause)
        return
    card = base.notice(line(cause, voice(interaction.locale)))
    try:
        await replies.answer(interaction, card, private=True)
    except replies.UNSENT as failure:
        log.warning("Could not tell of an error in channel %s: %r", interaction.channel_id, failure)


async def tell_in(
    channel: discord.abc.Messageable, error: Exception, message: discord.Message, say: Voice
) -> None:
    """Tell the author of a message of `error`."""
    if isinstance(error, (discord.Forbidden, discord.NotFound)):
        # No permission to write there, or the channel is gone: nobody could read a line about it.
        log.warning("Could not answer in channel %s: %s", message.channel.id, error)
        return
    with suppress(*replies.UNSENT):
        await replies.send(channel, base.notice(line(error, say)), reply_to=message)
