"""Verdicts on 1,000 quotes made of articles of the news corpus by 12 kinds of edits.

`python benchmarks/quote_verdicts.py [articles [quotes]]`. Right are the verdicts that each kind names
(tests/support/edited_quotes.py); a false "word for word" is an exact verdict on a quote that is not.
"""

import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from corpus import news, require

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "support"))

from edited_quotes import EDITS, Made, quotes_of
from index import Article, Library, Verdict, plain_message

SEED = 12
QUOTES = 1_000


def main() -> None:
    """Print a row for each kind of edit, and each quote whose verdict is wrong."""
    require()
    count, quotes = (*map(int, sys.argv[1:]), *(4_000, QUOTES)[len(sys.argv) - 1 :])
    chance = random.Random(SEED)
    articles = [one for one in news(count) if isinstance(one, Article)]
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    false_exact = 0
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder, Library.open(folder) as library:
        library.add(articles)
        print(f"{len(library):,} articles", flush=True)
        began = time.perf_counter()
        for made in _made(chance, articles, quotes):
            verdict = library.lookup.check_quote(
                plain_message(made.text) if made.in_chat else made.text
            ).verdict
            asked[made.kind] += 1
            right[made.kind] += verdict in made.right
            false_exact += verdict is Verdict.EXACT and verdict not in made.right
            if verdict not in made.right:
                print(f"  {made.kind}: {verdict.value}: {made.text!r}", flush=True)
    for kind in asked:
        print(f"{kind:30}{right[kind]:>5} of {asked[kind]}")
    took = (time.perf_counter() - began) / max(asked.total(), 1)
    print(f"right: {right.total() / asked.total():.2%}, {took * 1000:.0f} ms a quote")
    print(f'false "word for word": {false_exact}')


def _made(chance: random.Random, articles: list[Article], quotes: int) -> list[Made]:
    """Return the quotes, as many of each kind as of the others."""
    found: list[Made] = []
    for number, edit in enumerate(EDITS):
        wanted = (quotes * (number + 1)) // len(EDITS) - (quotes * number) // len(EDITS)
        for _ in range(wanted * 200):
            if not wanted:
                break
            for made in quotes_of(chance, chance.choice(articles).text, edit):
                found.append(made)
                wanted -= 1
    return found


if __name__ == "__main__":
    main()
