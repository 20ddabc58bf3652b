"""Thread mode: answers open a thread, in channels that were set so."""

import logging
from typing import Literal

import discord

from bot.cards.markdown import flatten
from bot.interactions import replies
from bot.state import Preferences

log = logging.getLogger(__name__)

NAME_CHARACTERS = 100
ARCHIVE_MINUTES: Literal[1440] = 1440  # a day, one of the spans that Discord offers


def parent_channel(channel: object, preferences: Preferences) -> discord.TextChannel | None:
    """Return the channel where an answer opens a thread, or None: text channels have some, threads cannot."""
    return channel if preferences.threads and isinstance(channel, discord.TextChannel) else None


async def open_on(message: discord.Message | discord.PartialMessage, question: str) -> discord.Thread | None:
    """Open a thread on a message; None, which the log explains, where the bot may not.

    The answer then goes to the channel, as without thread mode.
    """
    name = flatten(question)[:NAME_CHARACTERS].strip() or "Pullquote"
    try:
        return await message.create_thread(name=name, auto_archive_duration=ARCHIVE_MINUTES)
    except replies.UNSENT as error:
        log.warning("Could not open a thread in channel %s: %r", message.channel.id, error)
        return None
