"""Text fragments: the part of an address that names words of a page, so that a browser shows them.

As https://wicg.github.io/scroll-to-text-fragment/ has them. A browser takes the first place where the words
stand, whole, and neither beginning nor end may reach over the end of one of the page's blocks.
"""

import re
from collections.abc import Callable, Iterable
from itertools import takewhile
from urllib.parse import quote as percent_encode

_EXACT = 300  # characters; a longer passage is named by its first and last words
_STOPS = "\u3001\u3002\uff0c\uff01\uff1f\uff1b\uff1a"  # where scripts without blanks may be cut
_WORD = re.compile(f"[^\\s{_STOPS}]+[{_STOPS}]*")
_TORN = re.compile(f"[^\\s{_STOPS}]{{2}}")
_FEWEST, _MOST = 20, 120  # characters of the words at each end: enough to be found, short enough to be sent
_CONTEXT = 3  # words before a beginning that stands elsewhere in the article, too
_FAR = 1_000  # characters before it in which these stand

Words = list["re.Match[str]"]


def text_directive(text: str, start: int, end: int) -> str:
    """Return `text=[before-,]beginning[,ending]` for text[start:end], or "" where it has no word."""
    inside = _words(text, start, end)
    first, last = 0, len(inside)
    # What begins a list's item or parts a table's cells is no text of the page.
    while first < last and not _is_said(inside[first]):
        first += 1
    while first < last and not _is_said(inside[last - 1]):
        last -= 1
    if first == last:
        return ""
    inside = inside[first:last]
    # One line for all that is looked for in it: an article may be long.
    before = _line(_WORD.findall(text, 0, inside[0].start()))
    beginning, ending = _ends(before, inside, text[inside[0].start() : inside[-1].end()])
    parts = [_encoded(text, run) for run in (beginning, ending) if run]
    if _run(beginning) in before and (context := _words_before(text, inside[0].start())):
        parts.insert(0, f"{_encoded(text, context)}-")
    return "text=" + ",".join(parts)


def _words(text: str, start: int, end: int) -> Words:
    """Return the words that begin in text[start:end]; the end of one that began before is none."""
    torn = start > 0 and _TORN.match(text, start - 1)
    found = _WORD.finditer(text, start)
    words = list(takewhile(lambda word: word.start() < end, found))
    return words[1:] if torn else words


def _words_before(text: str, place: int) -> Words:
    """Return the last few words before `place`."""
    return _words(text, max(place - _FAR, 0), place)[-_CONTEXT:]


def _ends(before: str, inside: Words, shown: str) -> tuple[Words, Words]:
    """Return the words that name a passage: all of a short one, or those at its beginning and its end."""
    if "\n" not in shown and len(shown) <= _EXACT:
        return inside, []
    # The end of a line is the end of a block.
    top = len(_WORD.findall(shown.partition("\n")[0]))
    beginning = _shortest(inside[:top], lambda run: _run(run) in before)
    rest = inside[len(beginning) :][::-1]
    bottom = len(_WORD.findall(shown.rpartition("\n")[2]))
    line = _run(rest[::-1])

    def stands_before(run: Words) -> bool:
        ending = _run(run[::-1])
        return line.find(ending, 0, len(line) - len(ending) + 1) >= 0

    ending = _shortest(rest[:bottom], stands_before)
    return beginning, ending[::-1]


def _shortest(words: Words, is_elsewhere: Callable[[Words], bool]) -> Words:
    """Return as many of the words as it takes to be found and to stand nowhere else, if that many may be."""
    length = 0
    for count, word in enumerate(words, start=1):
        length += len(word[0]) + 1
        if length > _MOST or (length > _FEWEST and not is_elsewhere(words[:count])):
            return words[:count]
    return words


def _run(words: Words) -> str:
    return _line(word[0] for word in words)


def _line(words: Iterable[str]) -> str:
    """Return words in the form in which a run of them is found among others."""
    return f" {' '.join(words)} "


def _is_said(word: "re.Match[str]") -> bool:
    return any(map(str.isalnum, word[0]))


def _encoded(text: str, run: Words) -> str:
    """Return a run of words as an address has it; a hyphen, a comma or an ampersand would end it."""
    shown = " ".join(text[run[0].start() : run[-1].end()].split())
    return percent_encode(shown, safe="").replace("-", "%2D")
