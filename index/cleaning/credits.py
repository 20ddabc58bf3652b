"""Reads what a line of plain text says of its article: author, outlet, dates, dateline.

Everything here would rather say nothing than guess: a line that tells a story is no source for its date.
"""

import re
from dataclasses import dataclass

from index.cleaning.boilerplate import after_buttons, is_interface_word
from index.cleaning.boilerplate_words import OUTLETS
from index.cleaning.names import authors_of, bare, outlet_of, paper_of
from index.text.dates import find_dates

_BY = re.compile(
    r"(?:written by|reported by|story by|words by|text by|by|author|reporter|von|par|por)\b\s*:?\s+",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"(?:(?:our|senior|chief|staff|special|foreign|political|business|sports|science|health|deputy|managing"
    r"|contributing|associate|freelance)\s+)*"
    r"(?:writer|reporter|correspondent|editor|columnist|contributor|staff|agencies|agency|wires)s?\b.*"
    r"|special (?:to|for) .*|in [A-Z].*",
    re.IGNORECASE,
)
_DESCRIPTION = re.compile(r"an? .{2,80}")
_SEPARATOR = re.compile(r"\s*[|•·/,;،、\uff0c\uff5c–—\N{HORIZONTAL BAR}]\s*|\s+-+\s+|\s{2,}")
_NOISE = re.compile(
    r"(?:(?:on|at|um|uhr|local|time|am|pm|the|by|in|le|el|il|den|vom|du|del)\b"
    r"|公開|更新|掲載|配信|投稿|午前|午後|[時时分秒付]|صباحا|صباحاً|مساء|مساءً|بتوقيت|غرينتش|يوم|[\W_]|\d)*",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]+")

_PUBLISHED = (
    r"(?:first )?(?:published|posted|created|issued|date|veröffentlicht|publié|publicado|pubblicato"
    r"|opublikowano|gepubliceerd|publicerad|опубликовано|نشر|نُشر|تاريخ النشر|公開日?時?|掲載日?|配信"
    r"|投稿日?|发布时间|发布|發布|입력|게시)"
)
_UPDATED = (
    r"(?:last )?(?:updated|modified|edited|revised)|aktualisiert|stand|mis à jour|actualizado|aggiornato"
    r"|bijgewerkt|uppdaterad|zaktualizowano|обновлено|آخر تحديث|最終更新|更新日?時?|수정"
)
_DATE_LABEL = re.compile(
    rf"\b(?:(?P<published>{_PUBLISHED})|(?P<updated>{_UPDATED}))"
    r"(?: (?:on|at|am|le|el|il|date|time|في|بتاريخ))?\s*[:：-]?\s*$",
    re.IGNORECASE,
)
# "He posted on 3 May 2020" labels nothing.
_BEFORE_LABEL = re.compile(
    r"(?:^|[|•·/,;:()–—\n])\W*"
    r"(?:(?:this|story|article|page|post|was|first|originally|last|the|editor['’]s|note)\W+)*$",
    re.IGNORECASE,
)

_PLACE = r"[^\W\d_a-z][\w.'’]*(?:[ -](?:[^\W\d_a-z][\w.'’]*|de|la|del|and|of|the)){0,3}"
_PLACES = rf"{_PLACE}(?:,\s*{_PLACE}|/{_PLACE}){{0,2}}"
_WIRE_DATE = r"\s*,?\s+(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}|\d{1,2}\s+[A-Z][a-z]{2,8})"
_DATELINE = re.compile(
    rf"(?P<place>{_PLACES})?(?P<day>{_WIRE_DATE})?\s*(?:[(\[](?P<agency>[^()\[\]]{{2,30}})[)\]])?"
    r"(?:\s*(?:—|--|―)\s*|\s+[–-]\s+)(?=[\"“‘'(]*[^\W\d_a-z]|\d|$)"
)
# 【東京】, 【共同】, 新华社北京5月2日电
_BRACKETED = re.compile(
    r"[【\uff3b\[](?P<place>[^\x00-\x7f\s【】\uff3b\uff3d\uff1d]{2,10})?(?:[\s=\uff1d]+\d{1,2}日)?[\s=\uff1d]*"
    r"(?P<agency>[^\x00-\x7f\s【】\uff3b\uff3d\uff1d]{2,12})?[】\uff3d\]]"
)
_CHINESE = re.compile(
    r"(?P<agency>\w{2,4}社)(?P<place>[\u4e00-\u9fff]{2,6}?)(?:\d{1,2}月)?(?:\d{1,2}日)?[电電讯訊](?=[\s(\uff08])"
)
_ONE_DASH = re.compile(r"(?:(?!\s[–—-]+\s|—).)*", re.DOTALL)
_SIGN_OFF = re.compile(
    r"(?:[-–—―~]+\s*|[(\[]\s*|source\s*:\s*|quelle\s*:\s*)(?P<name>[^()\[\]]{2,60}?)\s*[)\].]?", re.IGNORECASE
)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)(?:\s|©|\(c\)|copyright)*(?:[12]\d{3}(?:\s*[-–]\s*[12]\d{3})?)?\s*(?:by\s+)?"
    r"(?P<name>[^.,|©\d]{2,60})",
    re.IGNORECASE,
)
# In characters; in words that explain nothing; in words of a name that no "by" announces.
_LONGEST = 200
_FEW = 5
_LONGEST_NAME = 3
# The most words of an agency's name behind a place; a place has more letters than that.
_LONGEST_AGENCY = 3
_SHORTEST_PLACE = 3


@dataclass(frozen=True, slots=True)
class Credit:
    """What one line says; empty where it says nothing.

    `published` and `updated` are dates that the line labels so; `bare` is one without a label.
    """

    author: str = ""
    outlet: str = ""
    published: str = ""
    updated: str = ""
    bare: str = ""

    def __bool__(self) -> bool:
        return any((self.author, self.outlet, self.published, self.updated, self.bare))


def credit(text: str) -> Credit:
    """Return what a line says that does nothing but name the article's source; an empty Credit otherwise."""
    if len(text) > _LONGEST:
        return Credit()
    published, updated, undated, rest = _stamps(text)
    authors: list[str] = []
    names: list[str] = []
    outlet = ""
    role = False
    unknown = 0
    dated = published or updated or undated
    for part in map(str.strip, _SEPARATOR.split(rest)):
        by = _BY.match(part)
        named = part[by.end() :] if by else part
        if by and (found := authors_of(named)):
            authors.append(found)
        elif _NOISE.fullmatch(part) or all(map(is_interface_word, _LETTERS.findall(part))):
            continue
        elif _ROLE.fullmatch(bare(part)) or (authors and _DESCRIPTION.fullmatch(part)):
            role = True
        elif found := outlet_of(named) or outlet_of(after_buttons(named)) or (dated and paper_of(named)):
            outlet = outlet or found
        elif (found := authors_of(part)) and len(found.split()) <= _LONGEST_NAME:
            names.append(found)
        else:
            unknown += len(part.split())
    if unknown or (names and not (authors or role or outlet)):
        # The label alone is enough to trust the date of such a line, unless it tells a story as well.
        return Credit(published=published, updated=updated) if unknown <= _FEW else Credit()
    return Credit(", ".join(authors or names), outlet, published, updated, undated)


def dateline(text: str) -> tuple[str, str]:
    """Return the place and the agency that a story's first sentence opens with; each may be ""."""
    text = text[:_LONGEST]
    match = _DATELINE.match(text)
    if not match:
        return _eastern_dateline(text)
    place, agency = match["place"] or "", outlet_of(match["agency"] or "")
    words = place.split()
    for size in range(min(_LONGEST_AGENCY, len(words)), 0, -1):
        if not agency and " ".join(words[-size:]).lower() in OUTLETS:
            place, agency = " ".join(words[:-size]).rstrip(","), " ".join(words[-size:])
    if agency or not place:
        return place, agency
    first = place.split(",")[0]
    # "Biden - who had been ill - went home" opens like a dateline in small letters.
    certain = first.isupper() or "," in place or match["day"] or _ONE_DASH.fullmatch(text[match.end() :])
    return (place, "") if certain and len(first) >= _SHORTEST_PLACE else ("", "")


def _eastern_dateline(text: str) -> tuple[str, str]:
    """Return place and agency as Japanese and Chinese papers write them."""
    match = _BRACKETED.match(text) or _CHINESE.match(text)
    if not match:
        return "", ""
    place, agency = match["place"] or "", match["agency"] or ""
    if not agency and outlet_of(place):
        place, agency = "", place
    return place, outlet_of(agency)


def sign_off(text: str) -> Credit:
    """Return whom a line after the story credits with it: "-New York Times", "(Reuters)", "- Jane Doe"."""
    match = _SIGN_OFF.fullmatch(text)
    if match and (outlet := outlet_of(match["name"])):
        return Credit(outlet=outlet)
    return Credit(author=authors_of(match["name"])) if match else Credit()


def copyright_owner(text: str) -> str:
    """Return the outlet that a copyright line names, or ""."""
    match = _COPYRIGHT.search(text)
    return outlet_of(match["name"]) if match else ""


def _stamps(text: str) -> tuple[str, str, str, str]:
    """Return the dates labelled published and updated, one without a label, and the text without them."""
    stamps = {"published": "", "updated": "", "bare": ""}
    rest = []
    end = 0
    for found in find_dates(text):
        before = text[end : found.start]
        label = _DATE_LABEL.search(before)
        if label and not _BEFORE_LABEL.search(before[: label.start()]):
            label = None
        kind = (label.lastgroup or "bare") if label else "bare"
        stamps[kind] = stamps[kind] or found.iso
        rest.append(before[: label.start()] if label else before)
        end = found.end
    return stamps["published"], stamps["updated"], stamps["bare"], " | ".join((*rest, text[end:]))
