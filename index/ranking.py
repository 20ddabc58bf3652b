"""From candidates to an answer: gate, duplicates, matched words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.answer import Hit
from index.article import Passage, Span
from index.bm25 import Weights
from index.preparing import indexed_text
from index.terms import Analyzer

# A passage that holds less of the question's idf than this does not answer it. Over three public sets .45
# refused 70 to 87 % of off-topic questions for 4 to 10 % of the good ones.
MIN_COVERAGE = 0.45
# Two passages say the same when their terms overlap this much (Jaccard). Wire copy with small edits
# reaches .7 and more; two reports of one event stay below .35.
SAME_TERMS = 0.7
# How many candidates are looked at for each hit that is wanted, so that folding leaves enough.
CANDIDATES_PER_HIT = 4


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage with its BM25 score and its own terms, title included."""

    passage: Passage
    bm25: float
    terms: frozenset[str]


def candidate(passage: Passage, bm25: float, analyzer: Analyzer) -> Candidate:
    """Return the candidate that `passage` makes with that score."""
    terms = analyzer.analyze(indexed_text(passage.article.title, passage.text))
    return Candidate(passage, bm25, frozenset(terms))


def coverage(terms: Iterable[str], held: frozenset[str], weights: Weights) -> float:
    """Return the share of the question's idf (0 to 1) that a passage with the terms `held` covers.

    A term that stands in every passage still weighs a little, so that a question of such terms alone has
    a share at all.
    """
    share = total = 0.0
    for term in terms:
        idf = weights.idf.get(term, weights.weight_of_unseen())
        total += idf
        share += idf if term in held else 0.0
    return share / total if total else 0.0


def hits(
    candidates: Sequence[Candidate], terms: Sequence[str], weights: Weights, limit: int, analyzer: Analyzer
) -> tuple[Hit, ...]:
    """Return the first `limit` candidates that cover enough of the question.

    Each comes with the later candidates of other articles that say the same.
    """
    kept: list[tuple[Candidate, list[Passage]]] = []
    for one in candidates:
        if coverage(terms, one.terms, weights) < MIN_COVERAGE:
            continue
        original = next((row for row in kept if _same(row[0], one)), None)
        if original is None:
            kept.append((one, []))
        elif one.passage.article.id != original[0].passage.article.id:
            original[1].append(one.passage)
    wanted = frozenset(terms)
    return tuple(
        Hit(
            passage=one.passage,
            score=one.bm25,
            bm25=one.bm25,
            spans=tuple(_matches(one.passage, wanted, analyzer)),
            also_in=tuple(copies),
        )
        for one, copies in kept[:limit]
    )


def _same(one: Candidate, other: Candidate) -> bool:
    # Titles differ between outlets that carry the same wire copy; they are a few words of many.
    common = len(one.terms & other.terms)
    return common >= SAME_TERMS * (len(one.terms) + len(other.terms) - common)


def _matches(passage: Passage, wanted: frozenset[str], analyzer: Analyzer) -> Iterator[Span]:
    return (span for term, span in analyzer.locate(passage.text) if term in wanted)
