"""The cards of /source list and show with their buttons, and what a press does."""

from discord import ButtonStyle, SelectOption, ui

from bot.cards import base
from bot.interactions import replies
from bot.interactions.authorization import Action
from bot.interactions.items import Acknowledgement, number
from bot.interactions.panel_items import PanelButton, PanelSelect, row
from bot.interactions.progress import show_progress
from bot.interactions.service import Interaction
from bot.interactions.usage import summary, usage_of
from bot.libraries.scopes import OWN, Scope, guild_of
from bot.own_articles import cards, label_form
from bot.own_articles.save import remove_article
from bot.own_articles.short_id import find_article, short_id
from bot.own_articles.versions_panel import ArticleVersions
from bot.texts import voice
from index import Article, Library, Passage

# The list


async def list_panel(interaction: Interaction, guild: int, page: int, words: str) -> ui.LayoutView:
    """Show a page of the server's articles; a page beyond the end is the last one."""
    say = voice(interaction.locale)
    articles, page, total = await _page(interaction, guild, page, words)
    bot = interaction.client
    used = summary(await usage_of(bot, guild), bot.settings.quotas, say)
    items = cards.listing(articles, page, total, words, say, used=used)
    if total > cards.PAGE:
        last = page >= (total - 1) // cards.PAGE
        items.append(
            row(
                ListPage(f"{page - 1}:{words}", emoji="◀", disabled=page == 0),
                ListPage(f"{page + 1}:{words}", emoji="▶", disabled=last),
            )
        )
    if articles:
        options = [
            SelectOption(label=cards.choice(one, say), value=short_id(one.id), description=None)
            for one in articles
        ]
        items.append(row(ListPick(placeholder=say("source.list.pick"), options=options)))
    return base.card(items)


async def _page(
    interaction: Interaction, guild: int, page: int, words: str
) -> tuple[list[Article], int, int]:
    def read(library: Library) -> tuple[list[Article], int, int]:
        _, total = library.listing(words, limit=0)
        here = min(max(page, 0), max(total - 1, 0) // cards.PAGE)
        articles, total = library.listing(words, offset=here * cards.PAGE, limit=cards.PAGE)
        return articles, here, total

    return await interaction.client.libraries.read(Scope(guild, ()), OWN, read) or ([], 0, 0)


class ListPage(PanelButton, action="source-page", requires=Action.MANAGE):
    """Shows another page of the list."""

    async def pressed(self, interaction: Interaction) -> None:
        """Turn to the page."""
        page, _, words = self.argument.partition(":")
        guild = guild_of(interaction)
        await replies.replace(interaction, await list_panel(interaction, guild, number(page), words))


class ListPick(PanelSelect, action="source-pick", requires=Action.MANAGE):
    """Shows an article of the list."""

    async def pressed(self, interaction: Interaction) -> None:
        """Show it in place of the list."""
        guild = guild_of(interaction)
        await replies.replace(interaction, await article_panel(interaction, guild, self.item.values[0], 0))


# One article


async def article_panel(interaction: Interaction, guild: int, name: str, page: int) -> ui.LayoutView:
    """Show an article, a passage at a time; raises RefusalError when no article has that name."""
    say = voice(interaction.locale)
    article, passages = await look_up(interaction, guild, name)
    items = cards.article_page(article, passages, page, say)
    changed = article.revision > 1
    short = short_id(article.id)
    if len(passages) > 1:
        items.append(
            row(
                ArticlePage(f"{page - 1}:{short}", emoji="◀", disabled=page <= 0),
                ArticlePage(f"{page + 1}:{short}", emoji="▶", disabled=page >= len(passages) - 1),
            )
        )
    items.append(
        row(
            ArticleEdit(short, label=say("source.button.edit")),
            *([ArticleVersions(short, label=say("version.button"))] if changed else []),
            ArticleRemove(short, label=say("source.button.remove"), style=ButtonStyle.danger),
            ListPage("0:", label=say("source.button.list")),
        )
    )
    return base.card(items)


async def look_up(interaction: Interaction, guild: int, name: str) -> tuple[Article, list[Passage]]:
    """Return an article of the server's own library by its short id; raises RefusalError."""

    def read(library: Library) -> tuple[Article, list[Passage]]:
        article = find_article(library, name)
        return article, library.passages(article.id)

    found = await interaction.client.libraries.read(Scope(guild, ()), OWN, read)
    return found or (find_article(None, name), [])


async def open_label_form(interaction: Interaction, name: str) -> None:
    """Open the form for the label of a stored article."""
    guild = guild_of(interaction)
    article, _ = await look_up(interaction, guild, name)
    short = short_id(article.id)

    async def submitted(again: Interaction, fields: dict[str, str]) -> None:
        here = guild_of(again)
        before, _ = await look_up(again, here, short)
        await label_form.correct(again, here, before, fields)
        shown = await article_panel(again, here, short, 0)
        # A form that was opened by a button belongs to that button's card, another to none.
        await (replies.replace if again.message else replies.answer)(again, shown)

    in_place = interaction.message is not None
    form = label_form.LabelForm(article, voice(interaction.locale), submitted, in_place=in_place)
    await form.open(interaction)


class ArticlePage(PanelButton, action="source-passage", requires=Action.MANAGE):
    """Shows another passage."""

    async def pressed(self, interaction: Interaction) -> None:
        """Turn to the passage."""
        page, _, name = self.argument.partition(":")
        guild = guild_of(interaction)
        await replies.replace(interaction, await article_panel(interaction, guild, name, number(page)))


class ArticleEdit(
    PanelButton, action="source-edit", acknowledgement=Acknowledgement.NONE, requires=Action.MANAGE
):
    """Opens the form for an article's label."""

    async def pressed(self, interaction: Interaction) -> None:
        """Open the form, filled in."""
        await open_label_form(interaction, self.argument)


async def removal_panel(interaction: Interaction, guild: int, name: str) -> ui.LayoutView:
    """Ask whether an article is really to go."""
    say = voice(interaction.locale)
    article, _ = await look_up(interaction, guild, name)
    short = short_id(article.id)
    buttons = row(
        ArticleGone(short, label=say("source.button.really"), style=ButtonStyle.danger),
        ArticlePage(f"0:{short}", label=say("source.button.keep")),
    )
    return base.card([*cards.removing(article, say), buttons])


class ArticleRemove(PanelButton, action="source-remove", requires=Action.MANAGE):
    """Asks whether an article is really to go."""

    async def pressed(self, interaction: Interaction) -> None:
        """Ask."""
        guild = guild_of(interaction)
        await replies.replace(interaction, await removal_panel(interaction, guild, self.argument))


class ArticleGone(PanelButton, action="source-gone", requires=Action.MANAGE):
    """Removes an article."""

    async def pressed(self, interaction: Interaction) -> None:
        """Remove it, at once and for all readers."""
        guild = guild_of(interaction)
        article, _ = await look_up(interaction, guild, self.argument)
        say = voice(interaction.locale)
        # It may have to wait until others have written.
        work = remove_article(interaction.client, guild, article)
        await show_progress(interaction, work, lambda: say("source.changing"))
        await replies.replace(interaction, cards.removed(article, say))
