"""Detects the format of a file, by its content first, by its name second."""

import codecs
import json
import re
from pathlib import PurePath

from index.model.errors import ToldError
from index.readers.formats.csv import columns
from index.readers.formats.records import KEYS
from index.readers.no_article import PROLOGUE, Foreign, foreign_form, foreign_lines
from index.text.encoding import NotTextError, sample_encoding

SUFFIXES = {
    **dict.fromkeys((".txt", ".text", ""), "txt"),
    **dict.fromkeys((".md", ".markdown"), "md"),
    **dict.fromkeys((".html", ".htm", ".xhtml"), "html"),
    **dict.fromkeys((".jsonl", ".ndjson"), "jsonl"),
    **dict.fromkeys((".csv", ".tsv", ".tab"), "csv"),
    **dict.fromkeys((".rss", ".atom", ".rdf"), "feed"),
    ".json": "json",
    ".pdf": "pdf",
    ".docx": "docx",
    ".zip": "zip",
}
# What begins so is neither text nor a format that is read; the first three match more than a few bytes.
_FOREIGN = (
    (
        b"\xd0\xcf\x11\xe0",
        "an old or encrypted Office file",
        "open it and save it as DOCX without a password",
    ),
    (b"{\\rtf", "an RTF file", "open it and save it as DOCX"),
    (b"\x1f\x8b", "compressed with gzip", "unpack it first"),
    (b"BZh", "compressed with bzip2", "unpack it first"),
    (b"\xfd7zXZ\0", "compressed with xz", "unpack it first"),
    (b"(\xb5/\xfd", "compressed with zstandard", "unpack it first"),
    (b"7z\xbc\xaf", "a 7-Zip archive", "unpack it first"),
    (b"Rar!", "a RAR archive", "unpack it first"),
    (b"%!PS", "a PostScript file", "convert it to PDF"),
    (b"\x89PNG", "a picture", "add the text itself"),
    (b"\xff\xd8\xff", "a picture", "add the text itself"),
    (b"GIF8", "a picture", "add the text itself"),
)
_FOREIGN_ZIPS = (
    (b"mimetypeapplication/epub", "an e-book", "convert it to HTML or PDF"),
    (b"mimetypeapplication/vnd.oasis", "an OpenDocument file", "open it and save it as DOCX or CSV"),
    (b"xl/workbook", "an Excel file", "open it and save it as CSV"),
    (b"ppt/", "a PowerPoint file", "open it and save it as PDF"),
)
# Text, but nobody's article.
# fmt: off
_NO_ARTICLES = frozenset((
    ".bat", ".c", ".cfg", ".conf", ".cpp", ".css", ".diff", ".eml", ".go", ".h", ".ini", ".java", ".js",
    ".lock", ".log", ".mht", ".mhtml", ".mjs", ".patch", ".php", ".pl", ".ps1", ".py", ".rb", ".rs",
    ".scss", ".sh", ".sql", ".srt", ".svg", ".tex", ".toml", ".ts", ".vtt", ".xsd", ".xsl", ".yaml", ".yml",
))
# fmt: on
_FEED = re.compile(PROLOGUE + r"<(?:rss|feed|rdf:rdf)[\s>]", re.IGNORECASE | re.DOTALL)
_HTML = re.compile(
    PROLOGUE
    + r"<(?:!doctype\s+html|html|head|body|title|meta|link|script|style|div|p|h[1-6]|article|section|main"
    r"|header|nav|table|ul|ol|span|a|b|i|em|strong|img|br|center|font|base)[\s/>]",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(r"\s*<\?xml\s", re.IGNORECASE)
_TAG = re.compile(r"<(?:p|div|br|a|h[1-6]|body|span|li|td)[\s/>]", re.IGNORECASE)
_OBJECT = re.compile(r"\s*\{\s*(?:\"|\})")
_ARRAY = re.compile(r"\s*\[\s*(?:[{\[]|\])")
_LINE_OBJECT = re.compile(r"^[ \t]*\{", re.MULTILINE)
_COLUMN = re.compile(r"[\w .\-/]{1,40}")


_AS_TEXT = "if it is an article all the same, name its format: --format txt"


class NoReaderError(ToldError, ValueError):
    """No reader takes the file; the reason says what it is."""


def kind_of(head: bytes, name: str) -> str:
    """Return the format of a file that begins with `head` and is called `name`, one of `FORMATS`.

    Raises NoReaderError for what is recognised and not read, and for binary data that is not recognised.
    """
    suffix = PurePath(name).suffix.lower()
    found = _by_signature(head)
    if found:
        return found
    if not head.strip():
        return "txt"  # which says that there is nothing in it
    try:
        text = codecs.getincrementaldecoder(sample_encoding(head))("replace").decode(head)
    except NotTextError as error:
        raise NoReaderError(str(error)) from None
    _refuse(foreign_form(text))
    found = _by_markup(text, suffix) or _by_records(text, suffix)
    if found:
        return found
    if suffix in _NO_ARTICLES:
        raise NoReaderError(f'no reader for "{suffix}" files', "if it holds an article, name its format: txt")
    by_name = SUFFIXES.get(suffix, "txt")
    if by_name in {"md", "csv"}:
        return by_name
    _refuse(foreign_lines(text))
    return "txt"


def _refuse(found: Foreign | None) -> None:
    if found:
        raise NoReaderError(f"is {found.what}", found.remedy, command=_AS_TEXT)


def _by_signature(head: bytes) -> str:
    # PDF readers forgive what mail programs put before the mark; a text about PDF has no objects.
    if head.startswith(b"%PDF-") or (b"%PDF-" in head[:1024] and b" obj" in head):
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        for mark, what, remedy in _FOREIGN_ZIPS:
            if mark in head:
                raise NoReaderError(f"is {what}", f"{remedy}")
        return "docx" if b"word/" in head and (b"[Content_Types].xml" in head or b"_rels/" in head) else "zip"
    for mark, what, remedy in _FOREIGN:
        if head.startswith(mark):
            raise NoReaderError(f"is {what}", f"{remedy}")
    return ""


def _by_markup(text: str, suffix: str) -> str:
    if _FEED.match(text):
        return "feed"
    if SUFFIXES.get(suffix) == "md":
        # Markdown may begin with HTML and hold more of it.
        return "md"
    if _HTML.match(text) or (SUFFIXES.get(suffix) == "html" and _TAG.search(text)):
        return "html"
    if _XML.match(text):
        raise NoReaderError("is XML that is neither a feed nor a page", "convert it to JSONL, CSV or text")
    return ""


def _by_records(text: str, suffix: str) -> str:
    if _ARRAY.match(text) or (suffix == ".json" and text.lstrip()[:1] in "{["):
        whole = _whole_object(text)
        return "jsonl" if whole else "json"
    if _OBJECT.match(text):
        return "jsonl" if _whole_object(text) or SUFFIXES.get(suffix) == "jsonl" else "json"
    if SUFFIXES.get(suffix) == "jsonl" and _LINE_OBJECT.search(text):
        return "jsonl"
    names, _ = columns(text.lstrip().partition("\n")[0])
    known = {name.casefold() for name in names}.intersection(KEYS["text"])
    if known and len(names) > 1 and all(_COLUMN.fullmatch(name) for name in names):
        return "csv"
    return ""


def _whole_object(text: str) -> bool:
    """Whether the first line is a record by itself, as in JSONL."""
    first = text.lstrip().partition("\n")[0]
    try:
        value = json.loads(first)
    except (ValueError, RecursionError):
        return False
    # One line around a list of articles is what services answer with.
    return isinstance(value, dict) and not any(
        isinstance(inside, list) and inside and isinstance(inside[0], dict) for inside in value.values()
    )
