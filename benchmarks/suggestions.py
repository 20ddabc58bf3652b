"""Autocomplete over 100,000 articles: time of each keystroke, of taking in a change, and memory.

The titles are those of the news corpus, each four times with other words at its end; outlets and authors are
made up. Every query is typed letter by letter, and each letter asks.
"""

import itertools
import random
import statistics
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Iterator

from corpus import news, require

from index import Article, Library
from index.lookup.suggest import Suggester
from index.model.settings import LibrarySettings
from index.storage.folder import LibraryFolder

ARTICLES = 100_000
SEED = 6
TYPED = (
    "", "a", "the", "the the", "s", "t a o", "trump impeachment", "impeachmnet inquiry", "coronavrus vaccine",
    "what did the president say about", "zzzzqqqq", "U.S. troops", "東京オリンピック", "東", "الرئيس", "ال",
    "Herald 7", "of in to", "Élection présidentielle", "'", "x" * 100,
)  # fmt: skip


def main() -> None:
    """Print the table."""
    require()
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES
    with tempfile.TemporaryDirectory() as folder, Library.open(folder) as library:
        library.add(_articles(count))
        suggester = Suggester(LibraryFolder(library.folder, LibrarySettings("english", 200)))
        _row("first keystroke after the start", [_timed(suggester, "")])
        chance = random.Random(SEED)
        titles = [one.title for one in suggester.suggest("", 10_000)]
        queries = [*TYPED, *(title[:40] for title in chance.sample(titles, 100))]
        typed = [query[:end] for query in queries for end in range(len(query) + 1)]
        _row("keystrokes", [_timed(suggester, one) for one in typed])
        slowest = max(typed, key=lambda one: _timed(suggester, one))
        _row(f"slowest, {slowest!r}", [_timed(suggester, slowest) for _ in range(20)])
        extra = itertools.islice(_articles(count + 300), count, None)
        _row("keystroke after one more article", [_after(library, suggester, [one]) for one in extra])
        gone = [one.id for one in suggester.suggest("herald", 50) if one.id]
        _row("keystroke after a removal", [_after(library, suggester, [], [one]) for one in gone])
        many = list(itertools.islice(_articles(count + 2_300), count + 300, None))
        _row("keystroke after 2,000 more", [_after(library, suggester, many)])
        tracemalloc.start()
        fresh = Suggester(LibraryFolder(library.folder, LibrarySettings("english", 200)))
        fresh.suggest("")
        kept = tracemalloc.get_traced_memory()[0]
        print(f"{'memory':36}{kept / (count + 2_300):8.0f} bytes an article")


def _articles(count: int) -> Iterator[Article]:
    titles = [article.title for article in news() if isinstance(article, Article)]
    for number in range(count):
        title = titles[number % len(titles)]
        yield Article(
            id=f"b{number}",
            title=f"{title} {'東京オリンピック' * (number % 997 == 0)} {number // len(titles)}",
            outlet=f"Herald {number % 400}",
            author=f"Ada Byron {number % 3000}",
            published=f"20{10 + number % 16}-0{1 + number % 9}-{10 + number % 19}",
            text=f"Number {number}. {title}",
        )


def _timed(suggester: Suggester, typed: str) -> float:
    began = time.perf_counter()
    suggester.suggest(typed)
    return (time.perf_counter() - began) * 1000


def _after(
    library: Library, suggester: Suggester, more: list[Article], gone: list[str] | None = None
) -> float:
    if more:
        library.add(more)
    if gone:
        library.remove(gone)
    return _timed(suggester, "the her")


def _row(name: str, times: list[float]) -> None:
    p99 = sorted(times)[int(len(times) * 0.99)]
    print(
        f"{name[:35]:36}{len(times):6}  p50 {statistics.median(times):7.1f}  p99 {p99:7.1f}  "
        f"most {max(times):7.1f} ms",
        flush=True,
    )


if __name__ == "__main__":
    main()
