"""Look for texts whose time grows faster than their length, in all that reads what others wrote.

    python benchmarks/growth.py [--seconds 20] [--seed 1] [--seam NAME] [--first NAME]

Shapes are made by chance from short units; each seam first gets every unit alone. What grew too much is
printed as a row for the table of tests/test_growth.py, then the worst of each seam.
"""

import argparse
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1] / "tests")]

from growth import MEASURABLE_S, MOST_GROWTH, TOKENS, Growth, Seam, Shape, grown  # noqa: E402  found by the path
from growth_questions import SEAMS as QUESTIONS  # noqa: E402
from growth_texts import SEAMS as TEXTS  # noqa: E402


def shapes(chance: random.Random) -> Iterator[Shape]:
    """Yield every unit alone, then shapes by chance for ever."""
    for token in chance.sample(TOKENS, len(TOKENS)):
        yield Shape("repeated", (token,))
    while True:
        kind = chance.choice(("repeated", "repeated", "halves", "numbered", "headed", "tailed"))
        some = {"repeated": chance.randint(2, 4), "numbered": chance.randint(1, 2)}.get(kind, 2)
        yield Shape(kind, tuple(chance.choice(TOKENS) for _ in range(some)))


def searched(seam: Seam, seconds: float, seed: int) -> list[tuple[float, float, Growth, Shape]]:
    """Return what was measured within the time: how it grew, and what a character took."""
    found = []
    end = time.process_time() + seconds
    done = 0
    for shape in shapes(random.Random(f"{seed} {seam.name}")):
        if time.process_time() > end:
            break
        done += 1
        try:
            growth = grown(seam, shape)
        except Exception as error:  # noqa: BLE001  a fault of another kind, which this must name
            print(f"RAISED {seam.name}: {shape}: {type(error).__name__}: {error}"[:300], flush=True)
            continue
        found.append((growth.factor, growth.per_character, growth, shape))
        if growth.twice >= MEASURABLE_S and growth.factor > MOST_GROWTH:
            print(
                f"GREW {seam.name}: {growth.factor:.1f} x, {2 * growth.length:,} characters "
                f"{growth.twice:.2f} s: {shape}",
                flush=True,
            )
    print(f"{seam.name}: {done} shapes", flush=True)
    return found


def main() -> None:
    """Search seam by seam."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20.0, help="for each seam")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seam", default="", help="only this one")
    parser.add_argument("--first", default="", help="begin with this seam")
    options = parser.parse_args()
    seams = (*TEXTS, *QUESTIONS)
    first = next((place for place, seam in enumerate(seams) if seam.name == options.first), 0)
    for seam in seams[first:]:
        if options.seam not in {"", seam.name}:
            continue
        found = searched(seam, options.seconds, options.seed)
        measured = [one for one in found if one[2].twice >= MEASURABLE_S / 4]
        for title, key in (("growth", 0), ("a character", 1)):
            if measured:
                factor, each, growth, shape = max(measured, key=lambda one: one[key])
                print(
                    f"   worst {title}: {factor:.1f} x, {each:.2f} us/character, "
                    f"{growth.twice:.3f} s for {2 * growth.length:,}: {shape}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
