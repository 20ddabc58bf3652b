"""How cleaning does on 2,000 pages with furniture around and inside real articles, and on raw web pages.

    python benchmarks/cleaning.py [--pages 2000] [--seed 1] [--show]

Furniture is worded five ways: phrases that the cleaner was tuned on, two sets of phrases held out, and
the lines around the articles of real web pages (../shared/html), half of them tuned on, half held out. Each
set is read file by file, and as a folder, as people add it. --show prints what was lost and kept, held-out
wordings never.
"""

import argparse
import hashlib
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "support"))

import corpus

from cleaning_measure import Measure, read_as_folder
from index import Article
from index.cleaning import clean
from junk import Generator, Page
from junk_held_out import HELD_OUT
from junk_phrases import TUNING, Phrases
from junk_third import THIRD

# A line that so many of the corpus's articles have is furniture of their own sites.
_OFTEN = 3
_SHOWN = 40
# Of a real page: lines of the article have so many letters, other lines fewer; so many stand above and below.
_LONG = 60
_TOO_LONG = 400
_MOST = 60
# Elements that begin a line of their own.
_BLOCKS = frozenset(
    (
        *("p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "td", "th", "table"),
        *("section", "article", "header", "footer", "nav", "aside", "main", "figure", "figcaption", "pre"),
        *("form", "option", "button", "label", "select", "input", "blockquote", "dt", "dd", "title", "hr"),
    )
)
_UNSEEN = frozenset(("script", "style", "noscript", "template", "svg", "textarea"))


class _Lines(HTMLParser):
    """The text of a page as a naive scraper takes it: all of it, a line for each block."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in _UNSEEN
        self.parts.append("\n" if tag in _BLOCKS else "")

    def handle_endtag(self, tag: str) -> None:
        self._unseen = max(0, self._unseen - (tag in _UNSEEN))
        self.parts.append("\n" if tag in _BLOCKS else "")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(" ".join(f" {data} ".split(" ")).replace("\n", " "))

    def text(self) -> str:
        lines = (" ".join(line.split()) for line in "".join(self.parts).split("\n"))
        return "\n".join(line for line in lines if line)


@dataclass(frozen=True, slots=True)
class WebPage:
    """A raw page: its text, the article in it, and whether it is held out."""

    text: str
    gold: str
    held_out: bool

    def around(self) -> tuple[str, str]:
        """Return lines above and below the article that are not part of it."""
        gold, lines = _letters(self.gold), self.text.split("\n")
        inside = [
            index
            for index, line in enumerate(lines)
            if len(_letters(line)) > _LONG and _letters(line) in gold
        ]
        if not inside:
            return "", ""
        foreign = [
            bool(_letters(line)) and _letters(line) not in gold and len(line) < _TOO_LONG for line in lines
        ]
        above = [line for line, other in zip(lines[: inside[0]], foreign, strict=False) if other]
        below = [
            line for line, other in zip(lines[inside[-1] :], foreign[inside[-1] :], strict=True) if other
        ]
        return "\n".join(above[-_MOST:]), "\n".join(below[:_MOST])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--pages", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--sets", default="", help="a part of the names of the sets; all of them without it")
    options = parser.parse_args()
    corpus.require()
    articles = [article for article in corpus.news() if isinstance(article, Article)]
    often = Counter(
        line for article in articles for line in {line.strip() for line in article.text.split("\n")}
    )
    furniture = frozenset(line for line, count in often.items() if count >= _OFTEN)
    pages = list(web_pages())
    sets: dict[str, tuple[Phrases, list[tuple[str, str]]]] = {
        "phrases tuned on": (TUNING, []),
        "phrases held out": (HELD_OUT, []),
        "third phrases held out": (THIRD, []),
        "real lines tuned on": (TUNING, _chunks(pages, held_out=False)),
        "real lines held out": (TUNING, _chunks(pages, held_out=True)),
    }
    for name, (phrases, chunks) in sets.items():
        if options.sets not in name:
            continue
        generated = list(Generator(articles, phrases, options.seed, chunks).pages(options.pages))
        for alone in (True, False):
            measure = measured(generated, furniture, alone=alone)
            report(f"{name}, {'each file alone' if alone else 'as a folder'}", measure)
            if options.show:
                show(measure, kept="held out" not in name)
    for held_out in (False, True):
        report_pages([page for page in pages if page.held_out is held_out], held_out=held_out)


def measured(pages: Sequence[Page], furniture: frozenset[str], *, alone: bool) -> Measure:
    """Return the counts over the pages, cleaned one by one or read as files of one folder."""
    measure = Measure(furniture)
    cleaned = (clean(page.text) for page in pages) if alone else read_as_folder(pages)
    for page, result in zip(pages, cleaned, strict=True):
        measure.add(page, result)
    return measure


def report(name: str, measure: Measure) -> None:
    """Print the figures of one set."""
    print(f"\n{name}")
    places = ", ".join(f"{place} {kept / max(1, planted):.2%}" for place, kept, planted in measure.places())
    lost, fragments = measure.lost / measure.sentences, measure.lost_fragments / measure.fragments
    print(f"  junk kept {measure.junk_kept:.2%} of {measure.planted.total():,} lines ({places})")
    print(f"  body sentences lost {measure.body_lost:.2%} of {measure.sentences:,}, its own furniture aside")
    print(f"  with that furniture {lost:.2%}; other fragments lost {fragments:.2%} of {measure.fragments:,}")
    for field, stated in measure.stated.items():
        print(f"  {field:9} exact {measure.right[field]:,} of {stated:,}, wrong {measure.wrong[field]:,}")


def show(measure: Measure, *, kept: bool) -> None:
    """Print examples of what was lost, and of what was kept."""
    for name, examples in sorted(measure.examples.items()):
        if kept or not name.startswith("kept"):
            print(f"  {name} ({len(examples)})")
            for example in random.Random(1).sample(examples, min(_SHOWN, len(examples))):
                print(f"      {example[:150]}")


def web_pages() -> Iterator[WebPage]:
    """Yield the raw pages whose article is known in full."""
    folder = corpus.SHARED / "html"
    for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if "text" not in row:
            continue
        lines = _Lines()
        lines.feed((folder / row["page"]).read_bytes().decode("utf-8", errors="replace"))
        digest = int(hashlib.sha256(row["page"].encode()).hexdigest(), 16)
        yield WebPage(lines.text(), row["text"], held_out=digest % 2 == 1)


def report_pages(pages: Sequence[WebPage], *, held_out: bool) -> None:
    """Print precision, recall and F1 of word 4-grams of whole pages, as they are and cleaned."""
    print(f"\nall text of {len(pages)} web pages {'held out' if held_out else 'tuned on'}, 4-grams of words")
    for name, texts in (
        ("as it is", [page.text for page in pages]),
        ("cleaned", [clean(page.text).text for page in pages]),
    ):
        scores = [_scores(text, page.gold) for text, page in zip(texts, pages, strict=True)]
        precision, recall, f1 = (sum(score[place] for score in scores) / len(scores) for place in range(3))
        print(f"  {name:9} precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}")


def _scores(text: str, gold: str) -> tuple[float, float, float]:
    found, true = _grams(text), _grams(gold)
    both = (found & true).total()
    precision, recall = both / max(1, found.total()), both / max(1, true.total())
    return precision, recall, 2 * precision * recall / (precision + recall) if both else 0.0


def _grams(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return Counter(zip(words, words[1:], words[2:], words[3:], strict=False))


def _chunks(pages: Sequence[WebPage], *, held_out: bool) -> list[tuple[str, str]]:
    return [chunk for page in pages if page.held_out is held_out and any(chunk := page.around())]


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()


if __name__ == "__main__":
    main()
