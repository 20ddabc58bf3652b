"""Raised and lowered characters as plain text: 10 with a raised 6 is 10⁶, never 106."""

import re
import unicodedata
from typing import NamedTuple

_RAISED = dict(zip("0123456789+-=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾", strict=True)) | dict(
    zip(
        "abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVW",
        "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ",
        strict=True,
    )
)
_LOWERED = dict(zip("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", strict=True)) | dict(
    zip("aehijklmnoprstuvx", "ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True)
)
_MINUS = str.maketrans("\u2212\u2013\u2010", "---")
_SLASHES = "/\u2044\u2215"
_FRACTION = re.compile(rf"(\d+)[{_SLASHES}](\d+)")
_VULGAR = {
    unicodedata.normalize("NFKC", sign): sign
    for sign in map(chr, (*range(0xBC, 0xBF), *range(0x2150, 0x215F), 0x2189))
}
# What stands raised behind a number, or behind the first letters of a word, and is plain writing of it.
_ORDINAL = re.compile(
    r"st|nd|rd|th|er|ers|ere|eres|ère|ères|re|e|es|eme|emes|ème|èmes|nde?|o|a|os|as|do|no|ter|bis|[\"'\u2032\u2033°ºª]+",
    re.IGNORECASE,
)
_ABBREVIATED = re.compile(r"(?<![^\W\d_])(?:[MDSCVJN]|n|B|Pr|Bd)$")
_SIGNS = {"tm": "™", "sm": "℠", "r": "®", "c": "©"}
_CENTS = re.compile(r"[$€£¥₹¢]\s?(?:\d{1,3}(?:[.,' ]\d{3})+|\d+)[.,]$")
_MARK = re.compile(r"[\[(].*[\])]|[*†‡§¶®™©℠º°ª\u2070-\u209c\u00b2\u00b3\u00b9]+", re.DOTALL)
# Longer than this it is a label of the page that its design raises.
_LONGEST = 12
_SHOUTED = 3  # letters; "NEW" is a label as well
BEFORE = 24  # characters before it that decide how it is written


class Shifted(NamedTuple):
    """A run of text and how it stands to the line: 1 raised, -1 lowered, 0 on it."""

    text: str
    shift: int = 0


def joined(runs: list[Shifted]) -> str:
    """Return the text of runs in a row, each raised or lowered one in characters that say so."""
    text = ""
    parts: list[str] = []
    for run in _fractions(runs):
        written = shifted(run.text, run.shift, text) if run.shift else run.text
        parts.append(written)
        text = (text + written)[-BEFORE:]
    return "".join(parts)


def shifted(text: str, shift: int, before: str) -> str:
    """Return raised (`shift` > 0) or lowered text in plain characters; `before` is what stands before it."""
    core = text.strip()
    if not core:
        return text
    written = _raised(core, before) if shift > 0 else _lowered(core, before)
    start = len(text) - len(text.lstrip())
    return f"{text[:start]}{written}{text[start + len(core) :]}"


def fraction(over: str, under: str, before: str) -> str:
    """Return a fraction in one character if there is one, else its figures raised and lowered."""
    sign = _VULGAR.get(f"{over}\u2044{under}")
    # Behind a number only this keeps "2 3/16" from being 23/16.
    blank = " " if before[-1:].isdigit() and not sign else ""
    return sign or f"{blank}{_mapped(over, _RAISED)}\u2044{_mapped(under, _LOWERED)}"


def _fractions(runs: list[Shifted]) -> list[Shifted]:
    """Make one run of a raised number, a slash and a lowered one."""
    merged: list[Shifted] = []
    for run in runs:
        merged.append(run)
        if len(merged) < 3:  # noqa: PLR2004
            continue
        over, slash, under = merged[-3:]
        if over.shift <= 0 or under.shift > 0 or slash.shift or slash.text.strip() not in tuple(_SLASHES):
            continue
        figures = under.text.strip() if under.shift < 0 else under.text[:0]
        if over.text.strip().isdecimal() and figures.isdecimal():
            before = merged[-4].text if len(merged) > 3 else ""  # noqa: PLR2004
            merged[-3:] = [Shifted(fraction(over.text.strip(), figures, before))]
    return merged


def _raised(core: str, before: str) -> str:
    last = before[-1:]
    if found := _FRACTION.fullmatch(core):
        return fraction(found[1], found[2], before)
    if core.lower() in _SIGNS and (last.isalpha() and core.isupper()):
        return _SIGNS[core.lower()]
    if last.isdigit() and _ORDINAL.fullmatch(core):
        return core
    if core.isalpha() and _ABBREVIATED.search(before.rstrip(".")):
        return core
    if core.isdecimal() and _CENTS.search(before):
        return core
    return _marked(core, before, _RAISED, "^")


def _lowered(core: str, before: str) -> str:
    return _marked(core, before, _LOWERED, "_")


def _marked(core: str, before: str, table: dict[str, str], sign: str) -> str:
    if _MARK.fullmatch(core):
        return core
    shouted = len(core) >= _SHOUTED and core.isalpha() and core.isupper()
    if shouted or len(core) > _LONGEST or len(core.split()) > 1:
        # A blank keeps it from being one word with what stands before it.
        return f" {core}" if before[-1:].isalnum() and core[0].isalnum() else core
    return _mapped(core, table) or (f"{sign}({core})" if before[-1:].strip() else core)


def _mapped(core: str, table: dict[str, str]) -> str:
    """Return `core` in raised or lowered characters, or "" where one of them has none."""
    # Commas between two marks, as in ³,⁴, have no raised form, nor need one.
    wanted = core.translate(_MINUS)
    if not all(character in table or character in ", ." for character in wanted) or not wanted.strip(", ."):
        return ""
    return "".join(table.get(character, character) for character in wanted)
