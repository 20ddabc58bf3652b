"""The authors that an article's one line of them names, as citations need them: each by itself, in parts.

A line is read as people write it: "Jane Smith, Peter Williams", "Smith, Jane", "Jan van der Berg; Ana de la
Cruz", "Associated Press". What cannot be a person's name is an organisation's and stays in one piece.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv|ph\.? ?d|m\.? ?d|esq)\.?", re.IGNORECASE)
_PARTICLES = frozenset(
    "van von der den de del della di da dos das du des la le ter ten vom zu zum zur af av al el bin ibn ben "
    "y e und".split()
)
_JOINING = ("y", "e")
_SEVERAL = re.compile(r"\s*[;|\n]\s*")
_AND = re.compile(r"(,?\s+(?:and|und|et|y|e|og|och|en)\s+|\s*&\s*)", re.IGNORECASE)
# These stand within names as well.
_RARELY_AND = frozenset(("y", "e", "en", "og", "och"))
# Words of which an organisation's name has at least one.
_ORGANISATION = frozenset(
    "press news newsroom agency agencies agence agencia agentur reuters team staff desk board editors "
    "editorial ministry department office committee council university institute association society "
    "group company inc ltd llc gmbh ag times journal tribune gazette magazine network radio tv television "
    "service services bureau center centre foundation union government police redaktion zeitung anzeiger "
    "rédaction redacción redazione redactie ministerium ministère ministerio verband verein media project "
    "organization organisation authority commission federation corporation sons contributors "
    "correspondents of without for the für pour para with http https www".split()
)
_OTHERS = "others"
_ET_AL = re.compile(r",?\s+et al\.?$", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """One author: a person by `family`, `particle`, `given` and `suffix`, or an organisation by `literal`."""

    family: str = ""
    particle: str = ""
    given: str = ""
    suffix: str = ""
    literal: str = ""

    @property
    def name(self) -> str:
        """The name as it is said."""
        parts = (self.given, self.particle, self.family, self.suffix)
        return self.literal or " ".join(filter(None, parts))

    @property
    def inverted(self) -> str:
        """The name as lists have it: family name, given names, suffix."""
        family = " ".join(filter(None, (self.particle, self.family)))
        return self.literal or ", ".join(filter(None, (family, self.given, self.suffix)))


# Those whom a line of authors does not name.
ET_AL = Author(literal="et al.")


def authors(line: str) -> list[Author]:
    """Return the authors that `line` names, in order; all of its words are in one of them."""
    line = re.sub(r"[^\S\n]+", " ", line.replace("\0", "")).strip(" ,;&")
    line = _ET_AL.sub(f" and {_OTHERS}", line)
    several = [one for one in _SEVERAL.split(line) if one]
    if len(several) > 1:
        return [author for one in several for author in authors(one)]
    return [_author(one) for one in _names(line)]


def _names(line: str) -> Iterator[str]:
    """Yield the names of a line without semicolons."""
    if not line:
        return
    runs = _split_by_and(line)
    if len(runs) == 1:
        yield from _split_by_comma(line, alone=True)
        return
    for run in runs:
        yield from _split_by_comma(run, alone=False)


def _split_by_and(line: str) -> list[str]:
    """Return what "and" parts, where names stand around it, not words of one name."""
    pieces = _AND.split(line)
    runs = [[pieces[0]]]
    for conjunction, before, behind in zip(pieces[1::2], pieces[:-1:2], pieces[2::2], strict=True):
        in_list = "," in before or len(runs) > 1
        if (
            _ends_a_name(before)
            and _begins_a_name(behind)
            and not _is_one_name(before.rpartition(",")[2].strip(), conjunction, behind, in_list=in_list)
        ):
            runs.append([behind])
        else:
            runs[-1] += conjunction, behind
    return ["".join(run) for run in runs]


def _ends_a_name(text: str) -> bool:
    last = text.rpartition(" ")[2]
    return bool(last) and last.lower() not in _PARTICLES


def _begins_a_name(text: str) -> bool:
    return bool(text) and (not text[0].islower() or text == _OTHERS)


def _is_one_name(before: str, conjunction: str, behind: str, *, in_list: bool) -> bool:
    """Whether a conjunction joins words of one name: Health and Human Services, Ortega y Gasset."""
    if conjunction.strip().lower() in _RARELY_AND:
        return min(len(before.split()), len(behind.split())) == 1
    if " of " in before and " of " not in behind:
        return True
    if _is_organisation(before) and _is_organisation(behind):
        return False
    other = before if _is_organisation(behind) else behind
    is_mixed = _is_organisation(before) or _is_organisation(behind)
    return is_mixed and not in_list and not _looks_like_person(other)


def _split_by_comma(run: str, *, alone: bool) -> Iterator[str]:
    """Yield the names of a run that commas part; "Smith, Jane" is one where it stands `alone`."""
    parts = _with_suffixes([one.strip() for one in run.split(",") if one.strip()])
    bare = [_without_suffix(one)[0] for one in parts]
    if alone and len(parts) == 2 and _is_inverted(*bare):  # noqa: PLR2004
        yield ", ".join(parts)
    elif len(parts) % 2 == 0 and parts and all(map(_is_initials, bare[1::2])):
        yield from (", ".join(pair) for pair in zip(parts[::2], parts[1::2], strict=True))
    else:
        yield from parts


def _with_suffixes(parts: list[str]) -> list[str]:
    """Return the parts with each suffix ("Jr.") on the name before it."""
    made: list[str] = []
    for part in parts:
        if made and _SUFFIX.fullmatch(part):
            made[-1] += f" {part}"
        else:
            made.append(part)
    return made


def _without_suffix(name: str) -> tuple[str, str]:
    before, _, last = name.rpartition(" ")
    return (before, last) if before and _SUFFIX.fullmatch(last) else (name, "")


def _is_inverted(family: str, given: str) -> bool:
    if _is_organisation(family) or _is_organisation(given):
        return False
    names = [word for word in family.split() if word.lower() not in _PARTICLES]
    # Two full names are two people; given names may be two where one family name stands before them.
    return len(names) == 1 or len(given.split()) == 1


def _is_initials(text: str) -> bool:
    return bool(re.fullmatch(r"(?:[^\W\d_]\.[ -]?)+", text))


def _looks_like_person(name: str) -> bool:
    return len(name.split()) > 1 and not _is_organisation(name)


def _is_organisation(name: str) -> bool:
    words = _WORD.findall(name)
    if not words or not _ORGANISATION.isdisjoint(word.lower() for word in words):
        return True
    if any(map(str.isdecimal, name)) or re.search(r"[&@/:{}\\]", name):
        return True
    # AFP; and names that are written small on purpose are not taken apart.
    single = len(words) == 1 and len(words[0]) > 1 and words[0].isupper() and words[0].isascii()
    return single or all(word[0].islower() for word in name.split())


def _author(name: str) -> Author:
    if "," in name:
        family, _, given = name.partition(",")
        family, suffix = _without_suffix(family.strip())
        given, later = _without_suffix(given.strip())
        particle, family = _particle(family.split(), whole=True)
        return Author(family=family, particle=particle, given=given, suffix=suffix or later)
    if name == _OTHERS:
        return ET_AL
    if _is_organisation(name):
        return Author(literal=name)
    bare, suffix = _without_suffix(name)
    words = bare.split()
    begin = _begin_of_family(words)
    particle, family = _particle(words[begin:], whole=False)
    return Author(family=family, particle=particle, given=" ".join(words[:begin]), suffix=suffix)


def _begin_of_family(words: list[str]) -> int:
    """Return where the family name begins: with a particle behind a given name, else with the last word."""
    for place, word in enumerate(words[:-1]):
        if place and word.lower() in _PARTICLES:
            # "Ortega y Gasset" is one.
            return place - 1 if word in _JOINING and place > 1 else place
    return len(words) - 1


def _particle(words: list[str], *, whole: bool) -> tuple[str, str]:
    """Return particles in small letters before a family name, and the family name."""
    first = 0
    while first < len(words) - 1 and words[first].islower() and (whole or words[first] in _PARTICLES):
        first += 1
    return " ".join(words[:first]), " ".join(words[first:])
