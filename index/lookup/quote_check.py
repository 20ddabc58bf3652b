"""Checks whether quoted words stand in an article exactly, nearly, or not."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from index.lookup.alignment import DiffRun, QuoteSpan, TokenLine, differences, nearest, same
from index.lookup.edited_quote import EditedQuote, Pieces
from index.lookup.quote_edits import MOST_REPLACED, EditedText, QuoteEdit, put_in_remarks
from index.lookup.words import Words, is_wrapped, wrapped
from index.model.article import Article, Passage, Span

# benchmarks/quotes.py, 1,835 articles, 100 quotes a row: with one, two, three words altered 99, 96 and 93
# reach this; of sentences of other events 9, of the same event 18, 6 and 5 of which stand there verbatim.
NEAR = 0.65
# How many places are tried for a quote that is parted, and how many parts it may have for that.
_PLACES = 20
_PARTS = 20


class Verdict(StrEnum):
    """How quoted words stand in a library, the best first.

    `EDITED`: as quoted, but what is left out or put in may make them say something else.
    """

    EXACT = "exact"
    EDITED = "edited"
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

    `edits` are what whoever quotes left out or put in, in order. `similarity` (0 to 1) is the share of the
    words that is equal, case and signs aside.
    """

    article: Article
    passages: tuple[Passage, ...]
    parts: tuple[QuotedPart, ...]
    edits: tuple[QuoteEdit, ...] = ()
    similarity: float

    @property
    def verdict(self) -> Verdict:
        """How the article has these words."""
        if not all(same(part.segments) for part in self.parts):
            return Verdict.NEAR
        return Verdict.EDITED if any(edit.matters for edit in self.edits) else Verdict.EXACT

    @property
    def rank(self) -> tuple[int, float]:
        """Ascends from the best match to the worst."""
        return list(Verdict).index(self.verdict), -self.similarity

    @property
    def span(self) -> Span:
        """From the first quoted word to the last in `article.text`."""
        return Span(self.parts[0].span.start, self.parts[-1].span.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteCheck:
    """The result of checking a quote; `matches` are all of the best verdict that there is, best first.

    `unread` counts the characters at the end of a very long quote that were not looked for.
    """

    quote: str
    matches: tuple[QuoteMatch, ...]
    unread: int = 0

    @property
    def verdict(self) -> Verdict:
        """Exact where at least one article has these very words."""
        return self.matches[0].verdict if self.matches else Verdict.ABSENT


def best_matches(matches: Iterable[QuoteMatch]) -> list[QuoteMatch]:
    """Return the matches of the best verdict among them, best first."""
    found = sorted(matches, key=lambda match: match.rank)
    return [match for match in found if match.verdict is found[0].verdict]


Cut = Callable[[Article], Sequence[Passage]]


@dataclass(frozen=True, slots=True)
class _Found:
    """Where the runs of a quote stand in a text, one after the other."""

    runs: Sequence[Words]
    places: Sequence[QuoteSpan]
    edits: tuple[QuoteEdit, ...] = ()

    @property
    def cost(self) -> tuple[bool, int]:
        """Ascends with what is left out."""
        return any(edit.matters for edit in self.edits), sum(edit.words for edit in self.edits)

    @property
    def similarity(self) -> float:
        lengths = [len(run) for run in self.runs]
        alike = sum(one.similarity * length for one, length in zip(self.places, lengths, strict=True))
        return alike / sum(lengths)


def check(
    quote: str, holding: Iterable[Article], like: Iterable[Article], cut: Cut, limit: int
) -> QuoteCheck:
    """Look for `quote` and return at most `limit` matches.

    The very words are looked for in `holding`, the articles that have all of them; only where none has the
    quote, something near it is looked for in `like`. `cut` gives an article's passages.

    Typography does not count: blanks and line ends, the shape of quotation marks, apostrophes and dashes,
    composed accents, ligatures, what nobody sees, signs at the quote's own ends. Case, wording and signs
    inside do. Ellipses and brackets part a quote; its parts must follow each other in one article, and
    what is left out between them is said.
    """
    said = EditedQuote.of(quote)
    words = frozenset((*said.whole.exact, *(word for _, _, word in wrapped(quote))))
    for articles, near in ((holding, False), (like, True)):
        matches: list[QuoteMatch] = []
        exact = 0
        for article in articles:
            text = Words.of(article.text, words)
            resolved = EditedQuote.of(quote, frozenset(text.exact)) if is_wrapped(quote) else said
            found = _find(resolved, text, near=near)
            if found is None:
                continue
            matches.append(_as_match(found, text, article, cut(article)))
            exact += matches[-1].verdict is Verdict.EXACT
            if not near and exact == limit:
                break
        if matches:
            return QuoteCheck(quote=quote, matches=tuple(best_matches(matches)[:limit]))
    return QuoteCheck(quote=quote, matches=())


def _find(quote: EditedQuote, text: Words, *, near: bool) -> _Found | None:
    line = TokenLine(text)
    # An article can have an ellipsis or brackets itself.
    if literal := line.find(quote.whole):
        return _Found([quote.whole], [literal])
    edited = EditedText(text)
    exact: list[_Found] = []
    for pieces in quote.exact_readings():
        remarks = put_in_remarks(quote.put_in, matter=False) if pieces is not quote.apart else ()
        exact += (
            _Found(pieces.runs, places, (*edited.edits(pieces, places), *remarks))
            for places in _very_words(pieces, text, line)
        )
    if exact:
        return min(exact, key=lambda found: found.cost)
    if not near:
        return None
    alike: list[_Found] = []
    for pieces in quote.near_readings():
        if nearby := _nearly(pieces, text, line):
            remarks = put_in_remarks(quote.put_in, matter=pieces is quote.bare)
            alike.append(_Found(pieces.runs, nearby, (*edited.edits(pieces, nearby), *remarks)))
    return max(alike, key=lambda found: found.similarity, default=None)


def _very_words(pieces: Pieces, text: Words, line: TokenLine) -> Iterator[list[QuoteSpan]]:
    """Yield places of the runs, close together, where brackets stand for no more words than they may."""
    for places in _closest(pieces.runs, line):
        inner = zip(pieces.gaps[1:-1], places, places[1:], strict=False)
        if all(
            gap.ellipsis or text.count(before.last, behind.first) <= MOST_REPLACED
            for gap, before, behind in inner
        ):
            yield places


def _closest(runs: Sequence[Words], line: TokenLine) -> Iterator[list[QuoteSpan]]:
    """Yield a few places of the runs, one after the other, each as close together as it can be."""
    after = 0
    for _ in range(_PLACES):
        places = _in_order(runs, line, after)
        if places is None:
            return
        if len(runs) > 1 and len(runs) <= _PARTS:
            for number in range(len(runs) - 2, -1, -1):
                last = line.find_last(runs[number], places[number + 1].first)
                places[number] = last or places[number]
        yield places
        if len(runs) == 1 or len(runs) > _PARTS:
            return
        after = places[0].first + 1


def _in_order(runs: Sequence[Words], line: TokenLine, after: int) -> list[QuoteSpan] | None:
    places: list[QuoteSpan] = []
    for run in runs:
        place = line.find(run, after)
        if place is None:
            return None
        places.append(place)
        after = place.last
    return places or None


def _nearly(pieces: Pieces, text: Words, line: TokenLine) -> list[QuoteSpan] | None:
    places: list[QuoteSpan] = []
    for run in pieces.runs:
        after = places[-1].last if places else 0
        place = line.find(run, after)
        if place is None and (alike := nearest(run, text, after, NEAR)):
            # What the quote tears off counts as left out.
            place = QuoteSpan(*text.whole(alike.first, alike.last), alike.similarity)
        if place is None:
            return None
        places.append(place)
    return places or None


def _as_match(found: _Found, text: Words, article: Article, passages: Sequence[Passage]) -> QuoteMatch:
    parts = tuple(
        QuotedPart(
            span=Span(text.spans[place.first].start, text.spans[place.last - 1].end),
            segments=differences(run, text, place),
        )
        for run, place in zip(found.runs, found.places, strict=True)
    )
    spans = [part.span for part in parts]
    return QuoteMatch(
        article=article,
        passages=tuple(
            one for one in passages if any(one.start < end and start < one.end for start, end in spans)
        ),
        parts=parts,
        edits=found.edits,
        similarity=found.similarity,
    )
