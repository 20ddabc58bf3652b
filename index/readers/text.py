"""Plain text, one article a file: its body, and what its lines say of where it comes from."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from index.article import Article
from index.cleaning import clean
from index.readers.encoding import NotTextError, decode
from index.report import Problem


def read(
    file: BinaryIO, place: str, repeated: Mapping[str, int] | None = None
) -> Iterator[Article | Problem]:
    """Yield the article in `file`, or what is wrong with it.

    `repeated` tells in how many files of the same batch a line stands, as `cleaning.count_lines` counts;
    without it every file is judged alone.
    """
    try:
        decoded = decode(file.read())
    except NotTextError as error:
        yield Problem(place, str(error))
        return
    if decoded.note:
        yield Problem(place, decoded.note, lost=False)
    # Files from Windows end their lines with \r\n.
    content = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    if not content.strip():
        yield Problem(place, "is empty; there is nothing to quote")
        return
    cleaned = clean(content, repeated or {})
    path = Path(place)
    yield Article(
        text=cleaned.text,
        title=cleaned.source.title,
        outlet=cleaned.source.outlet,
        author=cleaned.source.author,
        published=cleaned.source.published,
        origin=str(path.resolve()) if path.exists() else "",
        extracted=cleaned.extracted if cleaned.dropped else "",
        dropped=cleaned.dropped,
    )
