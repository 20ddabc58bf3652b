"""The card of a quote check: the words as the article has them, with what differs marked. Pure functions."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from discord import ui

from bot.cards import labels
from bot.cards.base import TEXT_LIMIT, LayoutItem, card
from bot.cards.markdown import CUT, escape, flatten, quote, shorten, width
from bot.cards.quote_remarks import remarks
from bot.texts import Voice
from index import Passage, QuoteCheck, QuotedPart, QuoteMatch, Verdict

MOST_QUOTES = 3
_QUOTE_WIDTH = 160
# How many characters are shown on either side of the quoted words.
_AROUND = 200
_LINE_BREAK = re.compile(r"\r\n?|\n")
_MARKS = {"plain": "", "printed": "**", "quoted": "~~", "ours": ""}

PieceKind = Literal["plain", "printed", "quoted", "ours"]


@dataclass(frozen=True, slots=True)
class DiffPiece:
    """A run of text: the article's (plain; printed, but not quoted), the quote's alone, or ours between."""

    kind: PieceKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A quote with what became of it; `libraries` names the library of each match."""

    check: QuoteCheck
    libraries: tuple[str, ...]


def pieces(match: QuoteMatch) -> list[DiffPiece]:
    """Return the words as the article has them, with what the quote has instead before what is printed.

    All that is not `quoted` or `ours` is, part by part, the article's text word for word. What stands there
    as quoted is marked in its surroundings.
    """
    if match.verdict is not Verdict.NEAR:
        return _in_place(match)
    made: list[DiffPiece] = []
    for number, part in enumerate(match.parts):
        made += [DiffPiece("ours", CUT + " ")] if number else []
        made += _differing(match.article.text, part)
    return made


def render(made: Sequence[DiffPiece], max_width: int) -> str:
    """Write the pieces as a block quote of at most `max_width` UTF-16 units; leave out what does not fit."""
    written = ""
    for piece in made:
        added = written + _marked(piece)
        if width(_quoted(added)) <= max_width - width(CUT):
            written = added
            continue
        mark = _MARKS[piece.kind]
        left = max_width - width(_quoted(written)) - 2 * width(mark) - width(CUT)
        kept = shorten(piece.text, max(left, 0), quote).removesuffix(CUT) if left > 0 else ""
        return _quoted(written + _marked(DiffPiece(piece.kind, kept)) + CUT)
    return _quoted(written)


def checks(
    checked: Sequence[Checked], say: Voice, *, whole: bool, more: int, rows: Sequence[ui.ActionRow[Any]] = ()
) -> ui.LayoutView:
    """Show up to MOST_QUOTES quotes with what became of them; `more` were not checked."""
    shown = checked[:MOST_QUOTES]
    children: list[LayoutItem] = []
    hints = [say("quote.whole")] if whole else []
    hints += [say("quote.only", limit=MOST_QUOTES, number=more)] if more else []
    if any(one.check.verdict is Verdict.NEAR for one in shown):
        hints.insert(0, say("quote.legend"))
    max_width = (TEXT_LIMIT - width("\n".join(hints))) // len(shown)
    for one in shown:
        if children:
            children.append(ui.Separator())
        children += [ui.TextDisplay(text) for text in _texts(one, say, max_width)]
    if hints:
        children += [ui.Separator(), ui.TextDisplay("\n".join(hints))]
    found = any(one.check.matches for one in shown)
    return card(children, rows, quiet=not found)


def passage_of(match: QuoteMatch) -> Passage | None:
    """Return the passage on which the quoted words begin."""
    return match.passages[0] if match.passages else None


def _texts(checked: Checked, say: Voice, max_width: int) -> Iterator[str]:
    """Yield what is said of one quote, at most `max_width` in all."""
    check = checked.check
    key = {
        Verdict.EXACT: "quote.exact", Verdict.EDITED: "quote.edited", Verdict.NEAR: "quote.near",
        Verdict.ABSENT: "quote.absent",
    }[check.verdict]  # fmt: skip
    head = f"-# {escape(shorten(flatten(check.quote), _QUOTE_WIDTH))}\n{say(key)}"
    if check.matches and (said := remarks(check.matches[0].edits, say)):
        head += "\n" + "\n".join(said)
    yield head
    if not check.matches:
        return
    match, library = check.matches[0], checked.libraries[0]
    passage = passage_of(match)
    source = labels.short_source(match.article, say)
    foot = f"-# {escape(labels.source(match.article, say))}"
    if passage is not None:
        foot_variants = labels.foot_variants(passage, library, say, labels.label(passage, say), source)
        foot = next((one for one in foot_variants if width(one) <= max_width // 3), foot_variants[-1])
    others = len({one.article.id for one in check.matches[1:]})
    if others:
        foot += "\n" + say.count("quote.also_in", others)
    yield render(pieces(match), max_width - width(head) - width(foot))
    yield foot


def _in_place(match: QuoteMatch) -> list[DiffPiece]:
    text = match.article.text
    first = min((one.start for one in match.passages), default=match.span.start)
    last = max((one.end for one in match.passages), default=match.span.end)
    start = match.span.start
    made = []
    if start - first > _AROUND:
        blank = text.find(" ", start - _AROUND, start)
        first = blank + 1 if blank >= 0 else start
        made.append(DiffPiece("ours", CUT.strip() + " "))
    for number, part in enumerate(match.parts):
        made += (
            _between(text[first : part.span.start])
            if number
            else [DiffPiece("plain", text[first : part.span.start])]
        )
        made.append(DiffPiece("printed", text[slice(*part.span)]))
        first = part.span.end
    after = text[first:last]
    cut = shorten(after, _AROUND, str)
    if cut == after:
        return [*made, DiffPiece("plain", after)]
    return [*made, DiffPiece("plain", cut.removesuffix(CUT)), DiffPiece("ours", CUT)]


def _between(left_out: str) -> list[DiffPiece]:
    """Return what an ellipsis leaves out; of much of it the beginning."""
    cut = shorten(left_out, _AROUND, str)
    if cut == left_out:
        return [DiffPiece("plain", left_out)]
    return [DiffPiece("plain", cut.removesuffix(CUT)), DiffPiece("ours", CUT + " ")]


def _differing(text: str, part: QuotedPart) -> Iterator[DiffPiece]:
    place = part.span.start
    for segment in part.segments:
        if not segment.printed:
            between = " " if place > part.span.start else ""
            yield from (DiffPiece("ours", between), DiffPiece("quoted", segment.quoted))
            if not between:
                yield DiffPiece("ours", " ")
            continue
        start = text.index(segment.printed, place)
        yield DiffPiece("plain", text[place:start])
        if segment.kind == "replace":
            yield from (DiffPiece("quoted", segment.quoted), DiffPiece("ours", " "))
        yield DiffPiece("plain" if segment.kind == "equal" else "printed", segment.printed)
        place = start + len(segment.printed)


def _marked(piece: DiffPiece) -> str:
    text = piece.text
    mark = _MARKS[piece.kind]
    if not text or not mark or text.isspace():
        return escape(text)
    # Discord strikes out up to the next two tildes, escaped or not.
    guard = "\N{ZERO WIDTH SPACE}" if mark == "~~" and text.endswith("~") else ""
    return f"{mark}{escape(text)}{guard}{mark}"


def _quoted(written: str) -> str:
    """Make markup a block quote, as `markdown.quote` does with text."""
    return "> " + _LINE_BREAK.sub("\n> ", written)
