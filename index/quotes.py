"""Quoted words: where a message quotes, and what of a quote must stand in an article."""

import re
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
_ELLIPSIS = re.compile(
    r"\s*(?:\[\s*(?:\.{2,}|\u2026)\s*\]|\(\s*(?:\.{2,}|\u2026)\s*\)|\.(?:\s?\.){2,}|\u2026)\s*"
)
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
    return [part for part in _ELLIPSIS.split(quote) if _WORD.search(part)]


def _marked(text: str) -> Iterator[str]:
    """Yield what stands between quotation marks, outermost only."""
    place = 0
    while place < len(text):
        end = _end_of_quote(text, place) if _opens(text, place) else None
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


def _end_of_quote(text: str, start: int) -> int | None:
    """Return where the quote that opens at `start` is closed; None when it never is."""
    mark = text[start]
    closing = _CLOSING[mark]
    depth = lines = 0
    for place in range(start + 1, len(text)):
        character = text[place]
        if character == "\n":
            lines += 1
            if lines > _LINES or text[place + 1 : place + 2] == "\n":
                return None
        elif character in closing:
            if mark in _SINGLE and (_is_letter(text, place + 1) or text[place - 1].isspace()):
                continue
            if mark == '"' and text[place - 1].isspace() and _is_letter(text, place + 1):
                continue
            if depth == 0:
                return place
            depth -= 1
        elif character == mark:
            depth += 1
            if depth > _DEEPEST:
                return None
    return None


def _is_letter(text: str, place: int) -> bool:
    return 0 <= place < len(text) and text[place].isalnum()


def _unwrapped(block: str) -> str:
    """Return a block quote without the marks that hold all of it."""
    inner = block.strip()
    if len(inner) > 1 and _opens(inner, 0) and _end_of_quote(inner, 0) == len(inner) - 1:
        return inner[1:-1]
    return inner


def _is_worth_checking(quote: str) -> bool:
    return len(_WORD.findall(quote)) >= FEWEST_WORDS or len(_UNSPACED.findall(quote)) >= _FEWEST_UNSPACED
