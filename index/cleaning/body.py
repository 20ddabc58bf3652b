"""Finds where the story stands among the lines of a page, by the odds of each line.

The weights are rounded from logistic regressions on pages such as tests/junk.py makes, where part of the
vocabulary was taken away so that they rest on shape and place as well. A positive sum says furniture.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from index.analysis.stopwords import ENGLISH
from index.cleaning.boilerplate import Wording, is_interface_word, reserves_rights, wording
from index.cleaning.credits import Credit
from index.cleaning.lines import TextLine

# The share of its terms that a sentence of the story has in common with the others, as a rule.
AKIN = 0.25
# Where nothing tells how much is shared.
_UNKNOWN = 0.5
# Fewer sentences share words by chance.
_FEW = 6

_TERM = re.compile(r"[^\W\d_]{3,}")
_PAIR = re.compile(r"(?=(\w\w))")
# Words with this many first letters in common are taken for forms of one word.
_STEM = 6
_PERSONAL = frozenset(("he", "she", "his", "her", "him"))
_QUOTES = re.compile(r"[\"“”«»„「『]")
# In the midst of a story a sentence has to be furniture rather certainly, where it ends less so.
_CERTAIN = 2.0
_CLOSING = 0.5
_OPENING = 2.5
# A sentence of at most this many words is a button if it speaks to its reader in the words of buttons.
_SHORT = 15
_HALF = 0.5
_MOST = 0.6
_STRONG_QUESTION = 2


@dataclass(slots=True)
class ScoredLine:
    """A line and what has been found out about it; `reason` is why it is dropped, "" while it is kept.

    `own_reason` is why it is furniture wherever it stands, "" where nothing says so.
    `heading` says that it is a date which heads a part of the story. `repeated` says that it stands in more
    files of the batch than its story does, `site_wide` that it stands in so many files, and so much by
    itself, that even a sentence is furniture, and `labelled` that many lines of the batch begin like it.
    """

    text_line: TextLine
    said: Wording
    terms: frozenset[str]
    credit: Credit = field(default_factory=Credit)
    own_reason: str = ""
    repeated: bool = False
    site_wide: bool = False
    labelled: bool = False
    heading: bool = False
    cohesion: float = 0.0
    odds: float = 0.0
    reason: str = ""

    @property
    def tells(self) -> bool:
        """Whether it may tell a story: a sentence that is not furniture by itself."""
        return self.text_line.sentence and not self.own_reason

    @property
    def foreign(self) -> bool:
        """Whether no other sentence of the page uses any of its words, those of buttons left aside."""
        return not (self.terms and self.cohesion)

    @property
    def speaks_for_site(self) -> bool:
        """Whether it is a sentence of the site to its reader, even among sentences of the story."""
        said = self.said
        # Interviews ask in these words, too.
        if self.text_line.text.endswith("?") and said.strong < _STRONG_QUESTION:
            return False
        possible = (
            self.repeated or said.addresses or said.share >= _MOST or reserves_rights(self.text_line.text)
        )
        return self.text_line.prose and possible and self.odds > _CERTAIN


def describe(text_line: TextLine) -> ScoredLine:
    """Return the scored line of a text line, with nothing found out about it yet."""
    words = _TERM.findall(text_line.text.casefold().replace("’", "'"))
    terms = {word[:_STEM] for word in words if word not in ENGLISH and not is_interface_word(word)}
    if text_line.unspaced:
        terms.update(_PAIR.findall(text_line.text))
    return ScoredLine(text_line, wording(text_line.content), frozenset(terms))


def weigh(lines: Sequence[ScoredLine]) -> None:
    """Set cohesion and odds of all lines.

    Cohesion is the share of a line's terms that other sentences of the page use as well; with few sentences
    on the page, theirs is not held against them.
    """
    counts = Counter(term for line in lines if line.text_line.prose for term in line.terms)
    few = sum(line.text_line.sentence for line in lines) < _FEW
    for index, line in enumerate(lines):
        own = int(line.text_line.prose)
        shared = sum(counts[term] > own for term in line.terms)
        line.cohesion = shared / len(line.terms) if line.terms else _UNKNOWN
        if few and line.text_line.sentence:
            line.cohesion = max(line.cohesion, _UNKNOWN)
        around = [*lines[max(index - 2, 0) : index], *lines[index + 1 : index + 3]]
        # The edge of the page counts as furniture.
        line.odds = _odds(line, 4 - sum(other.text_line.sentence for other in around))


def span(lines: Sequence[ScoredLine]) -> tuple[int, int]:
    """Return first and last + 1 of the lines that are most likely the story; (0, 0) if none are."""
    best = total = 0.0
    first = last = start = 0
    for number, line in enumerate(lines):
        if total <= 0:
            total, start = 0.0, number
        total += _worth(line)
        if total > best:
            best, first, last = total, start, number + 1
    while first < last and lines[last - 1].odds > _CLOSING:
        last -= 1
    while first < last and lines[first].odds > _OPENING:
        first += 1
    return (first, last) if first < last else (0, 0)


def _worth(line: ScoredLine) -> float:
    """Return what the line adds to the story that it would stand in."""
    if line.tells:
        return min(max(2 - line.odds, -4.0), 11.0)
    # Lists, too, belong to stories: furniture in between must not outweigh the sentences after it.
    return -2.0 if line.own_reason else -min(max(line.odds, 0.0), 1.0)


def _odds(line: ScoredLine, furnished: int) -> float:
    """Return the logarithm of the odds that a line is furniture.

    `furnished` of the four lines around it are no sentences.
    """
    if line.own_reason:
        return 4.0
    text_line, said = line.text_line, line.said
    if not text_line.prose:
        odds = -3 + 5 * said.share + (said.strong > 0) + 1.5 * furnished - 2.5 * line.cohesion
        return odds + 0.7 * text_line.link_like - 1.3 * text_line.bullet
    odds = -3.5 + 2 * min(said.strong, 3) + 5 * said.weak / max(said.telling, 1) + 2.5 * said.calls
    odds += 1.5 * furnished - 2 * line.cohesion - 0.08 * min(len(said.words), 60)
    odds -= 1.5 * bool(_QUOTES.search(text_line.text)) + 2 * (not _PERSONAL.isdisjoint(said.words))
    # "Reach the reporter at name@example.com" is the author's line, not the site's.
    odds -= 8 * ("@" in text_line.text)
    if text_line.text.endswith("?"):
        odds -= 3
    elif said.addresses and not line.cohesion and len(said.words) <= _SHORT and said.share >= _HALF:
        odds += 4
    # What agencies send out stands in many files as well, but goes with the rest of its page.
    alien = line.cohesion < (AKIN if said.addresses else 0.05)
    odds += 6 * (line.repeated and (alien or line.site_wide))
    return odds + 10 * reserves_rights(text_line.text)
