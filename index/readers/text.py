"""Plain text: one article a file, its title on the first line."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from index.article import Article
from index.readers.encoding import NotTextError, decode
from index.report import Problem

# A longer first line is a paragraph of the story.
_LONGEST_TITLE = 250


def read(file: BinaryIO, place: str) -> Iterator[Article | Problem]:
    """Yield the article in `file`, or what is wrong with it."""
    try:
        decoded = decode(file.read())
    except NotTextError as error:
        yield Problem(place, str(error))
        return
    if decoded.note:
        yield Problem(place, decoded.note, lost=False)
    # Files from Windows end their lines with \r\n.
    content = decoded.text.replace("\r\n", "\n").replace("\r", "\n").strip()
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
