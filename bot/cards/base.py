"""The parts that all cards are made of."""

from collections.abc import Sequence
from typing import Any, TypeAlias

from discord import Colour, ui

LayoutItem: TypeAlias = "ui.Item[ui.LayoutView]"
Parts: TypeAlias = "Sequence[ui.Item[ui.LayoutView]]"
Rows: TypeAlias = "Sequence[ui.ActionRow[Any]]"

# Discord's limit for all text of a message, counted as it is sent: with escapes, markup and addresses.
TEXT_LIMIT = 4000
ANSWER_COLOUR = Colour(0x2F6F8F)
QUIET_COLOUR = Colour(0x80848E)


class Card(ui.LayoutView):
    """A message whose buttons are known by their ids, also after a restart.

    discord.py keeps each view that it sends, with all that its interaction holds, to find the buttons again:
    for 15 minutes where one person alone sees it, else for good. One that is finished it does not keep.
    """

    def __init__(self) -> None:
        super().__init__(timeout=None)

    def is_finished(self) -> bool:
        """Say that nobody waits for this view: its items find their own way."""
        return True


def card(parts: Parts, rows: Rows = (), *, quiet: bool = False) -> ui.LayoutView:
    """Put parts into one coloured box, with rows of buttons at its foot."""
    view = Card()
    view.add_item(ui.Container(*parts, *rows, accent_colour=QUIET_COLOUR if quiet else ANSWER_COLOUR))
    return view


def working(line: str) -> ui.LayoutView:
    """Say what is being done at the moment."""
    return card([ui.TextDisplay(line)], quiet=True)


def notice(line: str) -> ui.LayoutView:
    """Show one line, such as a refusal, without a box; it is markup."""
    view = Card()
    view.add_item(ui.TextDisplay(line))
    return view


def shares(needs: Sequence[int], total: int) -> list[int]:
    """Divide `total` fairly: nobody gets more than needed, and what is left over goes to the others."""
    given = [0] * len(needs)
    order = sorted(range(len(needs)), key=needs.__getitem__)
    for place, index in enumerate(order):
        given[index] = min(needs[index], total // (len(order) - place))
        total -= given[index]
    return given
