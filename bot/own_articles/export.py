"""A server's articles as files that `/source add` and `pullquote add` read back."""

import json
from collections.abc import Iterable, Iterator

from bot.texts.refusal import RefusalError
from index import Article, to_record

MIB = 1024 * 1024
# As many messages as one export may bring; what is larger, the operator hands out.
MOST_PARTS = 10


def parts(articles: Iterable[Article], limit: int) -> list[bytes]:
    """Return the articles as JSONL, an article a line, in parts of at most `limit` bytes.

    Raises RefusalError for more than MOST_PARTS parts and for an article that no part can hold.
    """
    made: list[bytearray] = []
    for line in _lines(articles):
        if len(line) > limit:
            raise RefusalError("refusal.export_article", limit=limit // MIB)
        if not made or len(made[-1]) + len(line) > limit:
            if len(made) == MOST_PARTS:
                raise RefusalError("refusal.export", limit=MOST_PARTS * limit // MIB)
            made.append(bytearray())
        made[-1] += line
    return [bytes(part) for part in made]


def name_of(part: int, total: int) -> str:
    """Return the name of a part's file; `part` counts from 1."""
    return "articles.jsonl" if total == 1 else f"articles-{part}-of-{total}.jsonl"


def _lines(articles: Iterable[Article]) -> Iterator[bytes]:
    for article in articles:
        yield json.dumps(to_record(article), ensure_ascii=False).encode() + b"\n"
