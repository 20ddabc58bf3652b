"""How much of an article we read from real web pages, and trafilatura's own figure beside it.

    python benchmarks/web_pages.py [--data ../shared/html] [--pages]

Pages with `text`: mean F1 of word 4-grams, as multisets of lower-cased words. Pages with snippets: the share
of `must` that is found and of `must_not` that is absent, blanks counted as one. Ours is what `read_articles`
gives for the file; trafilatura's is `extract` with its defaults on the same bytes.
"""

import argparse
import json
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "support")]

import trafilatura  # noqa: E402

from index import Article, read_articles  # noqa: E402
from web_measure import f1, measure  # noqa: E402


def main() -> None:
    """Read the pages both ways and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "html")
    parser.add_argument("--pages", action="store_true", help="print the F1 of each page")
    arguments = parser.parse_args()
    if not (arguments.data / "gold.jsonl").is_file():
        sys.exit(f"{arguments.data}: no gold.jsonl here; name the folder that has it with --data")
    with (arguments.data / "gold.jsonl").open(encoding="utf-8") as file:
        gold = [json.loads(line) for line in file]
    names = {str((arguments.data / page["page"]).resolve()): page["page"] for page in gold}
    start = time.perf_counter()
    ours = {names[item.origin]: item.text for item in read_articles(*names) if isinstance(item, Article)}
    middle = time.perf_counter()
    theirs = {name: trafilatura.extract(Path(path).read_bytes()) or "" for path, name in names.items()}
    end = time.perf_counter()
    for whose, texts, seconds in (("ours", ours, middle - start), ("trafilatura", theirs, end - middle)):
        figures = measure(gold, texts)
        shown = "  ".join(f"{name} {value:.4f}" for name, value in figures.items())
        if arguments.pages and whose == "ours":
            show_pages(gold, texts)
        print(f"{whose:12} {len(texts)} of {len(gold)} pages  {shown}  {seconds:.1f} s")


def show_pages(gold: list[dict[str, Any]], texts: Mapping[str, str]) -> None:
    """Print the F1 of each page whose article is known in full."""
    for page in gold:
        if "text" in page:
            print(f"{f1(' '.join(texts.get(page['page'], '').split()), page['text']):.3f}  {page['page']}")


if __name__ == "__main__":
    main()
