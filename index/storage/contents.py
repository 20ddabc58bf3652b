"""Reads what a library holds, article by article."""

from collections.abc import Iterator
from pathlib import Path

from index.model.article import Article, Passage
from index.model.version import QuotedPassage, Version
from index.storage import resolve_ids
from index.storage.folder import LibraryFolder


class Contents:
    """The articles and passages of a library, to read; `Library` adds changes and search."""

    def __init__(self, folder: LibraryFolder) -> None:
        self._folder = folder

    @property
    def folder(self) -> Path:
        """Where the library stands."""
        return self._folder.path

    def get(self, article_id: str) -> Article:
        """Return the article with that id, or raise UnknownArticleError."""
        with self._folder.reading() as store:
            return resolve_ids.article(store, article_id)

    def passages(self, article_id: str) -> list[Passage]:
        """Return the passages of an article in their order, or raise UnknownArticleError."""
        with self._folder.reading() as store:
            return resolve_ids.passages(store, article_id)

    def passage(self, passage_id: str) -> Passage:
        """Return the passage with that id, `<article id>#<serial>`.

        Raises UnknownPassageError, as ChangedPassageError where the article's text has changed since, and
        UnknownArticleError, as WithdrawnArticleError where the article was removed.
        """
        with self._folder.reading() as store:
            return resolve_ids.passage(store, passage_id)

    def quoted(self, passage_id: str) -> QuotedPassage:
        """Return the passage with the words that it had when it was quoted.

        Where the article says something else today, the version that it stands in says since when, and the
        difference leads to what it says now. Raises as `passage` does; ChangedPassageError only where the
        version is kept no more.
        """
        with self._folder.reading() as store:
            return resolve_ids.quoted(store, passage_id)

    def versions(self, article_id: str) -> list[Version]:
        """Return what an article said before, the oldest first; raise UnknownArticleError."""
        with self._folder.reading() as store:
            return resolve_ids.versions(store, article_id)

    def articles(self) -> Iterator[Article]:
        """Yield all articles in the order in which they were added.

        Raises DamagedArticleError after the last one when some are left out because they are damaged.
        """
        # A connection of its own: the caller may take its time, and search meanwhile.
        with self._folder.separately() as store:
            for _, article in store.articles.all():
                yield article

    def listing(self, words: str = "", *, offset: int = 0, limit: int = 10) -> tuple[list[Article], int]:
        """Return `limit` articles without their texts, those added last first, and how many there are in all.

        With `words`, these are the articles that have each of them in the title, outlet, author, date,
        address or id.
        """
        with self._folder.reading() as store:
            return store.articles.listed(words.split(), offset, limit)

    def __len__(self) -> int:
        """Return the number of articles."""
        with self._folder.reading() as store:
            return store.articles.count()

    def passage_count(self) -> int:
        """Return the number of passages."""
        with self._folder.searching() as (_, snapshot):
            return snapshot.passages

    def corrections(self, article_id: str) -> dict[str, str]:
        """Return which fields of an article were corrected by hand, each with what was last read there."""
        with self._folder.reading() as store:
            return resolve_ids.corrections(store, article_id)
