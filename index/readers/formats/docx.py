"""Word files: their paragraphs, tables, boxes and notes, in their order; headers and footers are furniture.

Imported in the worker process only.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.oxml import parse_xml

from index.model.article import Article
from index.model.report import Problem
from index.readers.formats.byline import authors, told_by, without_read
from index.readers.formats.document import Document, UnreadableError, checked_length, mentions, same_words
from index.readers.formats.docx_look import run_styles
from index.readers.formats.docx_text import PartReader
from index.readers.formats.left_out import inserted

_TITLE_STYLES = ("Title", "Heading 1")
_LONGEST_TITLE = 250
_OPENING = 4  # paragraphs that may hold the title and the author


def parse(document: Document) -> Iterator[Article | Problem]:
    """Yield the article of a Word file. Raises UnreadableError where it holds no text."""
    with zipfile.ZipFile(io.BytesIO(document.data)) as archive:
        # What the directory declares is all that is ever unpacked of a part.
        size = sum(part.file_size for part in archive.infolist())
    if size > document.limits.unpacked_bytes:
        raise document.limits.exceeded("unpacked_bytes", "unpacks to", "take pictures out of it")
    word = docx.Document(io.BytesIO(document.data))
    reader = PartReader(run_styles(word.styles.element))
    names = {style.style_id: style.name or "" for style in word.styles}
    blocks = [(names.get(style, ""), text) for style, text in reader.blocks(word.element.body)]
    blocks += [("", text) for text in _notes(word, reader)]
    yield from _reports(reader)
    if not blocks:
        raise UnreadableError("holds no text", "if it shows any, it is in pictures")
    opening = "\n".join(text for _, text in blocks[:_OPENING])
    title = _title(blocks, word.core_properties.title or "", opening)
    author = " ".join((word.core_properties.author or "").split())
    told = told_by([text for _, text in blocks], title)
    if told.source.note:
        yield Problem("", told.source.note, lost=False)
    aside = [(0, line, "page header") for line in _edge(word, reader, "header")]
    if len(blocks) > 1 and same_words(blocks[0][1], title):
        aside.append((0, blocks[0][1], "title"))
        del blocks[0]
    whole = checked_length("\n".join(text for _, text in blocks), document.limits)
    text, dropped = without_read(whole, told)
    aside += ((len(whole), line, "page footer") for line in _edge(word, reader, "footer"))
    left_out = inserted(whole, aside, dropped)
    yield Article(
        text=text,
        title=title,
        # The program's user is an author only if the text names him, too.
        author=authors(author, opening, told),
        outlet=told.source.outlet,
        published=told.source.published,
        extracted=left_out.extracted,
        dropped=left_out.dropped,
        url=document.url,
    )


def _notes(word: WordDocument, reader: PartReader) -> Iterator[str]:
    """Yield the texts of footnotes and endnotes in the order in which the text refers to them."""
    wanted = list(reader.notes)
    parts = {kind: _part(word, kind) for kind, _ in wanted}
    notes = {(kind, _id(note)): note for kind, found in parts.items() for part in found for note in part}
    for key in dict.fromkeys(wanted):
        if key in notes:
            yield " ".join(block.text for block in reader.blocks(notes[key]))


def _part(word: WordDocument, kind: str) -> list[Any]:
    """Return the roots of the parts of a kind ("footnotes", "header") that belong to the document."""
    related = (
        rel for rel in word.part.rels.values() if rel.reltype.endswith(f"/{kind}") and not rel.is_external
    )
    return [parse_xml(rel.target_part.blob) for rel in related]


def _id(note: Any) -> str:
    return next((str(value) for key, value in note.items() if key.endswith("}id")), "")


def _edge(word: WordDocument, reader: PartReader, kind: str) -> list[str]:
    """Return the lines of the page headers or footers, which are furniture."""
    return [block.text for root in _part(word, kind) for block in reader.blocks(root)]


def _reports(reader: PartReader) -> Iterator[Problem]:
    """Say what the file shows and the text has not."""
    if reader.notes:
        reason = f"has {len(reader.notes)} note marks, which are left out; the notes stand at the end"
        yield Problem("", reason, lost=False)
    if reader.unread:
        what = " and ".join(f"{count} {name}" for name, count in reader.unread.items())
        yield Problem("", f"has {what} whose text is not read", lost=False, remedy="add it as text")
    if reader.symbols:
        reason = f"has {reader.symbols} signs of a picture font that stand for no character"
        yield Problem("", reason, lost=False)


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
