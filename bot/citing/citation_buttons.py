"""Citations to copy: the card, and the buttons and selects that lead to it."""

import io

import discord
from discord import SelectOption, ui

from bot.cards import passage
from bot.cards.passage import STYLE_KEYS
from bot.citing.noting import note_quoted
from bot.citing.passage_place import PassagePlace
from bot.interactions import replies
from bot.interactions.items import Acknowledgement, AnswerButton, AnswerSelect
from bot.interactions.service import Interaction
from bot.libraries import references
from bot.libraries.references import ScopedPassage
from bot.state import AnswerRow
from bot.texts import Voice, voice

DEFAULT_STYLE = "plain"


class Cite(AnswerButton, action="cite-passage", acknowledgement=Acknowledgement.PRIVATE):
    """Gives the presser a citation of the passage whose place is the argument."""

    async def pressed(self, interaction: Interaction, row: AnswerRow) -> None:
        """Answer with the citation."""
        await _give(interaction, row, PassagePlace.read(self.argument), DEFAULT_STYLE)


class CiteOneOf(AnswerSelect, action="cite-one", acknowledgement=Acknowledgement.PRIVATE):
    """Gives the presser a citation of one of several passages, whose places are the values."""

    async def pressed(self, interaction: Interaction, row: AnswerRow) -> None:
        """Answer with the citation."""
        await _give(interaction, row, PassagePlace.read(self.item.values[0]), DEFAULT_STYLE)


class CiteAs(AnswerSelect, action="cite-as", acknowledgement=Acknowledgement.PRIVATE):
    """Gives the presser a citation of the passage whose place is the argument, in the chosen style."""

    async def pressed(self, interaction: Interaction, row: AnswerRow) -> None:
        """Answer with the citation."""
        await _give(interaction, row, PassagePlace.read(self.argument), self.item.values[0])


class StyleSelect(AnswerSelect, action="style"):
    """Changes the style of a citation that was given; the argument is the passage's place."""

    async def pressed(self, interaction: Interaction, row: AnswerRow) -> None:
        """Put the citation in the chosen style in place of the other one."""
        await _give(interaction, row, PassagePlace.read(self.argument), self.item.values[0], again=True)


def cite_as(row: AnswerRow, place: PassagePlace, say: Voice) -> CiteAs:
    """Return the select that offers all styles."""
    return CiteAs(row.id, str(place), placeholder=say("button.cite"), options=_styles(say))


def citation_of(
    found: ScopedPassage, style: str, row: AnswerRow, place: PassagePlace, say: Voice
) -> tuple[ui.LayoutView, list[discord.File]]:
    """Return the card of a citation, with a select of other styles, and its file where it has one."""
    made = passage.citation(found.passage, style, say)
    select = StyleSelect(row.id, str(place), placeholder=say("cite.style"), options=_styles(say, style))
    card = passage.citation_card(made, found, style, say, [ui.ActionRow(select)])
    return card, [discord.File(io.BytesIO(made.text.encode()), made.name)] if made.in_file else []


def _styles(say: Voice, chosen: str = "") -> list[SelectOption]:
    return [
        SelectOption(label=say(key), value=name, default=name == chosen) for name, key in STYLE_KEYS.items()
    ]


async def _give(
    interaction: Interaction, row: AnswerRow, place: PassagePlace, style: str, *, again: bool = False
) -> None:
    one = place.of(row)
    scope = await interaction.client.scope_of_row(row)
    found = await references.recall(interaction.client.libraries, scope, one)
    card, files = citation_of(found, style, row, place, voice(interaction.locale))
    if again:
        await replies.replace(interaction, card, files=files)
    else:
        await replies.answer(interaction, card, private=True, files=files)
        await note_quoted(interaction.client, row.guild, [found])
