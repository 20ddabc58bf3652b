"""How fast articles become searchable: `python benchmarks/ingest.py [--runs 3]`.

Adds the whole news corpus from a JSONL file through the command line, in a process of its own, and prints
megabytes of text a second and the peak memory of all its processes; then adds it again, unchanged; then says
where the time goes, stage by stage, in one process over a part of the corpus.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from corpus import news, require

from index import Article, Library, read_articles
from index.analysis.chunker import split
from index.analysis.sentences import sentences
from index.analysis.tokens import count_tokens
from index.indexing.prepare import prepare, term_lists
from index.model.settings import LibrarySettings
from index.readers.formats.records import to_record

PART = 2000
POLL_S = 0.02


def main() -> None:
    """Measure the whole, the repetition and the stages."""
    require()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="pullquote-") as scratch:
        source = Path(scratch) / "news.jsonl"
        size = unpack(source)
        rates, peaks, again = [], [], []
        for run in range(options.runs):
            library = Path(scratch) / f"library{run}"
            seconds, peak = add(source, library)
            rates.append(size / seconds / 1e6)
            peaks.append(peak / 1e6)
            again.append(add(source, library)[0] / seconds)
        print(f"{size / 1e6:.0f} MB of text, {options.runs} runs, medians:")
        print(f"  ingest {statistics.median(rates):.1f} MB/s, peak memory {statistics.median(peaks):.0f} MB")
        print(f"  the same file again: {statistics.median(again):.1%} of the time")
        stages(source, Path(scratch) / "stages")


def unpack(target: Path) -> int:
    """Write the corpus as JSONL and return the bytes of its texts."""
    size = 0
    with target.open("w", encoding="utf-8") as file:
        for article in news():
            if isinstance(article, Article):
                size += len(article.text.encode())
                file.write(json.dumps(to_record(article), ensure_ascii=False) + "\n")
    return size


def add(source: Path, library: Path) -> tuple[float, int]:
    """Return the seconds that `pullquote add` takes, and the most memory that its processes had together."""
    command = [sys.executable, "-m", "index.cli", "add", str(source), "--library", str(library)]
    peak = 0
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    ended = threading.Event()

    def watch() -> None:
        nonlocal peak
        while not ended.wait(POLL_S):
            peak = max(peak, memory_of(process.pid))

    thread = threading.Thread(target=watch)
    thread.start()
    if process.wait():
        sys.exit("pullquote add failed")
    seconds = time.perf_counter() - began
    ended.set()
    thread.join()
    return seconds, peak


def memory_of(pid: int) -> int:
    """Return the resident bytes of a process and its children."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split()
    except OSError:
        return 0
    # Own memory only: files that are mapped belong to the system's cache.
    own = [int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("RssAnon")]
    return sum(own) + sum(memory_of(int(child)) for child in children)


def stages(source: Path, folder: Path) -> None:
    """Print how long each stage takes for a part of the corpus, one after another in this process."""
    rows: list[Article] = []

    def read() -> None:
        for article in read_articles(source):
            if isinstance(article, Article):
                rows.append(article)
            if len(rows) == PART:
                return

    settings = LibrarySettings("english", 200)
    read_s = timed(read)
    size = sum(len(article.text.encode()) for article in rows)
    sentences_s = timed(lambda: [sentences(article.text) for article in rows])
    found = [[article.text[start:end] for start, end in sentences(article.text)] for article in rows]
    tokens_s = timed(lambda: [count_tokens(sentence) for row in found for sentence in row])
    split_s = timed(lambda: [split(article.text, 200) for article in rows])
    spans = [split(article.text, 200) for article in rows]
    terms_s = timed(lambda: term_lists(zip(rows, spans, strict=True), "english"))
    prepare_s = timed(lambda: prepare(rows, settings))
    with Library.open(folder) as library:
        whole_s = timed(lambda: library.add(rows[:PART], workers=1))
    print(f"where the time goes, {size / 1e6:.1f} MB in one process after another:")
    for name, seconds in (
        ("reading JSONL", read_s),
        ("finding sentences", sentences_s),
        ("counting tokens", tokens_s),
        ("the rest of cutting", split_s - sentences_s - tokens_s),
        ("analyzing terms", terms_s),
        ("preparing in all", prepare_s),
        ("adding in all, preparing in one more process", whole_s),
    ):
        print(f"  {name:46}{seconds:6.2f} s {size / 1e6 / seconds:8.1f} MB/s")


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that `work` takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
