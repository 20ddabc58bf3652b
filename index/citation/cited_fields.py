"""What several styles of citation take from a passage: address, pages, text on one line, a key."""

import re
import unicodedata
from urllib.parse import quote as percent_encode
from urllib.parse import urlsplit

from index.model.article import Article, Passage

_BLANKS = re.compile(r"\s+")
_WEB = frozenset(("http", "https"))
_NOT_IN_URL = re.compile(r"[^\x21-\x7e]|[<>\"]")
_KEY = re.compile(r"[^a-z0-9-]+")


def web_address(article: Article) -> str:
    """Return the article's web address as it can stand in a line, or ""."""
    try:
        scheme = urlsplit(article.url).scheme
    except ValueError:
        return ""
    return _NOT_IN_URL.sub(lambda match: percent_encode(match[0]), article.url) if scheme in _WEB else ""


def accessed(article: Article) -> str:
    """Return the ISO 8601 day on which the article was last seen at its web address, or ""."""
    return article.seen[:10] if web_address(article) else ""


def page_range(passage: Passage, dash: str) -> str:
    """Return the printed page, or the first and the last with a dash between; "" where there are none."""
    return dash.join(dict.fromkeys(map(str, passage.pages or ())))


def one_line(text: str) -> str:
    """Return `text` on one line, without zero bytes."""
    return _BLANKS.sub(" ", text.replace("\0", "")).strip()


def quoted(text: str) -> str:
    """Return a passage's text on one line, in quotation marks."""
    return f"\N{LEFT DOUBLE QUOTATION MARK}{one_line(text)}\N{RIGHT DOUBLE QUOTATION MARK}"


def entry_key(article: Article) -> str:
    """Return a name for the entry: outlet and year, and what tells it from the outlet's others."""
    year = str(article.day.year) if article.day else ""
    outlet = _KEY.sub("", _ascii(article.outlet).replace("-", ""))
    identity = _KEY.sub("-", _ascii(article.id)).strip("-")
    return "-".join(filter(None, (f"{outlet or 'article'}{year}", identity)))


def _ascii(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
