"""The text of a message, for the menus on messages."""

import discord

from bot.texts.refusal import RefusalError

# The limit for members with Nitro; forwards and previews may bring more.
MOST_CHARACTERS = 4000


def words_of(message: discord.Message) -> str:
    """Return the text of a message: its own, what it forwards, and what its link previews say.

    Raises RefusalError when there is none. The menu itself brings the text; no privileged intent is needed.
    """
    texts = [message.content, *(one.content for one in message.message_snapshots)]
    for preview in message.embeds:
        texts += [preview.title or "", preview.description or ""]
    said = "\n\n".join(text for text in texts if text.strip())[:MOST_CHARACTERS]
    if not said:
        raise RefusalError("refusal.no_words")
    return said
