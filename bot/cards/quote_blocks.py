"""Cards of several passages: each a block of a head, a quote and a foot, within Discord's limits together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from discord import ui

from bot.cards.base import TEXT_LIMIT, LayoutItem, card, shares
from bot.cards.excerpts import cut_quote
from bot.cards.markdown import width
from index import Span

# With separators and three rows of buttons, these stay below Discord's 40 components.
MOST_BLOCKS = 6
# Of the width of a block, the foot takes at most this share: what people came for is the quote.
_FOOT_SHARE = 0.45
# What a quote takes at most, by how many there are: alone, a passage of usual length is shown whole;
# of several, a phone's screen should hold more than one.
QUOTE_WIDTH = {1: 3000, 2: 640, 3: 420}
WIDTH_OF_MANY = 320


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteBlock:
    """One passage: `text` word for word; `head` and `foot_variants` are markup, `head` may be "".

    `foot_variants` are ways to write what stands under the quote, the fullest first; the first that leaves
    the quote enough is taken. `best` is the sentence to stress.
    """

    text: str
    foot_variants: Sequence[str]
    head: str = ""
    best: Span | None = None


def stack(
    blocks: Sequence[QuoteBlock],
    *,
    head: str = "",
    tail: str = "",
    rows: Sequence[ui.ActionRow[Any]] = (),
) -> ui.LayoutView:
    """Show up to MOST_BLOCKS passages, one below the other; `head` and `tail` are markup of bounded width."""
    shown = blocks[:MOST_BLOCKS]
    max_width = TEXT_LIMIT - width(head) - width(tail) - sum(width(block.head) for block in shown)
    foot_lines = [_foot(block, max_width // len(shown)) for block in shown]
    max_width -= sum(map(width, foot_lines))
    most = QUOTE_WIDTH.get(len(shown), WIDTH_OF_MANY)
    needs = [width(cut_quote(block.text, most, block.best)) for block in shown]
    widths = shares(needs, max_width)
    children: list[LayoutItem] = [ui.TextDisplay(head)] if head else []
    for block, given, foot in zip(shown, widths, foot_lines, strict=True):
        if children:
            children.append(ui.Separator())
        if block.head:
            children.append(ui.TextDisplay(block.head))
        # Two texts: were they one, some renderers would draw the foot into the quote.
        children += [ui.TextDisplay(cut_quote(block.text, given, block.best)), ui.TextDisplay(foot)]
    if tail:
        children += [ui.Separator(), ui.TextDisplay(tail)]
    return card(children, rows)


def _foot(block: QuoteBlock, max_width: int) -> str:
    limit = max_width * _FOOT_SHARE
    return next((foot for foot in block.foot_variants if width(foot) <= limit), block.foot_variants[-1])
