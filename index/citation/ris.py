"""RIS, which Zotero, EndNote and Mendeley read: one tag a line, the passage as its note."""

from index.citation.authors import Author, authors
from index.citation.cited_fields import accessed, entry_key, one_line, quoted, web_address
from index.model.article import Passage
from index.model.labels import ENGLISH, Labels


def ris(passage: Passage, _words: Labels = ENGLISH, /) -> str:
    """Return a record of a newspaper's article with the passage as its note."""
    article = passage.article
    first, last = passage.pages or ("", "")
    rows = [
        ("TY", "NEWS"),
        ("ID", entry_key(article)),
        *(("AU", _author(one)) for one in authors(article.author)),
        ("TI", article.title),
        ("T2", article.outlet),
        ("PY", f"{article.day.year:04}" if article.day else ""),
        ("DA", f"{article.day:%Y/%m/%d}" if article.day else ""),
        ("SP", str(first)),
        ("EP", str(last)),
        ("UR", web_address(article)),
        ("Y2", accessed(article).replace("-", "/")),
        ("N1", quoted(passage.text)),
    ]
    return "\n".join(f"{tag}  - {one_line(value)}" for tag, value in rows if one_line(value)) + "\nER  - "


def _author(author: Author) -> str:
    # A comma parts family name and given names, and cannot be escaped: an organisation's name has none.
    return author.literal.replace(",", "") or author.inverted
