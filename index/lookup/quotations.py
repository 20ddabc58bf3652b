"""Finds quotations in a message, and the words of each that must stand in an article."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from index.lookup.chat_marks import unmarked
from index.model.labels import LANGUAGES

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
# What names a passage in an answer of the bot's, and in the citations that it gives.
_PLACES = "|".join(re.sub(r"\{\w+\}", r"\\d+", labels.passage) for labels in LANGUAGES.values())
_LABEL = re.compile(rf", (?:{_PLACES})(?=\W*$| \u00b7 | <)")
_LONGEST_SOURCE = 12  # words
_SENTENCE_ENDS = '.!?\u2026\u201d\u00bb"'
_FENCE = re.compile(r"```(?:[\w+#-]{1,20}\n)?(.*?)```", re.DOTALL)
_BLOCK_LINE = re.compile(r"[ \t]*(?:>[ \t]?)+(.*)")
# One word in quotation marks is a name or irony more often than a quote.
FEWEST_WORDS = 3
_WORD = re.compile(r"[^\W_]+")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_FEWEST_UNSPACED = 6


def quotes_in(message: str) -> list[str]:
    """Return the stretches that a message of a chat quotes, in order, without any marks.

    Those are what stands between quotation marks (straight, curly, low, angled, corner brackets), and runs
    of lines that begin with ">" (all lines from ">>>" on). Of a quote within a quote the outer one counts; a
    mark without a partner quotes nothing. Small print and lines that name a source are looked at only where
    nothing else quotes, code after these. Stretches of fewer than three words are left out.
    """
    blocks = list(_blocks(message))
    found = [quote for block in blocks for quote in _quoted(block)]
    if not found:
        found = list(_marked(unmarked("\n".join(block.aside for block in blocks))))
    if not found:
        found = [code[1].strip() for code in _FENCE.finditer(message)]
    return [quote for quote in (one.strip() for one in found) if _is_worth_checking(quote)]


def plain_message(message: str) -> str:
    """Return the words of a message without marks of the chat, small print and lines that name a source."""
    blocks = list(_blocks(message))
    told = "\n".join(block.text for block in blocks).strip()
    return unmarked(told or message).strip()


class _Block(NamedTuple):
    """Lines of a message that are quoted, or not; `aside` are small print and lines that name a source."""

    quoted: bool
    text: str
    aside: str


def _blocks(message: str) -> Iterator[_Block]:
    lines: list[str] = []
    quoted = to_the_end = False
    for line in message.split("\n"):
        quote = _BLOCK_LINE.fullmatch(line)
        is_quoted = to_the_end or quote is not None
        if is_quoted != quoted:
            yield _block(lines, quoted=quoted)
            lines, quoted = [], is_quoted
        lines.append(quote[1] if quote else line)
        to_the_end = to_the_end or line.startswith(">>> ")
    yield _block(lines, quoted=quoted)


def _block(lines: list[str], *, quoted: bool) -> _Block:
    aside = {number for number, line in enumerate(lines) if _names_source(line, quoted=quoted)}
    told = "\n".join(line for number, line in enumerate(lines) if number not in aside)
    # What quotes in a label is the article's title.
    rest = (lines[number] for number in sorted(aside) if not _LABEL.search(lines[number]))
    return _Block(quoted, told, "\n".join(rest))


def _names_source(line: str, *, quoted: bool) -> bool:
    if line.startswith("-# ") or _LABEL.search(line):
        return True
    if not line.startswith(("\u2014 ", "\u2013 ")):
        return False
    # In a quote a dash may begin what somebody says.
    return not quoted or (len(line.split()) <= _LONGEST_SOURCE and line.rstrip()[-1] not in _SENTENCE_ENDS)


def _quoted(block: _Block) -> Iterator[str]:
    words = unmarked(block.text)
    if not block.quoted:
        yield from _marked(words)
    elif words.strip():
        yield _unwrapped(words)


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
