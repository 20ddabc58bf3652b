"""Writes what an HTML tree says by its elements alone in characters, in place: raised text, glosses, quotes.

Imported in the worker process only.
"""

import re
from typing import Any

from lxml import etree

from index.text.raised import BEFORE, fraction, shifted

_STYLED = re.compile(r"vertical-align\s*:\s*(super|sub)\b", re.IGNORECASE)
_SHIFTED = "//sup | //sub | //span[contains(@style, 'vertical-align')]"
_INSERTED = "//p//aside | //p//footer | //p//nav | //li//aside"
_SLASHES = ("/", "\u2044", "\u2215")
# What stands before these is not before a character in them.
_INLINE = frozenset(("a", "abbr", "b", "em", "font", "i", "mark", "small", "span", "strong", "u"))


def write_out(tree: Any) -> list[str]:
    """Replace the elements of `tree`, and put the reading of a glossed word in brackets.

    Returns the texts that the page itself struck out, which are taken from it.
    """
    deleted = []
    for element in tree.xpath("//del"):
        deleted.append(" ".join("".join(element.itertext()).split()))
        _put(element, "")
    for reading in tree.xpath("//ruby/rt | //ruby/rtc"):
        text = "".join(reading.itertext()).strip()
        _put(reading, f"({text})" if text else "")
    for bracket in tree.xpath("//ruby//rp"):
        _put(bracket, "")
    for element in tree.xpath(_SHIFTED):
        if element.getparent() is not None and (shift := _shift(element)):
            _write(element, shift)
    for quotation in tree.xpath("//q"):
        quotation.text = f"\u201c{quotation.text or ''}"
        last = quotation[-1] if len(quotation) else None
        if last is None:
            quotation.text += "\u201d"
        else:
            last.tail = f"{last.tail or ''}\u201d"
        quotation.drop_tag()
    for block in tree.xpath(_INSERTED):
        # Without it the halves of the sentence would become one that nobody wrote.
        block.addprevious(etree.Element("br"))
    return list(filter(None, deleted))


def _shift(element: Any) -> int:
    if element.tag in {"sup", "sub"}:
        return 1 if element.tag == "sup" else -1
    styled = _STYLED.search(element.get("style", ""))
    return 0 if not styled else 1 if styled[1].lower() == "super" else -1


def _write(element: Any, shift: int) -> None:
    text = " ".join("".join(element.itertext()).split())
    before = _before(element)
    under = element.getnext()
    over = text if text.isdecimal() and (element.tail or "").strip() in _SLASHES else ""
    if shift > 0 and over and under is not None and under.tag == "sub":
        figures = "".join(under.itertext()).strip()
        if figures.isdecimal():
            element.tail = None
            _put(element, fraction(over, figures, before))
            _put(under, "")
            return
    written = shifted(text, shift, before)
    if written != text or not text.startswith("["):
        # Marks in brackets stay what they are: readers know them by their elements.
        _put(element, written)


def _before(element: Any) -> str:
    """Return the last characters before `element` on its line."""
    text = ""
    while len(text) < BEFORE:
        sibling = element.getprevious()
        if sibling is None:
            parent = element.getparent()
            if parent is None:
                break
            text = (parent.text or "") + text
            if parent.tag not in _INLINE:
                break
            element = parent
            continue
        text = (sibling.tail or "") + text
        if sibling.tag == "br":
            break
        if isinstance(sibling.tag, str):
            text = "".join(sibling.itertext()) + text
        element = sibling
    return " ".join(text[-BEFORE:].split()) + (" " if text[-1:].isspace() else "")


def _put(element: Any, text: str) -> None:
    """Put `text` in the place of `element`, whose tail stays."""
    parent, sibling = element.getparent(), element.getprevious()
    if parent is None:
        return
    whole = text + (element.tail or "")
    if sibling is not None:
        sibling.tail = (sibling.tail or "") + whole
    else:
        parent.text = (parent.text or "") + whole
    parent.remove(element)
