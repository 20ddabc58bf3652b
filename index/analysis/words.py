"""Words of a text as they are written, and one form of each: what terms are made of."""

import re
import unicodedata
from functools import lru_cache

from index.analysis import bigrams, magnitudes
from index.text.character_classes import BREAKS, JOINERS, MARKS

# An apostrophe that counts as a letter: as Ukrainian, Breton and Hawaiian have it.
_LETTER_APOSTROPHE = "\u02bc"
_APOSTROPHES = f"'\u2019{_LETTER_APOSTROPHE}\uff07"
# Small and raised figures count as figures; Python's \d leaves them out.
_FIGURE = "\\d\u00b2\u00b3\u00b9\u2070-\u2089"
_LETTER = rf"[^\W_{_FIGURE}]"
# Units that are one character: degrees Celsius, kg, km.
_UNITS = "\u2103\u2109\u3380-\u33df"
# A word ends where letters and figures meet: F16 is F-16 and F 16, and 25kg is 25 kg; but 20th is one.
TOKEN = re.compile(
    rf"""
      [^\W\d_] [{MARKS}]* (?: \. [^\W\d_] [{MARKS}]* )+ (?![\w{MARKS}]) \.?  # U.S.  p.m.
    | \d{{1,3}} (?: , \d{{3}} )+ (?: \.\d+ )? (?![{_FIGURE}])              # 5,000  1,234.5
    | \d+ (?: \.\d+ )+ (?![{_FIGURE}])                                    # 2.5
    | [{_FIGURE}]+ (?: [{JOINERS}{_APOSTROPHES}]+ [{_FIGURE}]+ )*           # 16  1'000
      (?: (?: st|nd|rd|th|[{_APOSTROPHES}]?s ) (?![^\W_]) )?               # 20th  1990s
    | {_LETTER}+ (?: [{MARKS}{JOINERS}{_APOSTROPHES}]+ {_LETTER}+ )* [{MARKS}]*
    | [{_UNITS}]
    """,
    re.VERBOSE | re.IGNORECASE,
)
_DROPPED = str.maketrans("\u2103\u2109", "CF", JOINERS + BREAKS + _APOSTROPHES)
APOSTROPHE = re.compile(rf"[{_APOSTROPHES}]+")
_POSSESSIVE = re.compile(rf"[{_APOSTROPHES}][sS]$")

# Accents of Latin, Greek and Cyrillic, Hebrew points and Arabic vowel signs are folded away. Marks of other
# classes carry letters: Devanagari vowels (0), nukta (7), kana voicing (8), virama (9), Thai vowels (103).
_FOLDED_CLASSES = frozenset((*range(10, 37), *range(200, 241)))


def spans(text: str) -> list[tuple[int, int]]:
    """Return where the tokens of `text` begin and end; those of scripts without blanks overlap."""
    if text.isascii() or not bigrams.RUN.search(text):
        return [token.span() for token in TOKEN.finditer(text)]
    found: list[tuple[int, int]] = []
    last = 0
    for run in bigrams.RUN.finditer(text):
        found += (token.span() for token in TOKEN.finditer(text, last, run.start()))
        found += bigrams.pairs(text, run)
        last = run.end()
    return found + [token.span() for token in TOKEN.finditer(text, last)]


def written(text: str) -> list[str]:
    """Return the tokens of `text`, as they are written but for $5m, which is $5 million."""
    if (text.isascii() or not bigrams.RUN.search(text)) and not magnitudes.holds_money(text):
        return TOKEN.findall(text)
    places = spans(text)
    return magnitudes.spelled_out(text, [text[start:end] for start, end in places], places)


def fold(word: str) -> str:
    """Fold compatibility forms, case, accents and the digits of other scripts."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", word).casefold())
    if any(c.isdecimal() for c in decomposed):
        decomposed = "".join(str(unicodedata.decimal(c, c)) for c in decomposed)
    kept = "".join(c for c in decomposed if unicodedata.combining(c) not in _FOLDED_CLASSES)
    return unicodedata.normalize("NFKC", kept)


def plain(word: str) -> str:
    """Drop what stands inside a token without being part of the word: dots, commas, apostrophes."""
    if word.isalnum() and _LETTER_APOSTROPHE not in word:
        return word
    if word[0].isdigit() and ("," in word or "." in word):
        return word.replace(",", "")
    return _POSSESSIVE.sub("", word).replace(".", "").translate(_DROPPED)


def words(text: str) -> list[str]:
    """Return the words of `text` in order, folded but not stemmed: what people type letter by letter."""
    return list(filter(None, map(_folded_word, TOKEN.findall(text))))


@lru_cache(maxsize=100_000)
def _folded_word(word: str) -> str:
    return fold(plain(word))
