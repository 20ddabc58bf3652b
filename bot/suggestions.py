"""What commands offer while somebody types: articles, outlets and passages of the scope, from memory."""

import asyncio
import logging
from collections.abc import Awaitable, Iterable, Sequence
from functools import partial
from itertools import chain, zip_longest
from typing import TypeVar

from discord.app_commands import Choice

from bot import article_cards, permits
from bot.fair_queue import QueueFullError
from bot.labels import ID_ROOM, reference
from bot.markdown import flatten, shorten, width
from bot.references import candidates
from bot.refusals import RefusalError
from bot.scopes import Scope
from bot.service import Interaction
from bot.state import StateError
from bot.texts import voice
from index import Library, LibraryError, Passage, Suggestion, UnknownArticleError

log = logging.getLogger(__name__)

CHOICES = 25
VALUE_ROOM = 100
# Discord waits three seconds; what comes later than that is of no use.
PATIENCE_S = 2.5
# Of so few articles their passages are offered at once.
FEW = 2
OUTLET_VALUE = "outlet:"

T = TypeVar("T")
Offered = tuple[str, Suggestion]


def merged(suggestions: dict[str, list[Suggestion]]) -> list[Offered]:
    """Return the suggestions of several libraries as one list: outlets first, then the libraries in turn."""
    rows = [[(name, one) for one in found] for name, found in suggestions.items()]
    turns = [one for one in chain.from_iterable(zip_longest(*rows)) if one is not None]
    outlets: dict[str, Offered] = {}
    for name, one in turns:
        if not one.id:
            key = one.outlet.casefold()
            before = outlets.get(key)
            articles = one.articles + (before[1].articles if before else 0)
            outlets[key] = name, Suggestion(outlet=one.outlet, articles=articles)
    return [*outlets.values(), *(row for row in turns if row[1].id)]


async def article_choices(interaction: Interaction, typed: str) -> list[Choice[str]]:
    """Offer articles and outlets."""
    offered = await _offered(interaction, typed)
    say = voice(interaction.locale)
    return _choices((article_cards.choice_name(one, say), _value(name, one)) for name, one in offered)


async def passage_choices(interaction: Interaction, typed: str) -> list[Choice[str]]:
    """Offer the passages of the article that is meant, or the articles that may be meant."""
    say = voice(interaction.locale)
    if "#" in typed:
        scope = await _scope(interaction)
        passages = await _within(_passages(interaction, scope, typed)) if scope else None
        return _passage_choices(passages or [])
    articles = [row for row in await _offered(interaction, typed) if row[1].id]
    if typed.strip() and 0 < len(articles) <= FEW:
        scope = await _scope(interaction)
        found: list[tuple[str, Passage]] = []
        for library, one in articles:
            name = f"{library}:{one.id}#" if library else f"{one.id}#"
            found += (await _within(_passages(interaction, scope, name)) if scope else None) or []
        return _passage_choices(found)
    return _choices((article_cards.choice_name(one, say), _value(name, one)) for name, one in articles)


def _passage_choices(passages: Sequence[tuple[str, Passage]]) -> list[Choice[str]]:
    names = [(reference(passage.id, library), passage) for library, passage in passages]
    return _choices((f"{name} · {flatten(passage.text[:200])}", name) for name, passage in names if name)


async def _passages(interaction: Interaction, scope: Scope, typed: str) -> list[tuple[str, Passage]]:
    article, _, serial = typed.strip().removeprefix("[[").removesuffix("]]").rpartition("#")
    for library, article_id in candidates(scope, article):
        try:
            found = await interaction.client.servers.read(
                scope, library, partial(Library.passages, article_id=article_id)
            )
        except UnknownArticleError:
            continue
        if found:
            return [(library, one) for one in found if str(one.serial).startswith(serial)]
    return []


async def _offered(interaction: Interaction, typed: str) -> list[Offered]:
    scope = await _scope(interaction)
    found = await _within(interaction.client.servers.suggest(scope, typed)) if scope else None
    return merged(found or {})


async def _scope(interaction: Interaction) -> Scope | None:
    """Return what this person may see while typing, or None: a refusal comes with the command itself."""
    try:
        preferences = await interaction.client.preferences_for(interaction)
        permits.check_may_ask(interaction.user, preferences)
    except (RefusalError, StateError):
        return None
    return interaction.client.scope_for(interaction, preferences)


async def _within(work: Awaitable[T]) -> T | None:
    """Return what comes in time, or None: an autocomplete without choices is one that still works."""
    try:
        async with asyncio.timeout(PATIENCE_S):
            return await work
    except (TimeoutError, LibraryError, QueueFullError) as error:
        log.warning("Could not offer choices: %s", str(error) or "too slow")
        return None


def _value(library: str, suggestion: Suggestion) -> str:
    """Return what the command gets when this is chosen."""
    if not suggestion.id:
        return OUTLET_VALUE + suggestion.outlet
    value = f"{library}:{suggestion.id}" if library else suggestion.id
    # An id that Discord would not take; the title finds the article as well.
    return value if width(value) <= VALUE_ROOM else shorten(flatten(suggestion.title), VALUE_ROOM, str)


def _choices(named: Iterable[tuple[str, str]]) -> list[Choice[str]]:
    """Return choices as Discord takes them: so many, none empty, none too long, no two alike."""
    choices: dict[str, Choice[str]] = {}
    for name, value in named:
        if value.strip() and width(value) <= VALUE_ROOM:
            fits = shorten(flatten(name) or value, VALUE_ROOM, str)
            if fits in choices and choices[fits].value != value:
                fits = shorten(fits, VALUE_ROOM - ID_ROOM - 3, str) + f" · {shorten(value, ID_ROOM, str)}"
            choices.setdefault(fits, Choice(name=fits, value=value))
    return list(choices.values())[:CHOICES]
