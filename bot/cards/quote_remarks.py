"""What a card says of the edits of whoever quotes: ellipses and brackets. Pure functions."""

from collections.abc import Sequence

from bot.cards.markdown import escape, flatten, shorten
from bot.texts import Voice
from index import QuoteEdit

# More are counted, so that the quote keeps its room.
_MOST_REMARKS = 3
_MOST_TELLING = 5
_WIDTH = 70


def remarks(edits: Sequence[QuoteEdit], say: Voice) -> list[str]:
    """Return a line of small print for each edit, those that matter first."""
    ordered = sorted(edits, key=lambda edit: not edit.matters)
    lines = [f"-# {_remark(edit, say)}" for edit in ordered[:_MOST_REMARKS]]
    more = len(ordered) - len(lines)
    return [*lines, f"-# {say.count('quote.more_edits', more)}"] if more else lines


def _remark(edit: QuoteEdit, say: Voice) -> str:
    left_out, put_in = _shown(edit.left_out), _shown(edit.put_in)
    if edit.kind == "brackets":
        if edit.words and edit.left_out.casefold() != edit.put_in.casefold():
            return say("quote.put_in_for", words=put_in, printed=left_out)
        return say("quote.put_in", words=put_in)
    if edit.is_short:
        return say("quote.leaves_out", words=left_out)
    if not edit.words:
        return say("quote.leaves_out_end")
    line = say.count("quote.leaves_out_words", edit.words)
    if edit.paragraphs:
        line = say("quote.over_paragraphs", line=line, number=edit.paragraphs + 1)
    if edit.telling:
        line = say("quote.among_them", line=line, words=_shown(", ".join(edit.telling[:_MOST_TELLING])))
    return line


def _shown(text: str) -> str:
    return escape(shorten(flatten(text), _WIDTH))
