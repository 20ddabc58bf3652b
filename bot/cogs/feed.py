"""The commands /feed add, list and remove."""

from discord import app_commands, ui
from discord.ext import commands

from bot.cards.base import card
from bot.cards.problems import told
from bot.feeds.panel import choice_name, feeds_panel, name_of, problem_of
from bot.feeds.poller import Poller
from bot.interactions import replies
from bot.interactions.authorization import Action, requires
from bot.interactions.autocomplete import or_nothing
from bot.interactions.contexts import in_servers
from bot.interactions.progress import show_progress
from bot.interactions.service import Interaction, Service
from bot.interactions.usage import check_feeds
from bot.libraries.scopes import guild_of
from bot.texts import described, options, voice
from bot.texts.refusal import RefusalError
from index import FeedError, Validators

URL_CHARACTERS = 500


class FeedCog(commands.Cog):
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
        guild = guild_of(interaction)
        await replies.acknowledge(interaction, private=True)
        say = voice(interaction.locale)
        feeds = self._bot.state.feeds
        await check_feeds(self._bot, guild)
        url = address.strip()
        try:
            news = await show_progress(
                interaction, self.poller.news(guild, url, Validators()), lambda: say("feed.reading")
            )
        except FeedError as error:
            raise RefusalError("refusal.no_feed", reason=told(error, say)) from None
        if not await feeds.put(guild, url, news.title):
            raise RefusalError("refusal.followed")
        (followed,) = [one for one in await feeds.of_server(guild) if one.url == url]
        after = await show_progress(interaction, self.poller.poll(followed, news), lambda: say("feed.adding"))
        texts = [f"**{say('feed.followed', feed=name_of(after))}**", say.count("feed.added", after.added)]
        if problem := problem_of(after, say):
            texts.append(problem)
        texts.append(f"-# {say('feed.followed.hint')}")
        await replies.replace(interaction, card([ui.TextDisplay("\n".join(texts))]))

    @group.command(name="list", description=described("feed list"))
    @requires(Action.MANAGE)
    async def list_(self, interaction: Interaction) -> None:
        """List the feeds, with what went wrong."""
        guild = guild_of(interaction)
        await replies.acknowledge(interaction, private=True)
        await replies.answer(interaction, await feeds_panel(interaction, guild), private=True)

    @group.command(description=described("feed remove"))
    @app_commands.describe(**options("feed remove"))
    @requires(Action.MANAGE)
    async def remove(self, interaction: Interaction, feed: app_commands.Range[str, 1, 100]) -> None:
        """Stop following a feed; its articles stay."""
        guild = guild_of(interaction)
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
        guild = guild_of(interaction)
        rows = await self._bot.state.feeds.of_server(guild)
        wanted = typed.casefold()
        return [
            app_commands.Choice(name=choice_name(one), value=str(one.number))
            for one in rows
            if wanted in f"{one.title} {one.url}".casefold()
        ]
