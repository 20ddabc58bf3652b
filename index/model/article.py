"""Articles and the passages cut from them: frozen values that know how to name their source."""

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import pairwise
from typing import NamedTuple

from index.model.labels import ENGLISH, Labels


class Span(NamedTuple):
    """A half-open run of characters, counted as Python counts them, in the text that its owner names."""

    start: int
    end: int


class Dropped(NamedTuple):
    """A half-open run of characters that cleaning left out of a text, and why."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class ReadFrom:
    """What an article was read from: a digest of the bytes, and one of the code that read them.

    Either is b"" for articles that no reader made.
    """

    source: bytes = b""
    reader: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One document, kept as it was read.

    Every field but `text` is empty when it is unknown. `id` is empty until a library has given one,
    unless the record brought its own. `published` is an ISO 8601 date or date-time; `origin` is the
    file or address that the article was read from and never leaves the machine. `pages` holds the place
    in `text` where each printed page begins, the first page first; it is empty where there are no pages.

    `extracted` is what a scraped text was before cleaning, and `dropped` its spans, in order, without which
    it is `text`; both are empty where nothing was cleaned, and do not make one article differ from another.
    Nor do `read_from`, which readers fill in, and what a library knows: `added` and `seen`, the times (ISO
    8601, UTC) when the article came to it and when its source last said the same, "" where it is unknown; and
    `revision`, which of its texts this is, counted from 1, 0 outside a library.

    Raises ValueError when `published` is no ISO 8601 date, when `pages` does not ascend within the text,
    or when a field holds text that is not valid Unicode (a lone surrogate), which no file and no message
    could carry.
    """

    text: str
    id: str = ""
    title: str = ""
    outlet: str = ""
    author: str = ""
    published: str = ""
    url: str = ""
    origin: str = ""
    pages: tuple[int, ...] = ()
    extracted: str = field(default="", compare=False, repr=False)
    dropped: tuple[Dropped, ...] = field(default=(), compare=False, repr=False)
    read_from: ReadFrom | None = field(default=None, compare=False, repr=False)
    added: str = field(default="", compare=False, repr=False)
    seen: str = field(default="", compare=False, repr=False)
    revision: int = field(default=0, compare=False, repr=False)

    def __post_init__(self) -> None:
        for name in ("text", "id", "title", "outlet", "author", "url", "origin"):
            try:
                getattr(self, name).encode()
            except UnicodeEncodeError as error:
                raise ValueError(
                    f'"{name}" is not valid Unicode at character {error.start}; '
                    "save the source as UTF-8 and read it again"
                ) from None
        if self.published:
            datetime.fromisoformat(self.published)
        if any(before > after for before, after in pairwise((0, *self.pages, len(self.text)))):
            raise ValueError('"pages" must ascend within the text; add the article without them')

    @property
    def day(self) -> date | None:
        """The day of publication in the article's own time zone; None when it is unknown."""
        return datetime.fromisoformat(self.published).date() if self.published else None

    @property
    def source(self) -> str:
        """Outlet, date and title in English."""
        return self.source_in(ENGLISH)

    def source_in(self, words: Labels) -> str:
        """Return outlet, date and title as labels of a language name them."""
        return words.source(self.outlet, self.day, self.title)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A run of whole sentences: `article.text[start:end]`.

    `serial` is the passage's number in its id, given once and never to another text; `position` is its
    place among the article's `total` passages today, counted from 1.
    """

    article: Article
    serial: int
    start: int
    end: int
    position: int
    total: int

    @property
    def id(self) -> str:
        """What people cite: the article's id, a number sign and the serial."""
        return f"{self.article.id}#{self.serial}"

    @property
    def text(self) -> str:
        """The passage, word for word."""
        return self.article.text[self.start : self.end]

    @property
    def pages(self) -> tuple[int, int] | None:
        """The first and last printed page that the passage stands on, from 1; None without pages."""
        starts = self.article.pages
        if not starts:
            return None
        # A page without text begins where the next one does: the text belongs to the later one.
        first, last = (max(bisect_right(starts, place), 1) for place in (self.start, self.end - 1))
        return first, last

    @property
    def label(self) -> str:
        """How the passage names its source, in English."""
        return self.label_in(ENGLISH)

    def label_in(self, words: Labels) -> str:
        """Return how the passage names its source in a language."""
        return f"{self.article.source_in(words)}, {self.place_in(words)}"

    def place_in(self, words: Labels) -> str:
        """Return the printed pages, where there are any, and which of the article's passages it is."""
        return words.place(self.pages, self.position, self.total)
