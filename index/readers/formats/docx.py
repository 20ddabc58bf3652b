"""Word files: python-docx's paragraphs and tables, in their order, without headers and footers.

Imported in the worker process only.
"""

import io
import zipfile
from collections.abc import Iterator

import docx
from docx.document import Document as WordDocument
from docx.table import Table
from docx.text.paragraph import Paragraph

from index.model.article import Article
from index.model.report import Problem
from index.readers.formats.byline import authors, told_by, without_read
from index.readers.formats.document import Document, UnreadableError, checked_length, mentions, same_words

_TITLE_STYLES = ("Title", "Heading 1")
_LONGEST_TITLE = 250
_OPENING = 4  # paragraphs that may hold the title and the author
_STYLED = 20  # blocks, empty ones among them, that may be the title


def parse(document: Document) -> Iterator[Article | Problem]:
    """Yield the article of a Word file. Raises UnreadableError where it holds no text."""
    with zipfile.ZipFile(io.BytesIO(document.data)) as archive:
        # What the directory declares is all that is ever unpacked of a part.
        size = sum(part.file_size for part in archive.infolist())
    if size > document.limits.unpacked_bytes:
        raise document.limits.exceeded("unpacked_bytes", "unpacks to", "take pictures out of it")
    word = docx.Document(io.BytesIO(document.data))
    blocks = list(_blocks(word))
    if not blocks:
        raise UnreadableError("holds no text", "if it shows any, it is in pictures or text boxes")
    opening = "\n".join(text for _, text in blocks[:_OPENING])
    title = _title(blocks, word.core_properties.title or "", opening)
    author = " ".join((word.core_properties.author or "").split())
    told = told_by([text for _, text in blocks], title)
    if told.source.note:
        yield Problem("", told.source.note, lost=False)
    if len(blocks) > 1 and same_words(blocks[0][1], title):
        del blocks[0]
    whole = checked_length("\n".join(text for _, text in blocks), document.limits)
    text, dropped = without_read(whole, told)
    yield Article(
        text=text,
        title=title,
        # The program's user is an author only if the text names him, too.
        author=authors(author, opening, told),
        outlet=told.source.outlet,
        published=told.source.published,
        extracted=whole if dropped else "",
        dropped=dropped,
        url=document.url,
    )


def _blocks(word: WordDocument) -> Iterator[tuple[str, str]]:
    """Yield style and text of the paragraphs that say something; a table's row is one of them."""
    for number, block in enumerate(word.iter_inner_content()):
        if isinstance(block, Paragraph):
            # Only the opening's styles count, and each takes a search through all styles.
            style = block.style.name if number < _STYLED and block.style is not None else ""
            text = "\n".join(filter(None, (" ".join(line.split()) for line in block.text.split("\n"))))
            if text:
                yield style or "", text
        else:
            yield from (("", row) for row in _rows(block))


def _rows(table: Table) -> Iterator[str]:
    for row in table.rows:
        # A merged cell is listed once for each place it takes.
        cells = dict.fromkeys(" ".join(cell.text.split()) for cell in row.cells)
        text = " | ".join(filter(None, cells))
        if text:
            yield text


def _title(blocks: list[tuple[str, str]], stated: str, opening: str) -> str:
    """Return the title that is styled so, or that the file states and shows, or that stands alone on top."""
    for style, text in blocks[:_OPENING]:
        if style in _TITLE_STYLES and len(text) <= _LONGEST_TITLE:
            return text
    stated = " ".join(stated.split())
    if stated and len(stated) <= _LONGEST_TITLE and mentions(opening, stated):
        return stated
    first = blocks[0][1]
    alone = len(blocks) > 1 and len(first) <= _LONGEST_TITLE and not first.endswith((".", ":", "\u3002"))
    return first if alone else ""
