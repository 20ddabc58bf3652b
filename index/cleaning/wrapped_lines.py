"""Texts whose lines were broken at a fixed width, with the lines of each paragraph put together again.

Which breaks are the width's is told by the words: a line goes on with a small letter, though no sentence
ended, and its first word would not have fitted on the line above.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.cleaning.credits import credit
from index.cleaning.line_hyphens import HYPHENS, LineHyphens
from index.cleaning.lines import AT_END, BULLET, UNSPACED

_WIDTHS = range(25, 101)
_MOSTLY = 0.7  # share of the breaks within sentences that the width explains
_OFTEN = 0.25  # share of all breaks that are within sentences
_CASELESS = 3  # so many breaks at least in scripts that have no small letters
_HALF = 0.5
_LABEL = re.compile(r"[^\W\d_a-z][\w-]{0,20}:(?:\s|$)")
_ADDRESS = re.compile(r"https?:|www\.")
_COLUMNS = re.compile(r"\S {3,}\S|\t")
_DATELINE = re.compile(r"[(\u2013\u2014\u201c\"]|--")
_OPENING = 6  # lines in which the title and the byline stand
_LONG_WORD = 4
_MANY = 4


@dataclass(frozen=True, slots=True)
class _Break:
    """The break between two lines that no blank line parts; `opens` where a title may stand above it."""

    above: str
    below: str
    opens: bool

    @property
    def within(self) -> bool:
        """Whether a sentence goes on over it."""
        below = self.below.lstrip()
        if AT_END.search(self.above) or _ADDRESS.match(below) or self.apart:
            return False
        return below[0].islower() or (below[0].isalpha() and not below[0].isupper())

    @property
    def apart(self) -> bool:
        """Whether the lower line begins something new by its form."""
        deeper = len(self.below) - len(self.below.lstrip()) > len(self.above) - len(self.above.lstrip())
        formed = BULLET.match(self.below.lstrip()) or _LABEL.match(self.below) or deeper
        return bool(formed or _COLUMNS.search(self.above) or _COLUMNS.search(self.below))

    @property
    def hyphenated(self) -> bool:
        """Whether it cuts a word."""
        return (
            self.above[-1:] in HYPHENS and self.above[-2:-1].isalpha() and self.below.lstrip()[:1].islower()
        )

    def fills(self, width: int) -> bool:
        """Whether the lower line's first word would not have fitted on the upper one."""
        below = self.below.split(None, 1)[0]
        word = 1 if UNSPACED.match(below) else len(below) + 1
        return self.hyphenated or len(self.above) + word > width >= len(self.above)


def unwrapped(text: str) -> str:
    """Return `text` with its paragraphs on a line each, if its lines were broken at a width; else `text`.

    A word that a hyphen cut there is one again; where the hyphen may be the writer's, it stays.
    """
    lines = text.split("\n")
    breaks = [_break(lines, number) for number in range(1, len(lines))]
    width = _width([found for found in breaks if found])
    if not width:
        return text
    hyphens = LineHyphens(lines)
    parts = [lines[0]]
    for line, found in zip(lines[1:], breaks, strict=True):
        if found is None or not _joins(found, width):
            parts += ("\n", line)
            continue
        above, below = parts[-1].rstrip(), line.lstrip()
        joint = hyphens.joint(above, below)
        unspaced = UNSPACED.match(above[-1:]) and UNSPACED.match(below)
        parts[-1] = above[: len(above) - joint.lost] if joint else above
        parts += (joint.between if joint else "" if unspaced else " ", below)
    return "".join(parts)


def _break(lines: Sequence[str], number: int) -> _Break | None:
    above, below = lines[number - 1], lines[number].rstrip()
    if not above.strip() or not below:
        return None
    # The title's line, and the byline's below it.
    opens = number <= _OPENING and sum(1 for line in lines[: number - 1] if line.strip()) < 2  # noqa: PLR2004
    return _Break(above.rstrip(), below, opens)


def _width(breaks: Sequence[_Break]) -> int:
    """Return the width at which lines were broken, 0 where none were."""
    within = [found for found in breaks if found.within]
    lengths = sorted(len(found.above) for found in within)
    if not within or len(within) < _OFTEN * len(breaks):
        return 0
    if len(within) < _CASELESS and not any(found.below.lstrip()[0].islower() for found in within):
        return 0
    width = max(lengths[-1 - len(lengths) // 20], *_filled(breaks))
    if width not in _WIDTHS:
        return 0
    return width if sum(found.fills(width) for found in within) >= _MOSTLY * len(within) else 0


def _filled(breaks: Sequence[_Break]) -> list[int]:
    """Return the lengths of the lines that prose goes on in, but for those too long to be wrapped."""
    return [0, 0, *(len(found.below) for found in breaks if found.within and len(found.below) in _WIDTHS)]


def _joins(found: _Break, width: int) -> bool:
    if found.apart:
        return False
    if found.hyphenated:
        return True
    if found.within:
        return len(found.above) >= _HALF * width
    if not found.fills(width):
        return False
    # A title or byline that fills its line: whether it is one is told by what stands around it.
    return not (found.opens and (credit(found.above) or credit(found.below) or _is_titled(found.above)))


def _is_titled(line: str) -> bool:
    """Whether a line is set as titles are: Each of Many Words Has a Capital."""
    words = [word for word in re.findall(r"[^\W\d_]+", line) if len(word) >= _LONG_WORD]
    plain = not AT_END.search(line) and not _DATELINE.search(line)
    return plain and len(words) >= _MANY and all(word[0].isupper() for word in words)
