"""The panel of questions that found nothing."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from discord import SelectOption, ui

from bot.cards.base import LayoutItem, card
from bot.cards.dates import span
from bot.cards.markdown import escape, flatten, shorten
from bot.interactions import replies
from bot.interactions.authorization import Action
from bot.interactions.items import number
from bot.interactions.panel_items import PanelButton, PanelSelect, row
from bot.interactions.service import Interaction, Service
from bot.libraries.scopes import OWN, Scope, guild_of
from bot.state import Gap
from bot.state.database import now
from bot.texts import Voice, voice
from index import Library

PAGE = 10
QUESTION_WIDTH = 200
_OPTION_CHARACTERS = 100

# What a question means to the index: the terms it is searched by, whatever their order.
Terms = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class GapGroup:
    """Questions that ask for the same words; `newest` names them all. Times as `Gap.created`."""

    newest: Gap
    numbers: tuple[int, ...]


def grouped(gaps: Sequence[Gap], terms: Terms) -> list[GapGroup]:
    """Put together what asks for the same words, most asked first, then newest first."""
    found: defaultdict[frozenset[str], list[Gap]] = defaultdict(list)
    for gap in gaps:
        found[frozenset(terms(gap.question)) or frozenset([gap.question.casefold()])].append(gap)
    groups = [
        GapGroup(newest=max(same, key=lambda one: one.created), numbers=tuple(one.number for one in same))
        for same in found.values()
    ]
    return sorted(groups, key=lambda one: (-len(one.numbers), -one.newest.created, -one.newest.number))


async def gaps_panel(interaction: Interaction, guild: int, page: int) -> ui.LayoutView:
    """Show a page of a server's gaps; a page beyond the end is the last one."""
    say = voice(interaction.locale)
    groups = await _groups(interaction.client, guild)
    page = min(max(page, 0), max(len(groups) - 1, 0) // PAGE)
    here = groups[page * PAGE : (page + 1) * PAGE]
    items = page_of(here, len(groups), now(), say)
    if here:
        choices = [
            SelectOption(
                label=shorten(flatten(one.newest.question), _OPTION_CHARACTERS, str),
                value=str(one.newest.number),
            )
            for one in here
        ]
        select = Dismiss(
            str(page),
            placeholder=say("gaps.dismiss"),
            options=choices,
            min_values=1,
            max_values=len(choices),
        )
        items.append(row(select))
    if len(groups) > PAGE:
        last = page >= (len(groups) - 1) // PAGE
        items.append(
            row(
                GapsPage(str(page - 1), emoji="◀", disabled=page == 0),
                GapsPage(str(page + 1), emoji="▶", disabled=last),
            )
        )
    return card(items)


def page_of(groups: Sequence[GapGroup], total: int, time: float, say: Voice) -> list[LayoutItem]:
    """Show some groups, a row each."""
    if not groups:
        return [ui.TextDisplay(f"**{say('gaps.none')}**\n-# {say('gaps.hint')}")]
    rows = []
    for one in groups:
        question = escape(shorten(flatten(one.newest.question), QUESTION_WIDTH))
        ago = say("gaps.ago", span=span(time - one.newest.created, say))
        times = say.count("gaps.times", len(one.numbers))
        rows.append(f"- **{question}**\n  {times}, {ago}")
    head = f"**{say.count('gaps.found', total)}**\n-# {say('gaps.hint')}"
    return [ui.TextDisplay(head), ui.Separator(), ui.TextDisplay("\n".join(rows))]


async def _groups(bot: Service, guild: int) -> list[GapGroup]:
    gaps = await bot.state.gaps.of_server(guild)

    def group(library: Library) -> list[GapGroup]:
        return grouped(gaps, library.analyzer.question_terms)

    # A server without articles has no library that would say what words are the same.
    found = await bot.libraries.read(Scope(guild, ()), OWN, group)
    return grouped(gaps, _plain_terms) if found is None else found


def _plain_terms(question: str) -> list[str]:
    return question.casefold().split()


class Dismiss(PanelSelect, action="gaps-dismiss", requires=Action.MANAGE):
    """Dismisses groups of questions."""

    async def pressed(self, interaction: Interaction) -> None:
        """Delete all questions of the groups that were chosen."""
        guild = guild_of(interaction)
        chosen = {number(value) for value in self.item.values}
        groups = await _groups(interaction.client, guild)
        numbers = [n for one in groups if chosen & set(one.numbers) for n in one.numbers]
        await interaction.client.state.gaps.dismiss(guild, numbers)
        await replies.replace(interaction, await gaps_panel(interaction, guild, number(self.argument)))


class GapsPage(PanelButton, action="gaps-page", requires=Action.MANAGE):
    """Shows another page."""

    async def pressed(self, interaction: Interaction) -> None:
        """Turn to the page."""
        guild = guild_of(interaction)
        await replies.replace(interaction, await gaps_panel(interaction, guild, number(self.argument)))
