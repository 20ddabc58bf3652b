"""Checks whether quoted words stand in an article exactly, nearly, or not."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from index.lookup.alignment import DiffRun, QuoteSpan, TokenLine, Words, differences, nearest
from index.lookup.quotations import parts
from index.model.article import Article, Passage, Span

# benchmarks/quotes.py, 1,835 articles, 100 quotes a row: with one, two, three words altered 99, 96 and 93
# reach this; of sentences of other events 9, of the same event 18, 6 and 5 of which stand there verbatim.
NEAR = 0.65


class Verdict(StrEnum):
    """How quoted words stand in a library."""

    EXACT = "exact"
    NEAR = "near"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedPart:
    """What a quote has between two ellipses: its place in the article's text, and both side by side."""

    span: Span
    segments: tuple[DiffRun, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteMatch:
    """An article that has the words, and the passages on which they stand.

    `similarity` (0 to 1) is the share of the words that is equal, case and signs aside.
    """

    article: Article
    passages: tuple[Passage, ...]
    parts: tuple[QuotedPart, ...]
    similarity: float

    @property
    def exact(self) -> bool:
        """Whether the article has these very words."""
        return all(segment.kind == "equal" for part in self.parts for segment in part.segments)

    @property
    def span(self) -> Span:
        """From the first quoted word to the last in `article.text`."""
        return Span(self.parts[0].span.start, self.parts[-1].span.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteCheck:
    """The result of checking a quote; `matches` are all exact ones or else the near ones, best first.

    `unread` counts the characters at the end of a very long quote that were not looked for.
    """

    quote: str
    matches: tuple[QuoteMatch, ...]
    unread: int = 0

    @property
    def verdict(self) -> Verdict:
        """Exact where at least one article has these very words."""
        if not self.matches:
            return Verdict.ABSENT
        return Verdict.EXACT if self.matches[0].exact else Verdict.NEAR


Cut = Callable[[Article], Sequence[Passage]]


def check(
    quote: str, holding: Iterable[Article], like: Iterable[Article], cut: Cut, limit: int
) -> QuoteCheck:
    """Look for `quote` and return at most `limit` matches.

    The very words are looked for in `holding`, the articles that have all of them; only where none has the
    quote, something near it is looked for in `like`. `cut` gives an article's passages.

    Blanks and line ends, the shape of quotation marks, apostrophes and dashes, and signs at the quote's
    own ends do not count; case, wording and signs inside do. Ellipses part a quote; its parts must follow
    each other in one article.
    """
    whole = Words.of(quote).trimmed()
    pieces = [words for words in (Words.of(part).trimmed() for part in parts(quote)) if len(words)]
    for articles, near in ((holding, False), (like, True)):
        found = []
        for article in articles:
            text = Words.of(article.text)
            if (match := _match(whole, pieces, text, near=near)) is not None:
                found.append((match, text, article))
            if not near and len(found) == limit:
                break
        if found:
            found.sort(key=lambda one: -_similarity(*one[0]))
            return QuoteCheck(
                quote=quote,
                matches=tuple(
                    _as_match(*match, text, article, cut(article)) for match, text, article in found[:limit]
                ),
            )
    return QuoteCheck(quote=quote, matches=())


def _match(
    whole: Words, pieces: Sequence[Words], text: Words, *, near: bool
) -> tuple[Sequence[Words], Sequence[QuoteSpan]] | None:
    """Return the pieces of the quote and where each stands in the text, one after the other."""
    # An article can have an ellipsis itself.
    line = TokenLine(text)
    if literal := line.find(whole):
        return [whole], [literal]
    places: list[QuoteSpan] = []
    for piece in pieces:
        after = places[-1].last if places else 0
        match = line.find(piece, after) or (nearest(piece, text, after, NEAR) if near else None)
        if match is None:
            return None
        places.append(match)
    return (pieces, places) if places else None


def _similarity(pieces: Sequence[Words], places: Sequence[QuoteSpan]) -> float:
    return sum(place.similarity * len(piece) for piece, place in zip(pieces, places, strict=True)) / sum(
        map(len, pieces)
    )


def _as_match(
    pieces: Sequence[Words],
    places: Sequence[QuoteSpan],
    text: Words,
    article: Article,
    passages: Sequence[Passage],
) -> QuoteMatch:
    quoted = tuple(
        QuotedPart(
            span=Span(text.spans[place.first].start, text.spans[place.last - 1].end),
            segments=differences(piece, text, place),
        )
        for piece, place in zip(pieces, places, strict=True)
    )
    spans = [part.span for part in quoted]
    return QuoteMatch(
        article=article,
        passages=tuple(
            one for one in passages if any(one.start < end and start < one.end for start, end in spans)
        ),
        parts=quoted,
        similarity=_similarity(pieces, places),
    )
