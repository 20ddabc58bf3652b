"""Sentence ends at hard places of the news corpus: ours, sentencex, pysbd and spaCy's rules side by side.

    python benchmarks/sentence_ends.py           accuracy at the gold places, false ends per 1,000 articles
    python benchmarks/sentence_ends.py --wrong   the places of the half to work with that ours gets wrong

`sentence_ends_gold.csv` holds places as article id and offset (behind a mark and what closes there), each
judged by reading: does a sentence end there? Rules are made by the half "work"; "unseen" is only reported.
False ends are counted by shapes behind which no sentence ends (`FALSE_ENDS`), in the first 4,000 articles.
"""

import csv
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import corpus
import pysbd
import spacy
from sentencex import get_sentence_boundaries

from index import Article, sentences

GOLD = Path(__file__).with_name("sentence_ends_gold.csv")
ARTICLES = 4_000
_DAYS = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MONTHS = "Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec"
_OPENERS = (
    "(?:The|In|On|At|He|She|It|We|They|But|And|A|I|By|When|While|Here|To|After|Since|One|Each|Some|So)\\b"
)
# Each is what stands before and behind a place where no sentence ends.
FALSE_ENDS = {
    "time, then zone or day": (
        r"\b[ap]\.m\.", rf" (?:[A-Z]{{1,3}}T\b|GMT|UTC|Eastern|Central|Pacific|{_DAYS}|{_MONTHS})"
    ),
    "inside a word": (r"\b[A-Z]\.", "[A-Za-z-]"),
    "initials": (r"(?<![\w.])(?!U\.|D\.C|N\.|S\.|R\.I)[A-Z]\.[A-Z]\.", f" (?!{_OPENERS})[A-Z][a-z]+"),
    "et al.": (r"\bet al\.", r" ?[\[(,]"),
    "before a comma or a colon": (r"[.!?]['\u2019]?", "[,;:]"),
    "title or place": (r"\b(?:Mr|Mrs|Dr|Gov|Sen|Rep|Ft|Mt|Lt|Gen|Col|Sgt|Capt)\.", f" (?!{_OPENERS})[A-Z]"),
    "number": (r"\b(?:No|Nos|Prop|Vol|Fig|Art|Sec)\.", r" \d"),
    "name with a mark": (r"\b(?:Yahoo|Jeopardy|Kerrang|Yum|E)!", " [a-z]"),
    "a list's number": (r"(?:^|\n)\d{1,2}\.", r" \w"),
    "behind an opening mark": (r"\s[\"\u201c]", r"\w"),
}  # fmt: skip


class Place(NamedTuple):
    """A judged place: a sentence ends there, or none does."""

    article: str
    offset: int
    ends: bool
    kind: str
    half: str


Splitter = Callable[[str], Iterable[tuple[int, int]]]


def splitters() -> dict[str, Splitter]:
    """Return each splitter as a function from a text to the spans of its sentences."""
    segmenter = pysbd.Segmenter(language="en", clean=False, char_span=True)
    rules = spacy.blank("en")
    rules.add_pipe("sentencizer")
    rules.max_length = 10_000_000
    return {
        "ours": lambda text: [(start, end) for start, end in sentences(text)],
        "sentencex": _sentencex,
        "pysbd": lambda text: [(one.start, one.end) for one in segmenter.segment(text)],
        "spaCy's rules": lambda text: [(one.start_char, one.end_char) for one in rules(text).sents],
    }


def _sentencex(text: str) -> Iterator[tuple[int, int]]:
    for one in get_sentence_boundaries("en", text):
        yield one["start_index"], one["start_index"] + len(one["text"])


def gold() -> list[Place]:
    """Return the judged places."""
    with GOLD.open(encoding="utf-8", newline="") as file:
        return [
            Place(row["article"], int(row["offset"]), row["verdict"] == "end", row["kind"], row["half"])
            for row in csv.DictReader(file)
        ]


def ends_at(text: str, offset: int, spans: Iterable[tuple[int, int]]) -> bool:
    """Return whether one of the sentences ends behind the mark at `offset`, blanks not counted."""
    following = offset + len(text[offset:]) - len(text[offset:].lstrip())
    return any(offset <= end <= following for _, end in spans)


def accuracy(articles: dict[str, Article], places: list[Place]) -> None:
    """Print how many of the places each splitter judges rightly, by half."""
    for name, split in splitters().items():
        begun = time.process_time()
        right: Counter[str] = Counter()
        wrong: dict[str, Counter[str]] = {"work": Counter(), "unseen": Counter()}
        for place in places:
            window, offset = _around(articles[place.article].text, place.offset)
            said = ends_at(window, offset, split(window))
            right[place.half] += said == place.ends
            if said != place.ends:
                wrong[place.half]["false end" if said else "missed end"] += 1
        took = time.process_time() - begun
        for half, errors in wrong.items():
            total = max(1, sum(place.half == half for place in places))
            told = ", ".join(f"{count} {error}s" for error, count in sorted(errors.items()))
            print(f"{name:14} {half:7} {right[half] / total:6.1%} of {total}  {told}  ({took:.1f} s)")


def _around(text: str, offset: int) -> tuple[str, int]:
    """Return the paragraph of a place with three before it, and the offset there."""
    start = offset
    for _ in range(4):
        start = max(0, text.rfind("\n\n", 0, start))
    end = text.find("\n\n", offset)
    return text[start : end if end > 0 else None], offset - start


def wrong(articles: dict[str, Article], places: list[Place]) -> None:
    """Print the places of the half to work with that ours gets wrong."""
    for place in places:
        text = articles[place.article].text
        if place.half == "work" and ends_at(text, place.offset, sentences(text)) != place.ends:
            said = "end" if place.ends else "no end"
            before, behind = (
                text[max(0, place.offset - 60) : place.offset],
                text[place.offset : place.offset + 40],
            )
            print(f"{place.kind:9} should be {said:7} {before!r} | {behind!r}")


def false_ends() -> None:
    """Print how many false ends of each shape ours and sentencex have per 1,000 articles."""
    shapes = {name: re.compile(f"(?:{before})(?={behind})") for name, (before, behind) in FALSE_ENDS.items()}
    articles = [one for one in corpus.news(ARTICLES) if isinstance(one, Article)]
    for name, split in (("sentencex", _sentencex), ("ours", sentences)):
        found: Counter[str] = Counter()
        for article in articles:
            text = article.text
            ends = {start + len(text[start:end].rstrip()) for start, end in split(text)}
            for shape, pattern in shapes.items():
                found[shape] += sum(one.end() in ends for one in pattern.finditer(text))
        each = 1000 / len(articles)
        print(f"\n{name}: {found.total() * each:.1f} false ends per 1,000 articles")
        for shape in shapes:
            print(f"  {shape:25} {found[shape] * each:7.1f}")


def main() -> None:
    """Run what is asked for."""
    corpus.require()
    places = gold()
    wanted = {place.article for place in places}
    articles = {one.id: one for one in corpus.news() if isinstance(one, Article) and one.id in wanted}
    if "--wrong" in sys.argv:
        wrong(articles, places)
        return
    accuracy(articles, places)
    false_ends()


if __name__ == "__main__":
    main()
