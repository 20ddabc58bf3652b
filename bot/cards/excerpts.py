"""Passages as cards show them: cut to a width at sentence ends, around the sentence that answers best."""

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate, pairwise

from bot.cards.markdown import CUT, quote, shorten, width
from index import Passage, Piece, Span, Version, sentences

CUT_BEFORE = "… "


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A passage to show: its library's name, the sentence to stress, and the outlets that say the same.

    An outlet without a name is "". Where its article says something else today, `version` is the one that the
    passage stands in, and `difference` leads to today's words.
    """

    library: str
    passage: Passage
    best: Span | None = None
    also_in: tuple[str, ...] = ()
    version: Version | None = None
    difference: tuple[Piece, ...] = ()


# Cutting


def cut_quote(text: str, max_width: int, best: Span | None = None) -> str:
    """Return `text` as a quote of at most `max_width` units, `best` in bold.

    A text that is too long is cut at sentence ends, so that `best` stays; `CUT_BEFORE` and `CUT` stand where
    something is left out. A sentence that alone is too long is cut at a word.
    """
    stressed = None if best == (0, len(text)) else best
    # No character takes less than one unit, so that a long text need not be looked at.
    if len(text) <= max_width and width(whole := quote(text, stressed)) <= max_width:
        return whole
    return _window(text, max_width, best or Span(0, 0), lambda span: _piece(text, span, best))


def _window(text: str, max_width: int, core: Span, render: Callable[[Span], str]) -> str:
    """Grow from the sentences of `core` to both sides as long as they fit, each measured once."""
    spans = sentences(text)
    inside = [
        place for place, one in enumerate(spans) if one.end > core.start and one.start < max(core.end, 1)
    ]
    if not inside:
        return quote(shorten(text, max_width, quote))
    first, last = inside[0], inside[-1]
    # With the blanks before it; a quote of its own is never shorter than its share of a longer one.
    ends = [0, *(one.end for one in spans)]
    widths = [0] + [width(quote(text[start:end])) for start, end in pairwise(ends)]
    sums = list(accumulate(widths))

    def fits(first: int, last: int) -> bool:
        return first >= 0 and last < len(spans) and sums[last + 1] - sums[first] <= max_width

    def rendered() -> str:
        return render(Span(spans[first].start, spans[last].end))

    if not fits(first, last) or width(rendered()) > max_width:
        before = CUT_BEFORE if spans[first].start else ""
        return quote(before + shorten(text[spans[first].start :], max_width - width(before), quote))
    # The sentence before says whom the best one is about; what follows comes next.
    first -= fits(first - 1, last)
    while fits(first, last + 1):
        last += 1
    while fits(first - 1, last):
        first -= 1
    # The marks of cuts and of bold type come on top, which costs a sentence at most, or a few short ones.
    while width(shown := rendered()) > max_width:
        if last > inside[-1]:
            last -= 1
        else:
            first += 1
    return shown


def _piece(text: str, span: Span, best: Span | None) -> str:
    before = CUT_BEFORE if span.start > 0 else ""
    after = CUT if span.end < len(text) else ""
    cut = f"{before}{text[span.start : span.end]}{after}"
    if best is None:
        return quote(cut)
    shift = len(before) - span.start
    stressed = (max(best.start + shift, len(before)), min(best.end + shift, len(cut) - len(after)))
    return quote(cut, stressed if stressed[1] - stressed[0] < len(cut) else None)


def ending(text: str, max_width: int, render: Callable[[str], str]) -> str:
    """Return the last sentences of `text`, as many as fit: `render` of them takes at most `max_width`.

    "" where not even one fits.
    """
    if len(text) <= max_width and width(render(text)) <= max_width:
        return text
    # No character takes less than one unit, so that a long text need not be looked at.
    starts = [span.start for span in sentences(text) if len(CUT_BEFORE) + len(text) - span.start <= max_width]
    fits = bisect_left(starts, True, key=lambda start: width(render(CUT_BEFORE + text[start:])) <= max_width)
    return CUT_BEFORE + text[starts[fits] :] if fits < len(starts) else ""
