"""A piece of HTML, such as a feed's entry, as plain text: all of it, a line a block.

Imported in the worker process only.
"""

from lxml import etree
from lxml import html as lxml_html

# fmt: off
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "br", "caption", "dd", "div", "dl", "dt", "figcaption",
    "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p",
    "pre", "section", "table", "tr", "ul",
))
# fmt: on
_CELLS = frozenset(("td", "th"))
_SILENT = frozenset(("script", "style", "template", "noscript", "iframe", "svg", "head", "title"))


def to_text(markup: str) -> str:
    """Return the text of `markup`, blanks as a browser would show them."""
    if not markup.strip():
        return ""
    parser = lxml_html.HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8")
    tree = lxml_html.document_fromstring(f"<div>{markup}</div>".encode(), parser=parser)
    pieces: list[str] = []
    silent = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if event == "start":
            silent += element.tag in _SILENT
            pieces.append(_edge(element.tag))
            if not silent and element.text:
                pieces.append(element.text.replace("\n", " "))
        else:
            silent -= element.tag in _SILENT
            pieces.append(_edge(element.tag))
            if not silent and element.tail:
                pieces.append(element.tail.replace("\n", " "))
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(filter(None, lines))


def _edge(tag: str) -> str:
    return "\n" if tag in _BLOCKS else " " if tag in _CELLS else ""
