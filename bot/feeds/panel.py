"""The panel of the feeds that a server follows."""

from collections.abc import Sequence

from discord import SelectOption, ui

from bot.cards.base import LayoutItem, card
from bot.cards.dates import span
from bot.cards.markdown import escape, flatten, safe_address, shorten
from bot.interactions import replies
from bot.interactions.authorization import Action
from bot.interactions.items import number
from bot.interactions.panel_items import PanelSelect, row
from bot.interactions.service import Interaction
from bot.libraries.scopes import guild_of
from bot.state import FeedRow
from bot.state.database import now
from bot.texts import Voice, voice
from bot.texts.feed_notes import is_note

TITLE_WIDTH = 60
PROBLEM_WIDTH = 80
_CHOICE_CHARACTERS = 100


async def feeds_panel(interaction: Interaction, guild: int) -> ui.LayoutView:
    """Show a server's feeds, and offer to stop following them."""
    say = voice(interaction.locale)
    rows = await interaction.client.state.feeds.of_server(guild)
    items = listing(rows, now(), say)
    if rows:
        choices = [SelectOption(label=choice_name(one), value=str(one.number)) for one in rows]
        items.append(row(Unfollow(placeholder=say("feed.unfollow"), options=choices)))
    return card(items)


def listing(rows: Sequence[FeedRow], time: float, say: Voice) -> list[LayoutItem]:
    """Write the feeds, each with when it was asked, what came of it, and what went wrong."""
    if not rows:
        return [ui.TextDisplay(f"**{say('feed.list')}**"), ui.TextDisplay(say("feed.none"))]
    lines = []
    for one in rows:
        asked = say("feed.asked", span=span(time - one.polled, say)) if one.polled else say("feed.new")
        lines.append(f"- **{name_of(one)}**\n  {say.count('feed.brought', one.added)}, {asked}")
        if problem := problem_of(one, say):
            lines.append(f"  {problem}")
    if any(is_note(one.problem) for one in rows):
        lines.append(f"-# {say('feed.bounds')}")
    return [ui.TextDisplay(f"**{say('feed.list')}**"), ui.Separator(), ui.TextDisplay("\n".join(lines))]


def name_of(feed: FeedRow) -> str:
    """Write a feed's title, or its address where it has none."""
    return escape(shorten(flatten(feed.title) or flatten(safe_address(feed.url) or feed.url), TITLE_WIDTH))


def problem_of(feed: FeedRow, say: Voice) -> str:
    """Write what went wrong, and how often in a row; or what is to be noted of a feed that answers."""
    if not feed.problem:
        return ""
    if is_note(feed.problem):
        key, _, limit = feed.problem.partition(" ")
        return "⏳ " + say(key, limit=limit)
    reason = escape(shorten(flatten(feed.problem), PROBLEM_WIDTH))
    return "⚠️ " + say.count("feed.problem", feed.failures, reason=reason)


def choice_name(feed: FeedRow) -> str:
    """Name a feed in a select or an autocomplete, as plain text."""
    return shorten(flatten(feed.title) or flatten(feed.url) or "?", _CHOICE_CHARACTERS, str)


class Unfollow(PanelSelect, action="feed-unfollow", requires=Action.MANAGE):
    """Stops following a feed."""

    async def pressed(self, interaction: Interaction) -> None:
        """Stop, and show what is left."""
        guild = guild_of(interaction)
        await interaction.client.state.feeds.remove(guild, number(self.item.values[0]))
        await replies.replace(interaction, await feeds_panel(interaction, guild))
