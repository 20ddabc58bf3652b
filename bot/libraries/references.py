"""References that people type, "a1#2" or "main:a1#2", and the passages of their scope that they name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Self

from bot.libraries.libraries import Libraries
from bot.libraries.scopes import Scope
from bot.state import Quoted
from bot.texts.refusal import RefusalError
from index import (
    ChangedPassageError,
    Library,
    Passage,
    Piece,
    QuotedPassage,
    UnknownArticleError,
    UnknownPassageError,
    Version,
    WithdrawnArticleError,
)

MOST_REFERENCES = 3
_REFERENCE = re.compile(r"\[\[([^\[\]\n]{1,150}#\d{1,18})\]\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopedPassage:
    """A passage with the name of its library; "" is the server's own.

    Where its article says something else today, `version` is the one that the passage stands in, and
    `difference` leads to today's words.
    """

    library: str
    passage: Passage
    version: Version | None = None
    difference: tuple[Piece, ...] = ()

    @classmethod
    def of(cls, library: str, found: QuotedPassage) -> Self:
        """Return a passage that was quoted, with the library that has it."""
        return cls(library=library, passage=found.passage, version=found.version, difference=found.difference)


def references_in(message: str) -> list[str]:
    """Return the passages that a message names as [[id#n]], each once, in order."""
    return list(dict.fromkeys(match[1].strip() for match in _REFERENCE.finditer(message)))


def candidates(scope: Scope, name: str) -> Iterator[tuple[str, str]]:
    """Yield where the passage or article `name` may be, as library and id; a library that it names first."""
    library, colon, rest = name.partition(":")
    if colon and library in scope.shared:
        yield library, rest
    # An id that a record brought may hold a colon itself.
    yield from ((one, name) for one in scope.libraries)


async def find(libraries: Libraries, scope: Scope, name: str) -> ScopedPassage:
    """Return the passage that `name` names; of an article's id alone, its first.

    Raises RefusalError: there is no such passage, it has changed since, or its article was withdrawn.
    """
    asked = name.strip().removeprefix("[[").removesuffix("]]").strip()
    failures: set[str] = set()
    for library, passage_id in candidates(scope, asked):
        try:
            found = await libraries.read(scope, library, partial(_passage, name=passage_id))
        except ChangedPassageError:
            failures.add("look.changed")
        except WithdrawnArticleError:
            failures.add("look.withdrawn")
        except (UnknownArticleError, UnknownPassageError):
            failures.add("refusal.no_passage")
        else:
            if found is not None:
                return ScopedPassage.of(library, found)
    for key in ("look.changed", "look.withdrawn"):
        if key in failures:
            raise RefusalError(key, name=asked)
    raise RefusalError("refusal.no_passage", name=asked)


async def recall(libraries: Libraries, scope: Scope, quoted: Quoted) -> ScopedPassage:
    """Return a passage that an answer quoted, in the words that were shown.

    Raises RefusalError: these are kept no more, or its article was withdrawn.
    """
    library, passage_id = quoted.library, quoted.passage
    # The server may have turned away from a shared library since.
    if library not in scope.libraries:
        raise RefusalError("look.withdrawn", name=passage_id)
    try:
        found = await libraries.read(scope, library, lambda opened: opened.quoted(passage_id))
    except UnknownPassageError:
        raise RefusalError("look.changed", name=passage_id) from None
    except UnknownArticleError:
        raise RefusalError("look.withdrawn", name=passage_id) from None
    if found is None:
        raise RefusalError("look.withdrawn", name=passage_id)
    if not quoted.is_of(found.passage):
        raise RefusalError("look.changed", name=passage_id)
    return ScopedPassage.of(library, found)


async def article(libraries: Libraries, scope: Scope, library: str, passage_id: str) -> list[Passage]:
    """Return all passages, as they are now, of the article of which an answer quoted one.

    Raises RefusalError where the article was withdrawn.
    """
    article_id = passage_id.rpartition("#")[0]
    if library in scope.libraries:
        try:
            passages = await libraries.read(scope, library, lambda opened: opened.passages(article_id))
        except UnknownArticleError:
            passages = None
        if passages:
            return passages
    raise RefusalError("look.withdrawn", name=passage_id)


def _passage(library: Library, name: str) -> QuotedPassage:
    try:
        return QuotedPassage(passage=library.passages(name.removesuffix("#"))[0])
    except (UnknownArticleError, IndexError):
        if "#" not in name.removesuffix("#"):
            raise
        return library.quoted(name)
