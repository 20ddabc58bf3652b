"""Slips of the finger: what is put right, and what is proposed for words that nobody has touched."""

import random
from collections import Counter

from variant_words import MIN_LETTERS, RARE, SEED, SLIPS, Words, row, sample, term, with_slip

from index.spelling import Vocabulary, propose

_FIRST_FEW = 3
_COLUMNS = ("first", "in three", "at all", "known", "too short", "proposed")


def slips(vocabulary: Vocabulary, words: Words) -> None:
    """Print how often a rare word with one slip in it is put right.

    Known is a slip that is a word of the library by chance, too short one that leaves four letters: neither
    has variants. A slip that the stemmer undoes counts as put right.
    """
    chosen = sample(words, 2, RARE, 2_000)
    print(
        f"\nOne slip in each of {len(chosen):,} words of 2 to {RARE} articles, of {len(words):,} words in all"
    )
    print(row(("", *_COLUMNS), _WIDTHS))
    chance = random.Random(SEED)
    for kind in SLIPS:
        counts: Counter[str] = Counter()
        for word in chosen:
            slip = with_slip(word, kind, chance)
            found = [] if term(slip) == term(word) else _terms(slip, vocabulary)
            rank = 0 if term(slip) == term(word) else _rank(term(word), found)
            counts["first"] += rank == 0
            counts["in three"] += rank is not None and rank < _FIRST_FEW
            counts["at all"] += rank is not None
            counts["known"] += slip in words
            counts["too short"] += len(slip) < MIN_LETTERS
            counts["proposed"] += len(found)
        shares = [f"{counts[name] / len(chosen):.1%}" for name in _COLUMNS[:-1]]
        print(row((kind, *shares, f"{counts['proposed'] / len(chosen):.2f}"), _WIDTHS))


_WIDTHS = (13, *(max(len(name), 6) for name in _COLUMNS))


def untouched(vocabulary: Vocabulary, words: Words) -> None:
    """Print what is proposed for words as they stand, without a check of the context."""
    print("\nUntouched words: proposals that are other terms; none of them need be wrong")
    widths = (13, 7, 10, 60)
    print(row(("articles", "any", "proposals", "kinds"), widths))
    for low, high in ((1, 1), (2, RARE), (RARE + 1, 200), (201, len(words))):
        chosen = sample(words, low, high, 1_000)
        kinds: Counter[str] = Counter()
        some = 0
        for word in chosen:
            found = [variant for variant in propose(word, vocabulary) if term(variant.word) != term(word)]
            kinds.update(variant.kind for variant in found)
            some += bool(found)
        shown = ", ".join(f"{kind} {number}" for kind, number in kinds.most_common())
        cells = (f"{low} to {high}", f"{some / len(chosen):.1%}", f"{kinds.total() / len(chosen):.2f}", shown)
        print(row(cells, widths))


def _terms(word: str, vocabulary: Vocabulary) -> list[str]:
    return list(dict.fromkeys(term(variant.word) for variant in propose(word, vocabulary)))


def _rank(wanted: str, found: list[str]) -> int | None:
    return found.index(wanted) if wanted in found else None
