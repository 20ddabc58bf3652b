"""Brings libraries of older formats to today's in one commit; `index.upkeep.upgrade` says when."""

import re

from index.model.errors import DamageError
from index.storage.aliases_table import SCHEMA as ALIAS_SCHEMA
from index.storage.database import Store
from index.storage.digests import DIGEST_SCHEMA
from index.storage.schema import IDENTITY_SCHEMA, VERSION_SCHEMA
from index.text.canonical_url import canonical

# The pattern of generated ids; format 1 did not say whether a record had brought an article's id.
_GENERATED = re.compile(r"[23456789abcdefghjkmnpqrstuvwxyz]{8}")


def migrate(store: Store) -> None:
    """Bring the library to today's format, inside a transaction; what is up to date stays as it is."""
    if store.check_format() < 5:  # noqa: PLR2004
        # First of all: whoever reads an article asks for its reading.
        store.execute(VERSION_SCHEMA)
    if store.check_format() == 1:
        _from_1(store)
    if store.check_format() == 2:  # noqa: PLR2004
        _from_2(store)
    if store.check_format() == 3:  # noqa: PLR2004
        _from_3(store)
    if store.check_format() == 4:  # noqa: PLR2004
        # The rules of sentences are others since.
        store.set_meta(format=5, recut=0)


def _from_3(store: Store) -> None:
    """Give a place to ids of articles that become one, and have the addresses looked through for them."""
    store.execute(ALIAS_SCHEMA)
    store.set_meta(format=4, readdressed=0)


def _from_2(store: Store) -> None:
    """Give articles digests of what they are now; nothing says whether that is what they were."""
    if store.digests.exist():
        raise DamageError(f"{store.path} has digests, which its format 2 has not")
    store.execute(DIGEST_SCHEMA)
    store.set_meta(format=3)
    store.digests.seal_all()
    store.identity.seal_retired()
    store.files.seal_all()


def _from_1(store: Store) -> None:
    """Give articles addresses, and a place for corrections, removed ids, files and changes."""
    store.execute(
        "ALTER TABLE articles ADD COLUMN own_id INTEGER NOT NULL DEFAULT 0;"
        "ALTER TABLE articles ADD COLUMN run INTEGER NOT NULL DEFAULT 0;"
        "DROP INDEX articles_url;" + IDENTITY_SCHEMA
    )
    give_names(store)
    store.changes.create()
    store.set_meta(format=2)


def give_names(store: Store) -> None:
    """Store what articles of format 1 are known by, inside a transaction."""
    for number, article in store.articles.all():
        store.identity.put_addresses(number, [canonical(article.url)])
        if not _GENERATED.fullmatch(article.id):
            store.articles.mark_own_id(number)
