"""The commands /feed add, list and remove."""

from collections.abc import Sequence

from discord import SelectOption, app_commands, ui
from discord.ext import commands

from bot import permits, replies
from bot.authorization import Action, requires
from bot.buttons import number
from bot.dates import span
from bot.feeds.notes import is_note
from bot.feeds.polling import Poller
from bot.markdown import address, escape, flatten, shorten
from bot.offering import in_servers
from bot.panels import PanelSelect, row
from bot.refusals import RefusalError
from bot.service import Interaction, Service
from bot.sources.cards import Item, card
from bot.sources.following import following
from bot.state import FeedRow
from bot.state.database import now
from bot.suggestions import or_nothing
from bot.texts import Voice, described, options, voice
from bot.usage import check_feeds
from index import FeedError, Validators

URL_CHARACTERS = 500
TITLE_ROOM = 60
PROBLEM_ROOM = 80
_CHOICE_CHARACTERS = 100


class Feeds(commands.Cog):
    """Feeds that a server follows, for those who manage its articles."""

    group = in_servers(app_commands.Group(name="feed", description=described("feed")))

    def __init__(self, bot: Service) -> None:
        self._bot = bot
        self.poller = Poller(bot)

    async def cog_load(self) -> None:
        """Begin to ask the feeds."""
        self.poller.start()

    async def cog_unload(self) -> None:
        """Ask no more."""
        await self.poller.stop()

    @group.command(description=described("feed add"))
    @app_commands.describe(**options("feed add"))
    @requires(Action.MANAGE)
    async def add(
        self, interaction: Interaction, address: app_commands.Range[str, 1, URL_CHARACTERS]
    ) -> None:
        """Follow a feed once it was read; what it holds today is added at once."""
        guild = await permits.guild_to_manage(interaction)
        await replies.acknowledge(interaction, private=True)
        say = voice(interaction.locale)
        feeds = self._bot.state.feeds
        await check_feeds(self._bot, guild)
        url = address.strip()
        try:
            news = await following(
                interaction, self.poller.news(guild, url, Validators()), lambda: say("feed.reading")
            )
        except FeedError as error:
            raise RefusalError("refusal.no_feed", reason=str(error)) from None
        if not await feeds.put(guild, url, news.title):
            raise RefusalError("refusal.followed")
        (followed,) = [one for one in await feeds.of_server(guild) if one.url == url]
        after = await following(interaction, self.poller.poll(followed, news), lambda: say("feed.adding"))
        texts = [f"**{say('feed.followed', feed=name_of(after))}**", say.count("feed.added", after.added)]
        if problem := problem_of(after, say):
            texts.append(problem)
        texts.append(f"-# {say('feed.followed.hint')}")
        await replies.replace(interaction, card([ui.TextDisplay("\n".join(texts))]))

    @group.command(name="list", description=described("feed list"))
    @requires(Action.MANAGE)
    async def list_(self, interaction: Interaction) -> None:
        """List the feeds, with what went wrong."""
        guild = await permits.guild_to_manage(interaction)
        await replies.acknowledge(interaction, private=True)
        await replies.answer(interaction, await feeds_panel(interaction, guild), private=True)

    @group.command(description=described("feed remove"))
    @app_commands.describe(**options("feed remove"))
    @requires(Action.MANAGE)
    async def remove(self, interaction: Interaction, feed: app_commands.Range[str, 1, 100]) -> None:
        """Stop following a feed; its articles stay."""
        guild = await permits.guild_to_manage(interaction)
        await replies.acknowledge(interaction, private=True)
        feeds = self._bot.state.feeds
        # Compared as text: whatever somebody typed instead of choosing need not be a number.
        removed = next((one for one in await feeds.of_server(guild) if str(one.number) == feed), None)
        if removed is None:
            raise RefusalError("refusal.unknown_feed")
        await feeds.remove(guild, removed.number)
        line = voice(interaction.locale)("feed.removed", feed=name_of(removed))
        await replies.answer(interaction, card([ui.TextDisplay(line)], quiet=True), private=True)

    @remove.autocomplete("feed")
    @or_nothing
    async def _feeds(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Suggest feeds of this server, to those who may see the list."""
        guild = await permits.guild_to_manage(interaction)
        rows = await self._bot.state.feeds.of_server(guild)
        wanted = typed.casefold()
        return [
            app_commands.Choice(name=_choice(one), value=str(one.number))
            for one in rows
            if wanted in f"{one.title} {one.url}".casefold()
        ]


async def feeds_panel(interaction: Interaction, guild: int) -> ui.LayoutView:
    """Show a server's feeds, and offer to stop following them."""
    say = voice(interaction.locale)
    rows = await interaction.client.state.feeds.of_server(guild)
    items = listing(rows, now(), say)
    if rows:
        choices = [SelectOption(label=_choice(one), value=str(one.number)) for one in rows]
        items.append(row(Unfollow(placeholder=say("feed.unfollow"), options=choices)))
    return card(items)


def listing(rows: Sequence[FeedRow], time: float, say: Voice) -> list[Item]:
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
    return escape(shorten(flatten(feed.title) or flatten(address(feed.url) or feed.url), TITLE_ROOM))


def problem_of(feed: FeedRow, say: Voice) -> str:
    """Write what went wrong, and how often in a row; or what is to be noted of a feed that answers."""
    if not feed.problem:
        return ""
    if is_note(feed.problem):
        key, _, limit = feed.problem.partition(" ")
        return "⏳ " + say(key, limit=limit)
    reason = escape(shorten(flatten(feed.problem.partition(", or raise the limit ")[0]), PROBLEM_ROOM))
    return "⚠️ " + say.count("feed.problem", feed.failures, reason=reason)


def _choice(feed: FeedRow) -> str:
    return shorten(flatten(feed.title) or flatten(feed.url) or "?", _CHOICE_CHARACTERS, str)


class Unfollow(PanelSelect, action="feed-unfollow", requires=Action.MANAGE):
    """Stops following a feed."""

    async def pressed(self, interaction: Interaction) -> None:
        """Stop, and show what is left."""
        guild = await permits.guild_to_manage(interaction)
        await interaction.client.state.feeds.remove(guild, number(self.item.values[0]))
        await replies.replace(interaction, await feeds_panel(interaction, guild))
