"""rank_bm25's BM25Plus over an inverted index: its scores, at the cost of the question's own postings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Plus

from index.segments import Segment

# rank_bm25 offers 1.5. nDCG@10 with whole articles: XQuAD .9717 with 1.2, .9715 with 1.5; CheckThat .8488
# and .8471.
K1 = 1.2
B = 0.75
# Adds the same to every passage (see `Weights.contribution`), so its value moves no passage.
DELTA = 1.0


@dataclass(frozen=True, slots=True)
class LiveSegment:
    """A segment as one snapshot sees it: `live` is False for removed passages, None when there are none."""

    segment: Segment
    live: NDArray[np.bool_] | None


class Weights(BM25Plus):  # type: ignore[misc]  # rank_bm25 has no types
    """What BM25Plus knows of a collection, for the terms of one question.

    `idf` is rank_bm25's own; terms that no passage holds are left out of `frequencies`.
    """

    idf: dict[str, float]

    def __init__(self, passages: int, length: int, frequencies: Mapping[str, int]) -> None:
        # rank_bm25's constructor would count a whole corpus, and divide by zero on an empty one.
        self.k1, self.b, self.delta = K1, B, DELTA
        self.corpus_size = passages
        self.avgdl = length / passages if passages else 0.0
        self.idf = {}
        self._calc_idf(frequencies)

    def contribution(
        self, term: str, frequencies: NDArray[Any], lengths: NDArray[Any]
    ) -> NDArray[np.float64]:
        """Return what `term` adds to the scores of passages that hold it so often and have these lengths.

        rank_bm25 adds idf * delta to every passage, with the term or without; that constant is left out,
        so that a passage without any term of the question scores 0.
        """
        norm = self.k1 * (1 - self.b + self.b * lengths / self.avgdl)
        scores: NDArray[np.float64] = self.idf[term] * (frequencies * (self.k1 + 1) / (norm + frequencies))
        return scores

    def weight_of_unseen(self) -> float:
        """Return the idf that a term in no passage would have at half an occurrence.

        rank_bm25 gives such a term none; what a question asks and no passage holds still counts when the
        share of the question that an answer covers is taken.
        """
        return float(np.log((self.corpus_size + 1) / 0.5))


def top(
    segments: Sequence[LiveSegment],
    weights: Weights,
    places: Mapping[str, Sequence[int]],
    k: int,
    articles: NDArray[np.int64] | None = None,
) -> list[tuple[int, float]]:
    """Return the keys and scores of the `k` best passages: best first, equal scores by key.

    `places` names each term's position in each segment, -1 where it does not occur; only passages with at
    least one of the terms are returned. `articles`, ascending, restricts them to those articles.
    """
    keys: list[NDArray[np.int64]] = []
    scores: list[NDArray[np.float64]] = []
    for number, live in enumerate(segments):
        docs, segment_scores = _scores(
            live.segment, weights, {term: row[number] for term, row in places.items()}
        )
        keep = np.ones(len(docs), bool) if live.live is None else live.live[docs]
        if articles is not None:
            keep &= np.isin(live.segment.articles[docs], articles)
        docs, segment_scores = docs[keep], segment_scores[keep]
        best = _best(live.segment.keys[docs], segment_scores, k)
        keys.append(live.segment.keys[docs[best]])
        scores.append(segment_scores[best])
    if not keys:
        return []
    all_keys, all_scores = np.concatenate(keys), np.concatenate(scores)
    best = _best(all_keys, all_scores, k)
    return list(zip(all_keys[best].tolist(), all_scores[best].tolist(), strict=True))


def _scores(
    segment: Segment, weights: Weights, places: Mapping[str, int]
) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
    """Return the passages of a segment that hold any of the terms, ascending, and their scores."""
    docs, contributions = [], []
    for term, place in places.items():
        if place >= 0:
            postings = segment.postings(place)
            holders = segment.docs[postings]
            docs.append(holders)
            contributions.append(
                weights.contribution(term, segment.frequencies[postings], segment.lengths[holders])
            )
    if not docs:
        return np.empty(0, np.int32), np.empty(0)
    holders, owners = np.unique(np.concatenate(docs), return_inverse=True)
    return holders, np.bincount(owners, np.concatenate(contributions)).astype(np.float64, copy=False)


def _best(keys: NDArray[np.int64], scores: NDArray[np.float64], k: int) -> NDArray[np.int64]:
    """Return the positions of the `k` highest scores, best first, equal ones by key."""
    if len(scores) > k:
        # All that tie with the k-th stay in, so that the key decides between them.
        threshold = np.partition(scores, len(scores) - k)[len(scores) - k]
        positions = np.flatnonzero(scores >= threshold)
    else:
        positions = np.arange(len(scores))
    order = np.lexsort((keys[positions], -scores[positions]))[:k]
    return positions[order]
