"""Labels that mean harm, and the length of what a card shows."""

from collections.abc import Sequence

from discord import ui
from hypothesis import strategies as st

from bot.cards import base
from bot.cards.markdown import width

HOSTILE = st.text(
    st.sampled_from("a *_`~|<@&#>[]()\\:/.!?\n\r\t-1😀é\u202e\u2028") | st.characters(codec="utf-8"),
    max_size=700,
)


def length(items: Sequence[base.LayoutItem] | ui.LayoutView) -> int:
    """How much text a card holds, as Discord counts it."""
    view = items if isinstance(items, ui.LayoutView) else base.card(items)
    texts = [item.content for item in view.walk_children() if isinstance(item, ui.TextDisplay)]
    assert all(texts)
    # Discord refuses a text that holds blanks alone.
    assert all(text.strip() for text in texts)
    return sum(map(width, texts))
