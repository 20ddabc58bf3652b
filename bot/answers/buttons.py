"""The buttons under an answer: pages, a passage on its own, share, votes, delete."""

from collections.abc import Sequence
from typing import Any

import discord
from discord import ButtonStyle, ui

from bot.answers import passage
from bot.answers.stored import load
from bot.cards import answer, base
from bot.cards.excerpts import Excerpt
from bot.citing import sharing
from bot.citing.passage_place import PassagePlace
from bot.interactions import replies
from bot.interactions.authorization import Action, granted
from bot.interactions.items import Acknowledgement, AnswerButton, number
from bot.interactions.service import Interaction
from bot.state import AnswerRow
from bot.state.answers import NO_GUILD
from bot.state.votes import Vote
from bot.texts import Voice, voice
from bot.texts.refusal import RefusalError


def answer_rows(
    row: AnswerRow, page: int, shown: Sequence[Excerpt | None], say: Voice, *, public: bool = True
) -> list[ui.ActionRow[Any]]:
    """Return the buttons under page `page` (from 0) of an answer.

    `public` is whether answers may be shown to all where it stands: only then one is offered to be shared.
    """
    first = page * row.page_size
    alone = len(row.quoted) == 1
    opening = [
        OpenPassage(
            row.id,
            str(PassagePlace(first + place)),
            label=say("button.context") if alone else say("button.passage", number=first + place + 1),
        )
        for place, excerpt in enumerate(shown)
        if excerpt is not None
    ]
    pages = -(-len(row.quoted) // row.page_size)
    turning = [
        TurnAnswerPage(row.id, str(page - 1), emoji="◀️", disabled=page == 0),
        TurnAnswerPage(row.id, str(page + 1), emoji="▶️", disabled=page + 1 >= pages),
    ]
    rows: list[ui.ActionRow[Any]] = []
    if opening or pages > 1:
        rows.append(ui.ActionRow(*opening, *(turning if pages > 1 else ())))
    rows.append(
        ui.ActionRow(
            Helpful(row.id, emoji="👍", label=say("button.helpful")),
            Report(row.id, emoji="🚩", label=say("button.report")),
            *(
                [
                    ShareAnswer(
                        row.id, str(page), emoji="📣", label=say("button.share"), style=ButtonStyle.primary
                    )
                ]
                if row.private and row.guild != NO_GUILD and public
                else []
            ),
            *([] if row.private else [Delete(row.id, emoji="🗑️")]),
        )
    )
    return rows


def closing_row(row: AnswerRow) -> list[ui.ActionRow[Any]]:
    """Return the button under a card that found nothing; what one person alone sees needs none."""
    if row.private:
        return []
    return [ui.ActionRow(Delete(row.id, emoji="🗑️"))]


async def page_card(
    interaction: Interaction, row: AnswerRow, page: int, head: str, say: Voice
) -> ui.LayoutView:
    """Return page `page` (from 0) of an answer as its articles are today."""
    first = page * row.page_size
    scope = await interaction.client.scope_of_row(row)
    stored = row.quoted[first : first + row.page_size]
    shown = await load(interaction.client.libraries, scope, stored)
    rows = answer_rows(row, page, shown, say, public=granted(interaction).public)
    return answer.answer(head, shown, say, first=first + 1, own=row.guild != NO_GUILD, rows=rows)


def head_of(message: discord.Message | None) -> str:
    """Return the lines above the quotes of a card that the bot sent; answers store no question."""
    parts: list[Any] = list(message.components) if message else []
    for part in parts:
        parts.extend(getattr(part, "children", ()))
        if isinstance(part, discord.TextDisplay) and part.id == answer.HEAD_ID:
            return part.content
    raise RefusalError("refusal.gone")


class TurnAnswerPage(AnswerButton, action="page"):
    """Shows another page: to the asker in place, to others as a card of their own."""

    async def pressed(self, interaction: Interaction, row: AnswerRow) -> None:
        """Turn to the page that the argument names."""
        page = number(self.argument)
        head = head_of(interaction.message)
        await self.turn(interaction, row, await page_card(interaction, row, page, head, Voice(row.language)))


class OpenPassage(AnswerButton, action="open", acknowledgement=Acknowledgement.PRIVATE):
    """Shows one passage with its surroundings to the presser alone."""

    async def pressed(self, interaction: Interaction, row: AnswerRow) -> None:
        """Show the passage whose place in the answer the argument names."""
        place = PassagePlace.read(self.argument)
        await replies.answer(interaction, await passage.show(interaction, row, place), private=True)


class ShareAnswer(AnswerButton, action="share", requires=Action.SHARE):
    """Shows a private answer to the channel."""

    async def pressed(self, interaction: Interaction, row: AnswerRow) -> None:
        """Post the page that the argument names as a public answer of the presser's."""
        page = number(self.argument)
        say = Voice(row.language)
        head = f"{head_of(interaction.message)}\n{sharing.shared_by(interaction, say)}"
        shared = await sharing.store_public(interaction, row, row.quoted, say, page_size=row.page_size)
        card = await page_card(interaction, shared, page, head, say)
        await replies.answer(interaction, card, private=False)


class Helpful(AnswerButton, action="helpful"):
    """Notes that an answer helped."""

    async def pressed(self, interaction: Interaction, row: AnswerRow) -> None:
        """Store the vote and thank for it."""
        await _vote(interaction, row, Vote.HELPFUL, "vote.helpful")


class Report(AnswerButton, action="report"):
    """Notes that something is wrong with an answer."""

    async def pressed(self, interaction: Interaction, row: AnswerRow) -> None:
        """Store the vote and thank for it."""
        await _vote(interaction, row, Vote.REPORT, "vote.report")


class Delete(AnswerButton, action="delete", requires=Action.DELETE):
    """Deletes an answer, for who asked and for moderators."""

    async def pressed(self, interaction: Interaction, row: AnswerRow) -> None:
        """Delete the message and what is stored about it."""
        await interaction.delete_original_response()
        await interaction.client.state.answers.delete(row.id)


async def _vote(interaction: Interaction, row: AnswerRow, vote: Vote, thanks: str) -> None:
    say = voice(interaction.locale)
    changed = await interaction.client.state.votes.put(row.id, interaction.user.id, vote)
    line = say(thanks if changed else "vote.again")
    await replies.answer(interaction, base.notice(line), private=True)
