"""Undoing `bot.cards.markdown` exactly, so that what a card shows can be held against the article."""

import re

# A pair of asterisks that is not escaped is never the text's own.
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])|\*\*")
_SMALL_LINE = re.compile(r"((?:\A|(?<=[\r\n])))-# ")
_QUOTED_LINE = re.compile(r"(\A|\r\n?|\n)> ")


def unescape(text: str) -> str:
    """Undo `escape` exactly, and take out what `quote` stresses."""
    return _ESCAPED.sub(lambda match: match[1] or "", text)


def unquote(text: str) -> str:
    """Undo `quote` exactly."""
    return unescape(_QUOTED_LINE.sub(r"\1", text))


def unsubtext(text: str) -> str:
    """Undo `subtext` exactly."""
    return unescape(_SMALL_LINE.sub(r"\1", text))
