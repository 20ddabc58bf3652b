"""From a question to scored passages: BM25 chooses candidates, and what else speaks for them orders these.

A passage's score is the sum of its `Parts`, all in units of idf:

| part     | what speaks for the passage                                                       |
|----------|-----------------------------------------------------------------------------------|
| passage  | BM25 of its title and words, where other spellings count as the word itself      |
| title    | BM25 of its article's title alone                                                 |
| article  | BM25 of its article as a whole                                                    |
| pairs    | neighbours in the question that are neighbours in the passage                     |
| nearness | how much of the question stands within ten words                                  |
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from index.analysis.analyzer import Analyzer
from index.query.builder import Query, QueryTerm
from index.query.synonyms import Phrase
from index.ranking import frequencies
from index.ranking.candidate import Candidate, Ranking
from index.ranking.fields import FieldScorer
from index.ranking.proximity import Proximity
from index.scoring import statistics, top_k
from index.scoring.bm25 import Weights
from index.scoring.engines import ENGINES
from index.scoring.top_k import TermQuery
from index.storage.database import Store
from index.storage.segment_file import Ints
from index.storage.snapshot import Snapshot, TermPostings

# What two parts weigh beside the passage's own; `fields` has the others. All four were chosen together, among
# 150 settings, by all sets and with the newer half of RealTimeQA in sight; `docs/quality.md` has their worth.
PAIRS = 0.47
NEARNESS = 0.18
# How many candidates BM25 chooses, at least, and how many of these, the best so far, are read.
CANDIDATES = 100
READ = 16


def rank(
    asked: Query,
    found: TermPostings,
    snapshot: Snapshot,
    store: Store,
    analyzer: Analyzer,
    *,
    wanted: int,
    read: int = READ,
    articles: Ints | None = None,
) -> Ranking:
    """Return the best passages for a question, at least `wanted` of them where so many share a term with it.

    `read` of them are read. `found` holds the terms of all alternatives, and may hold others; `articles`,
    ascending, restricts the answer to those.
    """
    found = found.only(_asked_for(asked, found))
    column = {term: number for number, term in enumerate(found.terms)}
    weights = statistics.weights(snapshot, found.only([column[term] for term in asked.terms]))
    idf = [_idf(slot, weights, column, found) for slot in asked.slots]
    df = tuple(_holders(slot.asked, column, found) for slot in asked.slots)
    chosen = top_k.top(
        snapshot.segments,
        _question(asked, idf, weights, column, found),
        max(CANDIDATES, wanted),
        ENGINES.current(),
        articles,
    )
    if not chosen:
        return Ranking(asked, tuple(idf), df, weights, [], [])
    keys = np.sort(np.array([key for key, _ in chosen], np.int64))
    gathered = frequencies.gather(snapshot.segments, found, keys)
    fields = FieldScorer(asked, idf, weights, column, snapshot, store, analyzer)
    scores = fields.score(gathered)
    order = np.lexsort((gathered.keys, -scores))
    best = _read(fields.explained(gathered, order[:read].tolist()), asked, idf, store, analyzer)
    best.sort(key=lambda one: (-one.parts.sum, one.key))
    rest = order[read:]
    others = list(zip(gathered.keys[rest].tolist(), scores[rest].tolist(), strict=True))
    return Ranking(asked, tuple(idf), df, weights, best, others)


def _asked_for(asked: Query, found: TermPostings) -> list[int]:
    """Return where the terms stand that the question asks for; others were looked up in vain."""
    wanted = {term for slot in asked.slots for one in slot.alternatives for term in one.terms}
    wanted.update(asked.terms, *(slot.asked for slot in asked.slots))
    return [number for number, term in enumerate(found.terms) if term in wanted]


def _holders(phrase: Phrase, column: Mapping[str, int], found: TermPostings) -> int:
    """Return how many passages hold the rarest term of a phrase."""
    return min(int(found.passages[column[term]]) if term in column else 0 for term in phrase)


def _idf(slot: QueryTerm, weights: Weights, column: Mapping[str, int], found: TermPostings) -> float:
    """Return what a slot weighs: its asked words do, or what stands for them if the library lacks these."""
    if any(term in weights.idf for term in slot.asked):
        return sum(weights.idf.get(term, 0.0) for term in slot.asked)
    held = sum(
        min(int(found.passages[column[term]]) for term in one.terms)
        for one in slot.alternatives
        if all(term in column for term in one.terms)
    )
    if not held:
        return weights.weight_of_unseen()
    return math.log((weights.corpus_size + 1) / min(held, weights.corpus_size))


def _question(
    asked: Query, idf: Sequence[float], weights: Weights, column: Mapping[str, int], found: TermPostings
) -> TermQuery:
    """Return the question by which candidates are chosen: every alternative is a term of its own.

    That is not the sum that `FieldScorer` makes of them, and needs not be: of many more candidates than hits,
    the order decides nothing.
    """
    greatest: dict[int, float] = {}
    for slot, weight in zip(asked.slots, idf, strict=True):
        for one in slot.alternatives:
            for term in one.terms:
                value = weight * one.weight / len(one.terms)
                greatest[column[term]] = max(greatest.get(column[term], 0.0), value)
    held = [number for number in sorted(greatest) if found.passages[number] and greatest[number] > 0]
    values = np.array([greatest[number] for number in held], np.float64)
    return TermQuery(weights, found.places[:, held], values)


def _read(
    candidates: Sequence[Candidate], asked: Query, idf: Sequence[float], store: Store, analyzer: Analyzer
) -> list[Candidate]:
    """Return the candidates with what their own words in their order add."""
    slot_of = {
        one.terms[0]: number
        for number, slot in reversed(list(enumerate(asked.slots)))
        for one in slot.alternatives
        if len(one.terms) == 1
    }
    closeness = Proximity(asked.sequence, slot_of, idf)
    texts = store.articles.texts([one.key for one in candidates])
    return [_closer(one, tuple(analyzer.analyze(texts[one.key])), closeness) for one in candidates]


def _closer(one: Candidate, terms: tuple[str, ...], closeness: Proximity) -> Candidate:
    pairs, nearness = closeness.measure(terms)
    parts = replace(one.parts, pairs=PAIRS * pairs, nearness=NEARNESS * nearness)
    return replace(one, parts=parts, terms=terms)
