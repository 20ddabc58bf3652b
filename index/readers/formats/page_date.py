"""The day that a web page says it was published on.

Imported in the worker process only.
"""

import re
from collections.abc import Iterator
from typing import Any

from htmldate import find_date

from index.text.stated_date import StatedDate, stands_for_none, stated_date

_HEADINGS = "//title | //h1 | //h2 | //h3 | //h4 | //h5 | //h6"
_PARAGRAPH = "ancestor::*[self::p or self::li or self::td or self::blockquote][1]"
_LONGEST_DATELINE = 100  # characters; a date in a longer paragraph is part of the story
_FIND: dict[str, Any] = {"original_date": True, "extensive_search": False}
_NAMED = re.compile(r"publi|pubdate|created|issued|posted|(?:^|[.:_-])date$", re.IGNORECASE)
_SCRIPTS = "//script[contains(@type, 'json')]/text()"
_IN_SCRIPT = re.compile(r'"date(?:Published|Created)"\s*:\s*"([^"]*)"')


def find_options() -> dict[str, Any]:
    """Return how dates are looked for, in the words of htmldate."""
    return dict(_FIND)


def published(tree: Any, url: str) -> StatedDate:
    """Return the day of publication; a day that its story tells about, or of a change, does not count.

    Where all that the page states are placeholders, no other date of it is taken instead.
    """
    stated = list(_stated(tree)) or [element.get("datetime") or "" for element in tree.xpath("//time")]
    if stated and all(map(stands_for_none, stated)):
        return stated_date(stated[0])
    for heading in tree.xpath(_HEADINGS):
        _drop(heading)
    for element in tree.xpath("//time"):
        [*paragraph] = element.xpath(_PARAGRAPH)
        if paragraph and len(" ".join(paragraph[0].text_content().split())) > _LONGEST_DATELINE:
            _drop(element)
    return stated_date(find_date(tree, url=url or None, **_FIND) or "")


def _stated(tree: Any) -> Iterator[str]:
    """Yield what the page's own fields give as publication."""
    for element in tree.xpath("//meta[@content] | //*[@itemprop]"):
        names = (element.get(name) or "" for name in ("property", "name", "itemprop"))
        if any(map(_NAMED.search, names)):
            written = element.get("content") or element.get("datetime") or element.text_content()
            if any(map(str.isdigit, written)):
                yield written
    yield from _IN_SCRIPT.findall("".join(tree.xpath(_SCRIPTS)))


def _drop(element: Any) -> None:
    if element.getparent() is not None:
        element.drop_tree()
