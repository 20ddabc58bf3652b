"""Words that the end of a line cut: whether their hyphen is the typesetter's or the writer's."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from index.analysis.stopwords import ENGLISH

HYPHENS = "-\u2010\u00ad"
_SOFT = "\u00ad"
_WORD = re.compile(r"(?<![\w\u00ad\u2010-])[^\W\d_]+(?![\w\u00ad\u2010-])")
_COMPOUND = re.compile(r"(?<!\w)\w++[-\u2010]\w+")
_HEAD = re.compile(r"\w+$")
_TAIL = re.compile(r"\w+(?:[-\u2010]\w+)*")
# "two- and three-storey": the first word ends with its hyphen.
_JOINING = frozenset(
    ("and", "or", "to", "und", "oder", "sowie", "bis", "et", "ou", "y", "o", "e", "en", "och")
)
# First parts of English compounds, and second ones that follow an adjective or a noun.
_FIRSTS = re.compile(r"well|self|ill|ever|much|all|(?:twen|thir|for|fif|six|seven|eigh|nine)ty")
_NUMBERS = re.compile(r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve")
_SECONDS = re.compile(
    r"term|range|level|profile|scale|known|born|based|led|class|elect|style|speed|ranking|quality|wing"
)
_COUNTED = re.compile(
    r"(?:year|month|week|day|hour|minute|storey|story|third|quarter|fifth|foot|mile|point)s?"
)
_SUFFIXES = ("less", "ness", "ish", "ishly", "ing", "ed", "er", "ow", "owed", "ey", "ies")
_SHORT = 4


class Joint(NamedTuple):
    """How a line is joined to the one before it: characters that the latter loses, and what comes between."""

    lost: int
    between: str


class LineHyphens:
    """Joins cut words by what the lines of the rest of the text say."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._words: set[str] = set()
        self._compounds: set[str] = set()
        for line in lines:
            self._words.update(word.casefold() for word in _WORD.findall(line))
            self._compounds.update(word.casefold() for word in _COMPOUND.findall(line))

    def joint(self, before: str, after: str) -> Joint | None:
        """Return how `after` goes on a word that `before` ends in; None where it cuts none."""
        stem = before[:-1]
        head, tail = _HEAD.search(stem[-100:]), _TAIL.match(after)
        if before[-1:] not in HYPHENS or not head or not tail:
            return None
        if before.endswith(_SOFT):
            return Joint(1, "")
        left, right = head[0].casefold(), tail[0].casefold()
        if right in _JOINING:
            return Joint(0, " ")
        shouted = head[0].isupper() and tail[0].isupper() and len(head[0]) > 1
        if not tail[0][0].islower() and not shouted:
            return Joint(0, "")
        return Joint(0 if self._is_compound(left, right) else 1, "")

    def _is_compound(self, left: str, right: str) -> bool:
        whole = left + right
        if any(map(str.isdigit, left)) or f"{left}-{right}" in self._compounds:
            return True
        if whole in self._words or whole in ENGLISH:
            return False
        if _FIRSTS.fullmatch(left) and right not in _SUFFIXES:
            return True
        if "-" in right and right.partition("-")[0] in ENGLISH:  # mother-in-law
            return True
        if (_NUMBERS.fullmatch(left) and _COUNTED.fullmatch(right.partition("-")[0])) or _SECONDS.fullmatch(
            right
        ):
            return True
        # Two words that the text has by themselves, but not as one.
        return len(left) >= _SHORT and len(right) >= _SHORT and {left, right} <= self._words


def is_word(text: str) -> bool:
    """Whether `text`, case folded, is one of the words that are in every English text."""
    return text in ENGLISH
