"""Checking quotes: verdicts on true, altered and foreign ones at several thresholds, and their time.

True quotes are runs of whole words from random articles of the news corpus, of 5 to 40 words, some over the
end of a passage, some with an ellipsis, some in other typography. Altered ones have one to three words
replaced, left out or added. Foreign ones are sentences of articles that the library lacks: on other events
(news), and on the same event as an article that it has (ECB+: one article an event is left out).
"""

import json
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from corpus import SHARED, news, require

from index import Article, Library
from index.analysis.sentences import sentences
from index.lookup import quote_check

SEED = 6
EACH = 100
THRESHOLDS = (0.5, 0.6, 0.65, 0.7, 0.75, 0.8)
FEWEST = 7  # words of a foreign sentence
_WORD = re.compile(r"\S+")


def main() -> None:
    """Print the tables."""
    require()
    quote_check.NEAR = min(THRESHOLDS)
    count = int(sys.argv[1]) if len(sys.argv) > 1 else None
    chance = random.Random(SEED)
    articles = [one for one in news(count) if isinstance(one, Article)]
    chance.shuffle(articles)
    foreign, held = articles[:EACH], articles[EACH:]
    events, left_out = _events(chance)
    with tempfile.TemporaryDirectory() as folder, Library.open(folder) as library:
        library.add(held)
        library.add(events)
        print(f"{len(library):,} articles, {library.passage_count():,} passages, {EACH} quotes a row\n")
        print(
            f"{'quotes':34}{'exact':>7}"
            + "".join(f"{f'>= {one}':>8}" for one in THRESHOLDS)
            + "    p50 / p99 ms"
        )
        true = [_true(chance, chance.choice(held)) for _ in range(EACH)]
        _row(library, "true", [text for text, _ in true], [name for _, name in true])
        short = [_true(chance, chance.choice(held), (4, 6)) for _ in range(EACH)]
        _row(library, "true, 4 to 6 words", [text for text, _ in short], [name for _, name in short])
        _row(
            library,
            "true, other typography",
            [_retyped(text) for text, _ in true],
            [name for _, name in true],
        )
        _row(
            library, "true, with an ellipsis", [_elided(text) for text, _ in true], [name for _, name in true]
        )
        for slips in (1, 2, 3):
            altered = [_altered(chance, text, slips) for text, _ in true]
            _row(library, f"{slips} of the words altered", altered, [name for _, name in true])
        _row(library, "other event's sentences", [_sentence(chance, one.text) for one in foreign])
        _row(library, "same event's sentences (ECB+)", left_out)


def _events(chance: random.Random) -> tuple[list[Article], list[str]]:
    """Return the articles of ECB+ but for one an event, and sentences of those."""
    folder = SHARED / "eval" / "ecbplus"
    texts = {one["_id"]: one for one in _lines(folder / "corpus.jsonl")}
    event_of = {one["exclude"]: one["event"] for one in _lines(folder / "queries.jsonl")}
    first: dict[str, str] = {}
    for name, event in event_of.items():
        first.setdefault(event, name)
    apart = set(first.values())
    kept = [
        Article(id=name, title=one.get("title", ""), text=one["text"])
        for name, one in texts.items()
        if name not in apart
    ]
    found = [_sentence(chance, texts[name]["text"]) for name in sorted(apart) for _ in range(5)]
    return kept, chance.sample(found, min(EACH, len(found)))


def _lines(path: Path) -> Iterator[dict[str, str]]:
    return map(json.loads, path.read_text(encoding="utf-8").splitlines())


def _sentence(chance: random.Random, text: str) -> str:
    spans = [span for span in sentences(text) if len(text[slice(*span)].split()) > FEWEST] or sentences(text)
    return text[slice(*chance.choice(spans))]


def _true(chance: random.Random, article: Article, words: tuple[int, int] = (5, 40)) -> tuple[str, str]:
    spans = [match.span() for match in _WORD.finditer(article.text)]
    length = min(chance.randint(*words), len(spans))
    first = chance.randrange(len(spans) - length + 1)
    return article.text[spans[first][0] : spans[first + length - 1][1]], article.id


def _retyped(text: str) -> str:
    return text.replace('"', "\u201c").replace("'", "\u2019").replace(" - ", " \u2013 ").replace(" ", "\n", 1)


def _elided(text: str) -> str:
    words = text.split()
    third = len(words) // 3
    return text if third == 0 else " ".join((*words[:third], "[...]", *words[-third:]))


def _altered(chance: random.Random, text: str, slips: int) -> str:
    words = text.split()
    for place in chance.sample(range(len(words)), min(slips, len(words))):
        words[place] = chance.choice(("", "quite " + words[place], "something"))
    return " ".join(filter(None, words))


def _row(library: Library, name: str, quotes: list[str], names: list[str] | None = None) -> None:
    checks = []
    times = []
    for quote in quotes:
        began = time.perf_counter()
        checks.append(library.lookup.check_quote(quote))
        times.append((time.perf_counter() - began) * 1000)
    # A quote's own article must be among those that are shown, or the same words in another.
    best = [max((match.similarity for match in one.matches), default=0.0) for one in checks]
    exact = sum(one.verdict == "exact" for one in checks)
    if names:
        wrong = [
            name
            for one, name in zip(checks, names, strict=True)
            if one.matches and not any(m.article.id == name for m in one.matches)
        ]
        name = f"{name} ({len(wrong)} elsewhere)"
    shares = "".join(f"{sum(one >= bar for one in best) / len(best):8.1%}" for bar in THRESHOLDS)
    p99 = sorted(times)[int(len(times) * 0.99)]
    print(
        f"{name:34}{exact / len(best):7.1%}{shares}    {statistics.median(times):.0f} / {p99:.0f}", flush=True
    )


if __name__ == "__main__":
    main()
