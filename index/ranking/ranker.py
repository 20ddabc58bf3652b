"""Ranks passages for a query: BM25 chooses the candidates, and the sum of five parts orders them.

A passage's score is the sum of its `ScoreParts`, all in units of idf:

| part     | what it counts                                                                    |
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

# The weights of two parts beside the passage's own; `fields` has the others. All four were chosen together,
# among 150 settings, by all sets and with the newer half of RealTimeQA in sight; `docs/quality.md` has their
# worth.
PAIRS = 0.47
NEARNESS = 0.18
# How many candidates BM25 chooses, at least, and how many of these, the best so far, are read.
CANDIDATES = 100
READ = 16


def rank(
    query: Query,
    found: TermPostings,
    snapshot: Snapshot,
    store: Store,
    analyzer: Analyzer,
    *,
    wanted: int,
    read: int = READ,
    articles: Ints | None = None,
) -> Ranking:
    """Return the best passages for a query, at least `wanted` of them where that many share a term with it.

    `read` of them are read. `found` holds the postings of all expansions, and may hold others; `articles`,
    ascending, restricts the answer to those.
    """
    found = found.only(_terms_of(query, found))
    column = {term: number for number, term in enumerate(found.terms)}
    weights = statistics.weights(snapshot, found.only([column[term] for term in query.terms]))
    idf = [_idf(query_term, weights, column, found) for query_term in query.query_terms]
    df = tuple(_document_frequency(query_term.terms, column, found) for query_term in query.query_terms)
    chosen = top_k.top(
        snapshot.segments,
        _term_query(query, idf, weights, column, found),
        max(CANDIDATES, wanted),
        ENGINES.current(),
        articles,
    )
    if not chosen:
        return Ranking(query, tuple(idf), df, weights, [], [])
    keys = np.sort(np.array([key for key, _ in chosen], np.int64))
    counts = frequencies.gather(snapshot.segments, found, keys)
    fields = FieldScorer(query, idf, weights, column, snapshot, store, analyzer)
    scores = fields.score(counts)
    order = np.lexsort((counts.keys, -scores))
    best = _read(fields.candidates(counts, order[:read].tolist()), query, idf, store, analyzer)
    best.sort(key=lambda one: (-one.parts.sum, one.key))
    rest = order[read:]
    others = list(zip(counts.keys[rest].tolist(), scores[rest].tolist(), strict=True))
    return Ranking(query, tuple(idf), df, weights, best, others)


def _terms_of(query: Query, found: TermPostings) -> list[int]:
    """Return the positions in `found` of the terms that the query uses; others were looked up in vain."""
    wanted = {term for query_term in query.query_terms for one in query_term.expansions for term in one.terms}
    wanted.update(query.terms, *(query_term.terms for query_term in query.query_terms))
    return [number for number, term in enumerate(found.terms) if term in wanted]


def _document_frequency(phrase: Phrase, column: Mapping[str, int], found: TermPostings) -> int:
    """Return how many passages hold the rarest term of a phrase."""
    return min(int(found.passages[column[term]]) if term in column else 0 for term in phrase)


def _idf(query_term: QueryTerm, weights: Weights, column: Mapping[str, int], found: TermPostings) -> float:
    """Return the idf of a query term: of its own terms, or of its expansions if the library lacks these."""
    if any(term in weights.idf for term in query_term.terms):
        return sum(weights.idf.get(term, 0.0) for term in query_term.terms)
    held = sum(
        min(int(found.passages[column[term]]) for term in one.terms)
        for one in query_term.expansions
        if all(term in column for term in one.terms)
    )
    if not held:
        return weights.weight_of_unseen()
    return math.log((weights.corpus_size + 1) / min(held, weights.corpus_size))


def _term_query(
    query: Query, idf: Sequence[float], weights: Weights, column: Mapping[str, int], found: TermPostings
) -> TermQuery:
    """Return the BM25 query that chooses the candidates: every expansion is a term of its own.

    Its score is not the sum that `FieldScorer` makes of the expansions, and need not be: there are many more
    candidates than hits, so their order decides nothing.
    """
    greatest: dict[int, float] = {}
    for query_term, weight in zip(query.query_terms, idf, strict=True):
        for one in query_term.expansions:
            for term in one.terms:
                value = weight * one.weight / len(one.terms)
                greatest[column[term]] = max(greatest.get(column[term], 0.0), value)
    held = [number for number in sorted(greatest) if found.passages[number] and greatest[number] > 0]
    values = np.array([greatest[number] for number in held], np.float64)
    return TermQuery(weights, found.places[:, held], values)


def _read(
    candidates: Sequence[Candidate], query: Query, idf: Sequence[float], store: Store, analyzer: Analyzer
) -> list[Candidate]:
    """Read the texts of the candidates and return them with their `pairs` and `nearness`."""
    number_of = {
        one.terms[0]: number
        for number, query_term in reversed(list(enumerate(query.query_terms)))
        for one in query_term.expansions
        if len(one.terms) == 1
    }
    proximity = Proximity(query.sequence, number_of, idf)
    texts = store.scoring_texts.texts([one.key for one in candidates])
    return [_with_proximity(one, tuple(analyzer.analyze(texts[one.key])), proximity) for one in candidates]


def _with_proximity(one: Candidate, terms: tuple[str, ...], proximity: Proximity) -> Candidate:
    pairs, nearness = proximity.measure(terms)
    parts = replace(one.parts, pairs=PAIRS * pairs, nearness=NEARNESS * nearness)
    return replace(one, parts=parts, terms=terms)
