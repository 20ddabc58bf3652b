"""Cards of quoted passages and of citations. Pure functions."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from discord import ui

from bot.cards import labels
from bot.cards.base import TEXT_LIMIT, LayoutItem, card
from bot.cards.changes import changed_line, difference
from bot.cards.markdown import escape, shorten, width
from bot.cards.quote_blocks import QuoteBlock, stack
from bot.libraries.references import ScopedPassage
from bot.texts import Voice
from index import Passage, Span
from index.citation.styles import STYLES

STYLE_KEYS = {
    "markdown": "style.markdown",
    "plain": "style.plain",
    "wikipedia": "style.wikipedia",
    "bibtex": "style.bibtex",
    "ris": "style.ris",
    "csl-json": "style.csl_json",
}
ENDINGS = {
    "markdown": "md",
    "plain": "txt",
    "wikipedia": "wiki",
    "bibtex": "bib",
    "ris": "ris",
    "csl-json": "json",
}
NAME_WIDTH = 100
DIFFERENCE_WIDTH = 1500
# The ends of a code block; inside one nothing can be escaped.
_FENCE = "```"


def quotes(
    found: Sequence[ScopedPassage],
    say: Voice,
    *,
    head: str = "",
    failures: Sequence[str] = (),
    rows: Sequence[ui.ActionRow[Any]] = (),
) -> ui.LayoutView:
    """Show passages, and in a line each why others cannot be shown; `head` and these are markup."""
    blocks = [quote_block(one, say) for one in found]
    tail = "\n".join(say("cite.missing", why=line) for line in failures)
    if len(found) == 1 and found[0].version:
        # Alone, there is room for what stands there today.
        shown = difference(found[0].difference, DIFFERENCE_WIDTH, say)
        tail = "\n".join(filter(None, (shown, tail)))
    return stack(blocks, head=head, tail=tail, rows=rows)


def quote_block(found: ScopedPassage, say: Voice, *, head: str = "", best: Span | None = None) -> QuoteBlock:
    """Return the block of a passage with its label."""
    passage = found.passage
    label, source = labels.label(passage, say), labels.short_source(passage.article, say)
    foot_variants = labels.foot_variants(passage, found.library, say, label, source)
    if found.version:
        foot_variants = [f"{foot}\n{changed_line(found.version, say)}" for foot in foot_variants]
    return QuoteBlock(text=passage.text, foot_variants=foot_variants, head=head, best=best)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A citation as it is sent: `text` in the card, or as the file `name` where a card cannot hold it."""

    text: str
    name: str
    in_file: bool


def citation(passage: Passage, style: str, say: Voice) -> Citation:
    """Cite a passage in one of `STYLES`."""
    text = STYLES[style](passage, say.labels)
    max_width = TEXT_LIMIT - 600
    # A code block ends at the next fence, and one cannot be escaped inside it.
    in_file = _FENCE in text or text.endswith("`") or width(text) > max_width
    return Citation(text=text, name=f"citation.{ENDINGS[style]}", in_file=in_file)


def citation_card(
    made: Citation, found: ScopedPassage, style: str, say: Voice, rows: Sequence[ui.ActionRow[Any]] = ()
) -> ui.LayoutView:
    """Show a citation for copying."""
    label = escape(labels.label(found.passage, say))
    children: list[LayoutItem] = [
        ui.TextDisplay(f"-# **{say(STYLE_KEYS[style])}** · {label}"),
        ui.File(f"attachment://{made.name}")
        if made.in_file
        else ui.TextDisplay(f"{_FENCE}\n{made.text}\n{_FENCE}"),
    ]
    if found.version:
        children.append(ui.TextDisplay(changed_line(found.version, say)))
    return card(children, rows)


def choice_name(passage: Passage, number: int, say: Voice) -> str:
    """Name a passage in a select's option: its number on the card, and its source."""
    return shorten(f"{number} · {labels.source(passage.article, say)}", NAME_WIDTH, str)
