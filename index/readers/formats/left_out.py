"""What a reader left out of a page, put beside the article as its `extracted` and `dropped` have it."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from index.model.article import Dropped

STRUCK = "struck out"
_WORD = re.compile(r"\w+")


class Woven(NamedTuple):
    """A text with the lines that were left out of it, and their spans: without them it is the text."""

    extracted: str = ""
    dropped: tuple[Dropped, ...] = ()


def woven(text: str, lines: Iterable[tuple[str, str]], struck: Iterable[str] = ()) -> Woven:
    """Return `text` with those of the document's `lines` that it does not hold, each behind what it follows.

    A line is its text and the reason for which it is left out. Lines are compared by their words. What the
    document itself struck out comes last, whether the text says the same elsewhere or not.
    """
    words = list(_WORD.finditer(text))
    row = f" {' '.join(word[0].casefold() for word in words)} "
    starts: list[int] = []
    length = 1
    for word in words:
        starts.append(length)
        length += len(word[0].casefold()) + 1
    missing: list[tuple[int, str, str]] = []
    place = passed = 0
    for line, reason in lines:
        sought = " ".join(_WORD.findall(line.casefold()))
        if not sought:
            continue
        found = row.find(f" {sought} ", passed)
        if found >= 0:
            passed = found + len(sought) + 1
            place = _line_end(text, words[bisect_left(starts, passed) - 1].end())
        elif f" {sought} " not in row:
            missing.append((place, line, reason))
    missing += ((len(text), line, STRUCK) for line in struck)
    return inserted(text, missing)


def _line_end(text: str, place: int) -> int:
    end = text.find("\n", place)
    return len(text) if end < 0 else end


def inserted(text: str, missing: Sequence[tuple[int, str, str]]) -> Woven:
    """Return `text` with lines at their places in it, which ascend, each with its reason."""
    parts: list[str] = []
    dropped: list[Dropped] = []
    done = length = 0
    for place, line, reason in missing:
        inside = 0 < place < len(text) and text[place] != "\n"
        added = f"\n{line}\n" if inside else f"\n{line}" if place else f"{line}\n"
        parts += (text[done:place], added)
        length += place - done
        dropped.append(Dropped(length, length + len(added), reason))
        length += len(added)
        done = place
    return Woven("".join((*parts, text[done:])), tuple(dropped)) if dropped else Woven()


def joined(aside: Woven, text: str, dropped: Sequence[Dropped]) -> Woven:
    """Return what a document left out, `dropped` among it: spans of its `text`, taken out as well."""
    if not dropped or not aside.extracted:
        return Woven(text, tuple(dropped)) if dropped else aside
    spans = list(aside.dropped)
    place = passed = 0
    for start, end, _ in (*aside.dropped, Dropped(len(aside.extracted), len(aside.extracted), "")):
        # What stands between two lines that were left out: where it begins here, less where in the text.
        shift = place - passed
        kept = start - place
        for first, last, reason in dropped:
            if (begin := max(first, passed)) < (stop := min(last, passed + kept)):
                spans.append(Dropped(begin + shift, stop + shift, reason))
        place, passed = end, passed + kept
    return Woven(aside.extracted, tuple(sorted(spans)))
