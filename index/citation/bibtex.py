"""BibTeX: an entry with the passage as its note, in which nothing is taken for TeX."""

import re
from urllib.parse import quote as percent_encode

from index.citation.authors import ET_AL, Author, authors
from index.citation.cited_fields import accessed, entry_key, one_line, page_range, web_address
from index.model.article import Passage
from index.model.labels import ENGLISH, Labels

# BibTeX counts braces even behind a backslash, so that these are named.
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


def bibtex(passage: Passage, _words: Labels = ENGLISH, /) -> str:
    """Return a @misc entry with the passage as its note."""
    article = passage.article
    day = article.day
    fields = {
        "author": " and ".join(map(_author, authors(article.author))),
        # Braces keep a title its capitals.
        "title": f"{{{_in_tex(article.title)}}}" if article.title else "",
        "howpublished": _in_tex(article.outlet),
        "year": str(day.year) if day else "",
        "month": _TEX_MONTHS[day.month - 1] if day else "",
        "day": str(day.day) if day else "",
        "pages": page_range(passage, "--"),
        "url": web_address(article).translate(_IN_TEX_URL),
        "urldate": accessed(article),
        "note": _quoted_in_tex(passage.text),
    }
    rows = (
        f"  {name} = {value}" if name == "month" else f"  {name} = {{{value}}}"
        for name, value in fields.items()
        if value
    )
    return f"@misc{{{entry_key(article)},\n" + ",\n".join(rows) + ",\n}"


def _author(author: Author) -> str:
    """Return a name as BibTeX takes it apart again; braces keep an organisation's in one piece."""
    if author == ET_AL:
        return "others"
    if author.literal:
        return f"{{{_in_tex(author.literal)}}}"
    family = _in_tex(author.family)
    # BibTeX itself takes small words for particles, and one word for the family name.
    is_plain = " " not in family and not author.suffix and not family[:1].islower()
    if is_plain and not any(word.islower() for word in author.given.split()):
        return _in_tex(author.name)
    family = " ".join(filter(None, (author.particle, f"{{{family}}}" if family[:1].islower() else family)))
    return ", ".join(filter(None, (family, author.suffix, _in_tex(author.given))))


def _in_tex(text: str) -> str:
    return "".join(_TEX.get(sign, sign) for sign in _TEX_RUNS.sub("\0", one_line(text))).replace("\0", "{}")


def _quoted_in_tex(text: str) -> str:
    inside = _in_tex(text)
    # A sign at either end would join the quotation mark beside it.
    return f"``{'{}' * inside.startswith('`')}{inside}{'{}' * inside.endswith(chr(39))}''"
