"""How much furniture the cleaner keeps, how many sentences it loses, how often it is right on the source."""

import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from index import Article, read_articles
from index.analysis.sentences import sentences
from index.cleaning import Cleaned, PageMetadata
from junk import Line, Page

# Four words or more and a full stop, question or exclamation mark; all else that the splitter yields is a
# fragment: headings, items of lists, captions' credits.
_SENTENCE = re.compile(r"(?:\S+\s+){3,}\S*[.!?…][\"'”’)\]]*$")


def read_as_folder(pages: Iterable[Page]) -> Iterator[Cleaned]:
    """Yield what the pages become when they are written to a folder and that is read."""
    with tempfile.TemporaryDirectory() as folder:
        for number, page in enumerate(pages):
            Path(folder, f"{number:06}.txt").write_text(page.text, encoding="utf-8")
        for article in read_articles(folder):
            if not isinstance(article, Article):
                raise TypeError(f"{article}")
            source = PageMetadata(article.title, article.outlet, article.author, article.published)
            yield Cleaned(article.extracted or article.text, article.dropped, source)


@dataclass(slots=True)
class Measure:
    """Counts over pages; a sentence is lost when a character of it is dropped.

    `furniture` holds lines of the articles that are known to be their own sites' furniture; sentences in
    them are counted as lost, and apart.
    """

    furniture: Collection[str] = frozenset()
    planted: Counter[tuple[str, str]] = field(default_factory=Counter)
    kept: Counter[tuple[str, str]] = field(default_factory=Counter)
    sentences: int = 0
    lost: int = 0
    lost_furniture: int = 0
    fragments: int = 0
    lost_fragments: int = 0
    stated: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    examples: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, page: Page, cleaned: Cleaned) -> None:
        """Count what was kept and lost of a page."""
        for line, reason in _reasons(page, cleaned):
            raw = page.text[line.start : line.end]
            if line.kind == "body":
                self._count_body(raw, reason)
                continue
            self.planted[line.place, line.kind] += 1
            if not reason:
                self.kept[line.place, line.kind] += 1
                self.examples[f"kept {line.kind} {line.place}"].append(raw)
        self._compare(page, cleaned)

    @property
    def junk_kept(self) -> float:
        """The share of the planted lines that were kept."""
        return self.kept.total() / self.planted.total()

    @property
    def body_lost(self) -> float:
        """The share of the body's sentences that were lost, the articles' own furniture left aside."""
        return (self.lost - self.lost_furniture) / self.sentences

    def places(self) -> Iterator[tuple[str, int, int]]:
        """Yield each place with the lines kept there and those planted."""
        for place in ("head", "inside", "tail"):
            planted = sum(count for (where, _), count in self.planted.items() if where == place)
            yield place, sum(count for (where, _), count in self.kept.items() if where == place), planted

    def _count_body(self, raw: str, reason: str) -> None:
        for span in sentences(raw):
            if not _SENTENCE.match(raw[span.start : span.end]):
                self.fragments += 1
                self.lost_fragments += bool(reason)
                continue
            self.sentences += 1
            if reason:
                self.lost += 1
                known = raw.strip() in self.furniture
                self.lost_furniture += known
                if not known:
                    self.examples[f"lost: {reason}"].append(raw[span.start : span.end])

    def _compare(self, page: Page, cleaned: Cleaned) -> None:
        source = cleaned.source
        # The page's titles may name their site; only the day is planted.
        found = {"title": source.title, "author": source.author, "published": source.published[:10]}
        for name, value in found.items():
            truth = getattr(page, name)
            exact = value == truth or (
                name == "title" and truth.startswith(f"{value} ") and _is_site(truth, value)
            )
            self.stated[name] += bool(truth)
            self.right[name] += bool(truth) and exact
            self.wrong[name] += bool(truth) and bool(value) and not exact


def _is_site(title: str, without: str) -> bool:
    return bool(re.fullmatch(r"\s[|–-]\s[^|]{2,20}", title[len(without) :]))


def _reasons(page: Page, cleaned: Cleaned) -> Iterator[tuple[Line, str]]:
    """Yield each line of the page with the reason why any part of it was dropped, or ""."""
    dropped = iter(cleaned.dropped)
    span = next(dropped, None)
    for line in page.lines:
        while span and span.end <= line.start:
            span = next(dropped, None)
        yield line, span.reason if span and span.start < line.end else ""
