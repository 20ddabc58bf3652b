"""What whoever quotes left out of an article's words or put between them, and whether it matters."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from index.analysis.sentences import sentences
from index.lookup.alignment import QuoteSpan
from index.lookup.edited_quote import Gap, Pieces, is_note
from index.lookup.negations import telling_words
from index.lookup.words import Words

# Brackets stand in place of a few words; in place of more, it is an ellipsis.
MOST_REPLACED = 6
# Words beside a bracket at the end of a quote that it may stand for.
_BESIDE = 3
# More words are counted, not shown.
_MOST_SHOWN = 12
_ENDS = frozenset("?!\u3002\uff01\uff1f\u061f\u06d4\u0964")


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteEdit:
    """One edit: an ellipsis, or brackets with `put_in`, in place of the article's words `left_out` ("" none).

    `words` counts these; `sentences` and `paragraphs` count the ends that the edit goes over; `telling` are
    negations and numbers among what is left out or put in. `matters` is whether the quote may say something
    else than the article.
    """

    kind: Literal["ellipsis", "brackets"]
    put_in: str = ""
    left_out: str = ""
    words: int = 0
    sentences: int = 0
    paragraphs: int = 0
    telling: tuple[str, ...] = ()
    matters: bool = False

    @property
    def is_short(self) -> bool:
        """Whether what is left out can be shown in a line."""
        return 0 < self.words <= _MOST_SHOWN and not self.paragraphs


def put_in_remarks(put_in: Sequence[str], *, matter: bool) -> list[QuoteEdit]:
    """Return what is said of brackets whose place in the article is not looked at."""
    return [QuoteEdit(kind="brackets", put_in=one, matters=matter and not is_note(one)) for one in put_in]


class EditedText:
    """An article's words, in which edits are judged."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def edits(self, pieces: Pieces, places: Sequence[QuoteSpan]) -> tuple[QuoteEdit, ...]:
        """Return the edits of a quote whose runs stand at `places`."""
        quoted = sum(run.count(0, len(run)) for run in pieces.runs)
        found: list[QuoteEdit] = []
        inner = zip(pieces.gaps[1:-1], places, places[1:], strict=False)
        found += self._at_end(pieces.gaps[0], places[0].first, -1)
        for gap, before, behind in inner:
            found += self._between(gap, before.last, behind.first, quoted)
        found += self._at_end(pieces.gaps[-1], places[-1].last, 1)
        return tuple(found)

    def _between(self, gap: Gap, first: int, last: int, quoted: int) -> Iterator[QuoteEdit]:
        if not gap.ellipsis:
            yield self._brackets(gap.put_in, first, last)
            return
        for one in gap.put_in:
            yield from put_in_remarks([one], matter=_tells(one))
        words = self._words.count(first, last)
        over, paragraphs = self._ends_between(first, last)
        if words or over:
            telling = telling_words(self._words, first, last)
            yield QuoteEdit(
                kind="ellipsis",
                left_out=self._part(first, last),
                words=words,
                sentences=over,
                paragraphs=paragraphs,
                telling=telling,
                matters=bool(telling) or over > 0 or words > quoted,
            )

    def _brackets(self, put_in: Sequence[str], first: int, last: int) -> QuoteEdit:
        said = Words.of(" ".join(one for one in put_in if not is_note(one)))
        words = self._words.count(first, last)
        if words and _said(said, 0, len(said)) == _said(self._words, first, last):
            return QuoteEdit(
                kind="brackets", put_in=" ".join(put_in), left_out=self._part(first, last), words=words
            )
        over, paragraphs = self._ends_between(first, last)
        telling = (*telling_words(self._words, first, last), *telling_words(said, 0, len(said)))
        return QuoteEdit(
            kind="brackets",
            put_in=" ".join(put_in),
            left_out=self._part(first, last),
            words=words,
            sentences=over,
            paragraphs=paragraphs,
            telling=telling,
            # A note at a sentence's end leaves nothing out.
            matters=bool(telling) or (over > 0 and words > 0),
        )

    def _at_end(self, gap: Gap, place: int, step: int) -> Iterator[QuoteEdit]:
        """Yield the brackets before the word `place` (step -1) or from it on (step 1)."""
        if not gap.put_in:
            return
        said = Words.of(" ".join(one for one in gap.put_in if not is_note(one)))
        alike = self._beside(place, step, said.count(0, len(said)))
        if len(said) and _said(said, 0, len(said)) == _said(self._words, *alike):
            yield self._brackets(gap.put_in, *alike)
            return
        near = self._beside(place, step, _BESIDE) if len(said) and not gap.ellipsis else (place, place)
        if telling_words(self._words, *near):
            yield self._brackets(gap.put_in, *near)
        else:
            yield self._brackets(gap.put_in, place, place)

    def _beside(self, place: int, step: int, most: int) -> tuple[int, int]:
        """Return the run of at most so many words of the same sentence before or behind `place`."""
        first = last = place
        while most > 0:
            more = (first - 1, last) if step < 0 else (first, last + 1)
            if more[0] < 0 or more[1] > len(self._words) or self._crosses(*more, place, step):
                break
            first, last = more
            most -= self._words.is_said(first if step < 0 else last - 1)
        return first, last

    def _crosses(self, first: int, last: int, place: int, step: int) -> bool:
        if step < 0:
            return place < len(self._words) and self._starts_between(first + 1, place) > 0
        return place > 0 and self._starts_between(place, last - 1) > 0

    def _starts_between(self, first: int, last: int) -> int:
        """Return how many sentences begin behind the word before `first`, up to the word `last` itself."""
        if not first or last >= len(self._words):
            return 0
        low, high = self._words.spans[first - 1].end, self._words.spans[last].start
        starts = self._sentences.starts
        return bisect_right(starts, high) - bisect_right(starts, low - 1)

    def _ends_between(self, first: int, last: int) -> tuple[int, int]:
        """Return how many ends of sentences, and of paragraphs, stand between the words around a gap."""
        if not 0 < first <= last < len(self._words):
            return 0, 0
        low, high = self._words.spans[first - 1].end, self._words.spans[last].start
        known = self._sentences
        begin, end = bisect_right(known.starts, low - 1), bisect_right(known.starts, high)
        paragraphs = sum(known.paragraphs[begin:end])
        sure = self._words.exact[first] in _ENDS
        return max(end - begin, int(sure)), paragraphs

    @cached_property
    def _sentences(self) -> "_Sentences":
        return _Sentences(self._words.text)

    def _part(self, first: int, last: int) -> str:
        trimmed = self._words.cut(first, last).trimmed()
        return trimmed.part(0, len(trimmed))


class _Sentences:
    """Where sentences begin, and whether a paragraph does."""

    def __init__(self, text: str) -> None:
        spans = sentences(text)
        self.starts = [span.start for span in spans]
        ends = [0, *(span.end for span in spans)]
        self.paragraphs = [
            "\n" in text[end:start] and end > 0 for end, start in zip(ends, self.starts, strict=False)
        ]


def _tells(put_in: str) -> bool:
    words = Words.of(put_in)
    return bool(telling_words(words, 0, len(words)))


def _said(words: Words, first: int, last: int) -> list[str]:
    return [words.folded[place] for place in range(first, last) if words.is_said(place)]
