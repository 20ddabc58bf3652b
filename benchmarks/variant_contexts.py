"""Whether the contexts of two names tell one person from two.

No gold says who is who. Taken for one person: two halves of the articles that hold one name. Taken for two:
two names that sound alike; as some are indeed one ("zelensky", "zelenskyy"), the truth is a little better.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
from variant_words import SEED, Words, is_plain, row, term

from index.analysis.analyzer import analyzer
from index.spelling import PASSAGES, Vocabulary, context_terms
from index.spelling.fuzzy_keys import probes
from index.spelling.name_context import SAME_CONTEXT, agreement
from index.spelling.normalize import letters
from index.spelling.variants import FREQUENT, MIN_WEIGHT, candidates, heard_weights

# A passage, in terms. Cut blindly here: the measure needs no sentences.
_PASSAGE = 150
_PAIRS = 600
_HALVES = 400
_MOST_HELD = 400


class Contexts:
    """Collects the passages of chosen names, then compares them."""

    def __init__(self, vocabulary: Vocabulary, words: Words) -> None:
        chance = random.Random(SEED)
        names = sorted(w for w, held in words.items() if _is_frequent_name(held) and is_plain(w))
        pairs: set[tuple[str, str]] = set()
        for name in names:
            near = candidates(name, vocabulary.near(probes(name)))
            others = [other for other, held in near.items() if _is_frequent_name(held) and other != name]
            weights, _ = heard_weights(name, [letters(other) for other in others])
            pairs.update(
                (min(name, o), max(name, o)) for o, w in zip(others, weights, strict=True) if w >= MIN_WEIGHT
            )
        apart = sorted((one, other) for one, other in pairs if term(one) != term(other))
        self._found = len(apart)
        self._pairs = chance.sample(apart, _PAIRS)
        self._halves = chance.sample([w for w in names if words[w][0] >= 2 * FREQUENT], _HALVES)
        self._wanted = {term(w) for pair in self._pairs for w in pair} | {term(w) for w in self._halves}
        self._passages: defaultdict[str, dict[int, Sequence[str]]] = defaultdict(dict)
        self._frequency: Counter[str] = Counter()
        self._count = 0

    def read(self, number: int, text: str) -> None:
        """Take one article in."""
        terms = analyzer().analyze(text)
        for start in range(0, len(terms), _PASSAGE):
            passage = terms[start : start + _PASSAGE]
            held = set(passage)
            self._frequency.update(held)
            self._count += 1
            for one in held & self._wanted:
                self._passages[one].setdefault(number, passage)

    def show(self) -> None:
        """Print how well agreement tells halves of one name from two names."""
        chance = random.Random(SEED)
        same, other = [], []
        for name in map(term, self._halves):
            passages = chance.sample(list(self._passages[name].values()), len(self._passages[name]))
            half = len(passages) // 2
            same.append(agreement(self._of(name, passages[:half]), self._of(name, passages[half:])))
        for pair in self._pairs:
            one, two = (
                self._of(name, chance.sample(list(self._passages[name].values()), len(self._passages[name])))
                for name in map(term, pair)
            )
            other.append(agreement(one, two))
        print(f"\nContexts: {PASSAGES} passages a name, agreement from {SAME_CONTEXT}", end="; ")
        print(f"{_PAIRS} of {self._found:,} pairs of names that sound alike, in {FREQUENT} articles and more")
        widths = (30, 6, 9)
        print(row(("", "median", "the same"), widths))
        for name, values in ((f"halves of {len(same)} names", same), (f"{len(other)} pairs of names", other)):
            agreeing = np.mean(np.array(values) >= SAME_CONTEXT)
            print(row((name, f"{np.median(values):.3f}", f"{agreeing:.1%}"), widths))
        above = [np.mean(value > np.array(other)) + np.mean(value == np.array(other)) / 2 for value in same]
        print(f"  AUC {np.mean(above):.3f}")

    def _of(self, name: str, passages: Iterable[Sequence[str]]) -> dict[str, float]:
        chosen = list(passages)[:PASSAGES]
        return context_terms(name, chosen, self._frequency.__getitem__, self._count)


def _is_frequent_name(held: tuple[int, int]) -> bool:
    return FREQUENT <= held[0] <= _MOST_HELD and held[1] >= 0.8 * held[0]
