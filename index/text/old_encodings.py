"""Tells in which encoding from before UTF-8 bytes are: by the letters of languages, else by frequency."""

import re
from collections.abc import Set as AbstractSet

_SAMPLE = 65536  # bytes that decide
_HIGH_LINES = re.compile(rb"[^\n]*[\x80-\xff][^\n]*\n?")
_LETTER = re.compile(rb"[A-Za-z]")
_HIGH = re.compile(rb"[\x80-\xff]")

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


def guess(data: bytes) -> str:
    """Tell an encoding by the lines that hold more than ASCII; "" where it cannot be told."""
    sample = bytearray()
    for match in _HIGH_LINES.finditer(data):
        line = match[0]
        if len(line) > _SAMPLE:  # its first byte beyond ASCII may come late
            line = line[max(_first_high(line) - _SAMPLE // 2, 0) :][:_SAMPLE]
        sample += line
        if len(sample) >= _SAMPLE:
            break
    return _latin(bytes(sample)) or _other(bytes(sample)) or _latin(bytes(sample), _LATIN_LIKELY)


def _first_high(line: bytes) -> int:
    found = _HIGH.search(line)
    return found.start() if found else 0


def _latin(sample: bytes, sure: float = _LATIN_SURE) -> str:
    """Return the encoding of a text in the Latin script; "" where no language explains enough of it."""
    beyond_ascii = b"".join(_HIGH.findall(sample))
    high = len(beyond_ascii)
    if high > _MOST_ACCENTS * len(_LETTER.findall(sample)):
        return ""
    best, most = "", sure
    united: dict[str, set[str]] = {}
    for name, letters in _LATIN:
        known = _COMMON.union(letters, letters.upper())
        united.setdefault(name, set()).update(known)
        share = _explained(beyond_ascii, name, known) / high
        if share >= most and (share > most or not best):
            best, most = name, share
    if not best:
        shares = {name: _explained(beyond_ascii, name, known) / high for name, known in united.items()}
        likeliest = max(shares, key=lambda name: shares[name])
        best = likeliest if shares[likeliest] >= _MIXED_SURE else ""
    return best


def _explained(sample: bytes, name: str, known: AbstractSet[str]) -> int:
    return sum(character in known for character in decode_loosely(sample, name) if not character.isascii())


def _other(sample: bytes) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415  only files in old encodings need it

    match = from_bytes(sample, cp_isolation=_OTHERS).best()
    return match.encoding if match else ""


def decode_loosely(data: bytes, name: str) -> str:
    """Decode bytes by the codec of that name, with \ufffd for each that is broken."""
    if name == "cp1252":
        # Its five undefined bytes are what browsers make of them: the control characters of Latin-1.
        import ftfy.bad_codecs  # noqa: F401, PLC0415  registers the codec

        name = "sloppy-windows-1252"
    return data.decode(name, "replace")
