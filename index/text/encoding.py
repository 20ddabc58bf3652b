"""Decodes bytes: finds their encoding, and mends what another program decoded wrongly."""

import codecs
import re
import unicodedata
from typing import NamedTuple

from index.model.errors import ToldError
from index.text.old_encodings import decode_loosely, guess

# The longer marks first: UTF-32's begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
# What any text in a wide encoding holds, and what its other byte order hardly ever does.
_BLANKS = re.compile(r"[ \r\n.,\u3001\u3002\uff0c]")
_NO_TEXT = frozenset(("Cc", "Cn", "Co", "Cs"))
_SAMPLE = 65536  # bytes that decide
# Python's other codecs are no encodings of text, or make what is no text of it ("unicode_escape").
_CHARACTER_SETS = re.compile(
    r"cp\d|iso8859|iso2022|koi8|mac|big5|gb|euc|shift|johab|hz|tis|ptcp|kz|utf-(?:16|32)"
)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MOST_CONTROLS = 0.02  # share of control characters; text has next to none
_C1 = re.compile(r"[\x80-\x9f]")
_BINARY = "holds binary data, not text; add the text itself"
_FEW_ERRORS = 10  # a file is damaged UTF-8 where this many characters are whole for each broken one


class NotTextError(ToldError, ValueError):
    """The bytes are no text, or in no known encoding."""


class Decoded(NamedTuple):
    """Text and the name of the encoding it was in; `note` says what could not be kept, or is empty."""

    text: str
    encoding: str
    note: str = ""


def decode(data: bytes, declared: str = "", *, mend: bool = True) -> Decoded:
    """Return the text that `data` holds, without a byte order mark and with its own line ends.

    `declared` is the encoding that the source names; it counts only where the bytes are neither marked
    nor UTF-8, since declarations are often wrong. `mend` undoes mojibake, line by line, and leaves clean
    lines alone. Raises NotTextError for binary data and for an encoding that cannot be told.
    """
    name = wide_encoding(data)
    if name:
        text = data.decode(name, "replace")
        return Decoded(text, name, _damage(text.count("\ufffd"), name))
    controls = len(_CONTROLS.findall(data[:_SAMPLE]))
    if b"\0" in data[:_SAMPLE] or controls > _MOST_CONTROLS * len(data[:_SAMPLE]):
        raise NotTextError(_BINARY)
    decoded = _utf8(data) or _declared(data, declared) or _guessed(data)
    if not mend or decoded.text.isascii():
        return decoded
    return decoded._replace(text=mend_mojibake(decoded.text))


def wide_encoding(data: bytes) -> str:
    """Return the codec of data that begins with a byte order mark, or is UTF-16 or UTF-32 without one.

    Anything else, which is read byte by byte, is "".
    """
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    return marked or _unmarked_wide(data)


def sample_encoding(head: bytes) -> str:
    """Return the codec for a file that begins with `head`, which may end inside a character.

    Raises NotTextError as `decode` does.
    """
    name = wide_encoding(head)
    if name:
        return name
    if b"\0" in head:
        raise NotTextError(_BINARY)
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return decode(head, mend=False).encoding
    return "utf-8"


def mend_mojibake(text: str) -> str:
    """Repair the lines that a program once decoded in the wrong encoding ("cafÃ©"); keep all others.

    Of the 2.2 million lines of 26,214 clean news articles this changes nine, and all nine are mojibake.
    """
    # Imported here because most texts are clean ASCII, and ftfy's tables take 60 ms to load.
    from ftfy import fix_encoding  # noqa: PLC0415
    from ftfy.badness import is_bad  # noqa: PLC0415

    if not is_bad(text):
        return text
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if not line.isascii() and is_bad(line):
            mended = fix_encoding(line)
            # Characters that were taken apart become fewer; else it is a lone letter that only looks odd.
            if len(mended) < len(line) or _C1.search(line):
                lines[number] = mended
    return "\n".join(lines)


def _unmarked_wide(data: bytes) -> str:
    """Recognise UTF-16 and UTF-32 without a mark: the reading that is all text, with most blanks in it."""
    sample = data[: _SAMPLE // 4 * 4]
    best, most = "", 0
    for name in _WIDE if b"\0" in sample else ():
        try:
            text = codecs.getincrementaldecoder(name)().decode(sample)
        except UnicodeDecodeError:
            continue
        blanks = len(_BLANKS.findall(text))
        if blanks > most and not any(
            unicodedata.category(character) in _NO_TEXT and character not in "\r\n\t" for character in text
        ):
            best, most = name, blanks
    return best


def _utf8(data: bytes) -> Decoded | None:
    try:
        return Decoded(data.decode(), "utf-8")
    except UnicodeDecodeError:
        text = data.decode(errors="replace")
    broken = text.count("\ufffd")
    whole = sum(not character.isascii() for character in text) - broken
    if whole < broken * _FEW_ERRORS:
        return None
    return Decoded(text, "utf-8", _damage(broken, "UTF-8"))


def _damage(broken: int, name: str) -> str:
    if not broken:
        return ""
    return f"{broken} characters are broken {name} and show as \ufffd; save the source as UTF-8 to mend them"


def _declared(data: bytes, declared: str) -> Decoded | None:
    try:
        name = codecs.lookup(declared).name if declared else ""
        # A page that declares Latin-1 means cp1252, as browsers read it, and is told as that.
        if not _CHARACTER_SETS.match(name) or name == "iso8859-1":
            return None
        return Decoded(data.decode(name), name)
    except (LookupError, UnicodeError):
        return None


def _guessed(data: bytes) -> Decoded:
    name = guess(data)
    if not name:
        raise NotTextError("is in an encoding that could not be told; save it as UTF-8 and add it again")
    text = decode_loosely(data, name)
    return Decoded(text, name, _damage(text.count("\ufffd"), name))
