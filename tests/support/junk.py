"""Pages as a scraper leaves them: an article's text with site furniture around and inside.

The furniture is worded apart from the cleaner's vocabulary (junk_phrases.py, junk_held_out.py); headlines of
other articles make the link lists, and the words of the article's title the tag lines.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from index import Article
from junk_phrases import Phrases

# What stands above and below an article, in order, and how often.
_HEAD = (
    ("skip", 0.4), ("account", 0.4), ("menu", 0.6), ("account", 0.2), ("crumbs", 0.3), ("ticker", 0.3),
    ("title", 1.0), ("byline", 0.6), ("dates", 0.7), ("reading", 0.3), ("share", 0.6), ("tools", 0.3),
    ("picture", 0.4), ("ad", 0.2),
)  # fmt: skip
_TAIL = (
    ("source", 0.2), ("tags", 0.4), ("share", 0.5), ("follow", 0.4), ("newsletter", 0.4), ("related", 0.6),
    ("ad", 0.3), ("poll", 0.1), ("comments", 0.6), ("page", 0.4), ("app", 0.3), ("menu", 0.3),
    ("cookies", 0.3), ("legal", 0.7), ("page", 0.2),
)  # fmt: skip
_INSIDE = (
    *("ad", "ad", "widget", "related", "read_more"),
    *("newsletter", "share", "player", "follow", "picture"),
)
# Between the head and the tail of a real page only these are put as often as otherwise.
_OWN = ("title", "byline", "dates")

_SITES = (
    *("Aldermoor Courier", "The Northern Wire", "Velling Herald"),
    *("portland-ledger.example", "Radio Quay", "24Dispatch"),
)
_NAMES = (
    *("Ines Tarrow", "Odile Brandt", "Sunil Mahadevan"),
    *("Colette O'Varnum", "Jean-Luc Achterly", "Rashid al-Fahim"),
)
_BYLINES = (
    *("By {name}", "{name}", "Written by {name}"),
    *("By {name}, Staff Writer", "BY {name} | {site}", "Author: {name}"),
)
_DATES = ("%d %B %Y", "%B %d, %Y", "%b %d, %Y", "%a %d %b %Y", "%Y-%m-%d", "%A, %B %d, %Y")
_DATE_LINES = (
    "Published: {date}, 5:20 AM\nLast updated: {later}, 7:28 AM",
    "{date}",
    "Posted on {date}",
    "Published {date}",
    "{date} 14:05 GMT",
    "Updated: {later} | Published: {date}",
    "First published on {date} at 09.15",
)
_FIRST_DAY = date(2017, 1, 1)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the page: text[start:end].

    `kind` is "body" or names the furniture, `place` is "head", "inside" or "tail".
    """

    start: int
    end: int
    kind: str
    place: str


@dataclass(slots=True)
class Page:
    """A page with the truth about it; `author` and `published` are empty where the page does not say them."""

    title: str
    text: str = ""
    author: str = ""
    published: str = ""
    lines: list[Line] = field(default_factory=list)
    place: str = "head"

    def add(self, text: str, kind: str, separator: str) -> None:
        """Append the lines of `text`, after `separator`."""
        for number, line in enumerate(text.split("\n")):
            if line.strip():
                if self.text:
                    self.text += "\n" if number else separator
                self.lines.append(Line(len(self.text), len(self.text) + len(line), kind, self.place))
                self.text += line


class Generator:
    """Makes pages from articles, the same ones for the same seed.

    `chunks`, where given, are runs of lines from real pages, (above the article, below it); they then take
    the place of most phrases at the head and the tail.
    """

    def __init__(
        self,
        articles: Sequence[Article],
        phrases: Phrases,
        seed: int,
        chunks: Sequence[tuple[str, str]] = (),
    ) -> None:
        self._articles = articles
        self._phrases = phrases
        self._chunks = chunks
        self._random = random.Random(seed)
        self._words: dict[str, str] = {}
        self._topics: list[str] = []

    def pages(self, count: int) -> Iterator[Page]:
        """Yield `count` pages, each from another article."""
        for article in self._random.sample(self._articles, count):
            yield self._page(article)

    def _page(self, article: Article) -> Page:
        rng = self._random
        page = Page(title=article.title)
        self._choose_words(article)
        separator = rng.choice(("\n", "\n\n", "\n\n"))
        above, below = rng.choice(self._chunks) if self._chunks else ("", "")
        page.add(above, "real", "\n")
        for kind, chance in _HEAD:
            if rng.random() < (chance if kind in _OWN or not above else chance / 4):
                self._add(page, kind, separator)
        page.place = "inside"
        self._add_body(page, article.text, separator)
        page.place = "tail"
        for kind, chance in _TAIL:
            if rng.random() < (chance / 4 if below else chance):
                self._add(page, kind, separator)
        page.add(below, "real", "\n")
        return page

    def _add_body(self, page: Page, text: str, separator: str) -> None:
        rng = self._random
        paragraphs = [line for line in text.split("\n") if line.strip()]
        count = min(rng.randint(0, 4), len(paragraphs) // 4)
        places = rng.choices(range(1, len(paragraphs)), k=count) if count else []
        for number, paragraph in enumerate(paragraphs):
            for _ in range(places.count(number)):
                self._add(page, rng.choice(_INSIDE), separator)
            page.add(paragraph, "body", separator)

    def _add(self, page: Page, kind: str, separator: str) -> None:
        rng = self._random
        if kind == "title":
            page.add(page.title, "title", separator)
        elif kind == "byline":
            page.author = rng.choice(_NAMES)
            line = rng.choice(_BYLINES).format(name=page.author, site=self._words["site"])
            page.add(line, kind, separator)
        elif kind == "dates":
            self._add_dates(page, separator)
        elif kind == "menu":
            page.add("\n".join(rng.sample(self._phrases["menu"], rng.randint(3, 12))), kind, "\n")
        elif kind in ("ticker", "related"):
            self._add_links(page, kind, separator)
        else:
            page.add(self._filled(rng.choice(self._phrases[kind])), kind, separator)

    def _add_links(self, page: Page, kind: str, separator: str) -> None:
        rng = self._random
        headings = self._phrases["ticker" if kind == "ticker" else "related_heading"]
        headlines = [self._headline() for _ in range(rng.randint(1, 5))]
        bullet = rng.choice(("", "", "• ", "  - "))
        page.add(self._filled(rng.choice(headings)), kind, separator)
        page.add("\n".join(bullet + headline for headline in headlines), kind, separator)

    def _add_dates(self, page: Page, separator: str) -> None:
        day = _FIRST_DAY + timedelta(days=self._random.randrange(3200))
        later = day + timedelta(days=self._random.randrange(3))
        form = self._random.choice(_DATES)
        line = self._random.choice(_DATE_LINES).format(date=day.strftime(form), later=later.strftime(form))
        page.published = day.isoformat()
        page.add(line, "dates", separator)

    def _choose_words(self, article: Article) -> None:
        rng = self._random
        self._words = {
            "site": rng.choice(_SITES),
            "section": rng.choice(self._phrases["menu"]),
            "year": str(rng.randint(2012, 2025)),
        }
        words = (word.strip(".,:;?!'\"’‘“”") for word in article.title.split())
        self._topics = [word for word in words if len(word) > 3] or ["news"]

    def _headline(self) -> str:
        return self._random.choice(self._articles).title

    def _filled(self, template: str) -> str:
        rng = self._random
        while "{topic}" in template:
            topic = " ".join(rng.choices(self._topics, k=rng.randint(1, 2)))
            template = template.replace("{topic}", topic, 1)
        words = self._words | {"n": str(rng.randint(2, 900)), "headline": self._headline()}
        for name, word in words.items():
            template = template.replace(f"{{{name}}}", word)
        return template
