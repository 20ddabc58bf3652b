"""The command /lookup: an article by its title, outlet or names, to page through."""

from collections.abc import Sequence
from functools import partial

from discord import app_commands
from discord.app_commands import Choice
from discord.ext import commands

from bot.cards import article as article_cards
from bot.cards.markdown import flatten, shorten
from bot.citing.article_pages import Articles, article_list, article_page
from bot.citing.quotes import to_quoted
from bot.interactions.authorization import Action, requires
from bot.interactions.autocomplete import OUTLET_VALUE, article_choices, merged, or_nothing
from bot.interactions.contexts import everywhere
from bot.interactions.invocation import Invocation
from bot.interactions.service import Interaction, Service
from bot.libraries import references
from bot.libraries.libraries import Libraries
from bot.libraries.references import ScopedPassage
from bot.libraries.scopes import Scope
from bot.texts import described, options
from bot.texts.refusal import RefusalError
from index import Library, Passage, Suggestion, UnknownArticleError, outlet_key

TYPED_CHARACTERS = 300
# How many articles are searched for those of one outlet.
OUTLET_ARTICLES = 500


class LookupCog(commands.Cog):
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
        invocation = await Invocation.begin(interaction)
        say = invocation.say
        articles, more = await _meant(self._bot.libraries, invocation.scope, article)
        if not articles:
            raise RefusalError("refusal.no_article", typed=shorten(flatten(article), 100, str))
        row = await invocation.save_answer(
            [to_quoted(ScopedPassage(library=name, passage=one)) for name, one in articles]
        )
        if len(articles) > 1:
            await invocation.answer(article_list(articles, more, row, say))
        else:
            found = ScopedPassage(library=articles[0][0], passage=articles[0][1])
            await invocation.answer(article_page(found, row, 0, say, invocation.grant))

    @lookup.autocomplete("article")
    @or_nothing
    async def _articles(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        return await article_choices(interaction, typed)


async def _meant(libraries: Libraries, scope: Scope, typed: str) -> tuple[Articles, int]:
    """Return the first passages of the articles that `typed` means, and how many more there are.

    It is what was chosen while typing (an article's id, an outlet), or words of a title.
    """
    for library, article_id in references.candidates(scope, typed.strip()):
        try:
            passages = await libraries.read(scope, library, partial(Library.passages, article_id=article_id))
        except UnknownArticleError:
            continue
        if passages:
            return [(library, passages[0])], 0
    outlet = typed.removeprefix(OUTLET_VALUE) if typed.startswith(OUTLET_VALUE) else ""
    found = await libraries.every(scope, lambda library: _suggested(library, outlet or typed, outlet))
    rows = [row for row in merged({name: many for name, (many, _) in found.items()}) if row[1].id]
    shown = rows[: article_cards.LISTED]
    passages_of = await _first_passages(libraries, scope, shown)
    return passages_of, max(0, sum(count for _, count in found.values()) - len(shown))


def _suggested(library: Library, typed: str, outlet: str) -> tuple[list[Suggestion], int]:
    found = [one for one in library.lookup.suggest(typed, OUTLET_ARTICLES) if one.id]
    if outlet:
        found = [one for one in found if outlet_key(one.outlet) == outlet_key(outlet)]
        found.sort(key=lambda one: one.published, reverse=True)
    return found, len(found)


async def _first_passages(
    libraries: Libraries, scope: Scope, rows: Sequence[tuple[str, Suggestion]]
) -> Articles:
    """Return the first passage of each article that still exists."""

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
        by_library[name] = await libraries.read(scope, name, partial(first, ids=ids)) or {}
    return [(name, by_library[name][one.id]) for name, one in rows if one.id in by_library[name]]
