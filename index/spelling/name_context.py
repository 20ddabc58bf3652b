"""The terms around a name, and how alike those of two names are: it keeps different people apart.

Two spellings of one name share the words around them (Zelensky, Zelenskyy: kyiv, president, invasion); Larsen
and Larson do not. `benchmarks/variants.py` measures it on 26,214 news articles: halves of one name's passages
against passages of two names that sound alike.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache

# How many terms on either side of a name belong to its context.
WINDOW = 12
# How many passages of a name are read: more add little, half as many are too few.
PASSAGES = 16
# The least agreement of two spellings of one name.
SAME_CONTEXT = 0.08
# Terms in more than this share of the passages say nothing about anyone.
_COMMON = 0.05

ContextTerms = Mapping[str, float]


def context_terms(
    term: str, passages: Iterable[Sequence[str]], frequency: Callable[[str], int], collection: int
) -> dict[str, float]:
    """Return the terms that stand near `term`, weighted by how often they do and how rare they are.

    `passages` are the terms, in their order, of at most `PASSAGES` passages that hold it, each from another
    article where possible; `frequency` is a term's number of passages, out of `collection` in all.
    """
    beside: Counter[str] = Counter()
    number = 0
    for terms in passages:
        near: set[str] = set()
        for place, one in enumerate(terms):
            if one == term:
                near.update(terms[max(place - WINDOW, 0) : place + WINDOW + 1])
        near.discard(term)
        beside.update(near)
        number += 1
    weights = {}
    for one, count in beside.items():
        held = frequency(one)
        # A term that no other passage holds cannot be shared.
        if 1 < held <= max(_COMMON * collection, 2):
            weights[one] = count / number * math.log(max(collection / held, 1))
    return weights


def agreement(one: ContextTerms, other: ContextTerms) -> float:
    """Return the cosine of two contexts: 0 when they share nothing, 1 when they are the same."""
    product = sum(weight * other.get(term, 0.0) for term, weight in one.items())
    if not product:
        return 0.0
    length = math.sqrt(sum(w * w for w in one.values()) * sum(w * w for w in other.values()))
    return min(product / length, 1.0)


def judge(context_of: Callable[[str], ContextTerms]) -> Callable[[str, str], bool]:
    """Return a check for `propose` that looks up the context of each word once.

    Good for one state of a library, whose passages `context_of` reads.
    """
    known = cache(context_of)
    return lambda one, other: agreement(known(one), known(other)) >= SAME_CONTEXT
