"""Resolves the ids that people cite to articles and passages."""

from typing import NamedTuple

from index.model.article import Article, Passage
from index.model.errors import (
    ChangedPassageError,
    DamageError,
    UnknownArticleError,
    UnknownPassageError,
    WithdrawnArticleError,
)
from index.model.version import QuotedPassage, Version
from index.storage.aliases_table import Alias
from index.storage.database import Store
from index.text.difference import difference

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


def versions(store: Store, article_id: str) -> list[Version]:
    """Return what an article said before, the oldest first; raise as `article` does."""
    return store.versions.of(article_number(store, article_id))


def _refuse_another(found: str, wanted: str, alias: Alias | None = None) -> None:
    # An alias has a digest of its own, by which it leads to that number.
    if alias is None and found != wanted:
        raise DamageError(f'the index of ids is damaged: it leads from "{wanted}" to "{found}"')


def passage(store: Store, passage_id: str) -> Passage:
    """Return the passage with that id. Raises UnknownPassageError and UnknownArticleError.

    `a1#~2` is the second passage of whatever article `a1` has become.
    """
    asked = _asked(store, passage_id)
    if asked.key is not None:
        found = store.articles.passages([asked.key])[0]
        _refuse_another(found.id, f"{found.article.id if asked.alias else asked.id}#{asked.there}")
        return found
    if asked.serial < (asked.alias.next_serial if asked.alias else store.articles.next_serial(asked.number)):
        raise ChangedPassageError(
            f'passage "{passage_id}" has changed since it was quoted',
            command=f"`pullquote show {asked.id}` shows what the article says now",
        )
    raise UnknownPassageError(
        f'article "{asked.id}" has no passage {asked.serial}',
        command=f"`pullquote show {asked.id}` shows those it has",
    )


def quoted(store: Store, passage_id: str) -> QuotedPassage:
    """Return the passage with the words that it had when it was quoted; raise as `passage` does.

    One whose version is kept no more has changed.
    """
    try:
        return QuotedPassage(passage=passage(store, passage_id))
    except ChangedPassageError:
        asked = _asked(store, passage_id)
        now = store.articles.get(asked.number)
        # Under the id that it was given, and where an alias led there, under the serial that it had there.
        names = {(asked.id, asked.serial)} | ({(now.id, asked.there)} if asked.there else set())
        for version in reversed(store.versions.of(asked.number)):
            for one in version.passages:
                if (one.article.id, one.serial) in names:
                    pieces = difference(one.article.text, now.text, one.start, one.end)
                    return QuotedPassage(passage=one, version=version, difference=pieces)
        raise


class _Asked(NamedTuple):
    """What a passage's id asks for: the article by its number, the serial there, and the key of its row.

    `there` is the serial in the article that `alias` leads to; None where that does not have the passage.
    """

    number: int
    id: str
    serial: int
    alias: Alias | None
    there: int | None
    key: int | None


def _asked(store: Store, passage_id: str) -> _Asked:
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
    return _Asked(number, article_id, serial, alias, there, key)
