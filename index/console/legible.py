"""Which characters of what others wrote may reach a terminal, and what stands in place of the rest.

A title, a text or a file's name can hold commands to the terminal (escape sequences, C1 codes, carriage
returns) and marks that turn the order of what stands around them. Marks that Arabic or Hebrew needs are kept.
"""

import re

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_TAB_AND_NEWLINE = "\t\n"
# Commands to the terminal; ends of lines other than "\n"; halves of characters, which no stream can write.
_COMMANDS = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff"
# Embeddings and overrides with their end (U+202C), isolates with theirs (U+2069).
_DIRECTIONS = "\u202a-\u202e\u2066-\u2069"
_SUSPECT = re.compile(f"[{_COMMANDS}{_DIRECTIONS}]")
_DIRECTION = re.compile(f"[{_DIRECTIONS}]")
_LINE = re.compile(r"[^\n]+")
_NOT_IN_LINE = re.compile(r"[\t\n]")
# As rich writes colours; in text that should have none it just goes.
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")

_EMBEDDING_END, _ISOLATE_END = "\u202c", "\u2069"
_ENDS = {"\u202a": _EMBEDDING_END, "\u202b": _EMBEDDING_END}
_ENDS |= dict.fromkeys("\u2066\u2067\u2068", _ISOLATE_END)
# More embeddings in one another than this mean nothing to Unicode's algorithm.
_DEEPEST = 125
# Letters written from right to left, the marks that count as one, and all that `_DIRECTIONS` has.
_FROM_RIGHT = re.compile(
    f"[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff{_DIRECTIONS}]"
)
_FIRST_STRONG_ISOLATE = "\u2068"


def legible(text: str) -> str:
    """Return a text of the same length in which nothing commands a terminal or turns what stands around it.

    Controls become pictures of themselves, or U+FFFD; line feeds and tabs stay, other ends of lines become
    line feeds. Overrides of the direction, and embeddings and isolates that are not closed in their line,
    become U+FFFD.
    """
    if not _SUSPECT.search(text):
        return text
    text = re.sub(r"\r(?=\n)", " ", text).translate(_PICTURES)
    return _LINE.sub(_balanced, text) if _DIRECTION.search(text) else text


def one_line(text: str) -> str:
    """Return a text of the same length, legible and without ends of lines and tabs."""
    return _NOT_IN_LINE.sub(" ", legible(text))


def isolated(text: str) -> str:
    """Return one line that cannot turn the order of its neighbours, set apart where it could."""
    line = one_line(text)
    return f"{_FIRST_STRONG_ISOLATE}{line}{_ISOLATE_END}" if _FROM_RIGHT.search(line) else line


def plain(text: str) -> str:
    """Return text for a stream that gets it in pieces: no colours, no mark that a later piece must close."""
    return _DIRECTION.sub(REPLACEMENT, legible(_COLOUR.sub("", text)))


def escaped(json_text: str) -> str:
    """Return JSON that means the same, with everything that `legible` would replace written as an escape."""
    return _SUSPECT.sub(lambda found: f"\\u{ord(found[0]):04x}", json_text)


def _balanced(line: re.Match[str]) -> str:
    """Replace the marks of a line that open without closing, or close without having been opened."""
    characters = list(line[0])
    opened: list[int] = []
    for place, character in enumerate(characters):
        if character in _ENDS and len(opened) < _DEEPEST:
            opened.append(place)
        elif character in _ENDS:
            characters[place] = REPLACEMENT
        elif character in (_EMBEDDING_END, _ISOLATE_END):
            if opened and _ENDS[characters[opened[-1]]] == character:
                opened.pop()
            else:
                characters[place] = REPLACEMENT
    for place in opened:
        characters[place] = REPLACEMENT
    return "".join(characters)


def _pictures() -> dict[int, str]:
    """Return what stands for each character that goes, by its number."""
    pictures = {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in _TAB_AND_NEWLINE}
    pictures |= dict.fromkeys(range(0x7F, 0xA0), REPLACEMENT) | {0x7F: "\N{SYMBOL FOR DELETE}"}
    pictures |= dict.fromkeys(range(0xD800, 0xE000), REPLACEMENT)
    pictures |= dict.fromkeys((0x202D, 0x202E), REPLACEMENT)
    return pictures | dict.fromkeys((0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029), "\n")


_PICTURES = _pictures()
