"""Counts what a library holds, and what some articles would add to it, for callers that keep quotas."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.indexing.identity import identify
from index.model.article import Article
from index.storage.database import Store


@dataclass(frozen=True, slots=True)
class LibraryUsage:
    """What a library holds: articles, and bytes of its database in use.

    Bytes are freed when articles are removed; what the file keeps for later does not count.
    """

    articles: int
    bytes: int


def library_usage(store: Store) -> LibraryUsage:
    """Return the library's usage, counted without reading any article."""
    return LibraryUsage(store.articles.count(), store.used_bytes())


def stored_lengths(store: Store, articles: Sequence[Article]) -> list[int | None]:
    """Return for each article how many characters of text the one has that adding it would update.

    None stands for an article that would be a new one.
    """
    lengths: list[int | None] = []
    for article in articles:
        known = identify(store, article).known
        lengths.append(store.articles.text_length(known.number) if known else None)
    return lengths
