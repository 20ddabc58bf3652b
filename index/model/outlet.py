"""When two names mean one outlet. Whatever counts or compares outlets asks here."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from urllib.parse import urlsplit

from index.model.article import Article

# Accents of Latin and Greek, which capitals often go without. Marks of other scripts make another letter.
_ACCENTS = re.compile(r"(?<=[a-z\u03b1-\u03c9])[\u0300-\u036f]+")
_KEPT = 4096  # names whose keys are remembered


@lru_cache(_KEPT)
def outlet_key(name: str) -> str:
    """Return what spellings of one outlet have in common: case, accents, width and blanks are let be.

    It is "" where there is no name.
    """
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
    # Turkish has two letters i, which capitals written elsewhere do not tell apart.
    folded = folded.replace("\N{LATIN SMALL LETTER DOTLESS I}", "i")
    return unicodedata.normalize("NFC", " ".join(_ACCENTS.sub("", folded).casefold().split()))


def outlet_of(article: Article) -> str:
    """Return the key of an article's outlet: of its name, else the host of its address; "" without both."""
    if key := outlet_key(article.outlet):
        return key
    try:
        host = urlsplit(article.url).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def outlets_of(articles: Iterable[Article]) -> set[str]:
    """Return the keys of all outlets that are known."""
    return {key for article in articles if (key := outlet_of(article))}


def outlet_counts(names: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return the outlets, most articles first, each under its most frequent spelling.

    `names` has how many articles carry each spelling; one without a letter names no outlet.
    """
    spellings: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for name, count in names.items():
        if count > 0 and (key := outlet_key(name)):
            spellings[key].append((-count, name))
    groups = sorted((sum(count for count, _ in group), min(group)[1]) for group in spellings.values())
    return [(name, -count) for count, name in groups]


def distinct_outlets(names: Iterable[str]) -> list[str]:
    """Return the names in their order, each outlet once, in its most frequent spelling."""
    written = Counter(names)
    shown: dict[str, str] = {}
    for name, count in written.items():
        before = shown.setdefault(outlet_key(name), name)
        if count > written[before]:
            shown[outlet_key(name)] = name
    return list(shown.values())
