"""PDF: pypdf's text, with its lines joined into paragraphs and the place where each page begins.

Imported in the worker process only.
"""

import io
import logging
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import dropwhile, takewhile
from typing import Any

from pypdf import PdfReader
from pypdf.errors import DependencyError

from index.cleaning.names import outlet_of
from index.model.article import Article
from index.model.report import Problem
from index.readers.formats.byline import authors, moved, told_by, without_read
from index.readers.formats.document import Document, UnreadableError, checked_length, mentions, same_words

logging.getLogger("pypdf").setLevel(logging.CRITICAL)

_ENCRYPTED = "is encrypted", "open it with its password and save a copy without one"
_SCANNED = "has {} pages and no text, only pictures of it"
_UNMAPPED = "its fonts do not say which letters they draw"
_RECOGNIZE = "run text recognition on it first (OCR)"
_FEW_LETTERS = 5  # a page, on average; a scan has none, or a stamp
_MOST_UNMAPPED = 0.2  # share of characters without a meaning
_UNMAPPED_CHARACTER = re.compile("[\ufffd\ue000-\uf8ff]")
# Glyph forms are no letters: joined Latin letters, and Arabic ones by their place in a word.
_GLYPHS = re.compile("[\ufb00-\ufb4f\ufb50-\ufdff\ufe70-\ufefc]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_DIGITS = re.compile(r"\d+")
_EDGE_LINES = 2  # where running heads and page numbers stand
_FULL_LINE = 0.7  # of the page's usual width: a shorter line ends its paragraph
_HYPHENS = "-\u2010\u00ad"
_COMPOUND = re.compile(r"(?<!\w)\w++[-\u2010]\w+")
_BULLET = re.compile("[\u2022\u2023\u25aa\u25cf\u25e6\u2043*-] ")
_SENTENCE_ENDS = (".", "!", "?", "\u2026", ":", "\u3002", "\u061f")
_CLOSERS = "\"')]\u2019\u201d\u00bb"
_LONGEST_TITLE = 250
_TITLE_LINES = 3
_TITLE_WORDS = 3  # fewer are as often a template's name
_NO_TITLE = re.compile(r"\.\w{2,5}$|^microsoft|^untitled|^(?:power)?point|^slide \d", re.IGNORECASE)
_TITLE_SIZE = 1.15  # times the size of most of the text


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
    large = _LargeType()
    pages: list[list[str]] = []
    length = 0
    for number, page in enumerate(reader.pages):
        extracted = page.extract_text(visitor_text=None if number else large)
        length += len(extracted)
        if length > document.limits.text_characters:
            raise document.limits.exceeded("text_characters", "its text has", "split it")
        pages.append(_lines(extracted))
    _check(pages)
    shown = large.title(pages[0])
    pages = without_running_lines(pages)
    first = " ".join(pages[0])
    facts: Any = reader.metadata or {}
    title = _title(_field(facts, "/Title"), shown, first)
    author = _field(facts, "/Author")
    told = told_by(join(pages[:1])[0].split("\n"), title)
    if told.source.note:
        yield Problem("", told.source.note, lost=False)
    whole, starts = join(_without_title(pages, title))
    text, dropped = without_read(checked_length(whole, document.limits), told)
    yield Article(
        text=text,
        title=title,
        # The program's user is an author only if the page names him, too.
        author=authors(author, first, told),
        outlet=told.source.outlet or _publisher(reader),
        published=told.source.published,
        pages=moved(starts, dropped),
        extracted=whole if dropped else "",
        dropped=dropped,
        url=document.url,
    )


def _publisher(reader: PdfReader) -> str:
    """Return the one publisher that the file's description names, or ""."""
    try:
        named = reader.xmp_metadata.dc_publisher if reader.xmp_metadata else None
    except Exception:  # noqa: BLE001  a broken description spoils no text; pypdf raises what the XML parser does
        return ""
    return outlet_of(str(named[0])) if named and len(named) == 1 else ""


def _lines(extracted: str) -> list[str]:
    whole = extracted.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    plain = _GLYPHS.sub(lambda match: unicodedata.normalize("NFKC", match[0]), _CONTROLS.sub("", whole))
    return [" ".join(line.split()) for line in plain.split("\n")]


def _check(pages: Sequence[Sequence[str]]) -> None:
    text = "".join(line for page in pages for line in page)
    letters = sum(character.isalnum() for character in text)
    unmapped = len(_UNMAPPED_CHARACTER.findall(text))
    if unmapped > _MOST_UNMAPPED * len(text) and unmapped > letters * _MOST_UNMAPPED:
        raise UnreadableError(_UNMAPPED, _RECOGNIZE, kind="scanned")
    if letters < _FEW_LETTERS * max(len(pages), 1):
        raise UnreadableError(_SCANNED.format(len(pages)), _RECOGNIZE, kind="scanned")


def without_running_lines(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return the pages without blank lines and those at their edges that most pages have, but for figures."""
    filled = [[line for line in page if line] for page in pages]
    edges = [{_shape(line) for line in (*page[:_EDGE_LINES], *page[-_EDGE_LINES:])} for page in filled]
    counts = Counter(shape for edge in edges for shape in edge)
    running = {shape for shape, count in counts.items() if count > 1 and count * 2 > len(pages)}
    kept = []
    for page in filled:
        last = len(page) - _EDGE_LINES
        at_edge = [place < _EDGE_LINES or place >= last for place in range(len(page))]
        kept.append(
            [line for line, edge in zip(page, at_edge, strict=True) if not (edge and _shape(line) in running)]
        )
    return kept


def _shape(line: str) -> str:
    return _DIGITS.sub("#", line)


def join(pages: Sequence[Sequence[str]]) -> tuple[str, tuple[int, ...]]:
    """Return the text of the pages' lines, joined into paragraphs, and the place where each page begins."""
    whole = " ".join(line for page in pages for line in page)
    compounds = {match[0].casefold() for match in _COMPOUND.finditer(whole)}
    parts: list[str] = []
    starts: list[int] = []
    length = 0
    before = ""
    for page in pages:
        widths = sorted(map(len, page))
        width = widths[len(widths) * 4 // 5] if widths else 0
        fresh = True
        for line in page:
            if before and before[-1] in _HYPHENS and line[:1].islower():
                if not _keeps_hyphen(before, line, compounds):
                    parts[-1] = parts[-1][:-1]
                    length -= 1
                between = ""
            else:
                between = "\n" if before and _BULLET.match(line) else _between(before, width, new_page=fresh)
            if fresh:
                starts.append(length + len(between))
                fresh = False
            parts += (between, line)
            length += len(between) + len(line)
            before = line
        if fresh:  # a page without text begins where the next one will
            starts.append(length)
    return "".join(parts), tuple(starts)


def _keeps_hyphen(before: str, line: str, compounds: set[str]) -> bool:
    if before[-1] == "\u00ad":
        return False
    compound = f"{before.rpartition(' ')[2]}{line.partition(' ')[0]}".casefold()
    return compound.rstrip(".,;:!?\"')\u201d\u2019") in compounds


def _between(before: str, width: int, *, new_page: bool) -> str:
    """Return what stands between a line and the one before it: nothing, a blank or a new paragraph."""
    if not before:
        return ""
    ended = before.rstrip(_CLOSERS).endswith(_SENTENCE_ENDS)
    if new_page:
        return "\n" if ended else " "
    return "\n" if len(before) < _FULL_LINE * width else " "


class _LargeType:
    """Collects what a page shows in its largest type, as pypdf visits the page's text."""

    def __init__(self) -> None:
        self._runs: list[tuple[float, str]] = []

    def __call__(self, text: str, place: Any, matrix: Any, font: Any, size: Any) -> None:  # noqa: ARG002
        """Take a run of text; pypdf calls this with its own five arguments."""
        if text.strip():
            scale = abs((matrix[3] or matrix[1]) * (place[3] or place[1]))
            self._runs.append((round(float(size) * scale, 1), text))

    def title(self, lines: Sequence[str]) -> str:
        """Return the few lines of the page that are set in the largest type, if that stands out."""
        sizes = Counter[float]()
        for size, text in self._runs:
            sizes[size] += len(text)
        if not sizes:
            return ""
        largest, usual = max(sizes), max(sizes, key=lambda size: (sizes[size], size))
        if largest < usual * _TITLE_SIZE:
            return ""
        # Runs end anywhere in a word, so they tell which lines it is and the lines tell the words.
        runs = dropwhile(lambda run: run[0] != largest, self._runs)
        shown = " ".join(_lines("".join(text for _, text in takewhile(lambda run: run[0] == largest, runs))))
        for count in range(1, _TITLE_LINES + 1):
            for place in range(len(lines)):
                title = " ".join(lines[place : place + count])
                if same_words(title, shown):
                    return title if len(title) <= _LONGEST_TITLE else ""
        return ""


def _field(facts: Any, name: str) -> str:
    value = facts.get(name)
    return " ".join(_lines(str(value))).strip()[:_LONGEST_TITLE] if value else ""


def _title(stated: str, shown: str, first_page: str) -> str:
    """Return the title that file and page agree on, else the page's, else the file's if it may be one."""
    # Type set from right to left often comes out in pieces.
    if stated and (mentions(first_page, stated) or any(map(_is_right_to_left, shown))):
        return stated
    plausible = len(stated.split()) >= _TITLE_WORDS and not _NO_TITLE.search(stated)
    return shown or (stated if plausible else "")


def _is_right_to_left(character: str) -> bool:
    return unicodedata.bidirectional(character) in {"R", "AL"}


def _without_title(pages: list[list[str]], title: str) -> list[list[str]]:
    """Leave out the first lines of the text where they are the title."""
    for count in range(1, min(len(pages[0]), 5)):
        if same_words(" ".join(pages[0][:count]), title):
            return [pages[0][count:], *pages[1:]]
    return pages
