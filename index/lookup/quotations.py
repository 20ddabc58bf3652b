"""Finds quotations in a message, and the words of each that must stand in an article."""

import re
from bisect import bisect_right
from collections.abc import Iterator

_CLOSING = {
    "\u201c": "\u201d\u201c", "\u201e": "\u201c\u201d", "\u201f": "\u201d", "\u00ab": "\u00bb", "\u00bb":
    "\u00ab", "\u300c": "\u300d", "\u300e": "\u300f", "\u2018": "\u2019", "\u201a": "\u2018\u2019", "\u2039":
    "\u203a", '"': '"', "'": "'",
}  # fmt: skip
# These are apostrophes as well: they quote only where no letter stands outside of them.
_SINGLE = "'\u2018\u2019\u201a"
# A quote goes over this many line ends at most; a mark that is never closed must not quote the rest.
_LINES = 3
# Nobody quotes deeper; without a bound a row of opening marks costs the square of its length.
_DEEPEST = 5
_BLOCK_LINE = re.compile(r"[ \t]*(?:>[ \t]?)+(.*)")
# Without the blanks around it: looking for a run of these before each sign costs the square of their number.
_ELLIPSIS = re.compile(r"\[\s*(?:\.{2,}|\u2026)\s*\]|\(\s*(?:\.{2,}|\u2026)\s*\)|\.(?:\s?\.){2,}|\u2026")
# One word in quotation marks is a name or irony more often than a quote.
FEWEST_WORDS = 3
_WORD = re.compile(r"[^\W_]+")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_FEWEST_UNSPACED = 6


def quotes_in(text: str) -> list[str]:
    """Return the stretches that `text` quotes, in order, without their marks.

    Those are what stands between quotation marks (straight, curly, low, angled, corner brackets), and runs
    of lines that begin with ">". Of a quote within a quote the outer one counts; a mark without a partner
    quotes nothing. Stretches of fewer than three words are left out.
    """
    found: list[str] = []
    plain: list[str] = []
    block: list[str] = []
    for line in [*text.split("\n"), ""]:
        quoted = _BLOCK_LINE.fullmatch(line)
        if quoted and not block:
            found.extend(_marked("\n".join(plain)))
            plain = []
        if quoted:
            block.append(quoted[1])
            continue
        if block:
            found.append(_unwrapped("\n".join(block)))
            block = []
        plain.append(line)
    found.extend(_marked("\n".join(plain)))
    return [quote for quote in (one.strip() for one in found) if _is_worth_checking(quote)]


def parts(quote: str) -> list[str]:
    """Return what stands between the ellipses ("...", "\u2026", "[...]") of a quote, in order."""
    return [part.strip() for part in _ELLIPSIS.split(quote) if _WORD.search(part)]


def _marked(text: str) -> Iterator[str]:
    """Yield what stands between quotation marks, outermost only."""
    place = 0
    ends = _Ends(text)
    while place < len(text):
        end = ends.of_quote(place) if _opens(text, place) else None
        if end is None:
            place += 1
        else:
            yield text[place + 1 : end]
            place = end + 1


def _opens(text: str, place: int) -> bool:
    mark = text[place]
    if mark not in _CLOSING or place + 1 == len(text):
        return False
    if mark == '"' or mark in _SINGLE:
        return not text[place + 1].isspace() and not _is_letter(text, place - 1)
    return True


class _Ends:
    """Where quotes of one text are closed. Each sign is looked at once: a mark may open a quote anywhere."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._line_ends = [match.start() for match in re.finditer("\n", text)]
        # Of each mark that opens: where it, and what closes it, stand.
        self._places: dict[str, list[int]] = {}

    def of_quote(self, start: int) -> int | None:
        """Return where the quote that opens at `start` is closed; None when it never is."""
        mark = self._text[start]
        if mark not in self._places:
            self._places[mark] = [
                place for place, one in enumerate(self._text) if self._counts(mark, one, place)
            ]
        places = self._places[mark]
        depth = 0
        last = self._last_place(start)
        for number in range(bisect_right(places, start), len(places)):
            place = places[number]
            if place > last:
                return None
            if self._text[place] in _CLOSING[mark]:
                if depth == 0:
                    return place
                depth -= 1
            else:
                depth += 1
                if depth > _DEEPEST:
                    return None
        return None

    def _counts(self, mark: str, character: str, place: int) -> bool:
        """Whether a character opens a quote within one that `mark` opened, or closes one."""
        if character not in _CLOSING[mark]:
            return character == mark
        after_blank = self._text[place - 1 : place].isspace()
        if mark in _SINGLE:
            return not (after_blank or _is_letter(self._text, place + 1))
        return not (mark == '"' and after_blank and _is_letter(self._text, place + 1))

    def _last_place(self, start: int) -> int:
        """Return the last place to which a quote that opens at `start` may go: a few lines, one paragraph."""
        first = bisect_right(self._line_ends, start)
        for number in range(first, min(first + _LINES, len(self._line_ends))):
            if self._text.startswith("\n\n", self._line_ends[number]):
                return self._line_ends[number]
        following = self._line_ends[first + _LINES : first + _LINES + 1]
        return following[0] if following else len(self._text)


def _is_letter(text: str, place: int) -> bool:
    return 0 <= place < len(text) and text[place].isalnum()


def _unwrapped(block: str) -> str:
    """Return a block quote without the marks that hold all of it."""
    inner = block.strip()
    if len(inner) > 1 and _opens(inner, 0) and _Ends(inner).of_quote(0) == len(inner) - 1:
        return inner[1:-1]
    return inner


def _is_worth_checking(quote: str) -> bool:
    return len(_WORD.findall(quote)) >= FEWEST_WORDS or len(_UNSPACED.findall(quote)) >= _FEWEST_UNSPACED
