"""Chooses the sentence of a passage that answers best, which is shown bold."""

from bisect import bisect_right
from collections.abc import Sequence

import numpy as np

from index.model.article import Span
from index.scoring.bm25 import saturation


def best_sentence(
    sentences: Sequence[Span], found: Sequence[tuple[int, int]], idf: Sequence[float]
) -> Span | None:
    """Return the sentence that holds most of a question, the earlier of equals; None when none holds any.

    `found` are the places of the question's words in the passage, each with the number of its query term.
    Scored as BM25 over the passage's sentences, but with the library's idf: within a passage every name is
    common.
    """
    if len(sentences) < 2:  # noqa: PLR2004
        return None
    counts = np.zeros((len(sentences), len(idf)))
    for place, number in found:
        row = bisect_right(sentences, place, key=lambda span: span.start) - 1
        if row >= 0 and place < sentences[row].end:
            counts[row, number] += 1
    lengths = np.array([[end - start] for start, end in sentences])
    scores = saturation(counts, lengths, float(lengths.mean())) @ np.array(idf)
    best = int(scores.argmax())
    return Span(*sentences[best]) if scores[best] > 0 else None
