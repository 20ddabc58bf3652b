"""The processes that parse foreign formats, kept from reading to reading: starting one takes a second."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from index.model.limits import Limits
from index.readers import dispatch
from index.readers.sandbox.parent import Worker


@contextmanager
def kept_parsers() -> Iterator[None]:
    """Let each reading of this process take the parsers that an earlier one with its limits has left."""
    idle: defaultdict[Limits, list[Worker]] = defaultdict(list)

    class KeptWorker:
        """A parser that goes back to the others when its reading ends."""

        def __init__(self, limits: Limits) -> None:
            self._limits = limits
            self._worker = idle[limits].pop() if idle[limits] else Worker(limits)

        def ask(self, request: dict[str, Any], data: bytes = b"") -> tuple[dict[str, Any], bytes]:
            return self._worker.ask(request, data)

        def close(self) -> None:
            idle[self._limits].append(self._worker)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(dispatch, "Worker", KeptWorker)
        yield
    for workers in idle.values():
        for worker in workers:
            worker.close()
