"""How good the search is: ranking, slips, abstention, duplicates. One setting serves all sets.

    python benchmarks/quality.py ../shared [--news FILE] [--scratch DIR] [--only SECTION...] [--questions N]

Prints one table a section. Plain is BM25 by rank_bm25's score alone, ours what a search ranks by; articles
by their best passage. `docs/quality.md` has the figures and what they mean.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

import quality_abstention
import quality_duplicates
import quality_ranking
import quality_typos
from quality_sets import Sets

SECTIONS = {
    "ranking": quality_ranking.table,
    "typos": quality_typos.table,
    "abstention": quality_abstention.table,
    "duplicates": quality_duplicates.table,
    "parts": quality_ranking.parts,
    "weights": quality_ranking.weights,
}
# Not for figures: examples to judge by eye.
BY_EYE = {"foreign": quality_abstention.worst, "folded": quality_duplicates.eye}


def main() -> None:
    """Print the sections that were asked for; all of them take most of an hour on two cores."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("shared", nargs="?", type=Path, default=Path("../shared"))
    parser.add_argument("--news", type=Path, help="the news corpus, unpacked; else it is unpacked on the way")
    parser.add_argument("--scratch", type=Path, help="where the libraries are kept; else they are built anew")
    parser.add_argument(
        "--only", nargs="+", choices=SECTIONS | BY_EYE, default=list(SECTIONS), metavar="SECTION"
    )
    parser.add_argument("--questions", type=int, default=0, help="at most so many a set, by a fixed seed")
    options = parser.parse_args()
    if not (options.shared / "eval").is_dir():
        sys.exit(f"the evaluation data is not at {options.shared}; name its folder")
    with tempfile.TemporaryDirectory(prefix="pullquote-") as folder:
        scratch = options.scratch or Path(folder)
        scratch.mkdir(parents=True, exist_ok=True)
        with Sets(options.shared, options.news, scratch, options.questions) as sets:
            for name in options.only:
                began = time.perf_counter()
                print(f"\n{name}\n{'-' * len(name)}", flush=True)
                (SECTIONS | BY_EYE)[name](sets)
                print(f"({time.perf_counter() - began:.0f} s)", flush=True)


if __name__ == "__main__":
    main()
