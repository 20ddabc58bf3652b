"""What a card says where an article has changed since it was quoted. Pure functions."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.cards.quote_check import DiffPiece, PieceKind, render
from bot.texts import Voice
from index import Kind, Piece, Reason, Version

_KINDS: dict[Kind, PieceKind] = {Kind.SAME: "plain", Kind.GONE: "quoted", Kind.NEW: "printed"}


def changed_line(version: Version, say: Voice) -> str:
    """Write since when the article says something else; only the publisher's own change is a correction."""
    key = "change.source" if version.reason is Reason.SOURCE else "change.reader"
    day = datetime.fromisoformat(version.replaced).date() if version.replaced else None
    return f"-# ⚠️ {say(key, day=say.labels.dated(day))}"


def difference(pieces: Sequence[Piece], max_width: int, say: Voice) -> str:
    """Write in at most `max_width` what stands there today, with what was quoted struck out before it."""
    legend = f"-# {say('change.legend')}"
    return f"{legend}\n{render(list(_marked(pieces)), max_width - len(legend) - 1)}"


def _marked(pieces: Sequence[Piece]) -> Iterator[DiffPiece]:
    for piece in pieces:
        words = piece.text.rstrip()
        yield DiffPiece(_KINDS[piece.kind], words)
        # Marks do not hold where a blank stands inside them.
        yield DiffPiece("plain", piece.text[len(words) :])
