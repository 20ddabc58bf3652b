"""Codes of letters and figures in a question, such as F-16, MH370 and 38C: one query term of two index terms.

The analyzer parts letters from figures, so that all ways to write a code give the same terms; a passage that
holds the figure alone is about something else.
"""

from collections.abc import Sequence
from itertools import pairwise

from index.model.article import Span
from index.query.synonyms import SynonymRule

# Before a hyphen, more letters make a word, which says something without its figure: Covid-19.
_MOST_LETTERS = 3


def grouped(
    rules: Sequence[SynonymRule], text: str, located: Sequence[tuple[str, Span]]
) -> list[SynonymRule]:
    """Return the rules of a question with those of the parts of a code made one.

    `located` are the terms of the question, which `rules` cover in their order; what has synonyms stays.
    """
    joined = [_is_code(text, one, other) for (_, one), (_, other) in pairwise(located)]
    found: list[SynonymRule] = []
    place = 0
    for rule in rules:
        if place and joined[place - 1] and _is_plain(rule) and _is_plain(found[-1]):
            phrase = found.pop().phrase + rule.phrase
            found.append(SynonymRule(phrase, (phrase,)))
        else:
            found.append(rule)
        place += len(rule.phrase)
    return found


def _is_plain(rule: SynonymRule) -> bool:
    return rule.meant == (rule.phrase,)


def _is_code(text: str, one: Span, other: Span) -> bool:
    """Return whether two words are parts of one code: they touch, or a hyphen parts capitals from figures."""
    left, right = text[one.start : one.end], text[other.start : other.end]
    letters, figures = (right, left) if left[0].isdecimal() else (left, right)
    if not (letters.isalpha() and figures[0].isdecimal()):
        return False
    between = text[one.end : other.start]
    return between == "" or (between == "-" and left.isupper() and len(left) <= _MOST_LETTERS)
