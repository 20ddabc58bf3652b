"""From articles to what a commit needs of them: passages and their terms. Pure, so that it runs anywhere."""

import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import accumulate, count
from pathlib import Path
from typing import IO, Any, Self, cast

import numpy as np
from numpy.typing import NDArray

from index import languages
from index.article import Article, Span
from index.postings import TermLists
from index.terms import analyzer
from index.variants.vocabulary import Vocabulary

_LENGTH_BYTES = 8
# A process takes about a second to start; so many characters are prepared in less.
PREPARED_HERE = 500_000


@dataclass(frozen=True, slots=True)
class Settings:
    """What decides how articles are cut and read; the same for a whole library."""

    language: str
    passage_tokens: int


@dataclass(frozen=True, slots=True)
class Prepared:
    """The passages of some articles, `spans[i]` of the i-th, the terms of each, and the words of all."""

    spans: tuple[tuple[Span, ...], ...]
    terms: TermLists
    words: Vocabulary


class _Numbers(dict[str, int]):
    """Gives each new term the next number."""

    def __missing__(self, term: str) -> int:
        number = self[term] = len(self)
        return number


def indexed_text(title: str, passage: str) -> str:
    """Return what a passage is found by: its article's title and its own words."""
    return f"{title}\n{passage}"


def prepare(articles: Sequence[Article], settings: Settings) -> Prepared:
    """Cut the articles into passages and analyze these."""
    # The splitter brings tiktoken's vocabulary; a process that only answers never needs it.
    from index.passages import split  # noqa: PLC0415

    code = languages.code(settings.language)
    spans = tuple(tuple(split(article.text, settings.passage_tokens, code)) for article in articles)
    return index_terms(articles, spans, settings)


def index_terms(articles: Sequence[Article], spans: Sequence[Sequence[Span]], settings: Settings) -> Prepared:
    """Analyze the articles' passages as they are cut."""
    found = list(zip(articles, spans, strict=True))
    terms, words = term_lists(found, settings.language), vocabulary(found, settings.language)
    return Prepared(tuple(map(tuple, spans)), terms, words)


def retitled(prepared: Prepared, articles: Mapping[int, Article], settings: Settings) -> Prepared:
    """Return what was prepared, with the terms of some articles under the titles that they are stored with.

    Their texts are the same. The words of their titles are counted as well; those of the titles read stay.
    """
    if not articles:
        return prepared
    numbers = _Numbers(zip(prepared.terms.vocabulary, count()))
    lists = _lists(prepared.terms)
    firsts = [0, *accumulate(map(len, prepared.spans))]
    titles: list[str] = []
    for place, article in articles.items():
        spans = prepared.spans[place]
        again = term_lists([(article, spans)], settings.language, numbers)
        lists[firsts[place] : firsts[place + 1]] = _lists(again)
        titles += [article.title] * len(spans)
    words = Vocabulary.build(analyzer(settings.language).count_words(titles))
    lengths = np.array([len(one) for one in lists], np.int32)
    terms = TermLists(list(numbers), np.concatenate(lists), lengths)
    return Prepared(prepared.spans, terms, Vocabulary.merge([prepared.words, words]))


def vocabulary(articles: Iterable[tuple[Article, Sequence[Span]]], language: str) -> Vocabulary:
    """Return the words of the articles' passages, as people wrote them."""
    texts = (
        indexed_text(article.title, article.text[start:end])
        for article, spans in articles
        for start, end in spans
    )
    return Vocabulary.build(analyzer(language).count_words(texts))


def term_lists(
    articles: Iterable[tuple[Article, Sequence[Span]]], language: str, numbers: _Numbers | None = None
) -> TermLists:
    """Return the terms of the articles' passages, one passage after another.

    `numbers` are those of the terms so far; new terms are added to them.
    """
    numbers = _Numbers() if numbers is None else numbers
    analyze = analyzer(language).analyze
    ids: list[int] = []
    lengths: list[int] = []
    for article, spans in articles:
        for start, end in spans:
            before = len(ids)
            ids.extend(
                map(numbers.__getitem__, analyze(indexed_text(article.title, article.text[start:end])))
            )
            lengths.append(len(ids) - before)
    return TermLists(list(numbers), np.array(ids, np.int32), np.array(lengths, np.int32))


def _lists(terms: TermLists) -> list[NDArray[np.int32]]:
    return np.split(terms.ids, np.cumsum(terms.lengths)[:-1])


def take(terms: TermLists, passages: NDArray[np.int64]) -> TermLists:
    """Return the lists of these passages, whose positions ascend."""
    if len(passages) == len(terms.lengths):
        return terms
    keep = np.zeros(len(terms.lengths), bool)
    keep[passages] = True
    return TermLists(terms.vocabulary, terms.ids[np.repeat(keep, terms.lengths)], terms.lengths[keep])


def prepare_all(
    batches: Iterable[list[Article]], settings: Settings, workers: int
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

    def __init__(self, count: int, settings: Settings) -> None:
        self._settings = settings
        home = str(Path(__file__).parents[1])
        code = f"import sys; sys.path.insert(0, {home!r}); from index.preparing import serve; serve()"
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
