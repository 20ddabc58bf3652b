"""Rules of full stops: whether a sentence ends at one, by the word before it and by what follows.

Each rule says yes, no, or None where it knows nothing; the first that knows decides.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from index.analysis.abbreviations import LETTERED, MONTHS_AND_DAYS, TIME_ZONES, Abbreviations

_OPENING = "([{\"\u201c\u201e\u2018'\u00ab\u00bf\u00a1\u2014\u2013/*\u2022\u25ba"
# How many characters before a place are looked at: a word, and the one before it.
_BEFORE = 30
_LONGEST_LABEL = 8
_ADDRESS = re.compile(r"https?:|www\.|[\w-]{1,40}\.[a-z]{2}", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{1,20}")
# The last part of then-Gov., D-Calif., Baton Rouge:Gov. and l'O.N.U.
_LAST_PART = re.compile(r"[^:\u2013'\u2019-]*\Z")
# No abbreviation, unless a table has it.
_WHOLE_WORD = re.compile(r"(?=.*[aeiouy\u00e0-\u00ff])[^\W\d_][^\W\dA-Z_]{2,}")
_LABEL = re.compile(r"[(\[]?(?:\d{1,3}|[^\W\d_]|[ivx]{1,5})\.")
_LETTER = re.compile(r"[^\W\d_]\.")
_LETTERS = re.compile(r"(?:[^\W\d_]{1,2}\.){2,}")
_ROMAN = re.compile(r"[IVXL]{1,6}\b")
_HALF_DAYS = ("a.m.", "p.m.")
# ET, CEST, UTC; or the time of a place, as in Moscow time.
_ZONE = re.compile(r"(?:[A-Z]{1,4}T|UTC|MSK)\b|(?:[A-Z][\w.]{1,20} ){1,2}[Tt]ime\b")


@dataclass(frozen=True)
class FullStop:
    """A place behind a full stop: text[start:last] may be a sentence, `following` begins the next one.

    `wrapped` is whether a line ends there; `opens` whether `following` begins with a word that opens
    sentences and is hardly ever a name.
    """

    text: str
    start: int
    last: int
    following: str
    wrapped: bool
    opens: bool

    @cached_property
    def written(self) -> str:
        """The word with its full stop; single letters with blanks between them are one: z. B."""
        words = self._words
        token = words[-1].lstrip(_OPENING) if words else ""
        for word in reversed(words[:-1] if _LETTER.fullmatch(token) else ()):
            letter = word.lstrip(_OPENING)
            if not _LETTER.fullmatch(letter):
                break
            token = letter + token
        part = _LAST_PART.search(token)
        return part.group() if part else token

    @cached_property
    def word(self) -> str:
        """The word without its full stop, in small letters."""
        return self.written[:-1].lower()

    @cached_property
    def capital(self) -> bool:
        """Whether the word begins with a capital."""
        return self.written[:1].isupper()

    @cached_property
    def before(self) -> str:
        """The word before the word."""
        return self._words[-2].strip(_OPENING) if len(self._words) > 1 else ""

    @cached_property
    def small(self) -> bool:
        """Whether a small letter follows that begins no address."""
        return is_small(self.following)

    @cached_property
    def _words(self) -> list[str]:
        return self.text[max(self.start, self.last - _BEFORE) : self.last].split()


def is_small(following: str) -> bool:
    """Return whether `following` begins with a small letter, though not with an address."""
    return following[0].islower() and not _ADDRESS.match(following)


def ends(place: FullStop, known: Abbreviations) -> bool | None:
    """Return whether a sentence ends at `place`; None where no rule knows."""
    for rule in _RULES:
        verdict = rule(place, known)
        if verdict is not None:
            return verdict
    return None


def _title(place: FullStop, known: Abbreviations) -> bool | None:
    """Mr. Brandt, vgl. Seite."""
    return False if place.word in known.fixed or (place.capital and place.word in known.titles) else None


def _time(place: FullStop, _: Abbreviations) -> bool | None:
    """8 p.m. ET, 7 a.m. Saturday; but at 10 p.m. The park."""
    if place.written.lower() not in _HALF_DAYS:
        return None
    word = _WORD.match(place.following)
    name = word.group().lower() if word else ""
    if name in MONTHS_AND_DAYS or name in TIME_ZONES or _ZONE.match(place.following) or place.small:
        return False
    return True if place.opens else None


def _numbered(place: FullStop, known: Abbreviations) -> bool | None:
    """No. 5, S. 12, art. II; der 2. Zug."""
    following = place.following
    if place.word in known.numbered and (place.small or following[0].isdigit() or _ROMAN.match(following)):
        return False
    ordinal = place.word.isdigit() and following[0].isupper() and not place.opens
    return False if ordinal and place.before.lower() in known.before_ordinals else None


def _label(place: FullStop, _: Abbreviations) -> bool | None:
    """3. Zurich, at the beginning of a line."""
    text, start = place.text, place.start
    if (
        place.wrapped
        or place.last - start > _LONGEST_LABEL
        or not _LABEL.fullmatch(text[start : place.last].strip())
    ):
        return None
    return False if start == 0 or "\n" in text[start - 1 : start + 1] else None


def _loose(place: FullStop, known: Abbreviations) -> bool | None:
    """Athens, Ga. Police said; where the sentence goes on, a comma stands behind the place."""
    if place.wrapped or place.word not in known.loose:
        return None
    placed = place.capital and "." not in place.word and place.before.endswith(",")
    if place.opens or (placed and place.following[0].isupper()):
        return True
    return False if place.small else None


def _named(place: FullStop, known: Abbreviations) -> bool | None:
    """Acme Inc. spokesman, Ft. Worth, et al. [2004]."""
    if place.wrapped or not (place.word in known.open or (place.capital and place.word in known.names)):
        return None
    return False if place.following[0] in "[(" else _before_name(place)


def _letters(place: FullStop, _: Abbreviations) -> bool | None:
    """U.S. Senate, J. R. R. Tolkien, D-N.Y.; but World War I. Max."""
    if place.wrapped:
        return None
    if _LETTERS.fullmatch(place.written):
        return _before_name(place) if place.capital else False if place.small else None
    if not _LETTER.fullmatch(place.written):
        return None
    if not place.capital:
        return False if place.small else None
    if place.before in LETTERED or (place.word == "i" and place.before.islower()):
        return None
    return _before_name(place)


def _word(place: FullStop, known: Abbreviations) -> bool | None:
    """DAMN. is a record; and a whole word, or John Paul II., ends one before a word that opens one.

    sentencex takes some apostrophes for quotation marks, and sees no end between two of them.
    """
    if place.wrapped:
        return None
    if place.small and len(place.word) > 1 and place.written.isupper():
        return False
    if not place.opens or place.word in known.numbered:
        return None
    bare = place.written[:-1]
    return True if _WHOLE_WORD.fullmatch(bare) or _ROMAN.fullmatch(bare) else None


def _before_name(place: FullStop) -> bool | None:
    """Return whether a sentence ends between a word that seldom ends one and what follows."""
    if place.opens:
        return True
    return False if place.small or place.following[0].isupper() else None


_RULES = (_title, _time, _numbered, _label, _loose, _named, _letters, _word)
