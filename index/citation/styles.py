"""A passage as others quote it, in every style that there is, and a link to the very place."""

import re
from collections.abc import Mapping
from typing import Protocol
from urllib.parse import quote as percent_encode

from index.citation.authors import ET_AL, authors
from index.citation.bibtex import bibtex
from index.citation.cited_fields import accessed, one_line, page_range, web_address
from index.citation.csl_json import csl_json
from index.citation.ris import ris
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
    pages = page_range(passage, "\N{EN DASH}")
    fields = {
        **_authors(article),
        "title": _in_wiki(article.title) or "Untitled",
        "url": web_address(article).translate(_IN_WIKI_URL),
        "work": _in_wiki(article.outlet),
        "date": article.day.isoformat() if article.day else "",
        "access-date": accessed(article),
        "pages" if "\N{EN DASH}" in pages else "page": pages,
        "quote": _in_wiki(passage.text),
    }
    return "{{cite news " + " ".join(f"|{name}={value}" for name, value in fields.items() if value) + "}}"


def _authors(article: Article) -> dict[str, str]:
    """Return the template's fields for the authors: one name a field."""
    named = authors(article.author)
    names = [_in_wiki(one.name) for one in named if one != ET_AL]
    fields = {f"author{number}": name for number, name in enumerate(names, start=1)}
    return {
        **({"author": names[0]} if len(names) == 1 else fields),
        "display-authors": "etal" if ET_AL in named else "",
    }


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
    "ris": ris,
    "csl-json": csl_json,
}


def deep_link(passage: Passage) -> str | None:
    """Return the address at which a browser shows the passage, or None where the article has none.

    The passage is named by a text fragment; in a PDF, where browsers know none, by its page.
    """
    url = web_address(passage.article)
    if not url:
        return None
    address, _, fragment = url.partition("#")
    if passage.pages is not None:
        return f"{address}#page={passage.pages[0]}"
    directive = text_directive(passage.article.text, passage.start, passage.end)
    return f"{address}#{fragment.partition(':~:')[0]}:~:{directive}" if directive else url


def _attribution(passage: Passage, words: Labels) -> str:
    label = passage.label_in(words)
    return f"{passage.article.author}, {label}" if passage.article.author else label


def _in_markdown(line: str) -> str:
    escaped = _MARKDOWN.sub(r"\\\g<0>", _BLANKS.sub(" ", line))
    return _MARKDOWN_START.sub(r"\1\\\2", escaped)


def _in_wiki(text: str) -> str:
    # A zero byte stands for what must not be encoded twice.
    runs = _WIKI_RUNS.sub(lambda match: "".join(f"\0{ord(sign)};" for sign in match[0]), one_line(text))
    return "".join(_WIKI.get(sign, sign) for sign in runs).replace("\0", "&#")
