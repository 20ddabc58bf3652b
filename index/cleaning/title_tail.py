"""Takes the names of site and section off the end of a title: " | World | Harbour Times"."""

import re
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import urlsplit

from index.cleaning.boilerplate_words import MASTHEADS
from index.cleaning.names import outlet_of
from index.text.same_words import letters

# A title that is longer is none.
_LONGEST = 500
_MARK = re.compile(r"\s*(?P<bar>[|•·»]+|::)\s*|\s+[-–—:/]+\s+")
_DOMAIN = re.compile(r"(?:www\.)?(?:[a-z0-9-]+\.)+[a-z]{2,10}", re.IGNORECASE)
_SLASHED = re.compile(r"(?P<section>[^/|]{2,40})/(?P<site>[^/|]{2,40})")
_WORD = re.compile(r"[^\W_]+")
# What a site's name has besides in one place or another.
_LOOSE = MASTHEADS | {"the", "online", "com", "org", "net", "co", "uk", "www", "de", "fr"}
_SECTIONS = frozenset(
    (
        *("world", "international", "national", "politics", "business", "economy", "finance", "money"),
        *("markets", "sport", "sports", "culture", "arts", "entertainment", "science", "technology", "tech"),
        *("health", "education", "environment", "climate", "opinion", "comment", "lifestyle", "travel"),
        *("local", "metro", "society", "weather", "news", "top stories", "home", "latest", "breaking news"),
        *("politik", "wirtschaft", "kultur", "panorama", "wissen", "gesellschaft", "ausland", "inland"),
        *("meinung", "feuilleton", "wissenschaft", "digital", "regional", "nachrichten"),
        *("politique", "économie", "monde", "société", "culture", "sciences", "actualités", "opinions"),
        *("política", "economía", "mundo", "deportes", "cultura", "sociedad", "internacional", "opinión"),
        *("politica", "economia", "esteri", "cronaca", "mondo", "esportes", "brasil", "noticias"),
    )
)
# They head sections as well, and end headlines after a dash.
_REGIONS = frozenset(
    ("africa", "asia", "europe", "americas", "middle east", "us", "uk", "us & canada", "europa")
)


class Headline(NamedTuple):
    """A title without the names of site and section, and the outlet that they named, or ""."""

    title: str
    outlet: str = ""


def headline_of(title: str, outlet: str = "", url: str = "") -> Headline:
    """Return the title without what follows it that is the outlet's name, the site's host or a section.

    `outlet` and `url` are the article's, where they are known. What may be part of a headline stays.
    """
    known = [name for name in (outlet, *_hosts(url)) if name]
    found, cut = "", False
    while len(title) <= _LONGEST and (marks := [*_MARK.finditer(title)]):
        mark = marks[-1]
        rest, tail = title[: mark.start()], title[mark.end() :].strip()
        if not rest or not tail:
            break
        named = outlet_of(tail)
        bar = bool(mark["bar"])
        section = _is_section(tail, certain=cut or bar) or (bar and _is_slashed(tail))
        if not (_is_site(tail, known) or named or section):
            break
        title, found, cut = rest, found or named, True
    return Headline(title, found)


def _hosts(url: str) -> Iterable[str]:
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ()
    host = host.removeprefix("www.")
    return (host, *host.split(".")[:-1])


def _is_site(tail: str, known: Iterable[str]) -> bool:
    if _DOMAIN.fullmatch(tail):
        return True
    return any(letters(tail) == letters(name) or _differ_loosely(tail, name) for name in known)


def _differ_loosely(tail: str, name: str) -> bool:
    """Whether two names have a word in common and differ by nothing but "News", "The" or ".com"."""
    left, right = ({word.casefold() for word in _WORD.findall(one)} for one in (tail, name))
    return bool((left & right) - _LOOSE) and (left ^ right) <= _LOOSE


def _is_section(tail: str, *, certain: bool) -> bool:
    """Whether it is the name of a section; names of regions only where that is certain."""
    if not tail[:1].isupper():
        return False
    names = _SECTIONS | _REGIONS if certain else _SECTIONS
    words = tail.casefold()
    return words in names or (words.endswith(" news") and words.removesuffix(" news") in _SECTIONS | _REGIONS)


def _is_slashed(tail: str) -> bool:
    """Whether it is section and site with a slash between them."""
    match = _SLASHED.fullmatch(tail)
    if not match:
        return False
    sections = any(_is_section(match[name].strip(), certain=True) for name in ("section", "site"))
    return sections or match["site"].split()[-1].casefold() in MASTHEADS
