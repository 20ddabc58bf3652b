"""CSL-JSON, which Zotero, pandoc and all that cites by the Citation Style Language read."""

import json
from typing import Any

from index.citation.authors import Author, authors
from index.citation.cited_fields import accessed, entry_key, one_line, page_range, quoted, web_address
from index.model.article import Passage
from index.model.labels import ENGLISH, Labels


def csl_json(passage: Passage, _words: Labels = ENGLISH, /) -> str:
    """Return a list of one item, a newspaper's article, with the passage as its note."""
    article = passage.article
    day = article.day
    seen = accessed(article)
    item: dict[str, Any] = {
        "id": entry_key(article),
        "type": "article-newspaper",
        "author": [_author(one) for one in authors(article.author)],
        "title": one_line(article.title),
        "container-title": one_line(article.outlet),
        "issued": {"date-parts": [[day.year, day.month, day.day]]} if day else {},
        "accessed": {"date-parts": [[int(part) for part in seen.split("-")]]} if seen else {},
        "page": page_range(passage, "-"),
        "URL": web_address(article),
        "note": quoted(passage.text),
    }
    return json.dumps([{name: value for name, value in item.items() if value}], ensure_ascii=False, indent=2)


def _author(author: Author) -> dict[str, str]:
    parts = {
        "family": author.family,
        "given": author.given,
        "non-dropping-particle": author.particle,
        "suffix": author.suffix,
        "literal": author.literal,
    }
    return {name: value for name, value in parts.items() if value}
