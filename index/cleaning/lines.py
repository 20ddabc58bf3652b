"""Cuts a plain text into lines with their shape: what can be told of each without reading its words.

A `TextLine` is one line, or the lines of one paragraph where a text is broken at a fixed width.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

# How many characters at each end of a line show its shape; a line of 10 MB must not cost more.
_SEEN = 2_000
_ENDS = ".!?…。！？\N{ARABIC QUESTION MARK}\N{ARABIC FULL STOP}\N{DEVANAGARI DANDA}"
_CLOSING = r"[\"'”’»)\]}」』]*"
_SENTENCE_END = re.compile(rf"[{_ENDS}]{_CLOSING}(?=\s|$)|[。！？]")
AT_END = re.compile(rf"[{_ENDS}]{_CLOSING}\**$")
# Scripts that put no blanks between words: Thai, Lao, Burmese, Khmer, kana, Chinese characters.
UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
BULLET = re.compile(r"(?:[•·▪◦‣●○■□►▶>*+–—-]|\(?\d{1,3}[.)]|[a-z]\))\s+", re.IGNORECASE)
_QUOTED = re.compile(r"[\"“„«「『].*[\"”“»」』]$", re.DOTALL)

# Lengths in words: a line from the first on is a sentence without a full stop, too; headlines have hardly
# more than the second; a quotation and a line that introduces something have more than the third and fourth;
# links fewer.
_LONG = 25
_HEADLINE = 20
_QUOTATION = 4
_INTRODUCTION = 5
_LINK = 3
_LINK_UNSPACED = 4
# Shares of words that begin with a small letter: running text, and titles in capitals.
_RUNNING = 0.5
_TITLED = 0.2
_WRAP_WIDTHS = range(40, 101)
_FEWEST_LINES = 3


@dataclass(frozen=True)
class TextLine:
    """A part of a text from `start` to `end`, blanks at its ends left out; of a long one only both ends."""

    start: int
    end: int
    text: str = field(repr=False)

    @cached_property
    def bullet(self) -> bool:
        """Whether it begins like an item of a list."""
        return bool(BULLET.match(self.text))

    @cached_property
    def content(self) -> str:
        """The text without a bullet, on one line."""
        match = BULLET.match(self.text)
        return " ".join(self.text[match.end() if match else 0 :].split())

    @cached_property
    def words(self) -> int:
        """How many words it has; two characters of an unspaced script count as one."""
        unspaced = len(UNSPACED.findall(self.text))
        spaced = UNSPACED.sub(" ", self.text) if unspaced else self.text
        return (unspaced + 1) // 2 + len(spaced.split())

    @cached_property
    def unspaced(self) -> bool:
        """Whether most of it is in a script without blanks between words."""
        return len(UNSPACED.findall(self.text)) * 2 > len(self.text)

    @cached_property
    def ended(self) -> bool:
        """Whether it closes as a sentence does."""
        return bool(AT_END.search(self.text))

    @cached_property
    def lowercase(self) -> float:
        """The share of its words after the first that begin small; 1 in scripts without case."""
        rest = self.content.split()[1:]
        cased = [word for word in rest if word[:1].isupper() or word[:1].islower()]
        if not cased:
            return 0.0 if self.content.isascii() else 1.0
        return sum(word[0].islower() for word in cased) / len(cased)

    @cached_property
    def prose(self) -> bool:
        """Whether it is shaped like one or more sentences."""
        if self.ended:
            return self.words > 1
        if self.words >= _LONG or (self.words > _HEADLINE and _SENTENCE_END.search(self.text)):
            return True
        if self.text.endswith(":"):
            return self.words > _INTRODUCTION and self.lowercase > _RUNNING
        return self.words > _QUOTATION and bool(_QUOTED.match(self.text))

    @cached_property
    def sentence(self) -> bool:
        """Whether it is more than a headline: these end in a question mark or an ellipsis, too."""
        return self.prose and not (self.words <= _HEADLINE and self.text.endswith(("?", "!", "...", "…")))

    @cached_property
    def link_like(self) -> bool:
        """Whether it looks like the words of a link or button: few, or none of them running on."""
        if self.prose:
            return False
        if self.unspaced:
            return self.words <= _LINK_UNSPACED
        return self.words <= _LINK or self.lowercase < _TITLED


def cut(text: str) -> list[TextLine]:
    """Return the lines of `text` in order; blank lines are in none of them."""
    lines = [(match.start(), match.end()) for match in re.finditer(r"[^\s](?:[^\n]*[^\s])?", text)]
    width = _wrap_width([end - start for start, end in lines])
    return [TextLine(start, end, _seen(text, start, end)) for start, end in _paragraphs(text, lines, width)]


def _seen(text: str, start: int, end: int) -> str:
    if end - start <= 2 * _SEEN:
        return text[start:end]
    return f"{text[start : start + _SEEN]} {text[end - _SEEN : end]}"


def _wrap_width(lengths: list[int]) -> int:
    """Return the width at which the lines may have been broken, or 0."""
    if len(lengths) < _FEWEST_LINES:
        return 0
    # A few lines of any text are longer, such as an address that could not be broken.
    width = sorted(lengths)[-1 - len(lengths) // 50]
    return width if width in _WRAP_WIDTHS else 0


def _paragraphs(text: str, lines: list[tuple[int, int]], width: int) -> Iterator[tuple[int, int]]:
    """Yield start and end of each line: lines are joined where a third of the text is broken so."""
    joined = [width > 0 and _runs_on(text, line, following, width) for line, following in pairwise(lines)]
    if not any(joined) or sum(joined) * 3 < len(joined):
        yield from lines
        return
    start = lines[0][0]
    for (line, following), runs_on in zip(pairwise(lines), joined, strict=True):
        if not runs_on:
            yield start, line[1]
            start = following[0]
    yield start, lines[-1][1]


def _runs_on(text: str, line: tuple[int, int], following: tuple[int, int], width: int) -> bool:
    """Whether the line was broken because the next word did not fit."""
    if text.count("\n", line[1], following[0]) != 1:
        return False
    first = text[following[0]]
    ahead = text[following[0] : following[0] + width]
    word = 1 if UNSPACED.match(first) else len(ahead.split(None, 1)[0]) + 1
    return line[1] - line[0] + word > width >= line[1] - line[0]
