"""Passages quoted by their ids: their card, their buttons, and sharing them."""

from collections.abc import Sequence
from typing import Any

import discord
from discord import SelectOption, ui

from bot.cards import passage as passage_cards
from bot.cards.base import notice
from bot.citing import sharing
from bot.citing.citation_buttons import Cite, CiteOneOf
from bot.citing.noting import note_quoted
from bot.citing.passage_place import PassagePlace
from bot.interactions import errors
from bot.interactions.authorization import Action
from bot.interactions.invocation import public_voice, save_answer
from bot.interactions.items import Acknowledgement, AnswerButton, number
from bot.interactions.service import Interaction, Service
from bot.libraries import references
from bot.libraries.references import MOST_REFERENCES, ScopedPassage
from bot.libraries.scopes import Scope, guild_of
from bot.state import AnswerRow, Quoted
from bot.state.answers import NO_GUILD
from bot.texts import Voice
from bot.texts.refusal import RefusalError


class ShareQuotes(
    AnswerButton, action="share-quotes", acknowledgement=Acknowledgement.PRIVATE, requires=Action.SHARE
):
    """Shows the passages of a private answer to all, as a reply to the message that the argument names."""

    async def pressed(self, interaction: Interaction, row: AnswerRow) -> None:
        """Send the passages that still exist."""
        await _share(interaction, row, number(self.argument or "0"))


def to_quoted(found: ScopedPassage) -> Quoted:
    """Return what a button has to know of a passage."""
    return Quoted.of(found.library, found.passage)


def action_rows(
    found: Sequence[ScopedPassage], row: AnswerRow, say: Voice, *, share: bool, reply_to: int = 0
) -> list[ui.ActionRow[Any]]:
    """Return the buttons under passages: cite one of them, and share them where they are private."""
    rows: list[ui.ActionRow[Any]] = []
    buttons: list[ui.Item[Any]] = []
    if len(found) == 1:
        buttons.append(Cite(row.id, str(PassagePlace(0)), label=say("cite.button")))
    else:
        choices = [
            SelectOption(
                label=passage_cards.choice_name(one.passage, index + 1, say), value=str(PassagePlace(index))
            )
            for index, one in enumerate(found)
        ]
        rows.append(ui.ActionRow(CiteOneOf(row.id, placeholder=say("cite.choose"), options=choices)))
    if share and row.guild != NO_GUILD:
        buttons.append(ShareQuotes(row.id, str(reply_to or ""), label=say("share.button")))
    return [*rows, ui.ActionRow(*buttons)] if buttons else rows


async def quote_in(
    message: discord.Message, names: Sequence[str], bot: Service, scope: Scope, say: Voice
) -> ui.LayoutView:
    """Return the card that quotes the passages which a message names."""
    found: list[ScopedPassage] = []
    failures: list[str] = []
    for name in names[:MOST_REFERENCES]:
        try:
            found.append(await references.find(bot.libraries, scope, name))
        except RefusalError as refusal:
            failures.append(errors.line(refusal, say))
    if len(names) > MOST_REFERENCES:
        failures.append(say("cite.only", limit=MOST_REFERENCES, number=len(names) - MOST_REFERENCES))
    if not found:
        return notice("\n".join(failures))
    row = await save_answer(
        bot,
        [to_quoted(one) for one in found],
        guild=guild_of(message),
        channel=message.channel.id,
        asker=message.author.id,
        private=False,
        say=say,
    )
    return passage_cards.quotes(found, say, failures=failures, rows=action_rows(found, row, say, share=False))


async def recall_all(interaction: Interaction, row: AnswerRow) -> list[ScopedPassage]:
    """Return the passages of an answer that still exist; raises RefusalError when none does."""
    scope = await interaction.client.scope_of_row(row)
    found = []
    for one in row.quoted:
        try:
            found.append(await references.recall(interaction.client.libraries, scope, one))
        except RefusalError:
            continue
    if not found:
        raise RefusalError("look.withdrawn_all")
    return found


async def _share(interaction: Interaction, row: AnswerRow, reply_to: int) -> None:
    found = await recall_all(interaction, row)
    say = await public_voice(interaction)
    kept = await sharing.store_public(interaction, row, [to_quoted(one) for one in found], say)
    head = sharing.shared_by(interaction, say)
    if reply_to:
        head = f"-# {say('sources.shared')}\n{head}"
    card = passage_cards.quotes(found, say, head=head, rows=action_rows(found, kept, say, share=False))
    await sharing.post(interaction, card, reply_to)
    await note_quoted(interaction.client, row.guild, found)
