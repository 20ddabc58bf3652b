"""How the time of a function grows with the length of what it is given: shapes of text, and measuring."""

import gc
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

# A text twice as long may take so many times as long; a quadratic one takes four.
MOST_GROWTH = 3.0
# Below this the clock's grain and what every call costs hide how the time grows.
MEASURABLE_S = 0.02
# What grows a little too fast shows itself in longer texts; beyond this it has had its chance.
SUSPECT_GROWTH = 2.4
DISTURBED_GROWTH = 1.4
LONG_S = 1.5
# A machine with other work to do spoils single measurements.
_TRIES = 4
_BEST_OF = 3

Kind = Literal["repeated", "halves", "numbered", "headed", "tailed"]
Run = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Shape:
    """A text of any length.

    `repeated`: the units one after the other, again and again. `halves`: the first again and again, then
    the second as often. `numbered`: the units with a number that never comes again. `headed`: the first once,
    then the second again and again; `tailed`: the first again and again, then the second once.
    """

    kind: Kind
    units: tuple[str, ...]

    def text(self, length: int) -> str:
        """Return the text with `length` characters."""
        return self._whole(length)[:length] if self.kind != "tailed" else self._whole(length)[-length:]

    def _whole(self, length: int) -> str:
        first, *others = self.units
        second = others[0] if others else ""
        match self.kind:
            case "repeated":
                return _filled("".join(self.units), length)
            case "halves":
                times = length // max(len(first) + len(second), 1) + 1
                return first * times + second * times
            case "numbered":
                unit = "".join(self.units)
                return "".join(f"{unit}{number}" for number in range(length // (len(unit) + 1) + 1))
            case "headed":
                return first + _filled(second, length)
            case "tailed":
                return _filled(first, length) + second

    def __str__(self) -> str:
        return f"{self.kind} {' '.join(map(ascii, self.units))}"


@dataclass(frozen=True, slots=True)
class Seam:
    """A function that texts of others reach, by its name; `longest` is the longest text that does."""

    name: str
    run: Run
    longest: int


@dataclass(frozen=True, slots=True)
class Growth:
    """What a text of `length` characters took, and one of twice the length, in seconds."""

    length: int
    once: float
    twice: float

    @property
    def factor(self) -> float:
        """How many times as long the longer one took."""
        return self.twice / self.once

    @property
    def per_character(self) -> float:
        """What each character of the longer one took, in microseconds."""
        return self.twice / (2 * self.length) * 1e6


def seconds(run: Run, text: str, best_of: int = 1) -> float:
    """Return the seconds of processor time that `run` takes, of some times the shortest."""
    taken = []
    with _without_collection(), _without_tracing():
        for _ in range(best_of):
            began = time.thread_time()
            run(text)
            taken.append(time.thread_time() - began)
    return max(min(taken), 1e-9)


def grown(seam: Seam, shape: Shape, shortest: int = 500) -> Growth:
    """Double the text until it takes a time that can be measured; return what the last doubling did.

    A doubling that cost too much is measured again, so that only what always does is found.
    """
    length = min(shortest, seam.longest // 2)
    seam.run(shape.text(length))  # what is loaded and compiled at the first call is no cost of the text
    once = seconds(seam.run, shape.text(length))
    while True:
        twice = seconds(seam.run, shape.text(2 * length))
        found = Growth(length, once, twice)
        # Where the shorter text took nearly as long, something else disturbed it.
        measured = once >= MEASURABLE_S and DISTURBED_GROWTH < found.factor < SUSPECT_GROWTH
        if measured or twice >= LONG_S or 4 * length > seam.longest:
            return _again(seam, shape, found)
        length, once = 2 * length, twice


def _again(seam: Seam, shape: Shape, found: Growth) -> Growth:
    """Measure again what grew too much, if it took a time that can be measured."""
    once, twice = found.once, found.twice
    for _ in range(_TRIES):
        if twice < MEASURABLE_S or twice <= MOST_GROWTH * once:
            break
        best_of = _BEST_OF if twice < LONG_S / 3 else 1
        once = seconds(seam.run, shape.text(found.length), best_of)
        twice = min(twice, seconds(seam.run, shape.text(2 * found.length), best_of))
    return Growth(found.length, once, twice)


def _filled(unit: str, length: int) -> str:
    return unit * (length // max(len(unit), 1) + 1)


@contextmanager
def _without_collection() -> Iterator[None]:
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def _without_tracing() -> Iterator[None]:
    """Measure no lines that are covered meanwhile: that costs some code many times its own time."""
    tracer = sys.gettrace()
    sys.settrace(None)
    try:
        yield
    finally:
        sys.settrace(tracer)


# What parsers of text look for: each begins something that may never end.
TOKENS = (
    "<!--", "<", "<p>", "</p>", "<b>", "<a href='", "<![CDATA[", "<?", "&", "&amp;", "&#", "[", "]",
    "](", "[x](", "![", "(", ")", "((", "{", "}", "*", "**", "_", "*_", "`", "``", "~~", "||", "> ",
    ">", "- ", "+ ", "# ", "1. ", "#", "@", "@a ", "#a", "|", "a|", "|-", ":", ": ", "::", ";", ".",
    ". ", ". A", "...", "\u2026", "! ", "?", ",", ", ", '"', ' "', '" ', "'", " '", "\u2018",
    "\u2019", "\u201c", "\u201d", "\u201e", "\xab", "\xbb", "\u300c", "a.b.", "U.S. ", "Mr. ", "St. A",
    "e.g. ", "1,000,", "1.", "1", "12:30 ", "3 May 2020 ", "2020-", "May ", "by ", "A ", "A. ", "a",
    "A", "aA", "a-", "-", "--", "\u2014", " - ", "\xad", "http://", "www.", "http://a.b/c ", "a@b.",
    "%41", "%", "/", "//", "\\", "=", "$", "+", " ", "  ", "\t", "\n", "\n\n", "\r", "\r\n", "\x0c",
    "\x0b", "\x00", "\x1b[", "\u200b", "\u200d", "\u0301", "e\u0301", "\U0001f469\u200d",
    "\U0001f44d\U0001f3fd", "\u200f", "\u202e", "\ufeff", "\ufffd", "\u2028", "\xc3\xa9", "\xe9",
    "\xdf", "\u0130", "\ufdfa", "\u4e2d", "\u4e2d\u3002", "\u306e", "\u0e01", "\u0e01\u0e33", "\u0e01 ",
    "\u0645\u0631", "\u0915\u094d", "\uac00", "word ", "Word ", "WORD ", "Ferry sails. ", "word\n",
    "said ", "a b", "the ", "and ", "(c) ", "\xa9 ", "Share ", "Reuters ", '{"a":', '{"text":"',
    "\\u", '"",', "a,", "---\n", "a: b\n", "%%", "@@", "[[", "<a:", "www.a.", "A, B, ", "a;", "3pm ",
)  # fmt: skip
