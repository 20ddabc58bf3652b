"""Decodes bytes: finds their encoding, and mends what another program decoded wrongly."""

import codecs
import re
import unicodedata
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from index.model.errors import ToldError

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
_HIGH_LINES = re.compile(rb"[^\n]*[\x80-\xff][^\n]*\n?")
_C1 = re.compile(r"[\x80-\x9f]")
_LETTER = re.compile(rb"[A-Za-z]")
_HIGH = re.compile(rb"[\x80-\xff]")
_BINARY = "holds binary data, not text; add the text itself"
_FEW_ERRORS = 10  # a file is damaged UTF-8 where this many characters are whole for each broken one

# Typography and signs that any language writes.
_COMMON = frozenset(
    "\u2018\u2019\u201a\u201c\u201d\u201e\u2039\u203a\u2013\u2014\u2026\u2022\u2122\xa0£€§©®°·«»"
)
# The letters outside ASCII of languages in the Latin script, by the single-byte encoding that holds them.
# Detection by frequency confuses these encodings: they differ in a few letters only.
_LATIN = (
    ("cp1252", "äöüß"),
    ("cp1252", "àâæçèéêëîïôœùûüÿ"),
    ("cp1252", "áéíñóúü¿¡ºª"),
    ("cp1252", "àáâãçéêíóôõúºª"),
    ("cp1252", "àèéìîòóù"),
    ("cp1252", "äåöéüæøô"),
    ("cp1252", "áðéíóúýþæö"),
    ("cp1252", "áäèéêëïíóöúü"),
    ("cp1250", "ąćęłńóśźż"),
    ("cp1250", "áčďéěíňóřšťúůýž"),
    ("cp1250", "áäčďéíĺľňóôŕšťúýž"),
    ("cp1250", "áéíóöőúüű"),
    ("cp1250", "čćđšž"),
    ("cp1250", "ăâîşţ"),
    ("cp1254", "çğıöşüâîûİ"),
    ("cp1257", "ąčęėįšųūžāēģīķļņõäöü"),
    ("iso8859_2", "ąćęłńóśźż"),
    ("iso8859_2", "áčďéěíňóřšťúůýž"),
    ("iso8859_2", "áéíóöőúüű"),
)
# Shares of the characters outside ASCII that one of these languages explains: surely, and at least, since it
# explains half of random bytes.
_LATIN_SURE, _LATIN_LIKELY = 0.8, 0.65
_MIXED_SURE = 0.95  # the same for all languages of one encoding together
_MOST_ACCENTS = 0.5  # for each plain letter; in other scripts nearly all letters are outside ASCII
# fmt: off
_OTHERS = [
    "gb18030", "big5", "cp932", "euc_jp", "iso2022_jp", "cp949", "cp1251", "koi8_r", "koi8_u",
    "cp1253", "iso8859_7", "cp1255", "cp1256", "cp874",
]
# fmt: on


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
    """Tell an encoding by the lines that hold more than ASCII."""
    sample = bytearray()
    for match in _HIGH_LINES.finditer(data):
        line = match[0]
        if len(line) > _SAMPLE:  # its first byte beyond ASCII may come late
            line = line[max(_first_high(line) - _SAMPLE // 2, 0) :][:_SAMPLE]
        sample += line
        if len(sample) >= _SAMPLE:
            break
    name = _latin(bytes(sample)) or _other(bytes(sample)) or _latin(bytes(sample), _LATIN_LIKELY)
    if not name:
        raise NotTextError("is in an encoding that could not be told; save it as UTF-8 and add it again")
    text = _loose(data, name)
    return Decoded(text, name, _damage(text.count("\ufffd"), name))


def _first_high(line: bytes) -> int:
    found = _HIGH.search(line)
    return found.start() if found else 0


def _latin(sample: bytes, sure: float = _LATIN_SURE) -> str:
    """Return the encoding of a text in the Latin script; "" where no language explains enough of it."""
    high = len(_HIGH.findall(sample))
    if high > _MOST_ACCENTS * len(_LETTER.findall(sample)):
        return ""
    best, most = "", sure
    united: dict[str, set[str]] = {}
    for name, letters in _LATIN:
        known = _COMMON.union(letters, letters.upper())
        united.setdefault(name, set()).update(known)
        share = _explained(sample, name, known) / high
        if share >= most and (share > most or not best):
            best, most = name, share
    if not best:
        shares = {name: _explained(sample, name, known) / high for name, known in united.items()}
        likeliest = max(shares, key=lambda name: shares[name])
        best = likeliest if shares[likeliest] >= _MIXED_SURE else ""
    return best


def _explained(sample: bytes, name: str, known: AbstractSet[str]) -> int:
    return sum(character in known for character in _loose(sample, name) if not character.isascii())


def _other(sample: bytes) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415  only files in old encodings need it

    match = from_bytes(sample, cp_isolation=_OTHERS).best()
    return match.encoding if match else ""


def _loose(data: bytes, name: str) -> str:
    if name == "cp1252":
        # Its five undefined bytes are what browsers make of them: the control characters of Latin-1.
        import ftfy.bad_codecs  # noqa: F401, PLC0415  registers the codec

        name = "sloppy-windows-1252"
    return data.decode(name, "replace")
