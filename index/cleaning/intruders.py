"""Marks lines amid a story's sentences that are shaped like links and share hardly a word with it.

It knows no wording: what a line says does not count, only that nothing else of the story speaks of it.
"""

import re
from collections.abc import Sequence
from itertools import groupby

from index.cleaning.body import ScoredLine

_LABELLED = re.compile(r"[^:|>]{2,30}?\s*[:|>]+\s+\S")
_FIGURES_AND_QUOTES = re.compile(r"[\d\"“”'‘’–—;]|:.")
# More lines in a row are a list of the story's.
_MOST_IN_ROW = 8
# In words: a label with a headline, a headline, a headline under a heading, a heading.
_LINK = range(5, 21)
_HEADLINE = range(6, 21)
_ITEM = range(4, 21)
_LONGEST_HEADING = 7
# What a headline of another article may share with this story, and what it may behind a label.
_SHARED = 0.34
_SHARED_LABELLED = 0.5
# More places with such lines are the headings of the story's parts, or its list.
_MOST_PLACES = 4


def mark_intruders(lines: Sequence[ScoredLine]) -> None:
    """Set why such lines of a story are dropped; where they stand in many places they are the story's own."""
    places = []
    for tells, group in groupby(lines, lambda line: line.text_line.sentence or bool(line.reason)):
        run = [] if tells else list(group)
        if 0 < len(run) <= _MOST_IN_ROW:
            places.append(run[1:] if _heads_links(run) else list(filter(_is_link, run)))
    places = [found for found in places if found]
    for line in (line for place in places for line in place if len(places) <= _MOST_PLACES):
        line.reason = "link to another article"


def _heads_links(run: Sequence[ScoredLine]) -> bool:
    """Whether the first of the lines is a heading over headlines of other articles."""
    if len(run) < 2 or not _is_heading(run[0]):  # noqa: PLR2004  a heading and what it heads
        return False
    return all(line.text_line.words in _ITEM and line.cohesion <= _SHARED for line in run[1:])


def _is_link(line: ScoredLine) -> bool:
    text_line = line.text_line
    if text_line.bullet or line.heading or text_line.prose:
        return False
    if any(map(str.isdigit, text_line.content)):
        return False
    if _LABELLED.match(text_line.content):
        return text_line.words in _LINK and line.cohesion <= _SHARED_LABELLED
    return text_line.words in _HEADLINE and text_line.link_like and line.cohesion <= _SHARED


def _is_heading(line: ScoredLine) -> bool:
    text_line = line.text_line
    plain = not (text_line.bullet or line.heading or _FIGURES_AND_QUOTES.search(text_line.content))
    return plain and not text_line.prose and line.foreign and text_line.words <= _LONGEST_HEADING
