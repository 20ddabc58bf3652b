"""Spelling variants, measured: names in many spellings, slips of the finger, contexts, and what it costs.

    python benchmarks/variants.py ../shared [--news news.jsonl]

1. The Arabic spelling groups: recall at equal precision of a consonant skeleton checked by Jaro-Winkler, and
   of ours. Costs and weights were set with the tuning half in view.
2. One seeded slip in each of 2,000 rare words: how often the word itself is proposed first, and within three.
3. What is proposed for words that nobody has touched.
4. Whether the contexts of names tell one person from two.
5. Time and space at 500,000 words.
"""

import argparse
import json
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path

import numpy as np
from rapidfuzz.distance import JaroWinkler
from variant_contexts import Contexts
from variant_cost import cost
from variant_slips import slips, untouched
from variant_words import MIN_LETTERS, Words, count, news, row

from index.spelling import Vocabulary
from index.spelling.fuzzy_keys import probes
from index.spelling.normalize import letters
from index.spelling.variants import candidates, heard_weights

ARTICLES = 6_000
# The half of the groups that the rules were written with in view was drawn with this seed.
HALVES_SEED = 0
PRECISIONS = (0.16, 0.24, 0.30, 0.40, 0.50)
WEIGHTS = (0.5, 0.6, 0.7, 0.8)

Groups = list[list[str]]
# What each word proposes, with a weight.
Proposals = dict[str, list[tuple[str, float]]]


def main() -> None:
    """Run all measurements."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("shared", nargs="?", type=Path, default=Path("../shared"))
    parser.add_argument("--news", type=Path, help="the news corpus unpacked, to save time")
    options = parser.parse_args()
    lines = (options.shared / "names/arabic_spelling_groups.jsonl").read_text(encoding="utf-8").splitlines()
    spellings = [list(json.loads(line)["latin"]) for line in lines]
    articles = news(options.shared, options.news)
    words: Words = {}
    for text in islice(articles, ARTICLES):
        count(words, text)
    names(spellings, dict(words))
    for text in articles:
        count(words, text)
    vocabulary = Vocabulary.build(words)
    slips(vocabulary, words)
    untouched(vocabulary, words)
    contexts = Contexts(vocabulary, words)
    for number, text in enumerate(news(options.shared, options.news)):
        contexts.read(number, text)
    contexts.show()
    cost(words, (word for group in spellings for word in group))


def names(spellings: Groups, words: Words) -> None:
    """Print the curves over the Arabic spelling groups, as they are written and without their accents."""
    long = [sorted({word for word in group if len(word) >= MIN_LETTERS}) for group in spellings]
    long = [group for group in long if len(group) > 1]
    order = list(range(len(long)))
    random.Random(HALVES_SEED).shuffle(order)
    half = len(order) // 2
    parts = {"tuning half": order[:half], "other half": order[half:], "all": order}
    for accents in (True, False):
        shape: Callable[[str], str] = str if accents else lambda word: letters(word) or word
        known = {shape(word): held for word, held in words.items()}
        known |= {shape(word): (1, 1) for group in spellings for word in group if shape(word) not in known}
        groups = [sorted({shape(word) for word in group}) for group in long]
        print(f"\nNames, {'as they are written' if accents else 'accents folded'}", end="; ")
        print(f"{len(groups):,} groups in a vocabulary of {len(known):,} words: recall at precision")
        print(row(("", "", *(f"{least:.2f}" for least in PRECISIONS), "to find"), WIDTHS))
        for name, propose in (("skeleton, Jaro-Winkler", by_skeleton), ("ours", by_ours)):
            proposals = propose(groups, known)
            for part, chosen in parts.items():
                recalls, wanted = curve(proposals, [groups[number] for number in chosen])
                print(row((name, part, *(f"{recall:.3f}" for recall in recalls), f"{wanted:,}"), WIDTHS))
        tuning = [groups[number] for number in parts["tuning half"]]
        scored, wanted = judged(by_ours(tuning, known), tuning)
        for least in WEIGHTS:
            right = [hit for weight, hit in scored if weight >= least]
            shares = f"precision {sum(right) / len(right):.3f}, recall {sum(right) / wanted:.3f}"
            print(f"  ours from weight {least:.1f} on the tuning half: {shares}")


WIDTHS = (22, 11, *(5 for _ in PRECISIONS), 7)


def judged(proposals: Proposals, groups: Groups) -> tuple[list[tuple[float, bool]], int]:
    """Return the weight of each proposal and whether it is right, and how many spellings are to be found."""
    gold: defaultdict[str, set[str]] = defaultdict(set)
    for group in groups:
        for word in group:
            gold[word].update(other for other in group if other != word)
    scored = [(weight, other in gold[word]) for word in sorted(gold) for other, weight in proposals[word]]
    return sorted(scored, key=lambda pair: -pair[0]), sum(map(len, gold.values()))


def curve(proposals: Proposals, groups: Groups) -> tuple[list[float], int]:
    """Return the best recall at each of `PRECISIONS`, and how many spellings are to be found."""
    scored, wanted = judged(proposals, groups)
    weights = np.array([weight for weight, _ in scored])
    right = np.cumsum([hit for _, hit in scored])
    precision = right / np.arange(1, len(scored) + 1)
    # Equal weights stand or fall together.
    last = np.append(weights[1:] != weights[:-1], True)
    return [right[(precision >= least) & last].max(initial=0) / wanted for least in PRECISIONS], wanted


def by_skeleton(groups: Groups, words: Iterable[str]) -> Proposals:
    """Return what a plain consonant skeleton proposes, weighted by Jaro-Winkler."""

    def skeleton(word: str) -> str:
        plain = "".join(c for c in letters(word) if c.isascii())
        return plain[:1] + re.sub(r"(.)\1+", r"\1", re.sub("[aeiouy]", "", plain[1:]))

    filed: defaultdict[str, list[str]] = defaultdict(list)
    for word in words:
        filed[skeleton(word)].append(word)
    return {
        word: [
            (other, JaroWinkler.similarity(word, other)) for other in filed[skeleton(word)] if other != word
        ]
        for group in groups
        for word in group
    }


def by_ours(groups: Groups, words: Words) -> Proposals:
    """Return what keys and sounds propose, whatever the counts of the words say."""
    vocabulary = Vocabulary.build(words)
    proposals: Proposals = {}
    for word in {word for group in groups for word in group}:
        plain = letters(word)
        others = [other for other in candidates(word, vocabulary.near(probes(plain))) if other != word]
        weights, _ = heard_weights(plain, [letters(other) for other in others])
        proposals[word] = list(zip(others, weights.tolist(), strict=True))
    return proposals


if __name__ == "__main__":
    main()
