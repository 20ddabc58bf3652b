"""Quotas: how much one server may have, as the operator sets it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index import AddReport, Article, Library

MIB = 1024 * 1024
# What the card of /feed list can show and its select can offer.
MOST_FEEDS = 15
# What is added in one turn: a fraction of a second's work.
SLICE_ARTICLES = 50
SLICE_CHARACTERS = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotas:
    """The bounds of each server; None is no bound. What a server has already stays when a bound falls.

    `megabytes` are those of the stored articles, `drafts` previews that wait at one time, `questions` those
    of a day (in UTC), `feed_articles` the articles that one feed brings in a day.
    """

    articles: int | None = 20_000
    megabytes: int | None = 500
    feeds: int | None = MOST_FEEDS
    drafts: int | None = 20
    questions: int | None = 5_000
    feed_articles: int | None = 200


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of articles under a server's bounds.

    `refused` found no room, and `bound` is the field of `Quotas` that stood in their way, "" where none did.
    """

    report: AddReport
    refused: tuple[Article, ...] = ()
    bound: str = ""


@dataclass(slots=True)
class _Left:
    """What is left of the bounds while articles are chosen."""

    articles: float
    bytes: float

    @classmethod
    def of(cls, library: Library, quotas: Quotas) -> "_Left":
        used = library.usage()
        return cls(
            float("inf") if quotas.articles is None else quotas.articles - used.articles,
            float("inf") if quotas.megabytes is None else quotas.megabytes * MIB - used.bytes,
        )

    def take(self, article: Article, stored: int | None) -> str:
        """Take what an article needs and return "", or the bound that does not leave it that much.

        `stored` is the length of the text that it would replace. Correcting what is there needs nothing
        unless it grows.
        """
        grows = _size(article) if stored is None else max(0, len(article.text) - stored)
        if stored is None and self.articles < 1:
            return "articles"
        if grows and self.bytes < grows:
            return "megabytes"
        self.articles -= stored is None
        self.bytes -= grows
        return ""


def add_within(library: Library, articles: Sequence[Article], quotas: Quotas) -> Kept:
    """Add the articles for which the quotas leave room; an update of a stored article needs none."""
    left = _Left.of(library, quotas)
    bounds = [
        left.take(article, stored)
        for article, stored in zip(articles, library.stored_lengths(articles), strict=True)
    ]
    fitting = [article for article, bound in zip(articles, bounds, strict=True) if not bound]
    # One process: the bot's others are not to wait for all cores.
    report = library.add(fitting, workers=1) if fitting else AddReport()
    refused = tuple(article for article, bound in zip(articles, bounds, strict=True) if bound)
    return Kept(report, refused, next(filter(None, bounds), ""))


def _size(article: Article) -> int:
    return len(article.text.encode(errors="replace")) + len(article.extracted.encode(errors="replace"))


def slices(articles: Sequence[Article]) -> Iterator[list[Article]]:
    """Yield the articles in the pieces that are added in one turn each."""
    piece: list[Article] = []
    characters = 0
    for article in articles:
        piece.append(article)
        characters += len(article.text)
        if len(piece) >= SLICE_ARTICLES or characters >= SLICE_CHARACTERS:
            yield piece
            piece, characters = [], 0
    if piece:
        yield piece
