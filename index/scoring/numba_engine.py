"""Scores passages in code compiled by numba: the same steps as `numpy_engine`, the same results.

Needs the extra `fast`. The first use in a process costs half a second to load numba, and some seconds more
when the compiled code is not in its cache yet; `engines` therefore loads this in the background.

Candidates are collected in single precision, which halves the memory that a question runs through; what is
within the slack of the k-th best is kept, and the scores that count are computed in double precision.
"""

import threading
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from index.model.errors import DamageError
from index.scoring import numba_kernels
from index.scoring.top_k import SAMPLES, WORTH_LIFTING, Docs, Formula, Postings, Scores
from index.storage.segment_file import Segment

# Single precision is off by up to 6e-8 for each term; questions have at most some hundred.
_SINGLE_SLACK = 1e-4
_LIMITS = (_SINGLE_SLACK, SAMPLES, WORTH_LIFTING)
_NO_MASK = np.empty(0, np.bool_)

Singles = NDArray[np.float32]


class NumbaEngine:
    """The evaluation in compiled code; threads run side by side."""

    def __init__(self) -> None:
        self._local = threading.local()
        # Norms live as long as their segment; a formula lives until the next commit.
        self._norms: WeakKeyDictionary[Segment, tuple[Formula, Singles]] = WeakKeyDictionary()

    def collect(
        self, segment: Segment, postings: Postings, formula: Formula, mask: NDArray[np.bool_] | None,
        k: int, threshold: float,
    ) -> tuple[Docs, Scores]:  # fmt: skip
        """See `top_k.Engine.collect`."""
        weights = (postings.idf * formula.gain).astype(np.float32)
        lists = (
            segment.docs.view(np.uint32), segment.frequencies, self._norm(segment, formula),
            postings.starts, postings.ends, weights,
        )  # fmt: skip
        scratch = self._scratch(len(segment))
        mask = _NO_MASK if mask is None else mask
        try:
            count = numba_kernels.collect(lists, _LIMITS, postings.bounds, mask, k, threshold, scratch)
        except BaseException:
            # Interrupted between adding and clearing: nobody must meet these sums again.
            del self._local.scratch
            raise
        return scratch[1][:count].astype(np.int64), scratch[2][:count].astype(np.float64)

    def rescore(self, segment: Segment, postings: Postings, formula: Formula, docs: Docs) -> Scores:
        """See `top_k.Engine.rescore`."""
        terms = (postings.starts, postings.ends, postings.idf)
        result: Scores = numba_kernels.rescore(
            segment.docs, segment.frequencies, segment.lengths, terms, (*formula,), docs
        )
        return result

    def _norm(self, segment: Segment, formula: Formula) -> Singles:
        known = self._norms.get(segment)
        if known is None or known[0] != formula:
            if (segment.lengths < 0).any():
                raise DamageError(f"{segment.path} is damaged: a passage has less than no words")
            norms = (formula.floor + formula.slope * segment.lengths).astype(np.float32)
            known = self._norms[segment] = (formula, norms)
        return known[1]

    def _scratch(self, size: int) -> tuple[Singles, NDArray[np.uint32], Singles]:
        """Return this thread's sums, all zero, and room for as many passages and scores."""
        scratch: tuple[Singles, NDArray[np.uint32], Singles] | None = getattr(self._local, "scratch", None)
        if scratch is None or len(scratch[0]) < size:
            # One passage more than there are may be noted before it is found to be known.
            scratch = self._local.scratch = (
                np.zeros(size, np.float32),
                np.empty(size + 1, np.uint32),
                np.empty(size + 1, np.float32),
            )
        return scratch
