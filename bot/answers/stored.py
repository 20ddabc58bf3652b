"""What an answer keeps of its hits, and how they are read again."""

from collections.abc import Sequence

from bot.cards.excerpts import Excerpt
from bot.libraries.libraries import Libraries
from bot.libraries.merged_hits import ScopedHit
from bot.libraries.scopes import Scope
from bot.state import Quoted
from index import (
    Library,
    Passage,
    QuotedPassage,
    Span,
    UnknownArticleError,
    UnknownPassageError,
    distinct_outlets,
)


def excerpt_of(scoped: ScopedHit) -> Excerpt:
    """Return what a card shows of a hit."""
    hit = scoped.hit
    return Excerpt(
        library=scoped.library,
        passage=hit.passage,
        best=hit.best,
        also_in=_outlets(hit.also_in),
    )


def quoted_of(scoped: ScopedHit) -> Quoted:
    """Return what the answer's row keeps of a hit."""
    hit = scoped.hit
    best = (hit.best.start, hit.best.end) if hit.best else None
    return Quoted.of(scoped.library, hit.passage, best, [passage.id for passage in hit.also_in])


async def load(libraries: Libraries, scope: Scope, stored: Sequence[Quoted]) -> list[Excerpt | None]:
    """Return the passages of a row in the words that were shown; None for each that was removed or hidden.

    Words that an article has no more, and that are not kept either, count as removed. A shared library that
    the server has given up meanwhile is hidden like one that is gone.
    """
    found: dict[Quoted, Excerpt] = {}
    for name in dict.fromkeys(one.library for one in stored if one.library in scope.libraries):
        mine = [one for one in stored if one.library == name]
        excerpts = await libraries.read(scope, name, lambda library, mine=mine: _read(library, mine))  # type: ignore[misc]
        found |= excerpts or {}
    return [found.get(one) for one in stored]


def _read(library: Library, stored: Sequence[Quoted]) -> dict[Quoted, Excerpt]:
    excerpts = {}
    for one in stored:
        found = _quoted(library, one.passage)
        if found is None or not one.is_of(found.passage):
            continue
        copies = [copy for name in one.also_in if (copy := _quoted(library, name)) is not None]
        excerpts[one] = Excerpt(
            library=one.library,
            passage=found.passage,
            best=Span(*one.best) if one.best else None,
            # Of others it counts what they say today.
            also_in=_outlets([copy.passage for copy in copies if copy.version is None]),
            version=found.version,
            difference=found.difference,
        )
    return excerpts


def _quoted(library: Library, passage_id: str) -> QuotedPassage | None:
    try:
        return library.quoted(passage_id)
    except (UnknownArticleError, UnknownPassageError):
        return None


def _outlets(passages: Sequence[Passage]) -> tuple[str, ...]:
    return tuple(distinct_outlets(passage.article.outlet for passage in passages))
