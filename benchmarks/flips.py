"""Change one byte of a library at a time, and say what becomes of it.

    python benchmarks/flips.py [--each 100] [--seed 0] [--articles 24]

Each changed byte is harmless (all reads as before), detected by `check`, or refused when it is read, in one
clear line. It is WRONG when anything is shown that was never stored, or another error escapes.
"""

import argparse
import logging
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "support")]

from flip_fates import Fate  # noqa: E402  found by the path above
from flipping import AREAS, flips  # noqa: E402


def main() -> None:
    """Print a table by area, and each byte that went wrong; exit with 1 when one did."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--each", type=int, default=100, help="bytes to change in each area")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--articles", type=int, default=24)
    parser.add_argument("--area", choices=AREAS, action="append")
    options = parser.parse_args()
    logging.disable()
    counts: Counter[tuple[str, Fate]] = Counter()
    began = time.perf_counter()
    areas = options.area or AREAS
    with tempfile.TemporaryDirectory() as folder:
        for result in flips(Path(folder), options.seed, dict.fromkeys(areas, options.each), options.articles):
            counts[result.area, result.fate] += 1
            if result.fate is Fate.WRONG:
                print(f"{result.area}: {result.file} at {result.place}: {result.said}", flush=True)
    print(f"| {'area':12} | " + " | ".join(fate.value for fate in Fate) + " |")
    print("|---" * (len(Fate) + 1) + "|")
    for area in areas:
        cells = (f"{counts[area, fate]:{len(fate.value)}}" for fate in Fate)
        print(f"| {area:12} | " + " | ".join(cells) + " |")
    print(f"{sum(counts.values())} bytes in {time.perf_counter() - began:.0f} s, seed {options.seed}")
    sys.exit(any(fate is Fate.WRONG for _, fate in counts))


if __name__ == "__main__":
    main()
