"""Words written together, apart or with a hyphen: cyberattack, cyber-attack, cyber attack; el-Baradei."""

from collections.abc import Sequence
from itertools import pairwise

from index.spelling.fuzzy_keys import FEWEST_LETTERS, MOST_LETTERS, exactly
from index.spelling.normalize import letters
from index.spelling.variants import FUZZY_FROM, Variant
from index.spelling.vocabulary import Count, VocabularyLookup

# The same letters in the same order; but "car pet" is no carpet, so to take apart is worth less.
_JOINED = 0.9
_APART = 0.8
# How many passages must hold each part of a word that is taken apart, so that the part is a word.
_A_WORD = 2
# Particles that one newspaper writes before a family name and the next does not.
_PARTICLES = frozenset(("al", "el", "ul", "bin", "ben", "ibn", "bint"))


def together(left: str, right: str, lookup: VocabularyLookup) -> Variant | None:
    """Return the one word that `left` and `right`, neighbours in a question, make, if the library has it.

    The variant stands for the two side by side.
    """
    word = letters(left) + letters(right)
    if not letters(left) or not letters(right) or len(word) < FUZZY_FROM:
        return None
    count = _count(word, lookup)
    return Variant(word, _JOINED, "joined", count.passages) if count.passages else None


def apart(word: str, lookup: VocabularyLookup) -> Variant | None:
    """Return the two words, with a space between, that an unknown `word` is made of, if the library has both.

    Of several cuts the one whose rarer part is the most frequent. The variant means the two side by side.
    """
    whole = letters(word)
    # What has more letters than two words can have is none, and each cut costs as much as it has letters.
    if not 2 * FEWEST_LETTERS <= len(whole) <= 2 * MOST_LETTERS or _count(whole, lookup).passages:
        return None
    best, held = "", _A_WORD - 1
    for cut in range(FEWEST_LETTERS, len(whole) - FEWEST_LETTERS + 1):
        rarer = min(_count(part, lookup).passages for part in (whole[:cut], whole[cut:]))
        if rarer > held:
            best, held = f"{whole[:cut]} {whole[cut:]}", rarer
    return Variant(best, _APART, "apart", held) if best else None


def particles(words: Sequence[str]) -> list[int]:
    """Return the places of the words that are the particle of a name and may be missing from a passage.

    `words` are a question's, in their order: in "Mustafa al-Kadhimi" and "Mohammed bin Salman" the second.
    """
    return [
        place
        for place, (word, following) in enumerate(pairwise(words))
        if word.casefold() in _PARTICLES and len(letters(following)) > len(word)
    ]


def _count(word: str, lookup: VocabularyLookup) -> Count:
    return Count(*lookup.near(exactly(word)).get(word, (0, 0)))
