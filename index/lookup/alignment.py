"""Aligns quoted words with a text: where they stand, and what differs."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Literal, NamedTuple

import numpy as np
from rapidfuzz.distance import LCSseq, Levenshtein

from index.lookup.words import Words
from index.text.plain_characters import plain_characters

# No word holds a blank; one may hold any other sign.
_SEPARATOR = " "
_SENTENCE_ENDS = frozenset((*".?!", "...", "\u3002", "\uff01", "\uff1f", "\u061f", "\u06d4", "\u0964"))
# Words beside the window, for what the quote leaves out; and how many windows are looked at closely.
_SLACK = 4
_WINDOWS = 3
# Words that an outline wants side by side. In a text that has nearly all of them again and again, each place
# is held against all: more of them would cost the product of both lengths.
_LONGEST_RUN = 8

DiffKind = Literal["equal", "insert", "delete", "replace"]


class DiffRun(NamedTuple):
    """A run of a quote beside the run of the text in its place; either may be empty.

    `equal`: the same but for typography; `replace`: other words; `delete`: quoted, but not in the text;
    `insert`: in the text, but not quoted.
    """

    kind: DiffKind
    quoted: str
    printed: str


@dataclass(frozen=True, slots=True)
class QuoteSpan:
    """Where words stand in a text: from word `first` to before word `last`, and how alike (0 to 1)."""

    first: int
    last: int
    similarity: float


class TokenLine:
    """The words of a text on one line, made once to look for many quotes.

    What stands there within a compound or beside a number's sign is not found: "lethal" in "non-lethal".
    """

    def __init__(self, text: Words) -> None:
        self._text = text
        self._line = _line(text)
        # Where the blank before each word stands.
        self._blanks = list(accumulate((len(word) + 1 for word in text.exact), initial=0))

    def find(self, quote: Words, after: int = 0) -> QuoteSpan | None:
        """Return the first place at or after the word `after` where the very words of `quote` stand."""
        line = _line(quote)
        place = self._line.find(line, self._blanks[after]) if len(quote) else -1
        while place >= 0:
            if found := self._untorn(place, len(quote)):
                return found
            place = self._line.find(line, place + 1)
        return None

    def find_last(self, quote: Words, before: int) -> QuoteSpan | None:
        """Return the last place that ends at or before the word `before`; see `find`."""
        line = _line(quote)
        place = self._line.rfind(line, 0, self._blanks[before] + 1) if len(quote) else -1
        while place >= 0:
            if found := self._untorn(place, len(quote)):
                return found
            place = self._line.rfind(line, 0, place + len(line) - 1)
        return None

    def _untorn(self, place: int, length: int) -> QuoteSpan | None:
        first = bisect_left(self._blanks, place)
        return None if self._text.is_torn(first, first + length) else QuoteSpan(first, first + length, 1.0)


def _line(words: Words) -> str:
    return _SEPARATOR + _SEPARATOR.join(words.exact) + _SEPARATOR


class Outline:
    """What must be found, in this order, in a text that has the very words of quotes: a cheap first look.

    Words of ASCII letters and digits are written the same way everywhere, with signs and blanks between them
    if anything ("3pm" are two words).
    """

    def __init__(self, quotes: Iterable[Words]) -> None:
        runs: list[list[str]] = [[]]
        for quote in quotes:
            for word in quote.exact:
                if word.isascii() and word.isalnum():
                    if len(runs[-1]) == _LONGEST_RUN:
                        runs.append([])
                    runs[-1].append(word)
                elif word[0].isalnum():
                    runs.append([])
            runs.append([])
        self._runs = [re.compile(_whole(r"[\W_]*".join(run))) for run in runs if run]

    def fits(self, text: str) -> bool:
        """Whether the text has all of them, one after the other."""
        text = plain_characters(text).text
        place = 0
        for run in self._runs:
            match = run.search(text, place)
            if match is None:
                return False
            place = match.end()
        return True


def _whole(run: str) -> str:
    """Return a pattern by which words are not found within longer ones."""
    before = "(?<![A-Za-z])" if run[0].isalpha() else ""
    after = "(?![A-Za-z])" if run[-1].isalpha() else ""
    return before + run + after


def nearest(quote: Words, text: Words, after: int = 0, cutoff: float = 0.0) -> QuoteSpan | None:
    """Return the place at or after the word `after` of `text` that is most like `quote`, case aside.

    The similarity is the share of the longer of the two that is equal, signs left out. None when nothing
    reaches `cutoff`, or when a side has no words.
    """
    places = [place for place in range(after, len(text)) if text.folded[place][0].isalnum()]
    said = [word for word in quote.folded if word[0].isalnum()]
    words = [text.folded[place] for place in places]
    best: tuple[float, int, int] | None = None
    for start, end in _windows(said, words, cutoff):
        for align in (LCSseq, Levenshtein):
            equal = [one for one in align.opcodes(said, words[start:end]) if one.tag == "equal"]
            if not equal:
                continue
            first = start + equal[0].dest_start
            last = start + equal[-1].dest_end
            # Other words of the same sentence stand in place of the quote's first and last ones.
            first -= _joined(text, places[start : first + 1][::-1], equal[0].src_start)
            last += _joined(text, places[last - 1 : end], len(said) - equal[-1].src_end)
            similarity = 1 - Levenshtein.distance(said, words[first:last]) / max(len(said), last - first)
            if best is None or similarity > best[0]:
                best = similarity, first, last
    if best is None or best[0] < cutoff:
        return None
    return QuoteSpan(places[best[1]], places[best[2] - 1] + 1, best[0])


def _joined(text: Words, places: Sequence[int], most: int) -> int:
    """Return how many words, at most, follow the first of these `places` without the end of a sentence."""
    for number, (one, other) in enumerate(pairwise(places[: most + 1])):
        between = text.exact[min(one, other) + 1 : max(one, other)]
        if not _SENTENCE_ENDS.isdisjoint(between):
            return number
    return max(len(places[: most + 1]) - 1, 0)


def _windows(said: Sequence[str], words: Sequence[str], cutoff: float) -> Iterator[tuple[int, int]]:
    """Yield the few runs of `words` that hold most of the words `said`, in whatever order."""
    wanted = frozenset(said)
    size = min(len(words), len(said) + 2 * _SLACK)
    if not size:
        return
    held = np.concatenate(([0], np.cumsum([word in wanted for word in words])))
    counts = held[size:] - held[:-size]
    for _ in range(_WINDOWS):
        start = int(np.argmax(counts))
        if counts[start] < cutoff * len(said):
            return
        # The first such run ends with the last of these words; what stands in place of others may follow.
        yield start, min(start + size + _SLACK, len(words))
        counts[max(0, start - _SLACK) : start + _SLACK + 1] = 0


def differences(quote: Words, text: Words, match: QuoteSpan) -> tuple[DiffRun, ...]:
    """Return the quote beside the text at `match`, run by run."""
    there = text.exact[match.first : match.last]
    return tuple(
        DiffRun(
            one.tag,  # type: ignore[arg-type]
            quote.part(one.src_start, one.src_end),
            text.part(match.first + one.dest_start, match.first + one.dest_end),
        )
        for one in Levenshtein.opcodes(quote.exact, there)
    )


def same(segments: Sequence[DiffRun]) -> bool:
    """Whether quote and text are the same in this run."""
    return all(segment.kind == "equal" for segment in segments)
