"""One passage on its own: with what stands around it, to cite and to share."""

import io
from dataclasses import dataclass
from typing import Any

import discord
from discord import ButtonStyle, SelectOption, ui

from bot import cards, permits, replies
from bot.buttons import Acknowledgement, AnswerButton, AnswerSelect
from bot.excerpts import Excerpt, ending, quoted
from bot.markdown import escape, flatten, shorten, subtext, width
from bot.refusals import RefusalError
from bot.service import Interaction
from bot.state import AnswerRow, Quoted
from bot.state.answers import NO_GUILD
from bot.texts import Voice, voice
from index import Passage, Span
from index.citation import STYLES

# The passage gets what it needs of this, its neighbours what is left, each up to NEIGHBOUR_ROOM.
PASSAGE_ROOM = 2400
NEIGHBOUR_ROOM = 400
ID_ROOM = 200
STYLE_NAMES = {
    "markdown": "style.markdown",
    "plain": "style.plain",
    "wikipedia": "style.wikipedia",
    "bibtex": "style.bibtex",
}
# Longer citations, and those that would end a code block, come as a file.
CODE_CHARACTERS = 1800


@dataclass(frozen=True, slots=True)
class Place:
    """A passage of an answer: by its place there (from 0), or another one of the same article by serial."""

    index: int
    serial: int | None = None

    @classmethod
    def read(cls, argument: str) -> "Place":
        """Read what `str` wrote."""
        index, _, serial = argument.partition(":")
        return cls(int(index), int(serial) if serial else None)

    def __str__(self) -> str:
        return str(self.index) if self.serial is None else f"{self.index}:{self.serial}"


@dataclass(frozen=True, slots=True)
class Setting:
    """A passage among the passages of its article, as they are today."""

    excerpt: Excerpt
    before: Passage | None
    after: Passage | None


async def find(interaction: Interaction, row: AnswerRow, place: Place) -> Setting:
    """Return a passage of an answer's article; raises RefusalError when it was removed or changed."""
    if not 0 <= place.index < len(row.quoted):
        raise RefusalError("refusal.gone")
    stored = row.quoted[place.index]
    scope = await interaction.client.scope_of_row(row)
    if stored.library not in scope.libraries:
        raise RefusalError("refusal.withdrawn")
    article = stored.passage.rpartition("#")[0]
    wanted = stored.passage if place.serial is None else f"{article}#{place.serial}"
    found = await interaction.client.servers.passages(scope, stored.library, stored.passage) or []
    position = next((number for number, one in enumerate(found) if one.id == wanted), None)
    if position is None:
        raise RefusalError("refusal.withdrawn")
    best = Span(*stored.best) if stored.best and wanted == stored.passage else None
    return Setting(
        excerpt=Excerpt(library=stored.library, passage=found[position], best=best),
        before=found[position - 1] if position else None,
        after=found[position + 1] if position + 1 < len(found) else None,
    )


async def show(interaction: Interaction, row: AnswerRow, place: Place) -> ui.LayoutView:
    """Return the card of a passage with its neighbours, in the presser's language."""
    say = voice(interaction.locale)
    return card(row, place, await find(interaction, row, place), say)


def card(row: AnswerRow, place: Place, setting: Setting, say: Voice) -> ui.LayoutView:
    """Show a passage as a quote, and the ends of its neighbours small and grey around it."""
    passage = setting.excerpt.passage
    foot = cards.foot(setting.excerpt, say, own=row.guild != NO_GUILD)
    foot += f"\n-# {escape(shorten(flatten(passage.id), ID_ROOM))}"
    quote = quoted(passage.text, PASSAGE_ROOM, setting.excerpt.best)
    left = cards.TEXT_LIMIT - width(foot) - width(quote)
    room = min(NEIGHBOUR_ROOM, max(left, 0) // 2)
    texts = [
        subtext(ending(setting.before.text, room, subtext)) if setting.before else "",
        quote,
        subtext(shorten(setting.after.text, room, subtext)) if setting.after else "",
        foot,
    ]
    rows: list[ui.ActionRow[Any]] = [_turning(row, place, setting, say), ui.ActionRow(_cite(row, place, say))]
    return cards.card([ui.TextDisplay(text) for text in texts if text], cards.ANSWER_COLOUR, rows)


def _turning(row: AnswerRow, place: Place, setting: Setting, say: Voice) -> ui.ActionRow[Any]:
    """Return the buttons that lead to the neighbours, and the one that shares the passage."""
    buttons = [
        Turn(
            row.id,
            str(Place(place.index, neighbour.serial if neighbour else -1 - number)),
            emoji=emoji,
            label=say(key),
            disabled=neighbour is None,
        )
        for number, (neighbour, emoji, key) in enumerate(
            ((setting.before, "◀️", "button.before"), (setting.after, "▶️", "button.after"))
        )
    ]
    if row.guild != NO_GUILD:
        label = say("button.share")
        share = SharePassage(row.id, str(place), emoji="📣", label=label, style=ButtonStyle.primary)
        return ui.ActionRow(*buttons, share)
    return ui.ActionRow(*buttons)


def _cite(row: AnswerRow, place: Place, say: Voice) -> "Cite":
    options = [SelectOption(label=say(name), value=style) for style, name in STYLE_NAMES.items()]
    return Cite(row.id, str(place), placeholder=say("button.cite"), options=options)


class Turn(AnswerButton, action="turn"):
    """Goes to the passage before or after in the same article."""

    async def pressed(self, interaction: Interaction, row: AnswerRow) -> None:
        """Show the passage that the argument names."""
        await replies.replace(interaction, await show(interaction, row, Place.read(self.argument)))


class Cite(AnswerSelect, action="cite", acknowledgement=Acknowledgement.PRIVATE):
    """Gives the passage as a citation, to be copied."""

    async def pressed(self, interaction: Interaction, row: AnswerRow) -> None:
        """Write the citation in the style that was chosen."""
        setting = await find(interaction, row, Place.read(self.argument))
        view, file = citation(setting.excerpt.passage, self.item.values[0])
        options = {"file": file} if file else {}
        await replies.answer(interaction, view, private=True, **options)


class SharePassage(AnswerButton, action="share-passage"):
    """Shows the passage to the channel."""

    async def pressed(self, interaction: Interaction, row: AnswerRow) -> None:
        """Post the passage as a public answer of the presser's."""
        permits.check_may_share(interaction)
        setting = await find(interaction, row, Place.read(self.argument))
        stored = row.quoted[Place.read(self.argument).index]
        best = setting.excerpt.best
        await share(
            interaction,
            row,
            Quoted(
                library=stored.library,
                passage=setting.excerpt.passage.id,
                best=(best.start, best.end) if best else None,
            ),
        )


async def share(interaction: Interaction, row: AnswerRow, stored: Quoted) -> None:
    """Post one passage as a public answer of the presser's, in the language of the answer."""
    # The buttons of an answer open cards of passages, so each module needs the other.
    from bot.answer_buttons import page_card, shared_by  # noqa: PLC0415

    shared = await interaction.client.state.answers.put(
        guild=row.guild,
        channel=interaction.channel_id or 0,
        asker=interaction.user.id,
        quoted=[stored],
        page_size=1,
        private=False,
        language=row.language,
    )
    say = Voice(row.language)
    await replies.answer(
        interaction, await page_card(interaction, shared, 0, shared_by(interaction, say), say)
    )


def citation(passage: Passage, style: str) -> tuple[ui.LayoutView, discord.File | None]:
    """Return the card of a citation that can be copied as it is, and the file that belongs to it, if any."""
    text = STYLES[style](passage)
    view = ui.LayoutView(timeout=None)
    if width(text) <= CODE_CHARACTERS and "```" not in text:
        view.add_item(ui.TextDisplay(f"```\n{text}\n```"))
        return view, None
    name = "citation.bib" if style == "bibtex" else "citation.txt"
    view.add_item(ui.File(f"attachment://{name}"))
    return view, discord.File(io.BytesIO(text.encode()), name)
