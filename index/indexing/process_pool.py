"""Processes of our own that prepare articles, a batch at a time."""

import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import IO, Any, Self, cast

from index.indexing.prepare import _LENGTH_BYTES, PREPARED_HERE, Prepared, prepare
from index.model.article import Article
from index.model.settings import LibrarySettings


def prepare_all(
    batches: Iterable[list[Article]], settings: LibrarySettings, workers: int
) -> Iterator[tuple[list[Article], Prepared]]:
    """Yield each batch with what `prepare` makes of it, in order.

    A first batch of a few articles is prepared here; `workers` processes share all else, so that this one
    goes on answering. At most two batches a worker are in memory.
    """
    batches = iter(batches)
    first = next(batches, None)
    if first is None:
        return
    if sum(len(article.text) for article in first) <= PREPARED_HERE:
        yield first, prepare(first, settings)
        first = next(batches, None)
        if first is None:
            return
    with _Workers(workers, settings) as pool:
        waiting: deque[tuple[list[Article], Future[Prepared]]] = deque([(first, pool.submit(first))])
        for batch in batches:
            waiting.append((batch, pool.submit(batch)))
            if len(waiting) >= 2 * workers:
                done, future = waiting.popleft()
                yield done, future.result()
        while waiting:
            done, future = waiting.popleft()
            yield done, future.result()


class _Workers:
    """Processes that prepare batches. They end with this one: their input closes.

    Plain subprocesses, because multiprocessing imports a program's main module again in each of its
    processes, which a caller without an `if __name__ == "__main__"` does not survive.
    """

    def __init__(self, count: int, settings: LibrarySettings) -> None:
        self._settings = settings
        home = str(Path(__file__).parents[2])
        code = f"import sys; sys.path.insert(0, {home!r}); from {__name__} import serve; serve()"
        self._processes = [
            subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603
            for _ in range(count)
        ]
        self._free = deque(self._processes)
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="preparing")

    def submit(self, batch: list[Article]) -> "Future[Prepared]":
        return self._threads.submit(self._run, batch)

    def _run(self, batch: list[Article]) -> Prepared:
        # As many threads as processes, so one is always free here.
        process = self._free.popleft()
        try:
            _send(cast("IO[bytes]", process.stdin), (batch, self._settings))
            outcome = _receive(cast("IO[bytes]", process.stdout))
        finally:
            self._free.append(process)
        if isinstance(outcome, Exception):
            raise outcome
        return cast("Prepared", outcome)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        # A worker in the middle of a batch that nobody waits for any more would hold up the end.
        self._threads.shutdown(wait=False, cancel_futures=True)
        for process in self._processes:
            process.kill()
            process.communicate()
        self._threads.shutdown()


def serve() -> None:
    """Prepare what comes on standard input until it closes; runs in a worker process."""
    source, target = sys.stdin.buffer, sys.stdout.buffer
    while True:
        try:
            batch, settings = _receive(source)
        except EOFError:
            return
        try:
            outcome: Prepared | Exception = prepare(batch, settings)
        except Exception as error:  # noqa: BLE001  the process that asked raises it
            outcome = error
        _send(target, outcome)


def _send(stream: IO[bytes], value: object) -> None:
    data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    stream.write(len(data).to_bytes(_LENGTH_BYTES, "little"))
    stream.write(data)
    stream.flush()


def _receive(stream: IO[bytes]) -> Any:
    size = stream.read(_LENGTH_BYTES)
    if len(size) < _LENGTH_BYTES:
        raise EOFError("the other process has ended")
    # Both ends are this program, over a pipe that nobody else has.
    return pickle.loads(stream.read(int.from_bytes(size, "little")))  # noqa: S301
