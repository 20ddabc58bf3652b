"""Chooses the engine that scores: numpy's at first, numba's once it is worth loading and loaded."""

import logging
import threading
from importlib.util import find_spec

import numpy as np

from index.scoring.numpy_engine import NUMPY
from index.scoring.top_k import Engine, Formula, Postings
from index.storage.segment_file import Segment

log = logging.getLogger(__name__)

# Loading takes half a second, compiling for the first time ever some seconds; a single answer needs neither.
SEARCHES_BEFORE_LOADING = 16


class Engines:
    """Hands out the best engine that is ready; both give the same results to the last bit."""

    def __init__(self, patience: int = SEARCHES_BEFORE_LOADING) -> None:
        self._engine: Engine = NUMPY
        self._lock = threading.Lock()
        self._left = patience

    def current(self) -> Engine:
        """Return the engine for one search."""
        if self._left > 0:
            with self._lock:
                self._left -= 1
                if self._left == 0:
                    # A daemon: a process that wants to end need not wait for a compiler.
                    threading.Thread(target=self.load, name="loading-numba", daemon=True).start()
        return self._engine

    def load(self) -> bool:
        """Load the compiled engine now; return False where the extra `fast` is not installed."""
        with self._lock:
            self._left = 0
        if find_spec("numba") is None:
            return False
        try:
            # Imported here: numba is optional, and slow to load.
            from index.scoring.numba_engine import NumbaEngine  # noqa: PLC0415

            engine = NumbaEngine()
            _warm(engine)
        except Exception:
            # A numba that does not fit this Python or processor must not cost an answer.
            log.warning("The extra `fast` does not work here; searching goes on without it", exc_info=True)
            return False
        self._engine = engine
        return True


def _warm(engine: Engine) -> None:
    """Have the engine compiled for the types of real segments: mapped, so read-only, arrays."""
    for dtype in (np.uint8, np.uint16, np.uint32):
        segment = object.__new__(Segment)
        segment.keys = np.frombuffer(bytes(8), np.int64)
        segment.docs = segment.lengths = np.frombuffer(bytes(4), np.int32)
        segment.frequencies = np.frombuffer(bytes(4), dtype)
        postings = Postings(np.zeros(1, np.int64), np.ones(1, np.int64), np.ones(1), np.ones(1))
        formula = Formula(1.0, 1.0, 1.0)
        for mask in (None, np.ones(1, bool)):
            docs, _ = engine.collect(segment, postings, formula, mask, 1, 0.0)
            engine.rescore(segment, postings, formula, docs)


ENGINES = Engines()


def warm_up() -> None:
    """Load the fastest engine before anybody asks: while it compiles, nothing else of the process runs."""
    ENGINES.load()
