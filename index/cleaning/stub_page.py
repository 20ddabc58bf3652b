"""Tells pages that stand in an article's place: scripts wanted, cookies asked for, a paywall, a lost page.

A page is one when it is short and most of it says so; an article that quotes such a line has more to tell.
"""

import re
from typing import NamedTuple

from index.analysis.sentences import sentences
from index.cleaning.stub_words import STUBS


class Stub(NamedTuple):
    """What a page is in place of its article, and what helps."""

    what: str
    remedy: str


_STUBS = tuple(
    (re.compile("|".join(patterns), re.IGNORECASE), Stub(what, remedy)) for what, remedy, patterns in STUBS
)
# Longer pages tell something: in characters. The share of letters that such sentences have.
_LONGEST = 1_500
_MOST = 0.5
_QUOTED = re.compile(r"[\"“„«‘'].*[\"”“»’']", re.DOTALL)


def stub_page(text: str, title: str = "") -> Stub | None:
    """Return what a page is that holds no article, or None."""
    whole = f"{title}\n{text}".strip()
    if len(whole) > _LONGEST:
        return None
    parts = [line[span.start : span.end] for line in whole.split("\n") for span in sentences(line)]
    found: dict[Stub, int] = {}
    for part in parts:
        # What is quoted is told of.
        said = _QUOTED.sub("", part)
        for pattern, stub in _STUBS:
            if pattern.search(said):
                found[stub] = found.get(stub, 0) + len(part)
                break
    if not found or sum(found.values()) < _MOST * sum(map(len, parts)):
        return None
    return max(found, key=lambda stub: found[stub])
