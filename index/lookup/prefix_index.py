"""A prefix index: cards of articles, found by the beginnings of their words, for autocomplete."""

import json
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from index.analysis.words import words
from index.storage.changes_table import Card

# Scripts that put no blanks between words: Thai, Lao, Burmese, Khmer, kana, Chinese characters.
_UNSPACED = re.compile(
    "([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+)"
)
# One encoder: `json.dumps` would make one for each card.
_encode = json.JSONEncoder(ensure_ascii=False).encode
_LAST = "\U0010ffff"
# A slip in so short a word makes another word; from the second length on, two slips leave enough of it.
_ONE_SLIP, _TWO_SLIPS = 4, 7

Range = tuple[int, int]
Mask = NDArray[np.bool_]
Positions = NDArray[np.int64]


def keys(text: str) -> list[str]:
    """Return the folded words of `text`, and pairs of characters where a script has no blanks."""
    if text.isascii():
        return words(text)
    found: list[str] = []
    for word in words(text):
        for number, run in enumerate(_UNSPACED.split(word)):
            if number % 2:
                found.extend(run[place : place + 2] for place in range(len(run)))
            elif run:
                found.append(run)
    return found


@lru_cache(maxsize=10_000)
def keys_of_name(name: str) -> tuple[str, ...]:
    """Return the keys of an outlet or author, whose names come again with each of their articles."""
    return tuple(keys(name))


@dataclass(frozen=True, slots=True)
class PrefixBlock:
    """Some cards, newest first, and which of them each word's beginning leads to.

    `held[places[i]:places[i + 1]]` are the positions of the cards that hold `vocabulary[i]`, and `in_title`
    says whether in their titles. `own[starts[s]:starts[s + 1]]` are the words of the card in position s, as
    numbers in the vocabulary, the first `titles[s]` of them the title's. `order` sorts `numbers`.
    """

    cards: Sequence[bytes]
    numbers: Positions
    order: Positions
    live: Mask
    vocabulary: Sequence[str]
    places: Positions
    held: NDArray[np.int32]
    in_title: Mask
    starts: Positions
    own: NDArray[np.int32]
    titles: NDArray[np.int32]

    @classmethod
    def of(cls, cards: Iterable[Card]) -> Self:
        """Return the block of these cards."""
        rows = sorted(cards, key=newest, reverse=True)
        known: dict[str, int] = {}
        flat: list[int] = []
        starts, titles = [0], []
        for card in rows:
            title = keys(card.title)
            titles.append(len(title))
            own_words = (*title, *keys_of_name(card.outlet), *keys_of_name(card.author))
            flat.extend(known.setdefault(word, len(known)) for word in own_words)
            starts.append(len(flat))
        vocabulary = sorted(known)
        rank = np.empty(len(known), np.int32)
        rank[[known[word] for word in vocabulary]] = np.arange(len(known))
        own = rank[np.array(flat, np.int64)]
        lengths = np.diff(starts)
        positions = np.repeat(np.arange(len(rows)), lengths)
        in_title = np.arange(len(own)) - np.repeat(starts[:-1], lengths) < np.repeat(titles, lengths)
        by_word = np.argsort(own, kind="stable")
        numbers = np.array([card.number for card in rows], np.int64)
        return cls(
            cards=[_encode(card).encode() for card in rows],
            numbers=numbers,
            order=np.argsort(numbers),
            live=np.ones(len(rows), bool),
            vocabulary=vocabulary,
            places=np.searchsorted(own[by_word], np.arange(len(known) + 1)),
            held=positions[by_word].astype(np.int32),
            in_title=in_title[by_word],
            starts=np.array(starts, np.int64),
            own=own,
            titles=np.array(titles, np.int32),
        )

    def card(self, position: int) -> Card:
        """Return the card in that position."""
        return Card._make(json.loads(self.cards[position]))

    def living(self) -> list[Card]:
        """Return the cards of articles that were not removed."""
        return [self.card(position) for position in np.flatnonzero(self.live).tolist()]

    def positions_of(self, numbers: Sequence[int]) -> Positions:
        """Return the positions in which living articles with these numbers stand."""
        wanted = np.array(numbers, np.int64)
        found = np.searchsorted(self.numbers, wanted, sorter=self.order)
        positions = self.order[np.minimum(found, len(self.order) - 1)]
        found = positions[(self.numbers[positions] == wanted) & self.live[positions]]
        return np.asarray(found, np.int64)

    def beginning(self, word: str) -> Range:
        """Return the run of the vocabulary that begins with `word`."""
        return bisect_left(self.vocabulary, word), bisect_left(self.vocabulary, word + _LAST)

    def like(self, word: str) -> list[Range]:
        """Return the runs of the vocabulary that begin with `word` but for a slip after its first letter."""
        slips = (len(word) >= _ONE_SLIP) + (len(word) >= _TWO_SLIPS)
        if not slips:
            return []
        low, high = self.beginning(word[0])
        nearby = self.vocabulary[low:high]
        found: set[str] = set()
        for length in range(len(word) - slips, len(word) + slips + 1):
            beginnings = {one[:length] for one in nearby}
            found.update(
                one
                for one, _, _ in process.extract_iter(
                    word, beginnings, scorer=OSA.distance, score_cutoff=slips
                )
            )
        return [self.beginning(one) for one in found]

    def tiers(self, ranges: Sequence[Sequence[Range]], typed_words: Sequence[str]) -> list[Positions]:
        """Return the positions of living cards that hold a word of each of the `ranges`, best kind first.

        The kinds: the title begins with these words, the title holds all `typed_words` words whole, the title
        holds their beginnings, title and outlet and author hold them together.
        """
        everywhere, title, whole = (self.live.copy() for _ in range(3))
        for word, runs in zip(typed_words, ranges, strict=True):
            anywhere, titled = np.zeros((2, len(self.live)), bool)
            for low, high in runs:
                pairs = slice(self.places[low], self.places[high])
                positions = self.held[pairs]
                anywhere[positions] = True
                titled[positions[self.in_title[pairs]]] = True
            everywhere &= anywhere
            title &= titled
            whole &= self._holding(word)
        first = self._opening(np.flatnonzero(title), ranges)
        masks = [np.zeros(len(self.live), bool), whole & title, title, everywhere]
        masks[0][first] = True
        for later in (3, 2, 1):
            for earlier in range(later):
                masks[later] &= ~masks[earlier]
        return [np.flatnonzero(mask) for mask in masks]

    def _holding(self, word: str) -> Mask:
        """Return which cards hold this very word in their titles."""
        mask = np.zeros(len(self.live), bool)
        place = bisect_left(self.vocabulary, word)
        if place < len(self.vocabulary) and self.vocabulary[place] == word:
            pairs = slice(self.places[place], self.places[place + 1])
            mask[self.held[pairs][self.in_title[pairs]]] = True
        return mask

    def _opening(self, positions: Positions, ranges: Sequence[Sequence[Range]]) -> Positions:
        """Return the positions of titles that begin with a word of each of the `ranges`, in this order."""
        for number, runs in enumerate(ranges):
            positions = positions[self.titles[positions] > number]
            word = self.own[self.starts[positions] + number]
            fits = np.zeros(len(positions), bool)
            for low, high in runs:
                fits |= (low <= word) & (word < high)
            positions = positions[fits]
        return positions


def newest(card: Card) -> tuple[str, int]:
    """Return the sort key of cards from old to new: the date, undated first, then when they were added."""
    return card.published, card.number
