"""Cards of several passages: each a block of a head, a quote and a foot, within Discord's limits together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from discord import Colour, ui

from bot.cards.answer import card
from bot.cards.base import ANSWER_COLOUR, TEXT_LIMIT, shares
from bot.cards.excerpts import quoted
from bot.cards.markdown import width
from index import Span

# With separators and three rows of buttons, these stay below Discord's 40 components.
MOST_BLOCKS = 6
# Of the room of a block, the foot takes at most this share: what people came for is the quote.
_FOOT_SHARE = 0.45
# What a quote takes at most, by how many there are: alone, a passage of usual length is shown whole;
# of several, a phone's screen should hold more than one.
QUOTE_ROOM = {1: 3000, 2: 640, 3: 420}
ROOM_OF_MANY = 320

Part = ui.Item[ui.LayoutView]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteBlock:
    """One passage: `text` word for word; `head` and `feet` are markup, `head` may be "".

    `feet` are ways to write what stands beneath, the fullest first; the first that leaves the quote its room
    is taken. `best` is the sentence to stress.
    """

    text: str
    feet: Sequence[str]
    head: str = ""
    best: Span | None = None


def stack(
    blocks: Sequence[QuoteBlock],
    *,
    head: str = "",
    tail: str = "",
    rows: Sequence[ui.ActionRow[Any]] = (),
    colour: Colour = ANSWER_COLOUR,
) -> ui.LayoutView:
    """Show up to MOST_BLOCKS passages, one below the other; `head` and `tail` are markup of bounded width."""
    shown = blocks[:MOST_BLOCKS]
    room = TEXT_LIMIT - width(head) - width(tail) - sum(width(block.head) for block in shown)
    feet = [_foot(block, room // len(shown)) for block in shown]
    room -= sum(map(width, feet))
    most = QUOTE_ROOM.get(len(shown), ROOM_OF_MANY)
    needs = [width(quoted(block.text, most, block.best)) for block in shown]
    rooms = shares(needs, room)
    children: list[Part] = [ui.TextDisplay(head)] if head else []
    for block, given, foot in zip(shown, rooms, feet, strict=True):
        if children:
            children.append(ui.Separator())
        if block.head:
            children.append(ui.TextDisplay(block.head))
        # Two texts: were they one, some renderers would draw the foot into the quote.
        children += [ui.TextDisplay(quoted(block.text, given, block.best)), ui.TextDisplay(foot)]
    if tail:
        children += [ui.Separator(), ui.TextDisplay(tail)]
    return card(children, colour, rows)


def _foot(block: QuoteBlock, room: int) -> str:
    limit = room * _FOOT_SHARE
    return next((foot for foot in block.feet if width(foot) <= limit), block.feet[-1])
