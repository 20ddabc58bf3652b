"""Judges where sentencex ends a sentence, and where it might have: full stops, names with marks, quotations.

A place behind a mark is judged by some characters on both sides of it, so that time grows with the text.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from index.analysis import full_stops
from index.analysis.abbreviations import BY_LANGUAGE, MARKED_NAMES, NONE
from index.analysis.full_stops import FullStop, is_small

# How many characters behind a place are looked at.
_BEHIND = 60
_QUOTES = '"\u201c\u201d\u00ab'
_PAIRS = (("(", ")"), ("[", "]"), ("\u201c", "\u201d"), ("\u00ab", "\u00bb"))
# No sentence begins with these: what stands before them goes on.
_GOES_ON = ",;:)]}"
_CLOSERS = re.compile("[\"\u201d\u2019'\u00bb)\\]]{1,3}(?!\\S)")
# Where sentencex sees no end, though a sentence may end there.
_MAYBE = re.compile(r"(?:(?<=\w)\.|(?<=[.!?])\))(?=[ \u00a0][A-Z\u00c0-\u00de\u0410-\u042f])")
# A letter, or none, before a full stop that a letter follows: D-N.Y., Anderson .Paak; not today.The museum.
_INSIDE = re.compile(r"(?:\A|[\W\d_])[^\W_]?\.\Z")


class SentenceEnds:
    """What is known of sentence ends in one language. Safe to share between threads."""

    def __init__(self, language: str) -> None:
        self._known = BY_LANGUAGE.get(language, NONE)
        openers = "|".join(sorted(word.capitalize() for word in self._known.openers)) or "(?!)"
        self._opener = re.compile(rf"({openers})[ ,\u2019']")

    def judge(self, text: str, ends: Sequence[int], start: int, stop: int) -> Iterator[int]:
        """Yield where the sentences of text[start:stop] end, each behind the blanks that follow it.

        `ends` are these places as sentencex sees them, in order.
        """
        begins = (start, *ends)
        seen = [
            (begin + len(text[begin:end].rstrip()), end) for begin, end in zip(begins, ends, strict=False)
        ]
        found = {last for last, _ in seen}
        maybe = [(place.end(),) * 2 for place in _MAYBE.finditer(text, start, stop)]
        for last, end in sorted({*seen, *(place for place in maybe if place[0] not in found)}):
            if last > start:  # else blanks alone
                moved = _beside_quote(text, last)
                if moved is None and not self._is_end(text, start, last, seen=last in found):
                    continue
                start = moved or end
            else:
                start = end
            yield start

    def _is_end(self, text: str, start: int, last: int, *, seen: bool) -> bool:
        verdict = self._verdict(text, start, last)
        if seen:
            return verdict is not False
        return verdict is True and not _within_quotation(text[start:last])

    def _verdict(self, text: str, start: int, last: int) -> bool | None:
        """Return whether the sentence that begins at `start` ends at `last`; None where nothing is known."""
        behind = text[last : last + _BEHIND]
        following = behind.lstrip()
        gap = behind[: len(behind) - len(following)]
        if not following or "\n\n" in gap:
            return None
        if not gap:
            return _verdict_without_blank(text, last, following)
        mark, wrapped, opens = text[last - 1], "\n" in gap, self._opens(following)
        if mark == ".":
            return full_stops.ends(FullStop(text, start, last, following, wrapped, opens), self._known)
        if mark in "!?":
            return (
                None if wrapped else self._ends_with_mark(text[max(start, last - _BEHIND) : last], following)
            )
        if mark == ")" and text[last - 2] in ".!?" and text[start:last].lstrip().startswith("("):
            return not is_small(following)  # a sentence in brackets
        return False if mark in ")]" and is_small(following) else None

    def _ends_with_mark(self, before: str, following: str) -> bool | None:
        """Return False where the mark is a name's own: Kerrang! praised, Yahoo! Finance; else None."""
        *_, other, word = ["", *before.split()]
        if word[:1].isupper() and word.lower() in MARKED_NAMES and following[0].isalpha():
            return None if self._opens(following) else False
        # A question of somebody who writes small letters only may end with a name, but hardly with two.
        named = word[:1].isupper() and (word[-1] == "!" or other[:1].isupper())
        return False if named and is_small(following) else None

    def _opens(self, following: str) -> bool:
        opener = self._opener.match(following)
        if opener is None:
            return False
        # "Le maire" opens a sentence, "Le Pen" is a name.
        particle = opener.group(1).lower() in self._known.particles
        return not (particle and following[opener.end() :][:1].isupper())


@cache
def sentence_ends(language: str) -> SentenceEnds:
    """Return what is known of sentence ends in a language, by its ISO 639-1 code."""
    return SentenceEnds(language)


def _verdict_without_blank(text: str, last: int, following: str) -> bool | None:
    """Return False where a mark stands inside a word or before a mark of the same sentence."""
    if following[0] in _GOES_ON:
        return False
    if text[last - 1] != ".":
        return None
    if following[0] == "-":
        return False if following[1:2].isalpha() else None
    inside = following[0].isalnum() and _INSIDE.search(text[max(0, last - 3) : last])
    return False if inside else None


def _beside_quote(text: str, last: int) -> int | None:
    """Return where a sentence ends if a quotation mark beside `last` is on the wrong side; else None."""
    if text[last - 1] in _QUOTES and text[last - 2 : last - 1].isspace() and text[last : last + 1].isalnum():
        return last - 1
    closers = _CLOSERS.match(text, last)
    if closers is None:
        return None
    following = text[closers.end() : closers.end() + _BEHIND].lstrip()
    return None if following[:1].islower() or following[:1] in tuple(_GOES_ON) else closers.end()


def _within_quotation(part: str) -> bool:
    """Return whether a quotation or a bracket that opened in `part` is open still."""
    return part.count('"') % 2 == 1 or any(part.count(opens) > part.count(closes) for opens, closes in _PAIRS)
