"""A quote as whoever quotes has edited it: ellipses for words left out, brackets for words put in."""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self

from index.lookup.words import Words

_DOTS = "(?:\\.{2,}|\\.(?:\\s\\.)+|\u2026+|\u22ef+)"
# Without the blanks around it: looking for a run of these before each sign costs the square of their number.
_EDIT = re.compile(
    f"\\[\\s*{_DOTS}\\s*\\]|\\(\\s*{_DOTS}\\s*\\)|\\.(?:\\s?\\.){{2,}}|\u2026|\u22ef"
    r"|[\[\uff3b\u3014](?P<put_in>[^\[\]\uff3b\uff3d\u3014\u3015]{1,300})[\]\uff3d\u3015]"
    r"|\((?P<note>\s{0,3}sic!?\s{0,3})\)",
    re.IGNORECASE,
)
# What is said about the quote, not in it.
_NOTE = re.compile(
    r"\s*(?:sic[!?]?|(?:my |our )?(?:emphas[ei]s|italics|bold)(?: (?:added|mine|ours|in|by)\b.*)?"
    r"|(?:hervorhebung|herv\.|anm\.|ed\.|note:|soulign\u00e9 par|cursiva|\u00e9nfasis).*)\s*",
    re.IGNORECASE | re.DOTALL,
)

_FEWEST_OF_HALF = 3


class Gap(NamedTuple):
    """What stands between two pieces of a quote, or at its ends: an ellipsis, brackets, or both."""

    ellipsis: bool = False
    put_in: tuple[str, ...] = ()


class Pieces(NamedTuple):
    """The runs of words that are quoted as they are, none empty, and the gaps around: one more than these."""

    runs: tuple[Words, ...]
    gaps: tuple[Gap, ...]


class _Edit(NamedTuple):
    start: int
    end: int
    put_in: str  # "" for an ellipsis


@dataclass(frozen=True, slots=True)
class EditedQuote:
    """A quote and the ways to read it.

    `whole`: the article has brackets and dots itself. `apart`: neither what is left out nor what stands in
    brackets is the article's. `unbracketed` and `bare`: only ellipses part the quote; what brackets put in
    is read as the article's, or left out.
    """

    whole: Words
    apart: Pieces
    unbracketed: Pieces
    bare: Pieces
    put_in: tuple[str, ...]

    @classmethod
    def of(cls, quote: str, known: Container[str] = ()) -> Self:
        """Return the quote; a word that the end of a line has cut is whole where it is `known` so."""
        edits = list(_edits(quote))
        whole = Words.of(quote, known).trimmed()
        apart = _pieces(quote, edits, known)
        put_in = tuple(edit.put_in for edit in edits if edit.put_in)
        if not put_in:
            return cls(whole, apart, apart, apart, ())
        open_, bare = (_pieces(*_resolved(quote, edits, keep=keep), known) for keep in (True, False))
        return cls(whole, apart, open_, bare, put_in)

    @property
    def said(self) -> tuple[Words, ...]:
        """What an article with the very words holds."""
        return self.apart.runs or (self.whole,)

    @property
    def halves(self) -> tuple[Words, ...]:
        """Both halves of it, where each is long enough to be told from chance."""
        middle = len(self.whole) // 2
        halves = (self.whole.cut(0, middle).trimmed(), self.whole.cut(middle, len(self.whole)).trimmed())
        return halves if min(half.count(0, len(half)) for half in halves) >= _FEWEST_OF_HALF else ()

    def exact_readings(self) -> tuple[Pieces, ...]:
        """Return the readings by which an article may have the very words."""
        if self.apart is self.unbracketed:
            return (self.apart,)
        quoted = sum(run.count(0, len(run)) for run in self.apart.runs)
        own = sum(len(one.split()) for one in self.put_in if not is_note(one))
        # What is mostly in brackets quotes too little to be told from chance.
        return (self.unbracketed, self.apart) if quoted >= own else (self.unbracketed,)

    def near_readings(self) -> tuple[Pieces, ...]:
        """Return the readings by which an article may have words like these."""
        return (self.unbracketed,) if self.apart is self.unbracketed else (self.unbracketed, self.bare)


def is_note(put_in: str) -> bool:
    """Whether what stands in brackets speaks about the quote: sic, emphasis added."""
    return bool(_NOTE.fullmatch(put_in))


def _edits(quote: str) -> Iterator[_Edit]:
    """Yield the edits in order; brackets within a word ("[T]he", "walk[ed]") change all of it."""
    last = 0
    for match in _EDIT.finditer(quote):
        start, end = match.span()
        if start < last:
            continue
        put_in = match["put_in"] or match["note"] or ""
        if put_in and not is_note(put_in) and not any(map(str.isspace, put_in)):
            start, end = _word_around(quote, start, end, last)
            put_in = quote[start : match.start()] + put_in + quote[match.end() : end]
        yield _Edit(start, end, put_in.strip())
        last = end


def _word_around(quote: str, start: int, end: int, last: int) -> tuple[int, int]:
    inside = quote[start + 1 : end - 1]
    # A number behind a word is a footnote's.
    if inside.isdecimal() and not (quote[start - 1 : start].isdecimal() or quote[end : end + 1].isdecimal()):
        return start, end
    while start > last and quote[start - 1].isalnum():
        start -= 1
    while end < len(quote) and quote[end].isalnum():
        end += 1
    return start, end


def _pieces(quote: str, edits: Sequence[_Edit], known: Container[str]) -> Pieces:
    runs: list[Words] = []
    gaps: list[tuple[list[str], list[str]]] = [([], [])]
    last = 0
    for start, end, put_in in [*edits, _Edit(len(quote), len(quote), "")]:
        run = Words.of(quote[last:start], known).trimmed()
        if len(run):
            runs.append(run)
            gaps.append(([], []))
        ellipses, brackets = gaps[-1]
        (brackets if put_in else ellipses).append(put_in or quote[start:end])
        last = end
    return Pieces(tuple(runs), tuple(Gap(any(ellipses), tuple(brackets)) for ellipses, brackets in gaps))


def _resolved(quote: str, edits: Sequence[_Edit], *, keep: bool) -> tuple[str, list[_Edit]]:
    """Return the quote with what brackets put in, or without it, and the ellipses in it."""
    made: list[str] = []
    left: list[_Edit] = []
    length = last = 0
    for start, end, put_in in edits:
        within = put_in if keep and not is_note(put_in) else ""
        written = quote[last:start], within if put_in else quote[start:end]
        made += written
        length += sum(map(len, written))
        if not put_in:
            left.append(_Edit(length - len(written[1]), length, ""))
        last = end
    return "".join((*made, quote[last:])), left
