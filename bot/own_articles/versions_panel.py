"""The card of what an article said before, where one version can be erased for good."""

from discord import ButtonStyle, SelectOption, ui

from bot.cards import base
from bot.interactions import replies
from bot.interactions.authorization import Action
from bot.interactions.items import number
from bot.interactions.panel_items import PanelButton, PanelSelect, row
from bot.interactions.progress import show_progress
from bot.interactions.service import Interaction
from bot.libraries.scopes import OWN, Scope, guild_of
from bot.own_articles import version_cards
from bot.own_articles.short_id import find_article, short_id
from bot.texts import voice
from bot.texts.refusal import RefusalError
from index import Article, Library, UnknownVersionError, Version


async def versions_panel(interaction: Interaction, guild: int, name: str) -> ui.LayoutView:
    """Show what an article said before; raises RefusalError when no article has that name."""
    say = voice(interaction.locale)
    article, versions = await _look_up(interaction, guild, name)
    items = version_cards.listing(article, versions, say)
    short = short_id(article.id)
    if versions:
        options = [
            SelectOption(label=version_cards.name(one, say), value=str(one.number))
            for one in reversed(versions)
        ]
        items.append(row(VersionPick(short, placeholder=say("version.pick"), options=options)))
    return base.card(items)


async def _look_up(interaction: Interaction, guild: int, name: str) -> tuple[Article, list[Version]]:
    def read(library: Library) -> tuple[Article, list[Version]]:
        article = find_article(library, name)
        return article, library.versions(article.id)

    found = await interaction.client.libraries.read(Scope(guild, ()), OWN, read)
    return found or (find_article(None, name), [])


class ArticleVersions(PanelButton, action="source-versions", requires=Action.MANAGE):
    """Shows what an article said before."""

    async def pressed(self, interaction: Interaction) -> None:
        """Show it in place of the article."""
        guild = guild_of(interaction)
        await replies.replace(interaction, await versions_panel(interaction, guild, self.argument))


class VersionPick(PanelSelect, action="source-version", requires=Action.MANAGE):
    """Asks whether a version is really to go."""

    async def pressed(self, interaction: Interaction) -> None:
        """Ask."""
        say = voice(interaction.locale)
        article, versions = await _look_up(interaction, guild_of(interaction), self.argument)
        chosen = [one for one in versions if one.number == number(self.item.values[0])]
        if not chosen:
            raise RefusalError("refusal.no_version")
        short = short_id(article.id)
        buttons = row(
            VersionGone(
                f"{chosen[0].number}:{short}", label=say("version.button.really"), style=ButtonStyle.danger
            ),
            ArticleVersions(short, label=say("source.button.keep")),
        )
        items = version_cards.erasing(article, chosen[0], say)
        await replies.replace(interaction, base.card([*items, buttons]))


class VersionGone(PanelButton, action="source-version-gone", requires=Action.MANAGE):
    """Erases a version."""

    async def pressed(self, interaction: Interaction) -> None:
        """Erase it for good, and show what is left."""
        chosen, _, name = self.argument.partition(":")
        guild = guild_of(interaction)
        article, _ = await _look_up(interaction, guild, name)
        say = voice(interaction.locale)
        work = interaction.client.libraries.write(
            guild, lambda library: library.erase_version(article.id, number(chosen))
        )
        try:
            await show_progress(interaction, work, lambda: say("source.changing"))
        except UnknownVersionError:
            raise RefusalError("refusal.no_version") from None
        await replies.replace(interaction, await versions_panel(interaction, guild, name))
