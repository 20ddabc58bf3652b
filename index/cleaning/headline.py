"""Picks the line above a story that is its title."""

import re
from collections import Counter
from collections.abc import Collection, Sequence

from index.cleaning.body import ScoredLine
from index.cleaning.title_tail import headline_of

# A longer line is a paragraph of the story: in characters, and for a sentence in words.
_LONGEST = 250
_LONGEST_SENTENCE = 20
_SHORT = 4
# "Markets fall. Here is why." is a headline; a single sentence with its full stop is none.
_TWO_SENTENCES = re.compile(r".+[.!?]\s+\S.*[.!?]$")
# " | BBC News" makes a title look like a link.
_TITLE_LIKE = ("", "link to another article")
_SUFFIX = re.compile(r"\s+(?:[|•·»:]{1,2}|[–—-])\s+(?=[^|•·»]{2,60}$)")
# What a line must reach to be called the title, when it is not the first, and when it is.
_CONVINCING = 3.0
_LIKELY = 2.5
# Lines that stand in a text this often are speakers' names or the like.
_LABEL = 3


def normalized(line: str) -> str:
    """Return the form in which lines are compared: case and blanks do not count."""
    return " ".join(line.casefold().split())


def pick(lines: Sequence[ScoredLine], first: int) -> int | None:
    """Return the index of the title: of a line above the story, or of the story's first; None without one.

    `first` is the index of the first line of the story.
    """
    above = Counter(normalized(line.text_line.content) for line in lines[:first])
    labels = _labels(lines)
    best, found = 0.0, None
    for index, line in enumerate(lines[: first + 1]):
        key = normalized(line.text_line.content)
        # Bylines and dates stand under a title.
        credited = any(under.credit for under in lines[index + 1 : index + 3])
        if key in labels or not _may_head(line, in_story=index == first, credited=credited):
            continue
        score = _score(line) + 1.5 * credited + 3 * (above[key] > 1) + 2 * (index == 0)
        if score > best:
            best, found = score, index
    return found if best >= _CONVINCING or (found == 0 and (best >= _LIKELY or first == 1)) else None


def topmost(lines: Sequence[ScoredLine]) -> int | None:
    """Return 0 if the first line of a text without a story can be its title, otherwise None."""
    if len(lines) <= 1 or lines[0].own_reason or lines[0].text_line.prose:
        return None
    content = lines[0].text_line.content
    named = len(content) <= _LONGEST and any(character.isalnum() for character in content)
    return 0 if named and normalized(content) not in _labels(lines) else None


def split_site(title: str, lines: Collection[str], known: str = "") -> tuple[str, str]:
    """Return the title without the names of its site and section, and the outlet that they named, or "".

    A last part that is no such name, to be sure, goes as well where the rest stands by itself among the
    normalized `lines`. `known` is the outlet that other lines name.
    """
    title, outlet = headline_of(title, known)
    marks = list(_SUFFIX.finditer(title))
    if not marks:
        return title, outlet
    rest = title[: marks[-1].start()]
    return (rest if rest and normalized(rest) in lines else title), outlet


def _may_head(line: ScoredLine, *, in_story: bool, credited: bool) -> bool:
    text_line = line.text_line
    if line.own_reason not in _TITLE_LIKE or not line.terms or len(text_line.content) > _LONGEST:
        return False
    if not text_line.sentence:
        return not in_story
    return credited and text_line.words <= _LONGEST_SENTENCE and bool(_TWO_SENTENCES.match(text_line.text))


def _score(line: ScoredLine) -> float:
    """Return how like a title it is by itself: one shares the words of its story, not those of buttons."""
    text_line = line.text_line
    length = min(text_line.words, 10) / 4 - 2 * (text_line.words < _SHORT)
    return 4 * line.cohesion - 4 * line.said.share + length - 3 * text_line.bullet


def _labels(lines: Sequence[ScoredLine]) -> frozenset[str]:
    times = Counter(normalized(line.text_line.content) for line in lines)
    return frozenset(line for line, count in times.items() if count >= _LABEL)
