"""A passage as others quote it: Markdown, plain text, Wikipedia, BibTeX, and a link to the very place."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Protocol
from urllib.parse import quote as percent_encode
from urllib.parse import urlsplit

from index.citation.text_fragment import text_directive
from index.model.article import Article, Passage
from index.model.labels import ENGLISH, Labels

_BLANKS = re.compile(r"\s+")
_LINES = re.compile(r"\s*[\r\n]\s*")

# --- Markdown: CommonMark's signs, and what Discord and GitHub take for links, mentions and emoji.
_MARKDOWN = re.compile(r"[\\`*_~|<>\[\]@&]|:(?=//|[\w+-]+:)|(?<=www)\.", re.IGNORECASE)
_MARKDOWN_START = re.compile(r"^(\d*)([#+=.)-])", re.MULTILINE)

# --- Wikipedia
_WIKI = {
    **{sign: f"&#{ord(sign)};" for sign in "{}[]"},
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    "|": "{{!}}",
}
# Two quotes are italics, three tildes a signature, two underscores begin a magic word.
_WIKI_RUNS = re.compile(r"'{2,}|~{3,}|_{2,}")
_IN_WIKI_URL = str.maketrans({sign: percent_encode(sign) for sign in "|{}[]'"})

# --- BibTeX counts braces even behind a backslash, so that these are named.
_TEX = {
    **{sign: f"\\{sign}" for sign in "$&#_%"},
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
}
# What TeX's fonts would draw as another sign.
_TEX_RUNS = re.compile(r"(?<=-)(?=-)|(?<=`)(?=`)|(?<=')(?=')|(?<=[?!])(?=`)")
_IN_TEX_URL = str.maketrans({sign: percent_encode(sign) for sign in "{}\\"})
# BibTeX's own macros, whatever the language.
_TEX_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_KEY = re.compile(r"[^a-z0-9-]+")

_WEB = frozenset(("http", "https"))
_NOT_IN_URL = re.compile(r"[^\x21-\x7e]|[<>\"]")


def markdown(passage: Passage, words: Labels = ENGLISH, /) -> str:
    """Return a block quote with its source; what Markdown would take for a sign is escaped."""
    text = _LINES.sub("\n", passage.text.strip())
    quoted = "  \n> ".join(_in_markdown(line) for line in text.split("\n"))
    link = deep_link(passage)
    source = _in_markdown(_attribution(passage, words)) + (f" <{link}>" if link else "")
    return f"> {quoted}\n>\n> \N{EM DASH} {source}"


def plain(passage: Passage, words: Labels = ENGLISH, /) -> str:
    """Return the passage in quotation marks, its source on the next line, and a link on the last."""
    quoted = f"\N{LEFT DOUBLE QUOTATION MARK}{passage.text.strip()}\N{RIGHT DOUBLE QUOTATION MARK}"
    lines = (quoted, f"\N{EM DASH} {_attribution(passage, words)}", deep_link(passage))
    return "\n".join(filter(None, lines))


def wikipedia(passage: Passage, _words: Labels = ENGLISH, /) -> str:
    """Return a {{cite news}} template of the English Wikipedia with the passage as its quote."""
    article = passage.article
    fields = {
        "author": _in_wiki(article.author),
        "title": _in_wiki(article.title) or "Untitled",
        "url": _address(article).translate(_IN_WIKI_URL),
        "work": _in_wiki(article.outlet),
        "date": article.day.isoformat() if article.day else "",
        **_pages(passage),
        "quote": _in_wiki(passage.text),
    }
    return "{{cite news " + " ".join(f"|{name}={value}" for name, value in fields.items() if value) + "}}"


def bibtex(passage: Passage, _words: Labels = ENGLISH, /) -> str:
    """Return a @misc entry with the passage as its note."""
    article = passage.article
    day = article.day
    several = "," in article.author or " and " in article.author
    author = _in_tex(article.author)
    fields = {
        # Braces keep a name from being taken apart, and a title its capitals.
        "author": f"{{{author}}}" if several else author,
        "title": f"{{{_in_tex(article.title)}}}" if article.title else "",
        "howpublished": _in_tex(article.outlet),
        "year": str(day.year) if day else "",
        "month": _TEX_MONTHS[day.month - 1] if day else "",
        "day": str(day.day) if day else "",
        "pages": next(iter(_pages(passage).values()), "").replace("\N{EN DASH}", "--"),
        "url": _address(article).translate(_IN_TEX_URL),
        "note": _quoted_in_tex(passage.text),
    }
    rows = (
        f"  {name} = {value}" if name == "month" else f"  {name} = {{{value}}}"
        for name, value in fields.items()
        if value
    )
    return f"@misc{{{_key(article)},\n" + ",\n".join(rows) + ",\n}"


class Style(Protocol):
    """Writes a passage as a citation; `words` name the source where the style has no words of its own."""

    def __call__(self, passage: Passage, words: Labels = ENGLISH, /) -> str:
        """Return the citation."""
        ...


STYLES: Mapping[str, Style] = {
    "markdown": markdown,
    "plain": plain,
    "wikipedia": wikipedia,
    "bibtex": bibtex,
}


def deep_link(passage: Passage) -> str | None:
    """Return the address at which a browser shows the passage, or None where the article has none.

    The passage is named by a text fragment; in a PDF, where browsers know none, by its page.
    """
    url = _address(passage.article)
    if not url:
        return None
    address, _, fragment = url.partition("#")
    if passage.pages is not None:
        return f"{address}#page={passage.pages[0]}"
    directive = text_directive(passage.article.text, passage.start, passage.end)
    return f"{address}#{fragment.partition(':~:')[0]}:~:{directive}" if directive else url


def _address(article: Article) -> str:
    """Return the article's web address as it can stand in a line, or ""."""
    try:
        scheme = urlsplit(article.url).scheme
    except ValueError:
        return ""
    return _NOT_IN_URL.sub(lambda match: percent_encode(match[0]), article.url) if scheme in _WEB else ""


def _attribution(passage: Passage, words: Labels) -> str:
    label = passage.label_in(words)
    return f"{passage.article.author}, {label}" if passage.article.author else label


def _pages(passage: Passage) -> dict[str, str]:
    """Return the page or the pages, by the name that a template has for it."""
    if passage.pages is None:
        return {}
    first, last = passage.pages
    return {"page": str(first)} if first == last else {"pages": f"{first}\N{EN DASH}{last}"}


def _in_markdown(line: str) -> str:
    escaped = _MARKDOWN.sub(r"\\\g<0>", _BLANKS.sub(" ", line))
    return _MARKDOWN_START.sub(r"\1\\\2", escaped)


def _in_wiki(text: str) -> str:
    # A zero byte stands for what must not be encoded twice.
    runs = _WIKI_RUNS.sub(lambda match: "".join(f"\0{ord(sign)};" for sign in match[0]), _one_line(text))
    return "".join(_WIKI.get(sign, sign) for sign in runs).replace("\0", "&#")


def _in_tex(text: str) -> str:
    return "".join(_TEX.get(sign, sign) for sign in _TEX_RUNS.sub("\0", _one_line(text))).replace("\0", "{}")


def _quoted_in_tex(text: str) -> str:
    inside = _in_tex(text)
    # A sign at either end would join the quotation mark beside it.
    return f"``{'{}' * inside.startswith('`')}{inside}{'{}' * inside.endswith(chr(39))}''"


def _one_line(text: str) -> str:
    return _BLANKS.sub(" ", text.replace("\0", "")).strip()


def _key(article: Article) -> str:
    """Return a name for the entry: outlet and year, and what tells it from the outlet's others."""
    year = str(article.day.year) if article.day else ""
    outlet = _KEY.sub("", _ascii(article.outlet).replace("-", ""))
    identity = _KEY.sub("-", _ascii(article.id)).strip("-")
    return "-".join(filter(None, (f"{outlet or 'article'}{year}", identity)))


def _ascii(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
