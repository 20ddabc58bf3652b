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
    known = set(row.split())
    starts: list[int] = []
    length = 1
    for word in words:
        starts.append(length)
        length += len(word[0].casefold()) + 1
    missing: list[tuple[int, str, str]] = []
    place = passed = 0
    for line, reason in lines:
        parts = _WORD.findall(line.casefold())
        if not parts:
            continue
        if not known.issuperset(parts):
            missing.append((place, line, reason))
            continue
        sought = " ".join(parts)
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


def inserted(text: str, missing: Sequence[tuple[int, str, str]], dropped: Sequence[Dropped] = ()) -> Woven:
    """Return `text` with lines at their places in it, which ascend, each with its reason.

    `dropped` are spans of `text` itself that are left out as well.
    """
    parts: list[str] = []
    spans: list[Dropped] = []
    waiting = list(dropped)
    done = length = past = 0
    for wanted, line, reason in [*missing, (len(text) + 1, "", "")]:
        while waiting and waiting[0].start < wanted:
            own = waiting.pop(0)
            spans.append(own._replace(start=own.start + length, end=own.end + length))
            past = own.end
        # No line stands within what is left out.
        place = max(wanted, past)
        if not reason:
            break
        inside = 0 < place < len(text) and text[place] != "\n"
        added = f"\n{line}\n" if inside else f"\n{line}" if place else f"{line}\n"
        parts += (text[done:place], added)
        spans.append(Dropped(place + length, place + length + len(added), reason))
        length += len(added)
        done = max(done, place)
    return Woven("".join((*parts, text[done:])), tuple(spans)) if spans else Woven()
