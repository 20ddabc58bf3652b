"""One slip in the rarest word of each question: what plain BM25 loses, and what of it we get back.

Two shares say what comes back of plain's loss. `reached` is (ours slipped - plain slipped) / (plain clean -
plain slipped): how near ours comes to what plain had. Ours ranks better on clean questions too, which lifts
this share, beyond 100 % even. `spared` is 1 - (ours clean - ours slipped) / (plain clean - plain slipped): it
compares the two losses, so that a head start counts for nothing.
"""

import random
from collections.abc import Mapping, Sequence

import numpy as np
from quality_ranking import without_spellings
from quality_sets import TITLES, Change, Set, Sets
from quality_statistics import p_value, row
from variant_words import SLIPS, with_slip

from index import Library

# So many slips are drawn for each question; the smaller set needs more to say anything.
DRAWS = {"realtimeqa": 5, "xquad_en": 1, "checkthat2020": 1}
KINDS = SLIPS[:3]
# As in `variant_search`: a slip in a shorter word makes another word.
SHORTEST = 4
WIDTHS = (18, 7, 8, 8, 8, 8, 9, 8, 9, 7)


def table(sets: Sets) -> None:
    """Print the measure with and without slips, and what other spellings change on clean questions."""
    columns = ("slips", "plain", "slipped", "ours", "slipped", "reached", "spared", "spelling", "p")
    print(row(("nDCG@10", *columns), WIDTHS))
    for name, draws in DRAWS.items():
        one = sets.get(name)
        drawn = [_drawn(one, random.Random(seed)) for seed in range(draws)]
        slipped = [_change(slips) for slips in drawn]
        plain, ours = one.values(plain=True), one.values()
        lost = np.array([one.values(plain=True, change=slip) for slip in slipped])
        back = np.array([one.values(change=slip) for slip in slipped])
        with without_spellings():
            bare = one.values()
        drop, kept = plain.mean() - lost.mean(), back.mean() - lost.mean()
        cells = (
            lost.size,
            *(float(values.mean()) for values in (plain, lost, ours, back)),
            _share(kept, drop),
            _share(drop - (ours.mean() - back.mean()), drop),
            f"{ours.mean() - bare.mean():+.4f}",
            f"{p_value(ours, bare):.3f}",
        )
        print(row((TITLES[name], *cells), WIDTHS), flush=True)
        for kind in KINDS:
            some = np.array([[slips[query.id][1] == kind for query in one.queries] for slips in drawn])
            losses = [
                float((np.broadcast_to(clean, some.shape) - after)[some].mean())
                for clean, after in ((plain, lost), (ours, back))
            ]
            print(
                f"  {kind}: {some.sum()} slips, plain loses {losses[0]:.4f}, ours {losses[1]:.4f}", flush=True
            )


def _share(part: float, whole: float) -> str:
    """Return a share of plain's loss; of few questions it may lose nothing."""
    return f"{part / whole:.1%}" if whole > 0 else "-"


def _drawn(one: Set, chance: random.Random) -> dict[str, tuple[str, str]]:
    """Return each question with a slip, and the slip's kind, by its id."""
    return {query.id: slipped_text(one.library, query.text, chance) for query in one.queries}


def _change(slips: Mapping[str, tuple[str, str]]) -> Change:
    return lambda query: slips[query.id][0]


def slipped_text(library: Library, question: str, chance: random.Random) -> tuple[str, str]:
    """Return the question with one slip in the rarest of its words that the library holds, and its kind.

    A question without any such word stays as it is, and its kind is empty.
    """
    asked = set(library.analyzer.question_terms(question))
    located = [(term, span) for term, span in library.analyzer.locate(question) if term in asked]
    held = _holders(library, [term for term, _ in located])
    found = [
        (number, span)
        for number, (_, span) in zip(held, located, strict=True)
        if number and question[span.start : span.end].isalpha() and span.end - span.start >= SHORTEST
    ]
    if not found:
        return question, ""
    _, span = min(found)
    kind = chance.choice(KINDS)
    slip = with_slip(question[span.start : span.end], kind, chance)
    return question[: span.start] + slip + question[span.end :], kind


def _holders(library: Library, terms: Sequence[str]) -> list[int]:
    with library._folder.searching() as (store, snapshot):
        held: list[int] = snapshot.find(terms, store).passages.tolist()
    return held
