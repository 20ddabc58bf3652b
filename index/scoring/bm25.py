"""rank_bm25's BM25Plus over an inverted index: its idf, its formula, its parameters."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Plus

# rank_bm25 offers 1.5. nDCG@10 with whole articles: XQuAD .9717 with 1.2, .9715 with 1.5; CheckThat .8488
# and .8471.
K1 = 1.2
B = 0.75
# Adds the same to every passage (see `Weights`), so its value moves no passage.
DELTA = 1.0


class Weights(BM25Plus):  # type: ignore[misc]  # rank_bm25 has no types
    """What BM25Plus knows of a collection, for the terms of one question.

    `idf` is rank_bm25's own; terms that no passage holds are left out of `frequencies`. rank_bm25 adds
    idf * delta to every passage, with the term or without; that constant is left out here, so that a passage
    without any term of the question scores 0.
    """

    idf: dict[str, float]

    def __init__(self, passages: int, length: int, frequencies: Mapping[str, int]) -> None:
        # rank_bm25's constructor would count a whole corpus, and divide by zero on an empty one.
        self.k1, self.b, self.delta = K1, B, DELTA
        self.corpus_size = passages
        self.avgdl = length / passages if passages else 0.0
        self.idf = {}
        self._calc_idf(frequencies)

    def weight_of_unseen(self) -> float:
        """Return the idf that a term in no passage would have at half an occurrence.

        rank_bm25 gives such a term none; what a question asks and no passage holds still counts when the
        share of the question that an answer covers is taken.
        """
        return float(np.log((self.corpus_size + 1) / 0.5))

    def bounds(self, idf: NDArray[Any], greatest: NDArray[Any], average: float) -> NDArray[np.float64]:
        """Return upper bounds of what a passage of a segment scores for terms of that idf.

        `greatest` is each term's greatest saturation there, computed for the mean length `average`. A
        collection with another mean saturates at most by their ratio more: with c = k1 * b * length,
        (x + c / average) / (x + c / avgdl) <= max(1, avgdl / average) for all x >= 0.
        """
        result: NDArray[np.float64] = idf * greatest * ((self.k1 + 1) * max(1.0, self.avgdl / average))
        return result


def saturation(frequencies: NDArray[Any], lengths: NDArray[Any], average: float) -> NDArray[np.float64]:
    """Return the share of idf * (k1 + 1) that each posting scores, between 0 and 1."""
    result: NDArray[np.float64] = frequencies / (frequencies + K1 * (1 - B + B * lengths / average))
    return result
