"""Text fragments: the part of an address that names words of a page, so that a browser shows them.

As https://wicg.github.io/scroll-to-text-fragment/ has them. A browser takes the first place where the words
stand, whole, and neither beginning nor end may reach over the end of one of the page's blocks.
"""

import re
from bisect import bisect_left
from collections.abc import Callable
from urllib.parse import quote as percent_encode

_EXACT = 300  # characters; a longer passage is named by its first and last words
_STOPS = "\u3001\u3002\uff0c\uff01\uff1f\uff1b\uff1a"  # where scripts without blanks may be cut
_WORD = re.compile(f"[^\\s{_STOPS}]+[{_STOPS}]*")
_FEWEST, _MOST = 20, 120  # characters of the words at each end: enough to be found, short enough to be sent
_CONTEXT = 3  # words before a beginning that stands elsewhere in the article, too

Words = list["re.Match[str]"]


def text_directive(text: str, start: int, end: int) -> str:
    """Return `text=[before-,]beginning[,ending]` for text[start:end], or "" where it has no word."""
    words = list(_WORD.finditer(text))
    first, last = (bisect_left(words, place, key=lambda word: word.start()) for place in (start, end))
    # What begins a list's item or parts a table's cells is no text of the page.
    while first < last and not _is_said(words[first]):
        first += 1
    while first < last and not _is_said(words[last - 1]):
        last -= 1
    if first == last:
        return ""
    before, inside = words[:first], words[first:last]
    beginning, ending = _ends(before, inside, text[inside[0].start() : inside[-1].end()])
    parts = [_encoded(text, run) for run in (beginning, ending) if run]
    if before and _has(before, beginning):
        parts.insert(0, f"{_encoded(text, before[-_CONTEXT:])}-")
    return "text=" + ",".join(parts)


def _ends(before: Words, inside: Words, shown: str) -> tuple[Words, Words]:
    """Return the words that name a passage: all of a short one, or those at its beginning and its end."""
    if "\n" not in shown and len(shown) <= _EXACT:
        return inside, []
    # The end of a line is the end of a block.
    top = len(_WORD.findall(shown.partition("\n")[0]))
    beginning = _shortest(inside[:top], lambda run: _has(before, run))
    rest = inside[len(beginning) :][::-1]
    bottom = len(_WORD.findall(shown.rpartition("\n")[2]))
    ending = _shortest(rest[:bottom], lambda run: _has(rest[len(run) :][::-1], run[::-1]))
    return beginning, ending[::-1]


def _shortest(words: Words, is_elsewhere: Callable[[Words], bool]) -> Words:
    """Return as many of the words as it takes to be found and to stand nowhere else, if that many may be."""
    length = 0
    for count, word in enumerate(words, start=1):
        length += len(word[0]) + 1
        if length > _MOST or (length > _FEWEST and not is_elsewhere(words[:count])):
            return words[:count]
    return words


def _has(words: Words, run: Words) -> bool:
    """Whether the run of words stands among the others as well."""
    return f" {' '.join(word[0] for word in run)} " in f" {' '.join(word[0] for word in words)} "


def _is_said(word: "re.Match[str]") -> bool:
    return any(map(str.isalnum, word[0]))


def _encoded(text: str, run: Words) -> str:
    """Return a run of words as an address has it; a hyphen, a comma or an ampersand would end it."""
    shown = " ".join(text[run[0].start() : run[-1].end()].split())
    return percent_encode(shown, safe="").replace("-", "%2D")
