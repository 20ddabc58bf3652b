"""The commands /source add, list, show, edit, remove and export."""

import io

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.cards import base
from bot.intake.intake import MOST_ARTICLES, Taken
from bot.interactions import replies
from bot.interactions.authorization import Action, requires
from bot.interactions.autocomplete import or_nothing
from bot.interactions.contexts import in_servers
from bot.interactions.progress import show_progress
from bot.interactions.service import Interaction, Service
from bot.interactions.usage import check_drafts
from bot.libraries.scopes import OWN, Scope, guild_of
from bot.own_articles import cards
from bot.own_articles import export as exporting
from bot.own_articles.add_form import AddForm
from bot.own_articles.article_panel import article_panel, list_panel, open_label_form, removal_panel
from bot.own_articles.draft_panel import draft_panel
from bot.own_articles.short_id import short_id
from bot.scheduling import deadlines
from bot.texts import Voice, described, options, voice
from bot.texts.refusal import RefusalError
from index import Article, Library

LINK_CHARACTERS = 2000
NAME_CHARACTERS = 100
CHOICES = 25
# All articles are read; whoever exports them can wait longer than for an answer.
EXPORT_S = 60.0


class SourceCog(commands.Cog):
    """What a server's articles are, decided by those whom the server trusts with it."""

    group = in_servers(app_commands.Group(name="source", description=described("source")))

    def __init__(self, bot: Service) -> None:
        self._bot = bot

    @group.command(description=described("source add"))
    @app_commands.describe(**options("source add"))
    @requires(Action.MANAGE)
    async def add(
        self,
        interaction: Interaction,
        file: discord.Attachment | None = None,
        file2: discord.Attachment | None = None,
        file3: discord.Attachment | None = None,
        file4: discord.Attachment | None = None,
        file5: discord.Attachment | None = None,
        link: app_commands.Range[str, 1, LINK_CHARACTERS] | None = None,
    ) -> None:
        """Read what is handed over, and show it before it counts; without options, ask with a form."""
        guild = guild_of(interaction)
        files = [one for one in (file, file2, file3, file4, file5) if one is not None]
        check_drafts(self._bot, guild)
        if not files and link is None:
            await AddForm(voice(interaction.locale), self._take).open(interaction)
            return
        self._bot.intake.check_sizes(files)
        await replies.acknowledge(interaction, private=True)
        await self._take(interaction, files, [link] if link else [], "")

    async def _take(
        self, interaction: Interaction, files: list[discord.Attachment], links: list[str], text: str
    ) -> None:
        guild = guild_of(interaction)
        say = voice(interaction.locale)
        if not files and not links and not text:
            raise RefusalError("refusal.nothing_given")
        check_drafts(self._bot, guild)
        taken = Taken()
        texts = [text] if text else []
        work = self._bot.intake.read(guild, files, links, texts, say("source.pasted"), taken)
        await show_progress(interaction, work, lambda: say.count("source.reading", len(taken.articles)))
        if taken.first_left_out is not None:
            taken.problems.append(cards.left_out(taken.first_left_out, MOST_ARTICLES, say))
        if taken.late:
            taken.problems.append(cards.too_late(say))
        if not taken.articles:
            await replies.replace(interaction, cards.unreadable(taken.problems, say))
            return
        draft = self._bot.intake.drafts.put(
            guild=guild, owner=interaction.user.id, articles=taken.articles, problems=taken.problems
        )
        await replies.replace(interaction, draft_panel(draft, 0, say))

    @group.command(name="list", description=described("source list"))
    @app_commands.describe(**options("source list"))
    @requires(Action.MANAGE)
    async def list_(
        self, interaction: Interaction, search: app_commands.Range[str, 1, cards.QUERY_WIDTH] | None = None
    ) -> None:
        """List the server's articles, ten a page."""
        guild = guild_of(interaction)
        await replies.acknowledge(interaction, private=True)
        panel = await list_panel(interaction, guild, 0, " ".join((search or "").split()))
        await replies.answer(interaction, panel, private=True)

    @group.command(description=described("source show"))
    @app_commands.describe(**options("source show"))
    @requires(Action.MANAGE)
    async def show(
        self, interaction: Interaction, article: app_commands.Range[str, 1, NAME_CHARACTERS]
    ) -> None:
        """Show one article, passage by passage."""
        guild = guild_of(interaction)
        await replies.acknowledge(interaction, private=True)
        await replies.answer(interaction, await article_panel(interaction, guild, article, 0), private=True)

    @group.command(description=described("source edit"))
    @app_commands.describe(**options("source edit"))
    @requires(Action.MANAGE)
    async def edit(
        self, interaction: Interaction, article: app_commands.Range[str, 1, NAME_CHARACTERS]
    ) -> None:
        """Correct the label of an article."""
        await open_label_form(interaction, article)

    @group.command(description=described("source remove"))
    @app_commands.describe(**options("source remove"))
    @requires(Action.MANAGE)
    async def remove(
        self, interaction: Interaction, article: app_commands.Range[str, 1, NAME_CHARACTERS]
    ) -> None:
        """Remove an article, once that is confirmed."""
        guild = guild_of(interaction)
        await replies.acknowledge(interaction, private=True)
        await replies.answer(interaction, await removal_panel(interaction, guild, article), private=True)

    @group.command(description=described("source export"))
    @requires(Action.MANAGE)
    async def export(self, interaction: Interaction) -> None:
        """Hand out the server's articles as JSONL, in as many files as Discord's limit asks."""
        guild = guild_of(interaction)
        await replies.acknowledge(interaction, private=True)
        limit = interaction.filesize_limit
        if deadline := deadlines.current():
            deadline.begin_anew(EXPORT_S)
        made = await self._bot.libraries.read(
            Scope(guild, ()), OWN, lambda library: exporting.parts(library.articles(), limit)
        )
        if not made:
            raise RefusalError("refusal.nothing_to_export")
        say = voice(interaction.locale)
        for number, part in enumerate(made, start=1):
            name = exporting.name_of(number, len(made))
            file = discord.File(io.BytesIO(part), name)
            await replies.answer(
                interaction, _file_card(name, number, len(made), say), private=True, files=[file]
            )

    @show.autocomplete("article")
    @edit.autocomplete("article")
    @remove.autocomplete("article")
    @or_nothing
    async def _articles(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Suggest articles of this server, to those who may see the list."""
        guild = guild_of(interaction)
        found = await self._bot.libraries.read(
            Scope(guild, ()), OWN, lambda library: _suggest(library, typed)
        )
        say = voice(interaction.locale)
        return [
            app_commands.Choice(name=cards.choice(one, say), value=short_id(one.id)) for one in found or ()
        ]


def _suggest(library: Library, typed: str) -> list[Article]:
    """Return articles without their texts: what `typed` may begin, or the newest."""
    if not typed.strip():
        articles, _ = library.listing(limit=CHOICES)
        return articles
    # From memory, however large the library is.
    return [one.article for one in library.lookup.suggest(typed, CHOICES) if one.id]


def _file_card(name: str, number: int, total: int, say: Voice) -> ui.LayoutView:
    head = say("source.export") if total == 1 else say("source.export.part", number=number, total=total)
    return base.card([ui.TextDisplay(head), ui.File(f"attachment://{name}")])
