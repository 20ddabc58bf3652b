"""The names in a field for authors: without dates, places, roles, addresses and the words of buttons.

Only what is recognised goes; a name of any shape and script stays as it is written.
"""

import re
from itertools import takewhile

from index.cleaning.author_words import ADJECTIVES, DEGREES, LABELS, PARTICLES, PREPOSITIONS, ROLES, SUFFIXES
from index.cleaning.boilerplate import is_interface_word
from index.cleaning.names import authors_of, outlet_of
from index.cleaning.places import is_place
from index.text.dates import find_dates
from index.text.month_names import is_month, is_weekday

_BY = re.compile(
    r"(?:(?:written|reported|story|words|text|posted|edited) by|by|authors?|von|par|por|di|door|автор|作者)"
    r"\b\s*:?\s+",
    re.IGNORECASE,
)
# "desk@example.org (Ada Byron)". From where a word begins: from each of its characters on it would cost the
# square of its length.
_MAILBOX = re.compile(r"(?<!\S)[(<\[]?\S+@\S+\s*(?:\((?P<name>[^)@]*)\))?")
_LINK = re.compile(r"(?<!\S)\(?(?:https?://|www\.|@)\S+")
_SEPARATOR = re.compile(r"\s*[,;|•·،\uff0c、/\n]\s*|\s+[-–—]+\s+")
_AND = re.compile(r"\s+(?:and|&|und|et(?! al\b))\s+|^(?:and|&|und|et)\s+")
_WHERE = re.compile(r"\s+(?:in|at|for|from|of|via|aus|für|bei|pour|para|desde)\s+(?:the\s+)?[^\W\d_a-z].*$")
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_LONGEST_SHORT = 4  # characters of a word that its full stop may belong to
_NUMBER = re.compile(r"[\d.,:]+(?:st|nd|rd|th|[kmKM]|am|pm|min)?")


def author_names(written: str) -> str:
    """Return the names in `written`, each once, with commas between them; "" where there are none."""
    text = _MAILBOX.sub(lambda match: f"| {match['name'] or ''} |", _LINK.sub("|", written))
    parts = [name for part in _SEPARATOR.split(_without_dates(text)) for name in _people(part)]
    return ", ".join(dict.fromkeys(_with_suffixes(_without_company(parts))))


def _without_dates(text: str) -> str:
    for found in reversed([*find_dates(text)]):
        text = f"{text[: found.start]}|{text[found.end :]}"
    return text


def _people(part: str) -> list[str]:
    """Return the names in one part of the field."""
    part = _BY.sub("", _BRACKETS.sub("", " ".join(part.split())), count=1).strip(' :"“”<>')
    names = _AND.split(part)
    if len(names) > 1 and all(not name or authors_of(name) for name in map(_bare, names)):
        return [name for name in map(_bare, names) if name]
    return [name] if (name := _bare(part)) else []


def _bare(part: str) -> str:
    """Return what is left of a name without what stands before and after it."""
    place = _WHERE.search(part)
    if place and authors_of(part[: place.start()]):
        part = part[: place.start()]
    words = _without_buttons(_without_outlet(_without_role(part.split())))
    # What is left of "our correspondent in Paris" names nobody.
    if words and _key(words[0]) in PREPOSITIONS:
        return ""
    if words and len(words[-1]) > _LONGEST_SHORT:
        words[-1] = words[-1].rstrip(".")
    return "" if all(_NUMBER.fullmatch(word) or _is_day(word) for word in words) else " ".join(words)


def _without_outlet(words: list[str]) -> list[str]:
    """Leave out the outlet behind a name: "Ada Byron BBC News"."""
    for size in range(2, min(4, len(words) - 1)):
        if outlet_of(" ".join(words[-size:])):
            return words[:-size]
    return words


def _without_buttons(words: list[str]) -> list[str]:
    """Leave out the words of buttons and the counts after a name, or all where there is no name."""
    rest = [*takewhile(_is_button, reversed(words))]
    kept = len(words) - len(rest)
    # People are called Page and Post, too.
    return words[: max(kept, 2) if kept == 1 else kept]


def _is_button(word: str) -> bool:
    return is_interface_word(word) or _key(word) in LABELS or bool(_NUMBER.fullmatch(word))


def _without_role(words: list[str]) -> list[str]:
    for step in (1, -1):
        ordered = words[::step]
        run = [*takewhile(lambda word: _key(word) in ROLES | ADJECTIVES, ordered)]
        if step == 1 and "of" in run:  # "Bureau of Statistics"
            continue
        last = max((place for place, word in enumerate(run, start=1) if _key(word) in ROLES), default=0)
        # Before a name a role ends with its noun, after one it begins with its adjectives.
        words = (ordered[last:] if step == 1 else ordered[len(run) if last else 0 :])[::step]
    return words


def _key(word: str) -> str:
    return word.casefold().strip(".,:()'’\"")


def _is_day(word: str) -> bool:
    return is_month(_key(word)) or is_weekday(_key(word))


def _without_company(parts: list[str]) -> list[str]:
    """Leave out places, outlets and single words, where others of the parts are names of people."""
    people = [part for part in parts if " " in part and not _is_company(part)]
    if not people:
        return [", ".join(parts)] if len(parts) > 1 and not any(map(is_place, parts)) else parts
    return [part for part in parts if part in people or _key(part) in SUFFIXES or not _is_company(part)]


def _is_company(part: str) -> bool:
    latin = part.isascii() or any(character.isupper() for character in part)
    described = part[:1].islower() and part.split(maxsplit=1)[0] not in PARTICLES
    return is_place(part) or bool(outlet_of(part)) or described or (" " not in part and latin)


def _with_suffixes(parts: list[str]) -> list[str]:
    """Return the names with what belongs to one behind its comma, and without degrees."""
    names: list[str] = []
    for part in parts:
        if _key(part) in SUFFIXES and names:
            names[-1] = f"{names[-1]} {part}"
        elif _key(part) not in DEGREES:
            names.append(part)
    return names
