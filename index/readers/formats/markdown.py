"""Markdown: markdown-it's reading of it, as plain text with a line a block.

Imported in the worker process only.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from index.cleaning.line_hyphens import Joint, LineHyphens
from index.model.article import Article
from index.model.report import Problem
from index.readers.formats.document import Document, UnreadableError, checked_length, same_words
from index.readers.formats.records import article_of
from index.text.encoding import decode
from index.text.html_text import to_text
from index.text.raised import Shifted, joined

_FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.DOTALL)
_FIELD = re.compile(r"([A-Za-z_]+)\s*:\s*(.+)")
_TAG = re.compile(r"<(/?)(sup|sub|br)\b", re.IGNORECASE)
_SOFT_BREAK = "\v"  # a line's end within a paragraph
_QUOTED = re.compile(r"""(["'])(.*)\1""")


def parse(document: Document) -> Iterator[Article | Problem]:
    """Yield the article of a Markdown file; fields on top between lines of dashes count as in a record."""
    decoded = decode(document.data, document.charset)
    if decoded.note:
        yield Problem("", decoded.note, lost=False)
    # Checked before it is parsed, since the parser is slow on what is nested.
    front = _FRONT.match(checked_length(decoded.text, document.limits))
    fields = _fields(front[1]) if front else {}
    tokens = MarkdownIt("commonmark").enable("table").parse(decoded.text[front.end() if front else 0 :])
    title = fields.get("title", "")
    if tokens and tokens[0].type == "heading_open":
        heading = _inline(tokens[1])
        if not title or same_words(heading, title):
            title, tokens = title or heading, tokens[3:]
    text = "\n".join(_lines(tokens))
    if not text:
        raise UnreadableError("is empty", "there is nothing to quote", kind="empty")
    record = {**fields, "title": title, "text": text}
    yield from article_of({"url": document.url} | record, "", document.limits)


def _fields(front: str) -> dict[str, Any]:
    fields = {}
    for line in front.splitlines():
        field = _FIELD.fullmatch(line.strip())
        if field:
            value = field[2].strip()
            quoted = _QUOTED.fullmatch(value)
            fields[field[1].lower()] = quoted[2] if quoted else value.strip("[]")
    # Only what stands in the file itself is its text.
    return {name: value for name, value in fields.items() if name not in {"text", "body", "content"}}


def _lines(tokens: Sequence[Token]) -> Iterator[str]:
    row: list[str] | None = None
    prefix = ""
    for token in tokens:
        if token.type == "list_item_open":
            prefix = f"{token.info}{token.markup} " if token.info else "- "
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close":
            yield " | ".join(filter(None, row or ()))
            row = None
        elif token.type == "inline":
            text = _inline(token)
            if row is not None:
                row.append(text)
            elif text:
                yield prefix + text
                prefix = ""
        elif token.type in {"fence", "code_block", "html_block"}:
            text = to_text(token.content) if token.type == "html_block" else token.content.rstrip("\n")
            if text:
                yield text


def _inline(token: Token) -> str:
    """Return the text of a paragraph or heading; a picture's caption is not part of it."""
    runs: list[Shifted] = []
    shift = 0
    for part in token.children or ():
        if part.type in {"text", "code_inline", "text_special"}:
            runs.append(Shifted(part.content, shift))
        elif part.type in {"softbreak", "hardbreak"}:
            runs.append(Shifted(_SOFT_BREAK if part.type == "softbreak" else "\n"))
        elif part.type == "html_inline" and (tag := _TAG.match(part.content)):
            name = tag[2].lower()
            if name == "br":
                runs.append(Shifted("\n"))
            else:
                shift = 0 if tag[1] else 1 if name == "sup" else -1
    whole = _on_one_line(joined(runs).split(_SOFT_BREAK))
    return "\n".join(" ".join(line.split()) for line in whole.split("\n")).strip()


def _on_one_line(lines: Sequence[str]) -> str:
    """Return the lines of a paragraph as one, words that their ends cut whole again."""
    hyphens = LineHyphens(lines)
    text = lines[0]
    for line in lines[1:]:
        joint = hyphens.joint(text, line) or Joint(0, " ")
        text = f"{text[: len(text) - joint.lost]}{joint.between}{line}"
    return text
