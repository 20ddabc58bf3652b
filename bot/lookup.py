"""Looking up: the command /lookup, and the buttons that page through an article."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from discord import SelectOption, app_commands, ui
from discord.app_commands import Choice
from discord.ext import commands

from bot import article_cards, references, sharing
from bot.authorization import Action, Grant, granted, requires
from bot.buttons import Acknowledgement, AnswerButton, AnswerSelect, number
from bot.calls import Call, public_voice
from bot.citations import Cite
from bot.cite import quoted
from bot.markdown import flatten, shorten
from bot.offering import everywhere
from bot.places import Place
from bot.references import Found
from bot.refusals import RefusalError
from bot.scopes import Scope
from bot.servers import Servers
from bot.service import Interaction, Service
from bot.state import AnswerRow, Quoted
from bot.state.answers import NO_GUILD
from bot.suggestions import OUTLET_VALUE, article_choices, merged, or_nothing
from bot.texts import Voice, described, options
from index import Library, Passage, Suggestion, UnknownArticleError

TYPED_CHARACTERS = 300
# So many articles are looked through for those of one outlet.
OUTLET_ARTICLES = 500

Articles = list[tuple[str, Passage]]


class Turn(AnswerButton, action="page-of"):
    """Shows another passage; the argument is the article's place in the answer and the passage's position."""

    async def pressed(self, interaction: Interaction, row: AnswerRow) -> None:
        """Put that passage in place of the one that was shown."""
        place, _, position = self.argument.partition(".")
        found = await _turned(interaction, row, number(place), number(position))
        card = _page(found, row, number(place), Voice(row.language), granted(interaction))
        await self.turn(interaction, row, card)


class Open(AnswerSelect, action="open-article"):
    """Opens one article of a list."""

    async def pressed(self, interaction: Interaction, row: AnswerRow) -> None:
        """Put the article in place of the list."""
        place = number(self.item.values[0])
        found = await _turned(interaction, row, place, 1)
        card = _page(found, row, place, Voice(row.language), granted(interaction))
        await self.turn(interaction, row, card)


class Back(AnswerButton, action="articles"):
    """Returns from an article to the list that it was opened from."""

    async def pressed(self, interaction: Interaction, row: AnswerRow) -> None:
        """Put the list in place of the article."""
        scope = await interaction.client.scope_of_row(row)
        articles: Articles = []
        for one in row.quoted:
            try:
                passages = await references.article(
                    interaction.client.servers, scope, one.library, one.passage
                )
            except RefusalError:
                continue
            articles.append((one.library, passages[0]))
        if not articles:
            raise RefusalError("look.withdrawn_all")
        await self.turn(interaction, row, _listing(articles, 0, row, Voice(row.language)))


class ShareArticle(
    AnswerButton, action="share-article", acknowledgement=Acknowledgement.PRIVATE, requires=Action.SHARE
):
    """Shows a page of a private answer to the channel; the argument is as that of Turn."""

    async def pressed(self, interaction: Interaction, row: AnswerRow) -> None:
        """Send the page as a card of its own."""
        place, _, position = self.argument.partition(".")
        found = await _turned(interaction, row, number(place), number(position))
        say = await public_voice(interaction)
        kept = await sharing.public(interaction, row, [quoted(found)], say)
        await sharing.show(interaction, _page(found, kept, 0, say, granted(interaction)))


class Lookup(commands.Cog):
    """Articles by what they are called."""

    def __init__(self, bot: Service) -> None:
        self._bot = bot

    @app_commands.command(description=described("lookup"))
    @app_commands.describe(**options("lookup"))
    @everywhere
    @requires(Action.ASK)
    async def lookup(
        self, interaction: Interaction, article: app_commands.Range[str, 1, TYPED_CHARACTERS]
    ) -> None:
        """Open an article, or list those that may be meant."""
        call = await Call.begin(interaction)
        articles, more = await _meant(self._bot.servers, call.scope, article)
        if not articles:
            raise RefusalError("refusal.no_article", typed=shorten(flatten(article), 100, str))
        row = await call.keep([quoted(Found(library=name, passage=one)) for name, one in articles])
        if len(articles) > 1:
            await call.answer(_listing(articles, more, row, call.say))
        else:
            found = Found(library=articles[0][0], passage=articles[0][1])
            await call.answer(_page(found, row, 0, call.say, call.grant))

    @lookup.autocomplete("article")
    @or_nothing
    async def _articles(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        return await article_choices(interaction, typed)


def _page(found: Found, row: AnswerRow, place: int, say: Voice, grant: Grant) -> ui.LayoutView:
    passage = found.passage
    here, total = passage.position, passage.total
    buttons: list[ui.Item[Any]] = []
    if total > 1:
        buttons += [
            Turn(row.id, f"{place}.{here - 1}", label=say("look.previous"), disabled=here <= 1),
            Turn(row.id, f"{place}.{here + 1}", label=say("look.next"), disabled=here >= total),
        ]
    buttons.append(Cite(row.id, str(Place(place, passage.serial)), label=say("cite.button")))
    if row.private and row.guild != NO_GUILD and grant.public:
        buttons.append(ShareArticle(row.id, f"{place}.{here}", label=say("share.button")))
    if len(row.quoted) > 1:
        buttons.append(Back(row.id, label=say("look.back")))
    return article_cards.page(found, say, [ui.ActionRow(*buttons)])


def _listing(articles: Articles, more: int, row: AnswerRow, say: Voice) -> ui.LayoutView:
    # After a removal, places in the list are no longer those in the answer.
    places = {(one.library, _article_of(one)): str(place) for place, one in enumerate(row.quoted)}
    choices = [
        SelectOption(
            label=article_cards.option_name(passage.article, say), value=places[library, passage.article.id]
        )
        for library, passage in articles
    ]
    select = Open(row.id, placeholder=say("look.open"), options=choices)
    shown = [(library, passage.article) for library, passage in articles]
    return article_cards.listing(shown, more, say, [ui.ActionRow(select)])


def _article_of(quoted: Quoted) -> str:
    return quoted.passage.rpartition("#")[0]


async def _turned(interaction: Interaction, row: AnswerRow, place: int, position: int) -> Found:
    """Return that passage of that article of an answer, as they are now."""
    if not 0 <= place < len(row.quoted):
        raise RefusalError("refusal.gone")
    one = row.quoted[place]
    scope = await interaction.client.scope_of_row(row)
    passages = await references.article(interaction.client.servers, scope, one.library, one.passage)
    # It may have become shorter.
    return Found(library=one.library, passage=passages[min(max(position, 1), len(passages)) - 1])


async def _meant(servers: Servers, scope: Scope, typed: str) -> tuple[Articles, int]:
    """Return the first passages of the articles that `typed` means, and how many more there are.

    It is what was chosen while typing (an article's id, an outlet), or words of a title.
    """
    for library, article_id in references.candidates(scope, typed.strip()):
        try:
            passages = await servers.read(scope, library, partial(Library.passages, article_id=article_id))
        except UnknownArticleError:
            continue
        if passages:
            return [(library, passages[0])], 0
    outlet = typed.removeprefix(OUTLET_VALUE) if typed.startswith(OUTLET_VALUE) else ""
    found = await servers.every(scope, lambda library: _suggested(library, outlet or typed, outlet))
    rows = [row for row in merged({name: many for name, (many, _) in found.items()}) if row[1].id]
    shown = rows[: article_cards.LISTED]
    passages_of = await _first_passages(servers, scope, shown)
    return passages_of, max(0, sum(count for _, count in found.values()) - len(shown))


def _suggested(library: Library, typed: str, outlet: str) -> tuple[list[Suggestion], int]:
    found = [one for one in library.lookup.suggest(typed, OUTLET_ARTICLES) if one.id]
    if outlet:
        found = [one for one in found if one.outlet.casefold() == outlet.casefold()]
        found.sort(key=lambda one: one.published, reverse=True)
    return found, len(found)


async def _first_passages(servers: Servers, scope: Scope, rows: Sequence[tuple[str, Suggestion]]) -> Articles:
    """Return the first passage of each article that is there still."""

    def first(library: Library, ids: Sequence[str]) -> dict[str, Passage]:
        found = {}
        for one in ids:
            try:
                passages = library.passages(one)
            except UnknownArticleError:
                continue
            if passages:
                found[one] = passages[0]
        return found

    by_library: dict[str, dict[str, Passage]] = {}
    for name in dict.fromkeys(name for name, _ in rows):
        ids = [one.id for library, one in rows if library == name]
        by_library[name] = await servers.read(scope, name, partial(first, ids=ids)) or {}
    return [(name, by_library[name][one.id]) for name, one in rows if one.id in by_library[name]]
