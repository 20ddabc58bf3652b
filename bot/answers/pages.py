"""The pages of an answer: its card as the articles are today, with the buttons under it.

Buttons stand here by the names of their actions, like links; what a press does is in `buttons`.
"""

from collections.abc import Sequence
from typing import Any

import discord
from discord import ButtonStyle, ui

from bot.answers.stored import load
from bot.cards import answer
from bot.cards.excerpts import Excerpt
from bot.citing.passage_place import PassagePlace
from bot.interactions.authorization import granted
from bot.interactions.items import link
from bot.interactions.service import Interaction
from bot.state import AnswerRow
from bot.state.answers import NO_GUILD
from bot.texts import Voice
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
        link(
            "open",
            row.id,
            str(PassagePlace(first + place)),
            label=say("button.context") if alone else say("button.passage", number=first + place + 1),
        )
        for place, excerpt in enumerate(shown)
        if excerpt is not None
    ]
    pages = -(-len(row.quoted) // row.page_size)
    turning = [
        link("page", row.id, str(page - 1), emoji="◀️", disabled=page == 0),
        link("page", row.id, str(page + 1), emoji="▶️", disabled=page + 1 >= pages),
    ]
    rows: list[ui.ActionRow[Any]] = []
    if opening or pages > 1:
        rows.append(ui.ActionRow(*opening, *(turning if pages > 1 else ())))
    rows.append(
        ui.ActionRow(
            link("helpful", row.id, emoji="👍", label=say("button.helpful")),
            link("report", row.id, emoji="🚩", label=say("button.report")),
            *(_sharing(row, page, say) if row.private and row.guild != NO_GUILD and public else []),
            *([] if row.private else [link("delete", row.id, emoji="🗑️")]),
        )
    )
    return rows


def _sharing(row: AnswerRow, page: int, say: Voice) -> list[ui.Item[Any]]:
    label = say("button.share")
    return [link("share", row.id, str(page), emoji="📣", label=label, style=ButtonStyle.primary)]


def closing_row(row: AnswerRow) -> list[ui.ActionRow[Any]]:
    """Return the button under a card that found nothing; what one person alone sees needs none."""
    if row.private:
        return []
    return [ui.ActionRow(link("delete", row.id, emoji="🗑️"))]


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
