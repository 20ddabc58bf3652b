"""Bigrams: pairs of characters for scripts without blanks: Chinese, Japanese, Thai, Lao, Khmer, Burmese.

A run of it becomes overlapping pairs of neighbouring characters, as in Lucene's CJKAnalyzer; a character that
stands alone stays a term. A character is a letter with the signs that are attached to it. Articles and
questions are cut alike, whatever the library's language; only in questions pairs that hold a word such as
\u7684 or \u306e say nothing. Korean has blanks, but glues particles to its nouns: it is cut in the same way.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from index.analysis import stopwords
from index.model.article import Span
from index.text.character_classes import ATTACHED, HANGUL, HANGUL_LETTERS, UNSPACED

_PAIRED = UNSPACED + HANGUL + "".join(HANGUL_LETTERS)
RUN = re.compile(f"[{_PAIRED}][{_PAIRED}{ATTACHED}]*")
# A Korean syllable of two or three letters is one character, as if it were composed.
_SYLLABLE = "[{}][{}][{}]?".format(*HANGUL_LETTERS)
_CHARACTER = re.compile(f"(?:{_SYLLABLE}|[{_PAIRED}])[{ATTACHED}]*")
_LONGEST = 2
_KOREAN = re.compile(f"[{HANGUL}]")
# What Korean glues to a noun, by one syllable.
_PARTICLES = "\uc774\uac00\uc740\ub294\uc744\ub97c\uc5d0\uc758\ub3c4\ub85c\uc640\uacfc\ub9cc"


def pairs(text: str, run: re.Match[str]) -> Iterator[Span]:
    """Yield the spans of the terms of a `RUN` of `text`; each overlaps the one before it."""
    characters = [one.span() for one in _CHARACTER.finditer(text, *run.span())]
    if len(characters) == 1:
        yield Span(*characters[0])
    for (start, _), (_, end) in pairwise(characters):
        yield Span(start, end)


def is_function(term: str) -> bool:
    """Return whether a term of such a script belongs to a word that only asks or connects."""
    if term.isascii() or len(term) > _LONGEST:
        return False
    return term in stopwords.UNSPACED_WORDS or not stopwords.UNSPACED_CHARACTERS.isdisjoint(term)


def with_particles(term: str) -> list[str]:
    """Return the pairs that a Korean noun of one syllable makes with its particles; none of other terms."""
    return [term + particle for particle in _PARTICLES] if _KOREAN.fullmatch(term) else []
