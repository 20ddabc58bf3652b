"""Web pages: trafilatura finds the article and what the page says about it.

Imported in the worker process only.
"""

import html.entities
import logging
import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any
from urllib.parse import urlsplit

from trafilatura import bare_extraction, load_html

from index.cleaning.author_names import author_names
from index.cleaning.stub_page import stub_page
from index.model.article import Article
from index.model.report import Problem
from index.readers.formats.document import Document, UnreadableError, checked_length, same_words
from index.readers.formats.left_out import Woven, woven
from index.readers.formats.page_date import find_options, published
from index.text.encoding import decode, mend_mojibake
from index.text.html_text import lines_of
from index.text.raised_html import write_out

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)

_CHARSET = re.compile(
    rb"""(?:<meta[^>]+charset\s*=\s*|<\?xml[^>]+encoding\s*=\s*)["']?([\w.:-]+)""", re.IGNORECASE
)
_SHOWN = "//body//text()[normalize-space() and not(ancestor::script or ancestor::style)]"
_HEAD = 4096  # bytes in which a page declares its encoding
_SEPARATORS = re.compile("(\\s+[-\u2013\u2014|\u00b7\u2022\u00bb\u00ab:/]+\\s+)")
_LONGEST_TITLE = 500  # characters; what is longer is none
_LONGEST_NAME = 80  # characters of an author or an outlet
_NOBODY = frozenset(("user", "username", "admin", "administrator", "author", "guest", "unknown", "none"))
_NO_NAME = re.compile(r"https?:|www[. ]|[@©]|\(c\)", re.IGNORECASE)
_ELSEWHERE = "outside the article"
_MOBILE = re.compile(r"^(?:www|m|mobile|amp)\.")


def parse(document: Document) -> Iterator[Article | Problem]:
    """Yield the article of a page. Raises UnreadableError where the page holds none."""
    declared = _CHARSET.search(document.data[:_HEAD])
    charset = document.charset or (declared[1].decode("ascii") if declared else "")
    decoded = decode(document.data, charset, mend=False)
    if decoded.note:
        yield Problem("", decoded.note, lost=False)
    tree = load_html(decoded.text)
    if tree is None:  # a fragment counts as no page
        tree = load_html(f"<html><body><div>{decoded.text}</div></body></html>")
    # Read before the extraction, which takes parts of the tree away.
    named = "" if tree is None else "".join(tree.xpath("//meta[@property='og:site_name']/@content")[:1])
    handle = "" if tree is None else "".join(tree.xpath("//meta[@name='twitter:site']/@content")[:1])
    byline = "" if tree is None else " | ".join(tree.xpath("//meta[@name='author']/@content"))
    struck, visible = ([], []) if tree is None else (write_out(tree), _visible(tree))
    found = None if tree is None else _extract(tree, document.url)
    told = (found.text if found else "") or ""
    shown = told if told.strip() or tree is None else "\n".join(tree.xpath(_SHOWN))
    if stub := stub_page(shown, (found.title if found else "") or ""):
        raise UnreadableError(f"is {stub.what}", stub.remedy)
    if found is None or not told.strip():
        raise UnreadableError("no article was found in this page", "add its text itself", kind="no_article")
    url = _url(found.url or "", document.url)
    dated = published(tree, url)
    if dated.note:
        yield Problem("", dated.note, lost=False)
    host = _host(url)
    outlet = _outlet(named, found.sitename or "", handle, host, found.title or "")
    title = _title(mend_mojibake(found.title or ""), outlet)
    text = mend_mojibake(_without_title(found.text, title))
    aside = _left_out(text, title, visible, struck)
    yield Article(
        text=checked_length(text, document.limits),
        title=title,
        outlet=mend_mojibake(outlet),
        # What holds an address, trafilatura takes for no name.
        author=_author(found.author or "", outlet, host) or _author(byline, outlet, host),
        published=dated.iso,
        url=url,
        extracted=aside.extracted,
        dropped=aside.dropped,
    )


def _visible(tree: Any) -> list[str]:
    return [mend_mojibake(line) for line in lines_of(tree)]


def _left_out(text: str, title: str, visible: list[str], struck: list[str]) -> Woven:
    lines = [(line, "title" if title and same_words(line, title) else _ELSEWHERE) for line in visible]
    return woven(text, lines, map(mend_mojibake, struck))


def _extract(tree: Any, url: str) -> Any:
    return bare_extraction(
        deepcopy(tree),
        url=url or None,
        with_metadata=True,
        include_comments=False,
        date_extraction_params=find_options(),
    )


def _url(own: str, fetched: str) -> str:
    """Return the address that the page gives itself, unless it was fetched from another host."""
    if urlsplit(own).scheme not in {"http", "https"}:
        return fetched
    return own if not fetched or _host(own) == _host(fetched) else fetched


def _host(url: str) -> str:
    try:
        return _MOBILE.sub("", urlsplit(url).hostname or "")
    except ValueError:
        return ""


def _outlet(named: str, guessed: str, handle: str, host: str, title: str) -> str:
    """Return the site's name as it writes it; a name that may be something else gives way to its host."""
    for name in (" ".join(named.split()), guessed.strip()):
        if not name or len(name) > _LONGEST_NAME or _NO_NAME.search(name) or same_words(name, title):
            continue
        # What a site is called elsewhere is its name only if its address says so, too.
        elsewhere = name != named and same_words(name, handle)
        if not elsewhere or any(same_words(name, part) for part in host.split(".")):
            return _MOBILE.sub("", name)
    return host


def _title(title: str, outlet: str) -> str:
    """Return the title without the site's name before or after it."""
    title = " ".join(title.split())
    if len(title) > _LONGEST_TITLE:
        return title
    parts = _SEPARATORS.split(title)
    for place in range(1, len(parts), 2):
        before, after = "".join(parts[:place]), "".join(parts[place + 1 :])
        if outlet and same_words(after, outlet):
            return before
        if outlet and same_words(before, outlet):
            return after
    return "".join(parts)


def _author(authors: str, outlet: str, host: str) -> str:
    names: dict[str, str] = {}
    for name in author_names(mend_mojibake(authors)).split(", "):
        broken = name.lower() in _NOBODY or name in html.entities.name2codepoint
        if not name or broken or len(name) > _LONGEST_NAME or _NO_NAME.search(name):
            continue
        if not any(same_words(name, other) for other in (outlet, host, *host.split("."))):
            names.setdefault(name.casefold(), name)
    return ", ".join(names.values())


def _without_title(text: str, title: str) -> str:
    first, _, rest = text.partition("\n")
    return rest.lstrip("\n") if rest.strip() and title and same_words(first, title) else text
