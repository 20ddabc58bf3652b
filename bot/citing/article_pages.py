"""An article of the scope, a passage at a time, and the list from which one is opened."""

from typing import Any

from discord import SelectOption, ui

from bot.cards import article as article_cards
from bot.citing import sharing
from bot.citing.citation_buttons import Cite
from bot.citing.passage_place import PassagePlace
from bot.citing.quotes import to_quoted
from bot.interactions.authorization import Action, Grant, granted
from bot.interactions.invocation import public_voice
from bot.interactions.items import Acknowledgement, AnswerButton, AnswerSelect, number
from bot.interactions.service import Interaction
from bot.libraries import references
from bot.libraries.references import ScopedPassage
from bot.state import AnswerRow, Quoted
from bot.state.answers import NO_GUILD
from bot.texts import Voice
from bot.texts.refusal import RefusalError
from index import Passage

Articles = list[tuple[str, Passage]]


class TurnArticlePage(AnswerButton, action="page-of"):
    """Shows another passage; the argument is the article's place in the answer and the passage's position."""

    async def pressed(self, interaction: Interaction, row: AnswerRow) -> None:
        """Put that passage in place of the one that was shown."""
        place, _, position = self.argument.partition(".")
        found = await _passage_at(interaction, row, number(place), number(position))
        card = article_page(found, row, number(place), Voice(row.language), granted(interaction))
        await self.turn(interaction, row, card)


class OpenArticle(AnswerSelect, action="open-article"):
    """Opens one article of a list."""

    async def pressed(self, interaction: Interaction, row: AnswerRow) -> None:
        """Put the article in place of the list."""
        place = number(self.item.values[0])
        found = await _passage_at(interaction, row, place, 1)
        card = article_page(found, row, place, Voice(row.language), granted(interaction))
        await self.turn(interaction, row, card)


class BackToList(AnswerButton, action="articles"):
    """Returns from an article to the list that it was opened from."""

    async def pressed(self, interaction: Interaction, row: AnswerRow) -> None:
        """Put the list in place of the article."""
        scope = await interaction.client.scope_of_row(row)
        articles: Articles = []
        for one in row.quoted:
            try:
                passages = await references.article(
                    interaction.client.libraries, scope, one.library, one.passage
                )
            except RefusalError:
                continue
            articles.append((one.library, passages[0]))
        if not articles:
            raise RefusalError("look.withdrawn_all")
        await self.turn(interaction, row, article_list(articles, 0, row, Voice(row.language)))


class ShareArticle(
    AnswerButton, action="share-article", acknowledgement=Acknowledgement.PRIVATE, requires=Action.SHARE
):
    """Shows a page of a private answer to the channel; the argument is as that of TurnArticlePage."""

    async def pressed(self, interaction: Interaction, row: AnswerRow) -> None:
        """Send the page as a card of its own."""
        place, _, position = self.argument.partition(".")
        found = await _passage_at(interaction, row, number(place), number(position))
        say = await public_voice(interaction)
        kept = await sharing.store_public(interaction, row, [to_quoted(found)], say)
        await sharing.post(interaction, article_page(found, kept, 0, say, granted(interaction)))


def article_page(found: ScopedPassage, row: AnswerRow, place: int, say: Voice, grant: Grant) -> ui.LayoutView:
    """Return the card of one passage of an article; `place` is the article's index in the answer."""
    passage = found.passage
    here, total = passage.position, passage.total
    buttons: list[ui.Item[Any]] = []
    if total > 1:
        buttons += [
            TurnArticlePage(row.id, f"{place}.{here - 1}", label=say("look.previous"), disabled=here <= 1),
            TurnArticlePage(row.id, f"{place}.{here + 1}", label=say("look.next"), disabled=here >= total),
        ]
    buttons.append(Cite(row.id, str(PassagePlace(place, passage.serial)), label=say("cite.button")))
    if row.private and row.guild != NO_GUILD and grant.public:
        buttons.append(ShareArticle(row.id, f"{place}.{here}", label=say("share.button")))
    if len(row.quoted) > 1:
        buttons.append(BackToList(row.id, label=say("look.back")))
    return article_cards.page(found, say, [ui.ActionRow(*buttons)])


def article_list(articles: Articles, more: int, row: AnswerRow, say: Voice) -> ui.LayoutView:
    """Return the card that lists articles to choose from; `more` counts those that are not listed."""
    # After a removal, places in the list are no longer those in the answer.
    places = {(one.library, _article_of(one)): str(place) for place, one in enumerate(row.quoted)}
    choices = [
        SelectOption(
            label=article_cards.option_name(passage.article, say), value=places[library, passage.article.id]
        )
        for library, passage in articles
    ]
    select = OpenArticle(row.id, placeholder=say("look.open"), options=choices)
    shown = [(library, passage.article) for library, passage in articles]
    return article_cards.listing(shown, more, say, [ui.ActionRow(select)])


def _article_of(quoted: Quoted) -> str:
    return quoted.passage.rpartition("#")[0]


async def _passage_at(interaction: Interaction, row: AnswerRow, place: int, position: int) -> ScopedPassage:
    """Return the passage at `position` of an article of an answer, as the article is today."""
    if not 0 <= place < len(row.quoted):
        raise RefusalError("refusal.gone")
    one = row.quoted[place]
    scope = await interaction.client.scope_of_row(row)
    passages = await references.article(interaction.client.libraries, scope, one.library, one.passage)
    # It may have become shorter.
    return ScopedPassage(library=one.library, passage=passages[min(max(position, 1), len(passages)) - 1])
