"""Bigrams: pairs of characters for scripts without blanks: Chinese, Japanese, Thai, Lao, Khmer, Burmese.

A run of it becomes overlapping pairs of neighbouring characters, as in Lucene's CJKAnalyzer; a character that
stands alone stays a term. A character is a letter with the signs that are attached to it. Articles and
questions are cut alike, whatever the library's language; only in questions pairs that hold a word such as
\u7684 or \u306e say nothing.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from index.analysis import stopwords
from index.model.article import Span
from index.text.character_classes import ATTACHED, UNSPACED

RUN = re.compile(f"[{UNSPACED}][{UNSPACED}{ATTACHED}]*")
_CHARACTER = re.compile(f"[{UNSPACED}][{ATTACHED}]*")
_LONGEST = 2


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
