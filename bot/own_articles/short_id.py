"""Short names for articles, for options, choices and custom ids, which hold 100 characters."""

from hashlib import blake2b

from bot.texts.refusal import RefusalError
from index import Article, Library, UnknownArticleError

# A custom id holds an action and a page besides.
LONGEST = 60
_MARK = "~"


def short_id(article_id: str) -> str:
    """Return the article's id, or a digest of one that is too long; records may bring ids of any length."""
    if len(article_id) <= LONGEST and not article_id.startswith(_MARK):
        return article_id
    return _MARK + blake2b(article_id.encode(), digest_size=16).hexdigest()


def find_article(library: Library | None, name: str) -> Article:
    """Return the article with that short id or id, or raise RefusalError."""
    if library is None:
        raise RefusalError("refusal.no_such_article")
    try:
        if not name.startswith(_MARK):
            return library.get(name)
        everything, _ = library.listing(limit=-1)
        return library.get(next((one.id for one in everything if short_id(one.id) == name), name))
    except UnknownArticleError:
        raise RefusalError("refusal.no_such_article") from None
