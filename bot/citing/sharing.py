"""Sharing: what one person was shown in private becomes a public answer of theirs."""

from collections.abc import Sequence

import discord
from discord import ui

from bot.cards.base import notice
from bot.cards.markdown import escape, flatten
from bot.interactions import replies
from bot.interactions.invocation import save_answer
from bot.interactions.service import Interaction
from bot.state import AnswerRow, Quoted
from bot.texts import Voice, voice
from bot.texts.refusal import RefusalError

SHARER_CHARACTERS = 80


async def store_public(
    interaction: Interaction, row: AnswerRow, quoted: Sequence[Quoted], say: Voice, *, page_size: int = 1
) -> AnswerRow:
    """Store a public answer of the presser's that quotes these passages of a private one."""
    return await save_answer(
        interaction.client,
        quoted,
        guild=row.guild,
        channel=interaction.channel_id or 0,
        asker=interaction.user.id,
        private=False,
        say=say,
        page_size=page_size,
    )


def shared_by(interaction: Interaction, say: Voice) -> str:
    """Return the line that names who shared a card."""
    name = flatten(interaction.user.display_name)[:SHARER_CHARACTERS]
    return f"-# {say('card.shared_by', name=escape(name))}"


async def post(interaction: Interaction, card: ui.LayoutView, reply_to: int = 0) -> None:
    """Send a card to the channel of a private answer, and say so."""
    channel = interaction.channel
    if channel is None or isinstance(
        channel, (discord.ForumChannel, discord.CategoryChannel, discord.GroupChannel)
    ):
        raise RefusalError("refusal.cannot_send")
    message = channel.get_partial_message(reply_to) if reply_to else None
    await replies.send(channel, card, reply_to=message)
    await replies.answer(interaction, notice(voice(interaction.locale)("share.done")), private=True)
