"""A piece of HTML, such as a feed's entry, as plain text: all of it, a line a block.

Imported in the worker process only.
"""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from index.text.raised_html import write_out

# fmt: off
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "br", "caption", "dd", "div", "dl", "dt", "figcaption",
    "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p",
    "pre", "section", "table", "tr", "ul",
))
# fmt: on
_CELLS = frozenset(("td", "th"))
_SILENT = frozenset(("script", "style", "template", "noscript", "iframe", "svg", "head", "title"))

_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)


def to_text(markup: str) -> str:
    """Return the text of `markup`, blanks as a browser would show them."""
    if not markup.strip():
        return ""
    parser = lxml_html.HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8")
    tree = lxml_html.document_fromstring(f"<div>{markup}</div>".encode(), parser=parser)
    write_out(tree)
    return "\n".join(lines_of(tree))


def lines_of(tree: Any) -> Iterator[str]:
    """Yield the lines of text that a tree shows, a line a block."""
    pieces: list[str] = []
    silent = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        hidden = not isinstance(element.tag, str) or element.tag in _SILENT or _HIDDEN.search(_style(element))
        if event == "start":
            silent += bool(hidden)
            pieces.append(_edge(element.tag))
            if not silent and element.text:
                pieces.append(element.text.replace("\n", " "))
        else:
            silent -= bool(hidden)
            pieces.append(_edge(element.tag))
            if not silent and element.tail:
                pieces.append(element.tail.replace("\n", " "))
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    yield from filter(None, lines)


def _style(element: Any) -> str:
    return "display:none" if element.get("hidden") is not None else element.get("style", "")


def _edge(tag: str) -> str:
    return "\n" if tag in _BLOCKS else " " if tag in _CELLS else ""
