"""Names of outlets and of people, told by their shape."""

import re

from index.cleaning.boilerplate import is_interface_word
from index.cleaning.boilerplate_words import (
    ARTICLES,
    FIRST_OF_MASTHEADS,
    MASTHEAD_ENDS,
    MASTHEADS,
    OUTLETS,
    SECTIONS,
)
from index.cleaning.places import is_place

_AROUND = "\"'“”‘’«»()[] .:"
_DOMAIN = re.compile(r"(?:www\.)?(?:[a-z0-9-]+\.)+[a-z]{2,10}", re.IGNORECASE)
_PLAIN = re.compile(r"[\w\s.&'’-]+")
_JOINING = ("of", "and", "&")
_PREPOSITIONS = ("by", "for", "from")
# In words.
_LENGTHS = range(2, 7)
# "SPA" is an agency, "Spa" is none.
_SHORT = 4
_PAPER = range(2, 5)

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
    # Scripts without capitals have no other way to write a short one.
    plainly = len(name) > _SHORT or name.upper() == name
    if _DOMAIN.fullmatch(name) or (name.lower() in OUTLETS and plainly) or _is_compound(name):
        return name
    words = name.split()
    if len(words) not in _LENGTHS or not _PLAIN.fullmatch(name):
        return ""
    # Letters of some scripts are neither small nor capital.
    if not all(word[0].isalpha() and (not word[0].islower() or word in (*_JOINING, "the")) for word in words):
        return ""
    plain = [word.lower().strip(".") for word in words]
    leads = plain[0] in FIRST_OF_MASTHEADS or (plain[0] in MASTHEADS and plain[1] in _JOINING)
    if plain[0] in _PREPOSITIONS or not (leads or plain[-1] in MASTHEADS):
        return ""
    own = plain[1:] if leads else plain[:-1]
    return "" if all(word in MASTHEADS or word in SECTIONS for word in own) else name


def _is_compound(name: str) -> bool:
    """Whether it is one word that ends as names of papers do: 港町新聞, Hafenblatt."""
    ends = name.lower().endswith(MASTHEAD_ENDS) and name.lower() not in MASTHEAD_ENDS
    return ends and len(name.split()) == 1 and name.isalnum() and name[0] == name[0].upper()


def paper_of(text: str) -> str:
    """Return `text`, bare, if it may name an outlet where a date stands beside it: "Le Phare"; or ""."""
    if found := outlet_of(text):
        return found
    name = bare(text)
    words = name.replace("’", "' ").replace("'", "' ").split()
    if len(words) not in _PAPER or words[0].casefold() not in ARTICLES or is_place(name):
        return ""
    capital = all(word[0].isupper() or word in _JOINING for word in words) and words[0][0].isupper()
    return name if capital and not any(map(is_interface_word, words[1:])) else ""


def authors_of(text: str) -> str:
    """Return `text`, bare, if it is one person's name or several, or ""."""
    name = bare(text)
    # "Le Pen" alone signs no story, "Le Phare" is a paper.
    short = len(name.split()) == _LENGTHS[0] and name.split()[0].casefold() in ARTICLES
    if not _NAMES.fullmatch(name) or short or outlet_of(name):
        return ""
    return "" if any(is_interface_word(word) for word in name.split() if word not in _BOTH) else name
