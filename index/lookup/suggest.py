"""Suggestions while somebody types: articles by titles, outlets and authors, and outlets by their names.

All is answered from memory, which follows the library's changes: at each call the number of the last change
is read, and what has changed since is taken in. Blocks of cards grow like segments: a new one for each
change, and two are joined when the older one is no longer much larger.
"""

import heapq
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

import numpy as np

from index.lookup.prefix_index import PrefixBlock, Range, keys, keys_of_name, newest
from index.model.article import Article
from index.model.outlet import outlet_counts
from index.storage.changes_table import Card
from index.storage.database import Store
from index.storage.folder import LibraryFolder

# Discord shows 25 choices; more outlets than this would leave no room for articles.
CHOICES = 25
MOST_OUTLETS = 5
# A block is joined to the one before it unless that one is this many times its size.
_GROWTH = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """An article, by its `id`, or an outlet; an outlet's `id` and `title` are empty.

    `articles` counts what the outlet has here. `published` is as `Article.published`.
    """

    id: str = ""
    title: str = ""
    outlet: str = ""
    published: str = ""
    articles: int = 1

    @property
    def article(self) -> Article:
        """What is known of the article, without its text."""
        return Article(text="", id=self.id, title=self.title, outlet=self.outlet, published=self.published)

    @property
    def label(self) -> str:
        """How people see it, of any length: the article's source, or the outlet with its count."""
        if not self.id:
            return f"{self.outlet} ({self.articles} article{'s'[: self.articles != 1]})"
        return self.article.source


@dataclass(frozen=True, slots=True)
class _Outlet:
    name: str
    articles: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _State:
    """What is known at one change."""

    change: int
    blocks: tuple[PrefixBlock, ...]
    names: Counter[str]
    outlets: tuple[_Outlet, ...]


class Suggester:
    """The autocomplete of one library. Safe to share between threads."""

    def __init__(self, folder: LibraryFolder) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._state: _State | None = None

    def suggest(self, typed: str, limit: int = CHOICES) -> list[Suggestion]:
        """Return what `typed` may be the beginning of, at most `limit` suggestions, best first.

        Every typed word must begin a word of an article's title, outlet or author, or of an outlet's name,
        case and accents aside. Outlets whose names begin so come first, then articles: whose titles begin
        so, hold the words whole, hold their beginnings; newest first. A word that begins none is taken for
        a slip of one. Without a word, the newest articles are returned.
        """
        state = self._current()
        typed_words = tuple(keys(typed))
        outlets = _outlets(state.outlets, typed_words)[: min(MOST_OUTLETS, limit)] if typed_words else []
        cards = islice(_articles(state.blocks, typed_words, limit), limit - len(outlets))
        return [
            *(Suggestion(outlet=one.name, articles=one.articles) for one in outlets),
            *(
                Suggestion(id=card.id, title=card.title, outlet=card.outlet, published=card.published)
                for card in cards
            ),
        ]

    def outlets(self) -> list[tuple[str, int]]:
        """Return the outlets and how many articles each has, most first; see `outlet_counts`."""
        return [(one.name, one.articles) for one in self._current().outlets]

    def _current(self) -> _State:
        with self._folder.reading() as store:
            change = store.changes.last()
        state = self._state
        # Later than what this call has read is as good: it was committed, too.
        if state is not None and state.change >= change:
            return state
        with self._lock, self._folder.reading() as store:
            if self._state is None or self._state.change < store.changes.last():
                self._state = _caught_up(store, self._state)
            return self._state


def _caught_up(store: Store, state: _State | None) -> _State:
    """Return the state at the store's last change."""
    change = store.changes.last()
    if state is None:
        names: Counter[str] = Counter()
        blocks = _with(store.changes.cards(), (), names)
    else:
        names = state.names.copy()
        changed, cards = store.changes.since(state.change)
        blocks = _with(cards, _without(changed, state.blocks, names), names)
    return _State(change, blocks, +names, _grouped(names))


def _without(
    numbers: Sequence[int], blocks: Sequence[PrefixBlock], names: Counter[str]
) -> Iterator[PrefixBlock]:
    """Yield the blocks without the articles of these numbers, and take these out of `names`."""
    for block in blocks:
        positions = block.positions_of(numbers)
        if len(positions):
            names.subtract(block.card(position).outlet for position in positions.tolist())
            live = block.live.copy()
            live[positions] = False
            block = replace(block, live=live)  # noqa: PLW2901
            # What is gone shall not fill the memory for long.
            if np.count_nonzero(live) * 2 < len(live):
                block = PrefixBlock.of(block.living())  # noqa: PLW2901
        if len(block.cards):
            yield block


def _with(
    cards: Iterable[Card], blocks: Iterable[PrefixBlock], names: Counter[str]
) -> tuple[PrefixBlock, ...]:
    """Return the blocks with these cards, and count them in `names`."""
    rows = list(cards)
    names.update(card.outlet for card in rows)
    joined = list(blocks)
    if not rows:
        return tuple(joined)
    while joined and len(joined[-1].cards) <= len(rows) * _GROWTH:
        rows += joined.pop().living()
    return (*joined, PrefixBlock.of(rows))


def _grouped(names: Counter[str]) -> tuple[_Outlet, ...]:
    """Return the outlets, most articles first; each under its most frequent spelling."""
    return tuple(_Outlet(name, count, keys_of_name(name)) for name, count in outlet_counts(names))


def _outlets(outlets: Iterable[_Outlet], typed_words: Sequence[str]) -> list[_Outlet]:
    """Return the outlets that hold the beginnings `typed_words`, those whose names begin so first."""
    first, later = [], []
    for one in outlets:
        if len(one.words) >= len(typed_words) and all(map(str.startswith, one.words, typed_words)):
            first.append(one)
        elif all(any(word.startswith(part) for word in one.words) for part in typed_words):
            later.append(one)
    return first + later


def _articles(blocks: Sequence[PrefixBlock], typed_words: Sequence[str], limit: int) -> Iterator[Card]:
    """Yield the cards that fit, best first, at least `limit` of them if that many fit."""
    if not typed_words:
        tiers = [[np.flatnonzero(block.live)] for block in blocks]
    else:
        runs = _ranges(blocks, typed_words)
        if runs is None:
            return
        tiers = [block.tiers(ranges, typed_words) for block, ranges in zip(blocks, runs, strict=True)]
    for kind in zip(*tiers, strict=True):
        found = [
            [block.card(position) for position in positions[:limit].tolist()]
            for block, positions in zip(blocks, kind, strict=True)
        ]
        yield from heapq.merge(*found, key=newest, reverse=True)


def _ranges(blocks: Sequence[PrefixBlock], typed_words: Sequence[str]) -> list[list[list[Range]]] | None:
    """Return for each block, for each word, the runs of words meant; None when a word leads nowhere."""
    ranges: list[list[list[Range]]] = [[] for _ in blocks]
    for word in typed_words:
        found = [[block.beginning(word)] for block in blocks]
        if all(low == high for low, high in chain.from_iterable(found)):
            found = [block.like(word) for block in blocks]
            if not any(found):
                return None
        for all_words, runs in zip(ranges, found, strict=True):
            all_words.append(runs)
    return ranges
