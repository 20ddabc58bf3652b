"""Autocomplete: articles, outlets and passages of the scope, from memory, while somebody types."""

import logging
from collections import defaultdict
from collections.abc import Callable, Coroutine, Iterable, Sequence
from functools import partial, wraps
from itertools import chain, zip_longest
from typing import Any, TypeAlias, TypeVar

from discord.app_commands import Choice

from bot.cards import article as article_cards
from bot.cards.labels import ID_WIDTH, reference
from bot.cards.markdown import flatten, shorten, width
from bot.interactions.authorization import granted
from bot.interactions.service import Interaction
from bot.libraries.references import candidates
from bot.libraries.scopes import Scope
from bot.scheduling.deadlines import SlowSearchError
from bot.scheduling.in_flight import RestartingError
from bot.state import StateError
from bot.texts import voice
from bot.texts.refusal import RefusalError
from index import Library, LibraryError, Passage, Suggestion, UnknownArticleError, outlet_key

log = logging.getLogger(__name__)

CHOICES = 25
VALUE_WIDTH = 100
# When at most FEW articles match, their passages are offered at once.
FEW = 2
OUTLET_VALUE = "outlet:"

T = TypeVar("T")
CogT = TypeVar("CogT")
Offered = tuple[str, Suggestion]
Autocomplete: TypeAlias = Callable[[CogT, Interaction, str], Coroutine[Any, Any, list[Choice[str]]]]


def or_nothing(autocomplete: "Autocomplete[CogT]") -> "Autocomplete[CogT]":
    """Let an autocomplete offer nothing where something fails or takes too long; one line of the log says so.

    The command itself tells the person what is wrong; discord.py would leave the choices unanswered.
    """

    @wraps(autocomplete)
    async def chosen(cog: CogT, interaction: Interaction, typed: str) -> list[Choice[str]]:
        try:
            return await autocomplete(cog, interaction, typed)
        except RefusalError:
            return []
        except (SlowSearchError, RestartingError, LibraryError, StateError) as error:
            log.warning("Could not offer choices: %s", error)
            return []

    return chosen


def merged(suggestions: dict[str, list[Suggestion]]) -> list[Offered]:
    """Return the suggestions of several libraries as one list: outlets first, then the libraries in turn."""
    rows = [[(name, one) for one in found] for name, found in suggestions.items()]
    turns = [one for one in chain.from_iterable(zip_longest(*rows)) if one is not None]
    outlets: defaultdict[str, list[Offered]] = defaultdict(list)
    for name, one in turns:
        if not one.id:
            outlets[outlet_key(one.outlet)].append((name, one))
    return [*map(_one_outlet, outlets.values()), *(row for row in turns if row[1].id)]


def _one_outlet(offered: Sequence[Offered]) -> Offered:
    """Return an outlet of several libraries as one, in the spelling that most of its articles have."""
    library, most = max(offered, key=lambda row: row[1].articles)
    articles = sum(one.articles for _, one in offered)
    return library, Suggestion(outlet=most.outlet, articles=articles)


async def article_choices(interaction: Interaction, typed: str) -> list[Choice[str]]:
    """Offer articles and outlets."""
    offered = await _offered(interaction, typed)
    say = voice(interaction.locale)
    return _choices((article_cards.choice_name(one, say), _value(name, one)) for name, one in offered)


async def passage_choices(interaction: Interaction, typed: str) -> list[Choice[str]]:
    """Offer the passages of the article that is meant, or the articles that may be meant."""
    say = voice(interaction.locale)
    if "#" in typed:
        return _passage_choices(await _passages(interaction, _scope(interaction), typed))
    articles = [row for row in await _offered(interaction, typed) if row[1].id]
    if typed.strip() and 0 < len(articles) <= FEW:
        scope = _scope(interaction)
        found: list[tuple[str, Passage]] = []
        for library, one in articles:
            name = f"{library}:{one.id}#" if library else f"{one.id}#"
            found += await _passages(interaction, scope, name)
        return _passage_choices(found)
    return _choices((article_cards.choice_name(one, say), _value(name, one)) for name, one in articles)


def _passage_choices(passages: Sequence[tuple[str, Passage]]) -> list[Choice[str]]:
    names = [(reference(passage.id, library), passage) for library, passage in passages]
    return _choices((f"{name} · {flatten(passage.text[:200])}", name) for name, passage in names if name)


async def _passages(interaction: Interaction, scope: Scope, typed: str) -> list[tuple[str, Passage]]:
    article, _, serial = typed.strip().removeprefix("[[").removesuffix("]]").rpartition("#")
    for library, article_id in candidates(scope, article):
        try:
            found = await interaction.client.libraries.read(
                scope, library, partial(Library.passages, article_id=article_id)
            )
        except UnknownArticleError:
            continue
        if found:
            return [(library, one) for one in found if str(one.serial).startswith(serial)]
    return []


async def _offered(interaction: Interaction, typed: str) -> list[Offered]:
    return merged(await interaction.client.libraries.suggest(_scope(interaction), typed))


def _scope(interaction: Interaction) -> Scope:
    """Return what this person may see while typing."""
    return interaction.client.scope_for(interaction, granted(interaction).preferences)


def _value(library: str, suggestion: Suggestion) -> str:
    """Return what the command gets when this is chosen."""
    if not suggestion.id:
        return OUTLET_VALUE + suggestion.outlet
    value = f"{library}:{suggestion.id}" if library else suggestion.id
    # An id that Discord would not take; the title finds the article as well.
    return value if width(value) <= VALUE_WIDTH else shorten(flatten(suggestion.title), VALUE_WIDTH, str)


def _choices(named: Iterable[tuple[str, str]]) -> list[Choice[str]]:
    """Return choices as Discord takes them: at most CHOICES, none empty, none too long, no two alike."""
    choices: dict[str, Choice[str]] = {}
    for name, value in named:
        if value.strip() and width(value) <= VALUE_WIDTH:
            fits = shorten(flatten(name) or value, VALUE_WIDTH, str)
            if fits in choices and choices[fits].value != value:
                fits = shorten(fits, VALUE_WIDTH - ID_WIDTH - 3, str) + f" · {shorten(value, ID_WIDTH, str)}"
            choices.setdefault(fits, Choice(name=fits, value=value))
    return list(choices.values())[:CHOICES]
