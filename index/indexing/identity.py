"""Tells which stored article another reading is of: by id, then by address, then by path, then by text."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from index.model.article import Article
from index.model.outlet import outlet_key
from index.storage.database import Store
from index.storage.known_article import Known, digest, text_digest
from index.text.canonical_url import canonical, host

_NAMED = 3  # ids in one line
# Without 0, 1, i, l and o, which people confuse when they type an id from a screen; 40 bits.
_ID_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
_ID_LENGTH = 8


@dataclass(frozen=True, slots=True)
class IdentityMatch:
    """The stored article that a reading is of, or None; `note` names a conflict for people.

    `copy` is whether only the text says so: then it may be a copy from elsewhere. `earlier` is whether the
    reading is one that the article took the place of when two addresses became one.
    """

    known: Known | None = None
    note: str = ""
    copy: bool = False
    earlier: bool = False


def by_id(store: Store, article_id: str) -> Known | None:
    """Return the article with that id, or the one that it has become."""
    return store.articles.find("id", article_id) or store.aliases.known(article_id)


def identify(store: Store, article: Article) -> IdentityMatch:
    """Return which stored article `article` is a new reading of.

    A record that brings an id is the article with that id. Without one in the library it can still be an
    article whose id was generated, which then keeps it; never one that another record named.
    """
    match = _match(store, article)
    known = match.known
    if known and known.digest != digest(article):
        return replace(match, earlier=store.aliases.has_read(known.number, digest(article)))
    return match


def _match(store: Store, article: Article) -> IdentityMatch:
    same_url = store.identity.at(canonical(article.url))
    if article.id:
        known = by_id(store, article.id)
        if known:
            return IdentityMatch(known)
        named = [one for one in same_url if one.own_id]
        same_url = [one for one in same_url if not one.own_id]
        if named and not same_url:
            return IdentityMatch(
                None, f"its URL is also that of {_ids(named)}; both are kept, remove one if not wanted"
            )
    found = _by_url(store, article, same_url) or _by_path(store, article) or _by_text(store, article)
    if found.known and article.id:
        note = f'is article "{found.known.id}" of this library, which keeps that id instead of "{article.id}"'
        return replace(found, note=note)
    return found


def is_unchanged(match: IdentityMatch, article: Article) -> bool:
    """Whether the article is stored as it was read, and where it was read."""
    known = match.known
    if match.earlier:
        return True
    if known is None or known.digest != digest(article):
        return False
    if not article.origin or known.origin == article.origin:
        return True
    # A copy elsewhere changes nothing, a file that was moved does, and so does a path that was another's.
    return match.copy and bool(known.origin) and not is_gone(known.origin)


def completed(before: Article, copy: Article) -> Article:
    """Return the earlier reading with its unknown fields filled from the copy; known fields stay.

    Where the file that was read before is gone, it was moved to where the copy is.
    """
    unknown = {
        name: getattr(copy, name)
        for name in ("title", "outlet", "author", "published", "url", "pages", "origin")
        if not getattr(before, name)
    }
    if before.origin and copy.origin and is_gone(before.origin):
        unknown["origin"] = copy.origin
    return replace(before, **unknown)


def is_gone(origin: str) -> bool:
    """Whether no file is there any more, nor an archive that held it."""
    path = Path(origin)
    try:
        return not any(place.is_file() for place in (path, *path.parents))
    except (OSError, ValueError):
        return False


def _by_url(store: Store, article: Article, same_url: Sequence[Known]) -> IdentityMatch | None:
    if not same_url:
        return None
    digest = text_digest(article.text)
    known = next((one for one in same_url if one.text_digest == digest), same_url[0])
    if len(same_url) > 1 and known.text_digest != digest:
        return IdentityMatch(
            known, f"its URL is that of {_ids(same_url)}; it was taken for the first of them"
        )
    here = _at_path(store, article)
    if here and all(here.number != one.number for one in same_url):
        note = (
            f'was article "{here.id}" and is "{known.id}" now, by its URL; the first is kept, remove it if '
            "not wanted"
        )
        return IdentityMatch(known, note)
    return IdentityMatch(known)


def _by_path(store: Store, article: Article) -> IdentityMatch | None:
    known = _at_path(store, article)
    if known is None:
        return None
    address, before = canonical(article.url), canonical(known.url)
    corrected = canonical(store.identity.corrections(known.number).get("url", ""))
    other = address and before and address not in (before, corrected)
    if other and known.text_digest != text_digest(article.text):
        note = f'was article "{known.id}" and now holds one with another URL; both are kept'
        return IdentityMatch(None, note)
    return IdentityMatch(known)


def _at_path(store: Store, article: Article) -> Known | None:
    known = store.articles.find("origin", article.origin) if article.origin else None
    return None if known and article.id and known.own_id else known


def _by_text(store: Store, article: Article) -> IdentityMatch:
    for known in store.articles.with_text(article.text):
        if not (article.id and known.own_id) and _same_outlet(store, known, article):
            return IdentityMatch(known, copy=True)
    return IdentityMatch()


def _same_outlet(store: Store, known: Known, article: Article) -> bool:
    """Whether equal texts are of one outlet, as far as anybody knows."""
    read = store.identity.corrections(known.number).get("outlet", known.outlet)
    if article.outlet and outlet_key(article.outlet) in map(outlet_key, (known.outlet, read)):
        return True
    # An outlet that nobody knows is another one where the addresses are on different sites.
    hosts = {host(url) for url in (known.url, article.url)} - {""}
    return not (known.outlet and article.outlet) and len(hosts) < 2  # noqa: PLR2004


def _ids(articles: Sequence[Known]) -> str:
    shown = ", ".join(f'"{one.id}"' for one in articles[:_NAMED])
    more = len(articles) - _NAMED
    return f"article {shown}" + (f" and {more} more" if more > 0 else "")


def new_id(store: Store) -> str:
    """Return an id that no article has or ever had."""
    while True:
        article_id = "".join(secrets.choice(_ID_ALPHABET) for _ in range(_ID_LENGTH))
        if by_id(store, article_id) is None and store.identity.retired(article_id) is None:
            return article_id
