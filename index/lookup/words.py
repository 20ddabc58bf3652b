"""A text as its words and signs: what quotes and articles are held against each other by."""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from index.model.article import Span
from index.text.character_classes import MARKS
from index.text.plain_characters import plain_characters

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_APOSTROPHES = "'\u2018\u2019\u02bc\u2032`\u00b4"
_QUOTES = (
    '"\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a\u201a\u201b\u2033'
    "\u300c-\u300f\u275b-\u275e\u301d-\u301f"
)
_DASHES = "\u002d\u058a\u05be\u2010-\u2015\u2043\u2212\u2e3a\u2e3b"
_LETTER = f"(?:[^\\W_{_UNSPACED}][{MARKS}]*)"
# Words with what joins them inside; of scripts without blanks each character; runs of dots, of marks that
# quote and of dashes; every other sign by itself.
_TOKEN = re.compile(
    f"[{_UNSPACED}]"
    "|\\d+(?:[.,]\\d+)*"
    f"|{_LETTER}+(?:[{_APOSTROPHES}]{_LETTER}+)*"
    "|\\.(?:\\s?\\.){2,}|\u22ef"
    f"|[{_QUOTES}{_APOSTROPHES}]+|[{_DASHES}]+"
    "|[^\\w\\s\0]|_"
)
_UNSPACED_WORD = re.compile(f"[{_UNSPACED}]")
_QUOTED = re.compile(f"[{_QUOTES}{_APOSTROPHES}]+")
_DASHED = re.compile(f"[{_DASHES}]+")
# A word that the end of a line has cut.
_WRAP = re.compile(r"(?<=[^\W\d_])[-\u2010\u00ad]\s+(?=[^\W\d_])")
# Signs that say something even at a quote's own ends: before a number, behind one.
_BEFORE_NUMBER = frozenset("+-\u2010\u2011\u2012\u2013\u2212\u00b1\u00a7#<>~\u2248")
_BEHIND_NUMBER = frozenset("%\u2030\u00b0")
_CURRENCIES = frozenset(
    "$\u00a3\u00a5\u00a2\u20a0\u20a1\u20a6\u20a8\u20a9\u20aa\u20ab\u20ac\u20b1\u20b4\u20b8\u20b9\u20ba\u20bd\u20be\u20bf\u0e3f"
)


@dataclass(frozen=True, slots=True)
class Words:
    """A text as its words and signs: `exact` with typography evened out, `folded` without case and signs.

    `spans` are places in `text` as it stands.
    """

    text: str
    spans: tuple[Span, ...]
    exact: tuple[str, ...]
    folded: tuple[str, ...]

    @classmethod
    def of(cls, text: str, known: Container[str] = ()) -> Self:
        """Return the words of `text`; one that the end of a line has cut is whole where it is `known` so."""
        plain, places = plain_characters(text)
        tokens = [(*match.span(), _evened(match[0])) for match in _TOKEN.finditer(plain)]
        if known != () and is_wrapped(plain):
            tokens = list(_unwrapped(tokens, known))
        spans = tuple(Span(places[start], places[end]) for start, end, _ in tokens)
        exact = tuple(word for _, _, word in tokens)
        return cls(text, spans, exact, tuple(map(str.casefold, exact)))

    def __len__(self) -> int:
        return len(self.spans)

    def part(self, first: int, last: int) -> str:
        """Return the text from the word `first` to before the word `last`, as it stands."""
        return self.text[self.spans[first].start : self.spans[last - 1].end] if first < last else ""

    def is_said(self, place: int) -> bool:
        """Whether the word at `place` is no sign."""
        return self.exact[place][0].isalnum()

    def count(self, first: int, last: int) -> int:
        """Return how many words, signs aside, stand from `first` to before `last`."""
        return sum(map(self.is_said, range(first, last)))

    def trimmed(self) -> Self:
        """Return the words between the first and the last that say something, both included.

        Signs say nothing there, but for those of numbers: $5, 5 %, -5.
        """
        said = [place for place in range(len(self)) if self.is_said(place)]
        if not said:
            return self.cut(0, 0)
        first, last = said[0], said[-1] + 1
        return self.cut(first - self.signs_before(first), last + self.signs_behind(last))

    def cut(self, first: int, last: int) -> Self:
        """Return the words from `first` to before `last`."""
        kept = slice(first, last)
        return type(self)(self.text, self.spans[kept], self.exact[kept], self.folded[kept])

    def whole(self, first: int, last: int) -> tuple[int, int]:
        """Return the run with what it tears: "lethal" becomes "non-lethal", 5 becomes -5 or 5%."""
        while more := self._torn_before(first):
            first -= more
        while more := self._torn_behind(last):
            last += more
        return first, last

    def is_torn(self, first: int, last: int) -> bool:
        """Whether the run begins or ends within what belongs together; see `whole`."""
        return bool(self._torn_before(first) or self._torn_behind(last))

    def _torn_before(self, first: int) -> int:
        return self.signs_before(first) or self._compound(first, -1) or self._grown(first - 1)

    def _torn_behind(self, last: int) -> int:
        return self.signs_behind(last) or self._compound(last - 1, 1) or self._grown(last - 1)

    def _grown(self, place: int) -> int:
        """Return 1 where a number and the word at its side are grown together: 3pm, 10\N{SUPERSCRIPT SIX}."""
        if not 0 <= place < len(self) - 1 or not self._touch(place):
            return 0
        pair = self.exact[place], self.exact[place + 1]
        return int(
            all(word[0].isalnum() and not _UNSPACED_WORD.match(word) for word in pair)
            and (pair[0][-1].isnumeric() or pair[1][0].isnumeric())
        )

    def signs_before(self, first: int) -> int:
        """Return how many signs before the word at `first` belong to it, which is a number then."""
        if not first or not self.exact[first][0].isdecimal() or not self._touch(first - 1):
            return 0
        sign = self.text[slice(*self.spans[first - 1])]
        # Between two words a dash joins or parts them.
        free = first == 1 or not (self._touch(first - 2) and self.is_said(first - 2))
        return int(sign in _CURRENCIES or (sign in _BEFORE_NUMBER and free))

    def signs_behind(self, last: int) -> int:
        """Return how many signs behind the word before `last` belong to it, which is a number then."""
        if not 0 < last < len(self) or not self.exact[last - 1][-1].isdecimal():
            return 0
        return int(
            self.exact[last] in _BEHIND_NUMBER or (self.exact[last] in _CURRENCIES and self._is_amount(last))
        )

    def _is_amount(self, sign: int) -> bool:
        """Whether the currency at `sign` belongs to the number before it, not to one behind it."""
        return self._touch(sign - 1) or not (sign + 1 < len(self) and self.exact[sign + 1][0].isdecimal())

    def _compound(self, place: int, step: int) -> int:
        """Return how many words away in the direction `step` that to which a hyphen joins this one is."""
        dash, other = place + step, place + 2 * step
        if not (0 <= other < len(self) and self.exact[dash] == "-"):
            return 0
        if not (self.is_said(place) and self.is_said(other)):
            return 0
        low = min(place, other)
        written = self.text[slice(*self.spans[dash])]
        joins = written in "-\u2010\u2011" or (written == "\u2013" and self.exact[low + 2][0].isdecimal())
        return 2 if joins and self._touch(low) and self._touch(low + 1) else 0

    def _touch(self, place: int) -> bool:
        """Whether nothing stands between the word at `place` and the next."""
        return self.spans[place].end == self.spans[place + 1].start


def is_wrapped(text: str) -> bool:
    """Whether the end of a line may have cut a word of `text`."""
    return bool(_WRAP.search(text))


def wrapped(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield where words stand that the end of a line may have cut, and what they are if it has."""
    last = 0
    for wrap in _WRAP.finditer(text):
        start, end = wrap.span()
        while start > last and text[start - 1].isalpha():
            start -= 1
        while end < len(text) and text[end].isalpha():
            end += 1
        yield start, end, text[start : wrap.start()] + text[wrap.end() : end]
        last = wrap.end()


def _unwrapped(
    tokens: Sequence[tuple[int, int, str]], known: Container[str]
) -> Iterator[tuple[int, int, str]]:
    """Yield tokens; where a dash at a line's end parts a known word, the word."""
    place = 0
    while place < len(tokens):
        start, end, word = tokens[place]
        if place + 2 < len(tokens) and tokens[place + 1][2] == "-":
            (dash, dashed, _), (rest, last, other) = tokens[place + 1 : place + 3]
            if dash == end and rest > dashed and word.isalpha() and (whole := word + other) in known:
                yield start, last, whole
                place += 3
                continue
        yield start, end, word
        place += 1


@lru_cache(maxsize=50_000)
def _evened(word: str) -> str:
    """Return a token without the choices of typesetters, which a quote need not follow."""
    if _QUOTED.fullmatch(word):
        # Within a quote, double marks become single ones.
        return '"'
    if _DASHED.fullmatch(word):
        return "-"
    if word[0] in ".\u22ef" and (len(word) > 1 or word == "\u22ef"):
        return "..."
    return re.sub(f"[{_APOSTROPHES}]", "'", word)
