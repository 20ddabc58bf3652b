"""Checks that the rows of a library are what was stored: by SQLite's own check and by the digests."""

import sqlite3
from collections.abc import Callable, Iterator

from index.model.errors import DamageError
from index.storage.database import Store
from index.storage.digests import is_damage

# How many lines of what SQLite finds are told; a damaged page can make thousands.
_LINES = 10


def problems(store: Store) -> Iterator[str]:
    """Yield what is wrong with the rows of a library, a line each."""
    for check in (_file, _facts, _articles, _orphans, _others, _changes):
        try:
            yield from check(store)
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            if not is_damage(error):
                raise
            yield f"{_WHAT[check]} cannot be read"
        except DamageError as error:
            yield str(error)


def _file(store: Store) -> Iterator[str]:
    found = store.damage()
    yield from found[:_LINES]
    if len(found) > _LINES:
        yield f"and {len(found) - _LINES} more"


def _facts(store: Store) -> Iterator[str]:
    store.meta_digest.check()
    yield from ()


def _articles(store: Store) -> Iterator[str]:
    """Hold every article against its digests, and what seems to be one against the articles."""
    if not store.digests.exist():
        for number in store.articles.numbers():
            if not store.articles.load([number]):
                yield f"article number {number} cannot be read"
        return
    numbers = set(store.articles.numbers())
    for number in sorted(numbers | set(store.digests.numbers())):
        if damage := store.digests.damage(number):
            yield f"article {store.digests.name(number)} {damage}"


def _orphans(store: Store) -> Iterator[str]:
    if broken := store.orphans():
        yield f"{broken} rows belong to no article"


def _others(store: Store) -> Iterator[str]:
    """Check what readers never show: removed ids, files, and how far numbers were given."""
    if store.digests.exist():
        if damaged := store.files.damage():
            yield f"{damaged} files are not remembered as they were read; add them again"
        if damaged := store.identity.retired_damage():
            yield f"{damaged} ids of removed articles are not as they were stored"
        if damaged := store.aliases.damage():
            yield f"{damaged} ids of articles that became one with others are not as they were stored"
    if damaged := store.versions.damage():
        yield f"{damaged} versions that articles had before are not as they were stored"
    if damaged := store.readings.damage():
        yield f"when {damaged} articles were read is not as it was stored"
    if not store.counters.are_ahead():
        yield "numbers that were given already would be given again"


def _changes(store: Store) -> Iterator[str]:
    if missing := store.changes.missing():
        yield f"{missing} articles are missing among the changes, and not suggested"


_WHAT: dict[Callable[[Store], Iterator[str]], str] = {
    _file: "the file",
    _facts: "the facts about the library",
    _articles: "some articles",
    _orphans: "some passages, addresses or corrections",
    _others: "some files or removed ids",
    _changes: "the changes",
}
