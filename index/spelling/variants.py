"""Proposes other spellings of a word from a library's vocabulary, each with a weight."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from index.spelling.fuzzy_keys import ARTICLES, MOST_LETTERS, errors_allowed, exactly, probes
from index.spelling.normalize import family, letters, standard
from index.spelling.phonetics import distances, sounds
from index.spelling.vocabulary import Count, VocabularyLookup

VariantKind = Literal["accent", "spelling", "sound", "article", "typo", "joined", "apart"]

# Shorter words have too many neighbours: they are matched by accents and tables alone. A word of one letter
# less is matched with those of this length, so that "tesl" finds "tesla".
FUZZY_FROM = 5
# The least weight that is proposed. On the tuning half of the Arabic groups recall is .86 at precision .25
# from .5 on, and .76 at .37 from .6 on; some of what counts as wrong there are spellings that the gold lacks.
MIN_WEIGHT = 0.5
# The most that are proposed for a word.
MAX_VARIANTS = 8
# The most pairs of names whose contexts are compared, the likeliest first: one comparison takes some ms.
MAX_COMPARED = 3
# A variant with less than this share of the best one's weight is a coincidence.
_SHARE_OF_BEST = 0.7
_ACCENT, _SPELLING = 0.98, 0.95
# British and American spellings sound this much alike at least ("manoeuvre" and "maneuver": .57).
_SPELLING_FROM = 0.3
# A weight falls by this much for each unit of distance per sound. The distance of two spellings of a name is
# seldom above .1; that of two names seldom below.
_FALL_PER_SOUND = 4.0
# The factor by which sounds count less than letters: with it 84 % of 4,000 seeded substitutions and
# transpositions are put right first; at 1 it is 80 %, at .85 86 %, but then other spellings of names lose as
# much weight.
_HEARD = 0.9
# Whether an al- or el- belongs to the name is a guess.
_ARTICLE = 0.9
# Two errors in nine letters leave a weight of .67, one in five .7.
_FALL_PER_SLIP = 1.5
# Few misspellings miss the first letter (Yannakoudakis and Fawthrop, The rules of spelling errors, 1983).
_FIRST_LETTER = 0.1
# Below this Jaro-Winkler similarity no pair is worth a closer look: 1.3 % of the Arabic pairs, and more than
# half of what the keys find.
_ALIKE = 0.6
# No more are compared, the most alike first: 97 % of the Arabic pairs that the keys find at 500,000 words. It
# bounds what a question can cost.
_MOST_READ = 256
# Two spellings that are each in at least this many passages count as two names, unless their contexts agree
# ...
FREQUENT = 10
# ... or they are all but the same.
_ALL_BUT_SAME = 0.8


@dataclass(frozen=True, slots=True)
class Variant:
    """Another spelling of a word, as the vocabulary has it; its weight is below 1, the word's own."""

    word: str
    weight: float
    kind: VariantKind
    passages: int


# Tells whether two names stand in the same context (see `name_context`).
SameContext = Callable[[str, str], bool]
Weights = NDArray[np.float64]


def propose(word: str, lookup: VocabularyLookup, same_context: SameContext | None = None) -> list[Variant]:
    """Return the other spellings of `word` that the library holds, best first, at most `MAX_VARIANTS`.

    `word` is as somebody wrote it, unstemmed. Numbers, and words that hold a digit, have none; words of fewer
    than `FUZZY_FROM` letters hardly any. A word that the library knows is not taken for a slip of the finger,
    and if it is no name it is not looked for by its sound.
    """
    ours = letters(word)
    if not 0 < len(ours) <= MOST_LETTERS:
        return []
    found = lookup.near(probes(ours))
    for relative in family(ours):
        found |= lookup.near(exactly(relative))
    counts = candidates(word, found)
    plain = {other: letters(other) for other in counts}
    same = [counts[other] for other, theirs in plain.items() if theirs == ours]
    own = Count(sum(count.passages for count in same), sum(count.capitals for count in same))
    plain.pop(word.casefold(), None)
    alike = sorted(
        _alike(ours, plain, known=own.passages > 0),
        key=lambda one: (-one[1], -counts[one[0]].passages, one[0]),
    )
    variants = []
    compared = 0
    for other, weight, kind in alike:
        if kind not in ("accent", "spelling"):
            doubted = _doubted(own, counts[other])
            if doubted and compared == MAX_COMPARED:
                continue
            compared += doubted
            if not _believed(word, other, weight, own, counts[other], same_context):
                continue
        variants.append(Variant(other, weight, kind, counts[other].passages))
    least = _SHARE_OF_BEST * variants[0].weight if variants else 0.0
    return [variant for variant in variants if variant.weight >= least][:MAX_VARIANTS]


def similarity(one: str, other: str) -> float:
    """Return how alike two spellings are by their letters alone: 0 to 1, which only equal letters reach."""
    ours, theirs = letters(one), letters(other)
    if ours == theirs:
        return 1.0
    if not ours or not theirs:
        return 0.0
    return float(max(heard_weights(ours, [theirs])[0][0], typed_weights(ours, [theirs])[0]))


def heard_weights(ours: str, theirs: Sequence[str]) -> tuple[Weights, NDArray[np.bool_]]:
    """Return the weight of each of `theirs` by its sound, and whether only without the article of a name."""
    whole = _by_sound(ours, theirs)
    bare = np.zeros(len(theirs))
    our_name, names = _bare(ours), [_bare(other) for other in theirs]
    carried = our_name is not ours
    places = [place for place, name in enumerate(names) if (name is not theirs[place]) != carried]
    if places:
        bare[places] = _ARTICLE * _by_sound(our_name, [names[place] for place in places])
    return _HEARD * np.maximum(whole, bare), bare > whole


def typed_weights(ours: str, theirs: Sequence[str]) -> Weights:
    """Return the weight of each of `theirs` by the slips of the finger between them."""
    weights = np.zeros(len(theirs))
    allowed = errors_allowed(len(ours))
    slips = process.cdist([ours], theirs, scorer=OSA.distance, score_cutoff=allowed)[0]
    for place in np.flatnonzero(slips <= allowed).tolist():
        other, count = theirs[place], int(slips[place])
        shorter = min(len(ours), len(other))
        if shorter and count <= errors_allowed(shorter):
            weights[place] = max(
                1 - _FALL_PER_SLIP * count / shorter - _FIRST_LETTER * (ours[0] != other[0]), 0
            )
    return weights


def candidates(word: str, found: Mapping[str, tuple[int, int]]) -> dict[str, Count]:
    """Return those of `found` that share enough with `word` for a closer look."""
    others = sorted(found)
    alike = process.cdist([word.casefold()], others, scorer=JaroWinkler.similarity, score_cutoff=_ALIKE)[0]
    best = np.argsort(-alike, kind="stable")[:_MOST_READ]
    return {others[place]: Count(*found[others[place]]) for place in best[alike[best] > 0].tolist()}


def _alike(ours: str, plain: Mapping[str, str], *, known: bool) -> Iterator[tuple[str, float, VariantKind]]:
    """Yield the words of `plain` whose letters make them a variant, whatever their counts say.

    `plain` maps each word to its letters. A `known` word is no slip of the finger.
    """
    theirs = list(plain.values())
    heard, bare = heard_weights(ours, theirs)
    typed = np.zeros(len(theirs)) if known else typed_weights(ours, theirs)
    relatives, american = family(ours) | {ours}, standard(ours)
    words = list(plain)
    near = set(np.flatnonzero(np.maximum(heard, typed) > _SPELLING_FROM).tolist())
    near.update(place for place, other in enumerate(theirs) if other in relatives)
    for place in sorted(near):
        word, other, sound, slip = words[place], theirs[place], float(heard[place]), float(typed[place])
        if other == ours:
            yield word, _ACCENT, "accent"
        elif other in relatives or (sound > _SPELLING_FROM and standard(other) == american):
            yield word, _SPELLING, "spelling"
        elif max(len(ours), len(other)) < FUZZY_FROM or min(len(ours), len(other)) < FUZZY_FROM - 1:
            continue
        elif max(slip, sound) >= MIN_WEIGHT:
            yield word, max(slip, sound), "typo" if slip >= sound else "article" if bare[place] else "sound"


def _doubted(own: Count, theirs: Count) -> bool:
    """Return whether both words are names in so many passages that only their contexts can tell."""
    return own.is_name() and theirs.is_name() and min(own.passages, theirs.passages) >= FREQUENT


def _believed(
    word: str, other: str, weight: float, own: Count, theirs: Count, same_context: SameContext | None
) -> bool:
    """Return whether what the library knows of both words leaves the one a variant of the other."""
    if not own.passages:
        return True
    if not (own.is_name() and theirs.is_name()):
        return False
    if not _doubted(own, theirs):
        return True
    return weight >= _ALL_BUT_SAME if same_context is None else same_context(word, other)


def _by_sound(ours: str, theirs: Sequence[str]) -> Weights:
    weights = np.zeros(len(theirs))
    latin = [place for place, other in enumerate(theirs) if other.isascii()] if ours.isascii() else []
    if not latin:
        return weights
    our_sounds, *their_sounds = sounds([ours, *(theirs[place] for place in latin)])
    weights[latin] = np.maximum(1 - _FALL_PER_SOUND * distances(our_sounds, their_sounds), 0)
    return weights


def _bare(name: str) -> str:
    """Return a name without its Arabic article, if what is left is a name still."""
    return name[2:] if name.startswith(ARTICLES) and len(name) >= len("al") + FUZZY_FROM else name
