"""Drafts: articles that were read and wait for confirmation. Kept in memory, for an hour at most."""

import secrets
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from bot.texts.refusal import RefusalError
from index import Article, Problem

LIFETIME_S = 3600.0
# Of all drafts together, so that nobody can fill the machine's memory with what never counts.
MOST_CHARACTERS = 60_000_000
ID_BYTES = 9


@dataclass(slots=True, kw_only=True)
class Draft:
    """Articles of one server that wait; `corrections[i]` are the fields of the i-th that were typed in."""

    id: str
    guild: int
    owner: int
    articles: tuple[Article, ...]
    problems: tuple[Problem, ...] = ()
    corrections: dict[int, dict[str, str]] = field(default_factory=dict)
    made: float = 0.0

    def article(self, place: int) -> Article:
        """Return an article as it would be added, corrections applied."""
        fields: dict[str, Any] = dict(self.corrections.get(place, {}))
        return replace(self.articles[place], **fields)

    @property
    def characters(self) -> int:
        """How much text the draft holds."""
        return sum(len(one.text) + len(one.extracted) for one in self.articles)


class Drafts:
    """The drafts of all servers. Used from the event loop alone."""

    def __init__(self) -> None:
        self._drafts: dict[str, Draft] = {}

    def count(self, guild: int) -> int:
        """Return how many drafts of a server wait."""
        self._tidy()
        return sum(one.guild == guild for one in self._drafts.values())

    def put(
        self, *, guild: int, owner: int, articles: Iterable[Article], problems: Iterable[Problem]
    ) -> Draft:
        """Keep a new draft; when there is too much, the oldest go of the server that has the most."""
        draft = Draft(
            id=secrets.token_urlsafe(ID_BYTES),
            guild=guild,
            owner=owner,
            articles=tuple(articles),
            problems=tuple(problems),
            made=time.monotonic(),
        )
        self._drafts[draft.id] = draft
        self._tidy()
        return draft

    def get(self, draft: str, *, guild: int, member: int) -> Draft:
        """Return a draft that this member made in this server; raises RefusalError for any other."""
        self._tidy()
        found = self._drafts.get(draft)
        if found is None or found.guild != guild or found.owner != member:
            raise RefusalError("refusal.draft_gone")
        return found

    def take(self, draft: str, *, guild: int, member: int) -> Draft:
        """Return a draft and forget it, so that it can be added once; raises RefusalError."""
        found = self.get(draft, guild=guild, member=member)
        del self._drafts[draft]
        return found

    def forget_server(self, guild: int) -> None:
        """Forget all drafts of a server."""
        self._drafts = {name: one for name, one in self._drafts.items() if one.guild != guild}

    def _tidy(self) -> None:
        since = time.monotonic() - LIFETIME_S
        self._drafts = {name: one for name, one in self._drafts.items() if one.made > since}
        held: Counter[int] = Counter()
        for one in self._drafts.values():
            held[one.guild] += one.characters
        # Whose previews fill the memory loses its own, never another server's. The newest of all stays.
        newest = next(reversed(self._drafts), "")
        while held.total() > MOST_CHARACTERS:
            goes = next(
                (
                    one
                    for guild, _ in held.most_common()
                    for one in self._drafts.values()
                    if one.guild == guild and one.id != newest
                ),
                None,
            )
            if goes is None:
                return
            held[goes.guild] -= goes.characters
            del self._drafts[goes.id]
