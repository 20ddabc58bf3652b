"""Resolves the ids that people cite to articles and passages."""

from index.model.article import Article, Passage
from index.model.errors import (
    ChangedPassageError,
    DamageError,
    UnknownArticleError,
    UnknownPassageError,
    WithdrawnArticleError,
)
from index.storage.aliases_table import Alias
from index.storage.database import Store

_MOST_DIGITS = 18  # what SQLite holds in an integer
# Before a serial: that of the article to which the id leads today, not one that was given under the id.
TODAY = "~"


def article_number(store: Store, article_id: str) -> int:
    """Return the number of the article with that id, or of the one that it has become.

    Raises UnknownArticleError, as WithdrawnArticleError where it was removed.
    """
    return _resolved(store, article_id)[0]


def _resolved(store: Store, article_id: str) -> tuple[int, Alias | None]:
    """Return the article's number, and what led there if its id is another one today."""
    known = store.articles.find("id", article_id)
    if known is not None:
        return known.number, None
    alias = store.aliases.find(article_id)
    if alias is not None:
        return alias.article, alias
    withdrawn = store.identity.retired(article_id) is not None
    raise WithdrawnArticleError(article_id) if withdrawn else UnknownArticleError(article_id)


def article(store: Store, article_id: str) -> Article:
    """Return the article with that id; raise UnknownArticleError, or DamageError where it is damaged."""
    number, alias = _resolved(store, article_id)
    found = store.articles.get(number)
    _refuse_another(found.id, article_id, alias)
    return found


def passages(store: Store, article_id: str) -> list[Passage]:
    """Return the passages of an article in their order; raise as `article` does."""
    number, alias = _resolved(store, article_id)
    rows = store.passages.of(number)
    if not rows:
        store.articles.get(number)  # which has some, so that it is damaged
    found = store.articles.passages([row.key for row in rows])
    for one in found:
        _refuse_another(one.article.id, article_id, alias)
    if found and len(found) != found[0].total:
        raise DamageError(f'the index of passages of article "{article_id}" is damaged')
    return found


def corrections(store: Store, article_id: str) -> dict[str, str]:
    """Return the fields of an article that were corrected by hand; raise as `article` does."""
    number = article_number(store, article_id)
    if store.digests.exist() and store.digests.damage(number):
        raise store.digests.error([number])
    return store.identity.corrections(number)


def _refuse_another(found: str, wanted: str, alias: Alias | None = None) -> None:
    # An alias has a digest of its own, by which it leads to that number.
    if alias is None and found != wanted:
        raise DamageError(f'the index of ids is damaged: it leads from "{wanted}" to "{found}"')


def passage(store: Store, passage_id: str) -> Passage:
    """Return the passage with that id. Raises UnknownPassageError and UnknownArticleError.

    `a1#~2` is the second passage of whatever article `a1` has become.
    """
    # A record's own id may hold the sign, too.
    article_id, sign, asked = passage_id.strip().rpartition("#")
    written = asked.removeprefix(TODAY)
    plain = written.isascii() and written.isdecimal() and not written.startswith("0")
    if not (sign and article_id and plain and len(written) <= _MOST_DIGITS):
        raise UnknownPassageError(f'"{passage_id}" is no passage id', "one looks like a1#2")
    (number, alias), serial = _resolved(store, article_id), int(written)
    if asked.startswith(TODAY):
        article_id, alias = store.articles.get(number).id, None
    there = alias.serials.get(serial) if alias else serial
    key = store.passages.find(number, there) if there else None
    if key is not None:
        found = store.articles.passages([key])[0]
        _refuse_another(found.id, f"{found.article.id if alias else article_id}#{there}")
        return found
    if serial < (alias.next_serial if alias else store.articles.next_serial(number)):
        raise ChangedPassageError(
            f'passage "{passage_id}" has changed since it was quoted',
            command=f"`pullquote show {article_id}` shows what the article says now",
        )
    raise UnknownPassageError(
        f'article "{article_id}" has no passage {serial}',
        command=f"`pullquote show {article_id}` shows those it has",
    )
