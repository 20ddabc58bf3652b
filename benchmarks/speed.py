"""Speed beside peers: `python benchmarks/speed.py [--sizes 10000 100000 1000000] [--only ENGINE ...]`.

Prints a table for each size, writes docs/speed.md and docs/speed.png. Every engine gets the same terms of the
same passages and the same questions, and runs in a process of its own, one after another.
"""

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from contenders import CONTENDERS
from corpus import news, questions, require, up_to

from index import Library

ROOT = Path(__file__).resolve().parents[1]
# Short passages, so that the corpus gives a million without repeating any.
PASSAGE_TOKENS = 60
STARTS = 3
COLUMNS = {
    "build_s": ("build, s", 1),
    "add_ms": ("add one, ms", 1),
    "remove_ms": ("remove one, ms", 1),
    "start_s": ("start to answer, s", 2),
    "open_ms": ("open, ms", 1),
    "p50_ms": ("p50, ms", 3),
    "p95_ms": ("p95, ms", 3),
    "p99_ms": ("p99, ms", 3),
    "qps_1": ("q/s, 1 thread", 0),
    "qps_2": ("q/s, 2 threads", 0),
    "anonymous_mb": ("own memory, MB", 0),
    "mapped_mb": ("mapped, MB", 0),
    "disk_mb": ("disk, MB", 0),
}


def main() -> None:
    """Measure, print, draw."""
    require()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--only", nargs="+", choices=CONTENDERS, default=list(CONTENDERS))
    parser.add_argument("--write", action="store_true", help="write docs/speed.md and docs/speed.png")
    options = parser.parse_args()
    results: dict[int, dict[str, dict[str, Any]]] = {}
    pages = []
    for size in options.sizes:
        with tempfile.TemporaryDirectory(prefix="pullquote-") as scratch:
            count, ingest = prepare(Path(scratch), size)
            results[count] = {name: contend(name, Path(scratch)) for name in options.only}
        pages.append(page(count, ingest, results[count]))
        print(pages[-1], flush=True)
    if options.write:
        (ROOT / "docs" / "speed.md").write_text(document(pages), encoding="utf-8")
        draw(results, ROOT / "docs" / "speed.png")


def prepare(folder: Path, size: int) -> tuple[int, float]:
    """Make the library, the peers' terms and the questions; return passages and MB a second of ingest."""
    began = time.perf_counter()
    with Library.open(folder / "library", passage_tokens=PASSAGE_TOKENS) as library:
        up_to(size, library, news())
        took = time.perf_counter() - began
        texts = sum(len(article.text.encode()) for article in library.articles())
        asked = [library.analyzer.question_terms(question) for question in questions()]
        (folder / "questions.json").write_text(json.dumps(asked), encoding="utf-8")
        analyze = library.analyzer.analyze
        with (
            (folder / "terms.txt").open("w", encoding="utf-8") as file,
            library._folder.separately() as store,
        ):
            for number, rows in groupby(store.passages.all(), key=lambda row: row.article):
                article = store.articles.get(number)
                for row in rows:
                    file.write(
                        " ".join(analyze(f"{article.title}\n{article.text[row.start : row.end]}")) + "\n"
                    )
        return library.passage_count(), texts / took / 1e6


def contend(name: str, folder: Path) -> dict[str, Any]:
    """Return one engine's figures."""
    command = [sys.executable, str(Path(__file__).with_name("contenders.py")), name, str(folder)]
    figures = json.loads(
        subprocess.run([*command, "measure"], check=True, capture_output=True, text=True).stdout
    )
    if name != "rank_bm25":
        starts, opens = [], []
        for _ in range(STARTS):
            began = time.perf_counter()
            ended = subprocess.run([*command, "start"], check=True, capture_output=True, text=True)
            said = json.loads(ended.stdout)
            starts.append(time.perf_counter() - began - said.pop("extra_s"))
            opens.append(said.pop("open_s"))
            figures |= said
        figures["start_s"], figures["open_ms"] = statistics.median(starts), statistics.median(opens) * 1000
    for short in ("anonymous", "mapped", "disk"):
        figures[f"{short}_mb"] = figures[short] / 1e6
    for left in ("tantivy", "fts5.sqlite", "built", "bm25s-numpy", "bm25s-numba"):
        path = folder / left
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    return figures


def page(passages: int, ingest: float, results: dict[str, dict[str, Any]]) -> str:
    """Return a size's table, in Markdown, with how far the scores are from rank_bm25's."""
    lines = [
        f"## {passages:,} passages",
        "",
        f"Ingest from articles to a searchable library: {ingest:.1f} MB of text a second.",
        "",
        "| | " + " | ".join(results) + " |",
        "|---|" + "---:|" * len(results),
    ]
    for key, (label, digits) in COLUMNS.items():
        cells = [f"{row[key]:,.{digits}f}" if key in row else "-" for row in results.values()]
        lines.append(f"| {label} | " + " | ".join(cells) + " |")
    stock = results.get("rank_bm25", {}).get("answers")
    for name in ("pullquote", "pullquote[fast]"):
        if stock and name in results:
            apart = max(
                abs(ours - theirs)
                for mine, other in zip(results[name]["answers"], stock, strict=True)
                for (_, ours), (_, theirs) in zip(mine, other, strict=True)
            )
            lines += ["", f"Top-10 scores of {name} and rank_bm25 differ by at most {apart:.1e}."]
    return "\n".join(lines) + "\n"


def document(pages: list[str]) -> str:
    """Return the whole page for docs/."""
    head = f"""# Speed

Measured on {datetime.now(UTC):%Y-%m-%d} by `python benchmarks/speed.py --write`: {os.cpu_count()} cores,
Python {platform.python_version()}, one run for all engines. Passages of up to {PASSAGE_TOKENS} tokens from
26,214 news articles, none repeated; the 1,149 questions of RealTimeQA, top 10 (12 questions for rank_bm25,
100 for FTS5). Every engine gets the same terms. Latencies are medians of three rounds; "add one" includes the
fsync and the question that finds it; "start" is a fresh process until its first answer. rank_bm25 and bm25s
cannot change an index, and rank_bm25 cannot keep one.

![How the cost of a question grows with the library](speed.png)
"""
    return "\n".join([head, *pages])


def draw(results: dict[int, dict[str, dict[str, Any]]], path: Path) -> None:
    """Draw the median cost of a question against the size of the library."""
    import matplotlib as mpl

    mpl.use("agg")
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(8, 5))
    for name in next(iter(results.values())):
        sizes = sorted(results)
        own = name.startswith("pullquote")
        axes.plot(
            sizes,
            [results[size][name]["p50_ms"] for size in sizes],
            marker="o",
            label=name,
            linewidth=2.5 if own else 1.2,
            linestyle="-" if own else "--",
        )
    axes.set(xscale="log", yscale="log", xlabel="passages", ylabel="median time of a question, ms")
    axes.grid(which="both", alpha=0.2)
    axes.legend(frameon=False)
    figure.tight_layout()
    figure.savefig(path, dpi=110)


if __name__ == "__main__":
    main()
