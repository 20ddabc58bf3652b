"""How much of an article we read from real web pages, and trafilatura's own figure beside it.

    python benchmarks/web_pages.py [--data ../shared/html] [--pages]

Pages with `text`: mean F1 of word 4-grams, as multisets of lower-cased words. Pages with snippets: the share
of `must` that is found and of `must_not` that is absent, blanks counted as one. Ours is what `read_articles`
gives for the file; trafilatura's is `extract` with its defaults on the same bytes.
"""

import argparse
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import trafilatura  # noqa: E402

from index import Article, read_articles  # noqa: E402

_WORDS = re.compile(r"\w+")
_GRAM = 4


def grams(text: str) -> Counter[tuple[str, ...]]:
    """Count the word 4-grams of a text."""
    words = _WORDS.findall(text.lower())
    return Counter(zip(*(words[place:] for place in range(_GRAM)), strict=False))


def f1(found: str, wanted: str) -> float:
    """Return the F1 of the 4-grams of `found` against those of `wanted`."""
    left, right = grams(found), grams(wanted)
    both = (left & right).total()
    return 2 * both / (left.total() + right.total()) if both else 0.0


def measure(gold: list[dict[str, Any]], texts: Mapping[str, str], *, by_page: bool) -> dict[str, float]:
    """Return the figures of what was read, by the page's name."""
    scores: list[float] = []
    found: list[bool] = []
    absent: list[bool] = []
    for page in gold:
        text = " ".join(texts.get(page["page"], "").split())
        if "text" in page:
            scores.append(f1(text, page["text"]))
            if by_page:
                print(f"{scores[-1]:.3f}  {page['page']}")
        found += [" ".join(snippet.split()) in text for snippet in page.get("must", ())]
        absent += [" ".join(snippet.split()) not in text for snippet in page.get("must_not", ())]
    return {
        "F1": sum(scores) / len(scores),
        "must found": sum(found) / len(found),
        "must_not absent": sum(absent) / len(absent),
    }


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
        figures = measure(gold, texts, by_page=arguments.pages and whose == "ours")
        shown = "  ".join(f"{name} {value:.4f}" for name, value in figures.items())
        print(f"{whose:12} {len(texts)} of {len(gold)} pages  {shown}  {seconds:.1f} s")


if __name__ == "__main__":
    main()
