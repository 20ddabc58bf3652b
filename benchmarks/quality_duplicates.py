"""What folds and what does not: near-copies made by chance, and reports of several outlets on one event.

A passage of the news corpus and a near-copy of it must fold. Two passages of different articles of ECB+ on
one event must not, so long as each is in its own words; where an agency's text is in both they should, and
ECB+ does not say where. `eye` prints such pairs.
"""

import itertools
import random
from collections.abc import Iterator, Sequence

from quality_ranking import replaced
from quality_sets import DATED, SEED, Sets
from quality_statistics import row

from index import Library
from index.analysis.sentences import sentences
from index.ranking import dedup
from index.ranking.candidate import Candidate, ScoreParts

PASSAGES = 200
# Shorter ones are scraps.
SHORTEST = 60
DATELINE = "HARROWGATE, June 3 (Meridian Press) - "
WIDTHS = (38, 8, 8, 10)
SHOWN = 10

Pair = tuple[str, str]


def table(sets: Sets) -> None:
    """Print what share of each kind of near-copies folds, and how many pairs of ECB+ do."""
    library = sets.get(DATED).library
    copies = near_copies(library)
    pairs = event_pairs(sets)
    print(row(("near-copies, and pairs that are none", "pairs", "folded", "share"), WIDTHS))
    found = 0
    for kind, made in copies.items():
        folded = sum(_fold(library, pair) for pair in made)
        found += folded
        print(row((kind, len(made), folded, f"{folded / len(made):.1%}"), WIDTHS), flush=True)
    wrong = sum(_fold(library, pair) for pair in pairs)
    print(row(("ECB+, one event, two articles", len(pairs), wrong, f"{wrong / len(pairs):.2%}"), WIDTHS))
    total = sum(map(len, copies.values()))
    print(f"recall {found / total:.3f}; precision {found / (found + wrong):.3f} if every ECB+ pair is wrong")
    print("\nwith other parameters: recall of near-copies, pairs of ECB+ folded")
    for name, values in (
        ("SAME_RUNS", (0.3, 0.4, 0.6, 0.7)),
        ("SAME_TERMS", (0.5, 0.6, 0.8)),
        ("RUN", (4, 8)),
    ):
        for value in values:
            with replaced(dedup, **{name: value}):
                found = sum(_fold(library, pair) for made in copies.values() for pair in made)
                wrong = sum(_fold(library, pair) for pair in pairs)
            print(row((f"{name} = {value}", f"{found / total:.3f}", wrong), WIDTHS), flush=True)


def eye(sets: Sets) -> None:
    """Print some pairs of ECB+ that fold."""
    library = sets.get("ecbplus").library
    folded = [pair for pair in event_pairs(sets) if _fold(library, pair)]
    print(f"{len(folded)} pairs of ECB+ fold")
    for one, other in random.Random(SEED).sample(folded, min(SHOWN, len(folded))):
        print(f"  {one!r}\n  {other!r}\n", flush=True)


def near_copies(library: Library) -> dict[str, list[Pair]]:
    """Return kinds of near-copies: pairs of a passage and what a second article might make of it."""
    chance = random.Random(SEED)
    chosen = _passages(library, chance)
    words = [word for text, _ in chosen for word in text.split()]
    return {
        "5 % of the words changed": [(text, _changed(text, 0.05, words, chance)) for text, _ in chosen],
        "10 % of the words changed": [(text, _changed(text, 0.1, words, chance)) for text, _ in chosen],
        "20 % of the words changed": [(text, _changed(text, 0.2, words, chance)) for text, _ in chosen],
        "a third of the sentences dropped": [(text, _dropped(text, chance)) for text, _ in chosen],
        "dateline, a quarter from what follows": [
            (text, DATELINE + _shifted(text, after, 0.25)) for text, after in chosen
        ],
        "a third from what follows": [(text, _shifted(text, after, 1 / 3)) for text, after in chosen],
        "the same, and 5 % changed": [
            (text, _changed(_shifted(text, after, 1 / 3), 0.05, words, chance)) for text, after in chosen
        ],
        "half from what follows": [(text, _shifted(text, after, 0.5)) for text, after in chosen],
    }


def event_pairs(sets: Sets) -> list[Pair]:
    """Return the pairs of passages of different articles of ECB+ on one event."""
    one = sets.get("ecbplus")
    of = {name: [passage.text for passage in one.library.passages(name)] for name in _names(one.library)}
    about = {query.id: query.exclude for query in one.foreign}
    events = {frozenset((about[query], other)) for query, judged in one.qrels.items() for other in judged}
    pairs = (sorted(event) for event in events if len(event) == 2 and event <= of.keys())  # noqa: PLR2004
    return sorted(pair for left, right in pairs for pair in itertools.product(of[left], of[right]))


def _names(library: Library) -> list[str]:
    return [article.id for article in library.articles()]


def _passages(library: Library, chance: random.Random) -> list[Pair]:
    """Return passages by chance, each with the one that follows."""
    names = _names(library)
    chance.shuffle(names)
    found = []
    for name in names:
        texts = [passage.text for passage in library.passages(name)]
        fit = [pair for pair in itertools.pairwise(texts) if min(map(_length, pair)) >= SHORTEST]
        if fit:
            found.append(chance.choice(fit))
        if len(found) == PASSAGES:
            break
    return found


def _length(text: str) -> int:
    return len(text.split())


def _changed(text: str, share: float, words: Sequence[str], chance: random.Random) -> str:
    own = text.split()
    for place in chance.sample(range(len(own)), round(share * len(own))):
        own[place] = chance.choice(words)
    return " ".join(own)


def _dropped(text: str, chance: random.Random) -> str:
    spans = sentences(text)
    kept = sorted(chance.sample(range(len(spans)), max(1, len(spans) - round(len(spans) / 3))))
    return " ".join(text[slice(*spans[place])] for place in kept)


def _shifted(text: str, after: str, share: float) -> str:
    own, next_ = text.split(), after.split()
    moved = round(share * len(own))
    return " ".join((*own[moved:], *next_[:moved]))


def _fold(library: Library, pair: Pair) -> bool:
    return len(dedup.group_duplicates(list(_ranked(library, pair)))) == 1


def _ranked(library: Library, texts: Sequence[str]) -> Iterator[Candidate]:
    for number, text in enumerate(texts):
        terms = tuple(library.analyzer.analyze(text))
        yield Candidate(number, number, 0.0, ScoreParts(0.0, 0.0, 0.0), (), (), terms)
