"""Resolves the ids that people cite to articles and passages."""

from index.model.article import Article, Passage
from index.model.errors import (
    ChangedPassageError,
    DamageError,
    UnknownArticleError,
    UnknownPassageError,
    WithdrawnArticleError,
)
from index.storage.database import Store

_MOST_DIGITS = 18  # what SQLite holds in an integer


def article_number(store: Store, article_id: str) -> int:
    """Return the number of the article with that id.

    Raises UnknownArticleError, as WithdrawnArticleError where it was removed.
    """
    known = store.articles.find("id", article_id)
    if known is not None:
        return known.number
    withdrawn = store.identity.retired(article_id) is not None
    raise WithdrawnArticleError(article_id) if withdrawn else UnknownArticleError(article_id)


def article(store: Store, article_id: str) -> Article:
    """Return the article with that id; raise UnknownArticleError, or DamageError where it is damaged."""
    found = store.articles.get(article_number(store, article_id))
    _refuse_another(found.id, article_id)
    return found


def passages(store: Store, article_id: str) -> list[Passage]:
    """Return the passages of an article in their order; raise as `article` does."""
    number = article_number(store, article_id)
    rows = store.passages.of(number)
    if not rows:
        store.articles.get(number)  # which has some, so that it is damaged
    found = store.articles.passages([row.key for row in rows])
    for one in found:
        _refuse_another(one.article.id, article_id)
    if found and len(found) != found[0].total:
        raise DamageError(f'the index of passages of article "{article_id}" is damaged')
    return found


def corrections(store: Store, article_id: str) -> dict[str, str]:
    """Return the fields of an article that were corrected by hand; raise as `article` does."""
    number = article_number(store, article_id)
    if store.digests.exist() and store.digests.damage(number):
        raise store.digests.error([number])
    return store.identity.corrections(number)


def _refuse_another(found: str, wanted: str) -> None:
    if found != wanted:
        raise DamageError(f'the index of ids is damaged: it leads from "{wanted}" to "{found}"')


def passage(store: Store, passage_id: str) -> Passage:
    """Return the passage with that id. Raises UnknownPassageError and UnknownArticleError."""
    # A record's own id may hold the sign, too.
    article_id, sign, written = passage_id.strip().rpartition("#")
    plain = written.isascii() and written.isdecimal() and not written.startswith("0")
    if not (sign and article_id and plain and len(written) <= _MOST_DIGITS):
        raise UnknownPassageError(f'"{passage_id}" is no passage id', "one looks like a1#2")
    number, serial = article_number(store, article_id), int(written)
    key = store.passages.find(number, serial)
    if key is not None:
        found = store.articles.passages([key])[0]
        _refuse_another(found.id, f"{article_id}#{serial}")
        return found
    if serial < store.articles.next_serial(number):
        raise ChangedPassageError(
            f'passage "{passage_id}" has changed since it was quoted',
            command=f"`pullquote show {article_id}` shows what the article says now",
        )
    raise UnknownPassageError(
        f'article "{article_id}" has no passage {serial}',
        command=f"`pullquote show {article_id}` shows those it has",
    )
