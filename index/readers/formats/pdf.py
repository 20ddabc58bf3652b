"""PDF: pypdf's text, with its lines joined into paragraphs and the place where each page begins.

Imported in the worker process only.
"""

import io
import logging
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from pypdf import PdfReader
from pypdf.errors import DependencyError

from index.cleaning.names import outlet_of
from index.model.article import Article
from index.model.report import Problem
from index.readers.formats.byline import authors, moved, told_by, without_read
from index.readers.formats.document import Document, UnreadableError, checked_length, mentions, same_words
from index.readers.formats.left_out import inserted
from index.readers.formats.pdf_drop_caps import with_initials
from index.readers.formats.pdf_lines import Line, page_lines, plain
from index.readers.formats.pdf_paragraphs import join
from index.readers.formats.pdf_running_lines import without_running_lines
from index.readers.formats.pdf_title import large_title

logging.getLogger("pypdf").setLevel(logging.CRITICAL)

_ENCRYPTED = "is encrypted", "open it with its password and save a copy without one"
_SCANNED = "has {} pages and no text, only pictures of it"
_UNMAPPED = "its fonts do not say which letters they draw"
_RECOGNIZE = "run text recognition on it first (OCR)"
_FEW_LETTERS = 5  # a page, on average; a scan has none, or a stamp
_MOST_UNMAPPED = 0.2  # share of characters without a meaning
_UNMAPPED_CHARACTER = re.compile("[\ufffd\ue000-\uf8ff]")
_LONGEST_TITLE = 250
_TITLE_WORDS = 3  # fewer are as often a template's name
_NO_TITLE = re.compile(r"\.\w{2,5}$|^microsoft|^untitled|^(?:power)?point|^slide \d", re.IGNORECASE)


def parse(document: Document) -> Iterator[Article | Problem]:
    """Yield the article of a PDF, with its pages. Raises UnreadableError for scans and encrypted files."""
    reader = PdfReader(io.BytesIO(document.data))
    if reader.is_encrypted:
        try:
            opened = bool(reader.decrypt(""))
        except (DependencyError, NotImplementedError):
            # How pypdf says that it does not know the cipher, or lacks the package for it.
            opened = False
        if not opened:
            raise UnreadableError(*_ENCRYPTED, kind="encrypted")
    count = len(reader.pages)
    if count > document.limits.pages:
        raise document.limits.exceeded("pages", "has", "split it")
    pages = _pages(reader, document)
    _check(pages)
    kept, running = without_running_lines(pages)
    first = " ".join(line.text for line in kept[0])
    facts: Any = reader.metadata or {}
    title = _title(_field(facts, "/Title"), large_title(pages[0]), first)
    author = _field(facts, "/Author")
    told = told_by(join(kept[:1]).text.split("\n"), title)
    if told.source.note:
        yield Problem("", told.source.note, lost=False)
    heading, kept[0] = _parted(kept[0], title)
    whole, starts = join(kept)
    text, dropped = without_read(checked_length(whole, document.limits), told)
    left_out = inserted(whole, _furniture(starts, heading, running), dropped)
    yield Article(
        text=text,
        title=title,
        # The program's user is an author only if the page names him, too.
        author=authors(author, first, told),
        outlet=told.source.outlet or _head_outlet(running) or _publisher(reader),
        published=told.source.published,
        pages=moved(starts, dropped),
        extracted=left_out.extracted,
        dropped=left_out.dropped,
        url=document.url,
    )


def _pages(reader: PdfReader, document: Document) -> list[list[Line]]:
    """Return the lines of each page, initials joined to their words."""
    pages: list[list[Line]] = []
    length = 0
    for page in reader.pages:
        pages.append(page_lines(page))
        length += sum(len(line.text) + 1 for line in pages[-1])
        if length > document.limits.text_characters:
            raise document.limits.exceeded("text_characters", "its text has", "split it")
    sizes = Counter[float]()
    for line in chain.from_iterable(pages):
        sizes[line.size] += len(line.text)
    usual = max(sizes, key=lambda size: (sizes[size], size)) if sizes else 0.0
    return [with_initials(page, usual) for page in pages]


def _head_outlet(running: Sequence[Sequence[Line]]) -> str:
    """Return the outlet that the pages' running heads name, or ""."""
    return next((name for line in chain.from_iterable(running) if (name := outlet_of(line.text))), "")


def _publisher(reader: PdfReader) -> str:
    """Return the one publisher that the file's description names, or ""."""
    try:
        named = reader.xmp_metadata.dc_publisher if reader.xmp_metadata else None
    except Exception:  # noqa: BLE001  a broken description spoils no text; pypdf raises what the XML parser does
        return ""
    return outlet_of(str(named[0])) if named and len(named) == 1 else ""


def _check(pages: Sequence[Sequence[Line]]) -> None:
    text = "".join(line.text for page in pages for line in page)
    letters = sum(character.isalnum() for character in text)
    unmapped = len(_UNMAPPED_CHARACTER.findall(text))
    if unmapped > _MOST_UNMAPPED * len(text) and unmapped > letters * _MOST_UNMAPPED:
        raise UnreadableError(_UNMAPPED, _RECOGNIZE, kind="scanned")
    if letters < _FEW_LETTERS * max(len(pages), 1):
        raise UnreadableError(_SCANNED.format(len(pages)), _RECOGNIZE, kind="scanned")


def _field(facts: Any, name: str) -> str:
    value = facts.get(name)
    return " ".join(plain(str(value)).split())[:_LONGEST_TITLE] if value else ""


def _title(stated: str, shown: str, first_page: str) -> str:
    """Return the title that file and page agree on, else the page's, else the file's if it may be one."""
    # Type set from right to left often comes out in pieces.
    if stated and (mentions(first_page, stated) or any(map(_is_right_to_left, shown))):
        return stated
    plausible = len(stated.split()) >= _TITLE_WORDS and not _NO_TITLE.search(stated)
    return shown or (stated if plausible else "")


def _is_right_to_left(character: str) -> bool:
    return unicodedata.bidirectional(character) in {"R", "AL"}


def _parted(lines: Sequence[Line], title: str) -> tuple[list[Line], list[Line]]:
    """Return the first lines where they are the title, and the others."""
    for count in range(1, min(len(lines), 5)):
        if same_words(" ".join(line.text for line in lines[:count]), title):
            return list(lines[:count]), list(lines[count:])
    return [], list(lines)


def _furniture(
    starts: Sequence[int], heading: Sequence[Line], running: Sequence[Sequence[Line]]
) -> list[tuple[int, str, str]]:
    """Return the lines that are no text, each with its place in the text and its reason."""
    title = [(0, line.text, "title") for line in heading]
    pages = zip(starts, running, strict=True)
    return title + [(start, line.text, "running head or foot") for start, lines in pages for line in lines]
