"""Tells text that is nobody's article by what it holds: lists of references, mail, archives, code, logs.

Each judgement needs the form of the whole file or of its first lines, so that an article which quotes a few
such lines is none of them.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

# Atomic, since comments that could each be read two ways would take time without end.
PROLOGUE = r"\s*(?>(?><\?[^>]*>|<!--.*?-->|<!(?i:doctype)\s+(?!(?i:html))[^>\[]*(?:\[.*?\]\s*)?>)\s*)*"


class Foreign(NamedTuple):
    """What a text is, and what helps."""

    what: str
    remedy: str


_EXPORT = "add the articles themselves, as PDF, HTML or text"
_ABOUT = "add what was written about it"
_LINKS = "add the pages that it links to"
_REFERENCES = "a list of references ({}), no article"
# By what stands at the very beginning, blanks and byte order marks aside.
_OPENINGS = tuple(
    (re.compile(rf"[\s\ufeff]*(?:{pattern})", re.DOTALL), Foreign(what, remedy))
    for pattern, what, remedy in (
        (r"TY {1,2}- +\w{2,8}\s.*?\n[A-Z][A-Z0-9] {1,2}- ", _REFERENCES.format("RIS"), _EXPORT),
        (r"PMID ?- ?\d+\s*\n\w{2,4} *- ", _REFERENCES.format("PubMed"), _EXPORT),
        (r"%0 [\w ]+\n%[A-Z@] ", _REFERENCES.format("EndNote"), _EXPORT),
        (r"FN [^\n]+\nVR [\d.]+\s*\n", _REFERENCES.format("Web of Science"), _EXPORT),
        (
            PROLOGUE + r"(?:<xml>\s*)?<records>\s*<record>\s*<(?:database|source-app|ref-type|rec-number)",
            _REFERENCES.format("EndNote XML"),
            _EXPORT,
        ),
        (
            r"From \S+ [^\n]*\d\d:\d\d[^\n]*\d{4}[^\n]*\n>?[\w-]+:",
            "a mailbox (mbox), no article",
            "save the mail's text",
        ),
        (r"WARC/\d\.\d\s*\nWARC-", "an archive of web pages (WARC)", "save the pages as HTML"),
        (r'\{\s*"log"\s*:\s*\{.{0,2000}"(?:creator|entries)"', "a browser's record (HAR)", _LINKS),
        (r"(?i:<!doctype netscape-bookmark-file)", "a list of bookmarks, no article", _LINKS),
        (r'\{.{0,500}"(?:text/x-moz-place-container|bookmark_bar)"', "a list of bookmarks", _LINKS),
        (r"BEGIN:VCARD\s*\n[\w-]+[:;]", "address cards (vCard), no article", _EXPORT),
        (r"BEGIN:VCALENDAR\s*\n[\w-]+[:;]", "a calendar (iCalendar), no article", _EXPORT),
        (PROLOGUE + r"<opml[\s>]", "a list of feeds (OPML), no article", "follow or add those feeds"),
        (PROLOGUE + r"<(?:\w+:)?(?:urlset|sitemapindex)[\s>]", "a site's map, no article", _LINKS),
        (r"WEBVTT\s|1\s*\n\d\d:\d\d:\d\d[,.]\d{3} -->", "subtitles, no article", "add their text alone"),
        (r"#!\s?/\S+", "a script, no article", _ABOUT),
        (r"<\?php\s", "source code, no article", _ABOUT),
        (r"(?:%[^\n]*\n\s*)*\\documentclass\b", "LaTeX source", "add the PDF made of it"),
        (r"diff --git |--- [^\n]+\n\+\+\+ [^\n]+\n@@", "a patch, no article", _ABOUT),
        (r"Traceback \(most recent call last\):", "a program's log, no article", _ABOUT),
    )
)
_BIBTEX_ENTRY = re.compile(r"\s*@[a-z]+\s*[{(]\s*(?:[^\s,{}=\"]+\s*,|\w+\s*=|[\"{])", re.IGNORECASE)
_BIBTEX_LINE = re.compile(r"\s*(?:@\w+\s*[{(].*|[\w-]+\s*=\s*.+|[})],?|%.*|.*[}\"],?)\s*$")
_MAIL_HEADER = re.compile(r"([A-Za-z][\w-]*):\s?")
# Only programs write them.
_MAIL_ONLY = frozenset(("message-id", "mime-version", "received", "return-path", "delivered-to"))
_STAMP = r"(?:\d{4}[-/]\d\d[-/]\d\d[T ]|\w{3} +\d{1,2} |\d\d/\w{3}/\d{4}:|[IWEF]\d{4} )\d\d:\d\d:\d\d"
_LOG_LINE = re.compile(
    rf"\s*[\[<(]?(?:<\d+>)?{_STAMP}|\d{{1,3}}(?:\.\d{{1,3}}){{3}} \S+ \S+ \[{_STAMP}"
    r"|\[?(?:TRACE|DEBUG|INFO|WARN|WARNING|ERROR|FATAL)\]?[\s:|]|\s+at [\w.$<>]+\(|\[\s*\d+\.\d{3,}\] "
)
_KEYWORDS = (
    r"(?:import|from|def|class|return|const|let|var|function|package|using|public|private|protected|static"
    r"|fn|func|struct|enum|interface|type|export|async|await|elif|else|try|except|catch|finally|with|namespace"
    r"|if|for|while|switch|case|raise|throw|print|echo|int|void|char|double|float|bool|string|use|module)"
)
# A line of some programming language, by its keywords, brackets and marks; the last ones count among others.
_CODE_LINE = re.compile(
    r"\s*(?:"
    + "|".join(
        (
            rf"{_KEYWORDS}\b.*[(){{}}:;=\"'<>]\s*(?://.*|#.*)?",
            r"import [\w.{}, *]+|from [\w.]+ import .+|return\b.*",
            r"(?:package|use|require|module) [\w.:'\"]+;?",
            r"[\w.\[\]'\"$*&:<>,-]+(?: [\w*]+)?\s(?:[-+*/:|]?=|:=|=>)\s.+|.*[(){}=\[\]].*;\s*(?://.*)?",
            r".*\{\s*",
            r"[\w-]+:\s*[^\s;][^;]*;|[})\]]+[;,)]*|@\w+.*|[\w.$:!]+\(.*\)[;,]?|attr_\w+ .*|(?:end|begin|do)",
            r"#(?:include|define|ifn?def|endif|pragma)\b.*|\w+ (?:INT|INTEGER|TEXT|VARCHAR|DATE|BOOLEAN)\b.*",
            r"(?:SELECT|INSERT INTO|CREATE TABLE|UPDATE|DELETE FROM|ALTER TABLE|DROP TABLE)\b.*",
            r"//.*|/\*.*|\*.*|#.*|--\s.*|\"\"\".*|.*\"\"\"",
        )
    )
    + r")\s*"
)
_CODE_MARK = re.compile(r"[(){}\[\]=<>]|[\w-]+: .*;$|\bend$|\b(?:import|def|class|SELECT|CREATE TABLE)\b")
_SEEN = 200  # lines
_LONGEST = 300  # characters of a line
_SHORTEST = 100  # characters
_FEWEST = 3  # lines that tell what all of them are
_MOST_OF = 0.7
_CODE = 0.75
_DENSE = 0.08  # brackets, semicolons and the like among the characters of packed code; prose has a tenth
_SYMBOLS = re.compile(r"[(){}\[\];=<>]")


def foreign_form(text: str) -> Foreign | None:
    """Return what the beginning of a file is by the form of its first lines, if that is no article's."""
    for pattern, found in _OPENINGS:
        if pattern.match(text):
            return found
    lines = _lines(text)
    if _is_bibtex(lines):
        return Foreign(_REFERENCES.format("BibTeX"), _EXPORT)
    return Foreign("an e-mail with its headers", "save its text alone") if _is_mail(lines) else None


def foreign_lines(text: str) -> Foreign | None:
    """Return what the beginning of a plain text is if most of its lines are a program's, or None."""
    lines = _lines(text)
    if len(lines) >= _FEWEST and _share(bool(_LOG_LINE.match(line)) for line in lines) >= _MOST_OF:
        return Foreign("a program's log, no article", _ABOUT)
    return Foreign("source code, no article", _ABOUT) if _is_code(lines) else None


def _lines(text: str) -> list[str]:
    # None of the lines that tell is long.
    return [line[:_LONGEST] for line in text.split("\n")[:_SEEN] if line.strip()]


def _share(found: Iterable[bool]) -> float:
    values = list(found)
    return sum(values) / max(len(values), 1)


def _is_bibtex(lines: list[str]) -> bool:
    entries = sum(_BIBTEX_ENTRY.match(line) is not None for line in lines)
    return entries > 0 and _share(_BIBTEX_LINE.match(line) is not None for line in lines) >= _MOST_OF


def _is_mail(lines: list[str]) -> bool:
    names = set()
    for line in lines:
        header = _MAIL_HEADER.match(line)
        if header:
            names.add(header[1].casefold())
        elif not line[0].isspace():
            break
    return "from" in names and not _MAIL_ONLY.isdisjoint(names)


def _is_code(lines: list[str]) -> bool:
    packed = "".join(lines)
    if len(packed) >= _SHORTEST and len(_SYMBOLS.findall(packed)) > _DENSE * len(packed):
        return True
    marked = [bool(_CODE_LINE.fullmatch(line)) for line in lines]
    marks = sum(_CODE_MARK.search(line) is not None for line in lines)
    return len(lines) >= _FEWEST and _share(marked) >= _CODE and marks * 2 >= len(lines)
