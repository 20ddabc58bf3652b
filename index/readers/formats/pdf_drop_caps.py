"""Initials in large type, put back before the words that they begin."""

import re
from collections.abc import Sequence

from index.cleaning.line_hyphens import is_word
from index.readers.formats.pdf_lines import INITIAL, Line

_INITIAL = re.compile(r"([\"'\u201c\u201e\u00ab\u2018\u00bf\u00a1]?[^\W\d_]{1,2}['\u2019]?)")
_NEAREST = 3.0  # times its size: how far to the right of it the text begins at most
_FIRST = re.compile(r"[^\W\d_]+")
# Letters that are words by themselves in one of the languages read most.
_WORDS = frozenset("AIOYEÀÈÉÓ")
# What no word begins with: the initial is its first letter.
_NO_BEGINNING = re.compile(r"[bcdfgklmnprstvz]{2}", re.IGNORECASE)
_BEGINNING = re.compile(r"[bcfgkp]l|[bcdfgkpt]r|s[cklmnpt]|kn|tw", re.IGNORECASE)
_MOST = 40  # on a page; so many large letters are a drawing


def with_initials(lines: Sequence[Line], usual: float) -> list[Line]:
    """Return the lines with each initial joined to the line that it begins; `usual` is the text's size."""
    kept = list(lines)
    initials = [line for line in lines if line.size >= INITIAL * usual and _INITIAL.fullmatch(line.text)]
    for initial in initials if len(initials) <= _MOST else ():
        beside = [line for line in kept if _stands_beside(line, initial)]
        if beside:
            first = max(beside, key=lambda line: line.y)
            place = kept.index(first)
            kept[place] = first._replace(text=joined(initial.text, first.text, lines), x=initial.x)
            kept.remove(initial)
    return kept


def joined(initial: str, text: str, lines: Sequence[Line]) -> str:
    """Return an initial before the text that it begins, with a blank where it is a word by itself."""
    rest = _FIRST.match(text)
    letter = initial.strip("\"'\u201c\u201e\u00ab\u2018\u00bf\u00a1")
    if letter not in _WORDS or rest is None:
        return initial + text
    whole = f"{letter}{rest[0]}".casefold()
    torn = _NO_BEGINNING.match(rest[0]) and not _BEGINNING.match(rest[0])
    told = f" {' '.join(line.text for line in lines)} ".casefold()
    known = is_word(whole) or re.search(rf"(?<!\w){re.escape(whole)}(?!\w)", told)
    return f"{initial}{'' if torn or known else ' '}{text}"


def _stands_beside(line: Line, initial: Line) -> bool:
    if line is initial or line.size * INITIAL > initial.size:
        return False
    across = 0 < line.x - initial.x < _NEAREST * initial.size
    return across and initial.y - line.size / 2 < line.y < initial.y + initial.size
