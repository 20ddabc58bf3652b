"""What identifies a stored article without its text, and the digests that tell whether a reading is new."""

import json
from hashlib import blake2b
from typing import NamedTuple

from index.model.article import Article

# The columns of `Known`.
KNOWN = "number, id, next_serial, digest, text_digest, own_id, run, outlet, url, origin"


class Known(NamedTuple):
    """What identifies a stored article, without its text.

    `digest` is that of the article as it was last read, before corrections. `own_id` is whether a record
    brought its id, and `run` the ingest run that last changed it.
    """

    number: int
    id: str
    next_serial: int
    digest: bytes
    text_digest: bytes
    own_id: int
    run: int
    outlet: str
    url: str
    origin: str


def text_digest(text: str) -> bytes:
    """Return the digest of a text."""
    return blake2b(text.encode(), digest_size=16).digest()


def digest(article: Article) -> bytes:
    """Return the digest of all of an article that people see; equal for readings that change nothing."""
    pages = json.dumps(article.pages)
    seen = (
        article.title,
        article.outlet,
        article.author,
        article.published,
        article.url,
        pages,
        article.text,
    )
    return blake2b("\0".join(seen).encode(), digest_size=16).digest()
