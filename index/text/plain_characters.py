"""A text in plain characters, each of which knows where in the text it stands.

What a reader cannot tell apart becomes equal: composed and decomposed accents, ligatures and the letters that
they are made of, wide and narrow forms. What nobody sees is left out: soft hyphens, characters without width,
marks of direction. Superscripts, subscripts and fractions stay: 10\N{SUPERSCRIPT SIX} is not 106.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from index.text.character_classes import MARKS

_FORMS = ("compat", "font", "initial", "medial", "final", "isolated", "wide", "narrow", "small", "square")
_KINDS = frozenset(f"<{form}>" for form in (*_FORMS, "vertical"))
_SOFT_HYPHEN = "\u00ad"
# Beside marks: vowels and finals of Korean syllables that are written letter by letter, narrow voicing marks.
_ATTACHED = f"{MARKS}\u1160-\u11ff\uff9e\uff9f"
# Unicode's own bound for marks on one letter; ordering more of them takes the square of their number.
_MOST_MARKS = 30
_CLUSTER = re.compile(f"[^{_ATTACHED}]?[{_ATTACHED}]{{1,{_MOST_MARKS}}}|.", re.DOTALL)
# Runs that may change, with the letter before them, on which a mark may stand.
_RUN = re.compile(f"[\\x00-\\x7f]?(?:[^\\x00-\\x7f{_ATTACHED}]{{1,100}}[{_ATTACHED}]{{0,{_MOST_MARKS}}}"
                  f"|[{_ATTACHED}]{{1,{_MOST_MARKS}}})")  # fmt: skip


class PlainText(NamedTuple):
    """Plain characters: character i of `text` stands at places[i] to places[i + 1] of its source."""

    text: str
    places: Sequence[int]


class _PlainCharacters(dict[int, str]):
    """A character's code -> what it is in plain characters, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        plain = self[code] = _plain_character(chr(code))
        return plain


_PLAIN = _PlainCharacters()


def plain_characters(text: str) -> PlainText:
    """Return `text` in plain characters."""
    if text.isascii():
        return PlainText(text, range(len(text) + 1))
    made: list[str] = []
    places: list[int] = []
    last = 0
    for run in _RUN.finditer(text):
        if _SOFT_HYPHEN not in run[0] and unicodedata.normalize("NFC", run[0].translate(_PLAIN)) == run[0]:
            continue
        made.append(text[last : run.start()])
        places.extend(range(last, run.start()))
        last = run.end()
        for cluster in _CLUSTER.finditer(text, *run.span()):
            plain = _of_cluster(text, cluster)
            made.append(plain)
            places.extend([cluster.start()] * len(plain))
    if not last:
        return PlainText(text, range(len(text) + 1))
    made.append(text[last:])
    places.extend(range(last, len(text) + 1))
    return PlainText("".join(made), places)


def _of_cluster(text: str, cluster: re.Match[str]) -> str:
    # At a line's end a soft hyphen is seen.
    if cluster[0] == _SOFT_HYPHEN and text[cluster.end() : cluster.end() + 1].isspace():
        return "-"
    return unicodedata.normalize("NFC", cluster[0].translate(_PLAIN))


def _plain_character(character: str) -> str:
    if unicodedata.category(character) == "Cf" or _is_selector(character) or character == "\u0640":
        return ""
    kind, _, _ = unicodedata.decomposition(character).partition(" ")
    if kind not in _KINDS:
        return character
    plain = unicodedata.normalize("NFKC", character)
    # Accents by themselves would become marks on a blank.
    return character if plain.isspace() or plain.startswith(" ") else plain


def _is_selector(character: str) -> bool:
    """Whether a character only says how the one before it is drawn."""
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
