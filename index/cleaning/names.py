"""Names of outlets and of people, told by their shape."""

import re

from index.cleaning.boilerplate import is_interface_word
from index.cleaning.boilerplate_words import FIRST_OF_MASTHEADS, MASTHEADS, OUTLETS, SECTIONS

_AROUND = "\"'“”‘’«»()[] .:"
_DOMAIN = re.compile(r"(?:www\.)?(?:[a-z0-9-]+\.)+[a-z]{2,10}", re.IGNORECASE)
_PLAIN = re.compile(r"[\w\s.&'’-]+")
_JOINING = ("of", "and", "&")
_PREPOSITIONS = ("by", "for", "from")
# In words.
_LENGTHS = range(2, 7)
# "SPA" is an agency, "Spa" is none.
_SHORT = 4

_CAPITALISED = r"[^\W\d_a-z][\w'’.]*(?:-\w[\w'’]*)*"
_PREFIXED = r"(?:al|el|ad|as|ash|ul|d['’])-?[^\W\d_a-z][\w'’]*(?:-\w+)*"
_PARTICLE = r"(?:al|el|de|del|della|da|dos|van|von|der|den|bin|bint|ibn|ben|abu|la|le|di|du|ter|te|mac|y|e)"
_WORD = rf"(?:{_CAPITALISED}|{_PREFIXED})"
_NAME = rf"(?!(?i:the|a|an|this|our)\s){_WORD}(?:\s+(?:{_PARTICLE}\s+)*{_WORD}){{1,3}}"
_AND = r"(?:\s*,\s*and\s+|\s*,\s*|\s+(?:and|&|und|et|y)\s+)"
_NAMES = re.compile(rf"{_NAME}(?:{_AND}{_NAME})*")
# Names of people that are words of buttons as well.
_BOTH = ("and", "Page", "Post", "Read", "Story")


def bare(text: str) -> str:
    """Return `text` without the quotes, brackets and full stops around it, its blanks single."""
    return " ".join(text.strip(_AROUND).split())


def outlet_of(text: str) -> str:
    """Return `text`, bare, if it is shaped like the name of an outlet, or ""."""
    name = bare(text)
    if _DOMAIN.fullmatch(name) or (name.lower() in OUTLETS and (len(name) > _SHORT or name.isupper())):
        return name
    words = name.split()
    if len(words) not in _LENGTHS or not _PLAIN.fullmatch(name):
        return ""
    if not all(word[0].isupper() or word in (*_JOINING, "the") for word in words):
        return ""
    plain = [word.lower().strip(".") for word in words]
    leads = plain[0] in FIRST_OF_MASTHEADS or (plain[0] in MASTHEADS and plain[1] in _JOINING)
    if plain[0] in _PREPOSITIONS or not (leads or plain[-1] in MASTHEADS):
        return ""
    own = plain[1:] if leads else plain[:-1]
    return "" if all(word in MASTHEADS or word in SECTIONS for word in own) else name


def authors_of(text: str) -> str:
    """Return `text`, bare, if it is one person's name or several, or ""."""
    name = bare(text)
    if not _NAMES.fullmatch(name) or outlet_of(name):
        return ""
    return "" if any(is_interface_word(word) for word in name.split() if word not in _BOTH) else name
