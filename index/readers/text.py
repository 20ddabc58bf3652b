"""Plain text: one article a file, its title on the first line."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from index.article import Article
from index.report import Problem

# A longer first line is a paragraph of the story.
_LONGEST_TITLE = 250


def read(file: BinaryIO, place: str) -> Iterator[Article | Problem]:
    """Yield the article in `file`, or what is wrong with it."""
    raw = file.read()
    if b"\0" in raw:
        yield Problem(place, "holds binary data, not text; add the text itself")
        return
    try:
        # Files from Windows begin with a byte order mark and end their lines with \r\n.
        content = raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n").strip()
    except UnicodeDecodeError as error:
        yield Problem(place, f"is not UTF-8 at byte {error.start}; save it as UTF-8 and add it again")
        return
    if not content:
        yield Problem(place, "is empty; there is nothing to quote")
        return
    title, separator, body = content.partition("\n")
    has_title = bool(separator) and len(title) <= _LONGEST_TITLE
    path = Path(place)
    yield Article(
        text=body.strip() if has_title else content,
        title=" ".join(title.split()) if has_title else "",
        origin=str(path.resolve()) if path.exists() else "",
    )
