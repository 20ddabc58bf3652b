"""Text that shows as itself in Discord: escaping that can be undone exactly, quoting, cutting, links.

Discord's Markdown is no CommonMark. What is escaped here follows its client: a backslash before any ASCII
punctuation shows that character; headings, lists, quotes and subtext begin at a line's start; a scheme and
`://` make a link by themselves; `:name:` makes an emoji. Backslashes show inside the text of a masked link,
on purpose (discord/discord-api-docs#6185), so foreign text never stands there.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from urllib.parse import quote as percent_encode
from urllib.parse import urlsplit

CUT = " …"
LINK_CHARACTERS = 512  # what Discord allows for the address of a link button

# Emphasis, code, spoilers, links, every <...> reference, mentions; a colon unless a space follows, since
# only then can it neither begin an address nor an emoji.
_INLINE = re.compile(r"[\\`*_~|<\[@]|:(?=[^ \n])")
# Discord's client drops form feeds and reads "\r" as a line break, so both count as what they become.
_LINE_START = re.compile(r"((?:\A|(?<=[\r\n]))[^\S\r\n]*\d*)((?<!\d)[#>+-]|(?<=\d)[.)])")
# What stands on a line between the blanks at its ends.
_CORE = re.compile(r"[^\s](?:[^\r\n]*[^\s])?")
_CONTENT = re.compile(r"(?:\A|(?<=[\r\n]))[^\r\n]*[^\s][^\r\n]*")
_LINE_BREAK = re.compile(r"\r\n?|\n")
_SENTENCE_END = re.compile(r"""[.!?\u2026\u3002\uff01\uff1f]["'\u201d\u2019\xbb)\]]*(?=\s)|(?<=\S)(?=\n)""")
_WORD_END = re.compile(r"(?<=\S)(?=\s)")
# Control characters, and the marks that would turn around the text that follows a field.
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_HOST = re.compile(r"[a-z0-9._-]+")
# Everything else is percent-encoded: brackets and spaces would end the link, "@" could make a mention.
_SAFE_IN_ADDRESS = "%/:?#&=+,;~!$-._"


def escape(text: str) -> str:
    """Make `text` show as itself, whatever Markdown, mention, emoji or link it spells."""
    return _LINE_START.sub(r"\1\\\2", _INLINE.sub(r"\\\g<0>", text))


def quote(text: str, stressed: tuple[int, int] | None = None) -> str:
    """Escape `text` and make it a block quote; the characters from the one to the other place are bold."""
    if stressed is None:
        return "> " + _LINE_BREAK.sub(r"\g<0>> ", escape(text))
    start, end = stressed
    parts = (_part(text[:start]), _bold(text[start:end]), escape(text[end:]))
    return "> " + _LINE_BREAK.sub(r"\g<0>> ", "".join(parts))


def subtext(text: str) -> str:
    """Escape `text` and make it small and grey, line by line."""
    return _CONTENT.sub(lambda match: f"-# {match[0]}", escape(text))


def _bold(text: str) -> str:
    # Line by line: bold does not reach over the marks of a quote. The blanks at its ends stay outside.
    return _CORE.sub(lambda match: f"**{_part(match[0])}**", text)


def _part(text: str) -> str:
    """Escape a text that something follows: a colon at its end may begin an emoji or an address after all."""
    escaped = escape(text)
    return escaped[:-1] + "\\:" if escaped.endswith(":") else escaped


def flatten(text: str) -> str:
    """Bring a field onto one line, without control characters."""
    return " ".join(_UNSEEN.sub(" ", text).split())


def width(text: str) -> int:
    """Count as Discord may: in UTF-16 units, which are never fewer than code points.

    Its documents say "characters" and no more; the larger count is safe under both readings.
    """
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def shorten(text: str, max_width: int, render: Callable[[str], str] = escape) -> str:
    """Cut `text` so that `render` of it takes at most `max_width`: a verbatim prefix and `CUT`, or all of it.

    The cut falls on the last sentence end that keeps half of what fits, else on a word's end, else
    between two characters.
    """
    if len(text) <= max_width and width(render(text)) <= max_width:
        return text
    # No character takes less than one unit, so that a text of any length costs no more than `max_width`.
    lengths = range(min(len(text), max_width) + 1)
    fits = bisect_right(lengths, max_width - width(CUT), key=lambda length: width(render(text[:length]))) - 1
    return text[: _boundary(text, max(fits, 0))].rstrip() + CUT


def _boundary(text: str, end: int) -> int:
    """Find the best place at or before `end` to cut `text`."""
    head = text[: end + 1]
    sentences = [match.end() for match in _SENTENCE_END.finditer(head) if match.end() <= end]
    if sentences and sentences[-1] >= end / 2:
        return sentences[-1]
    words = [match.end() for match in _WORD_END.finditer(head) if match.end() <= end]
    if words:
        return words[-1]
    whole = end
    while 0 < whole < len(text) and unicodedata.category(text[whole]) in {"Mn", "Mc", "Me", "Cf"}:
        whole -= 1
    return whole or end


def safe_address(url: str) -> str | None:
    """Make `url` safe inside `[text](<...>)`; None unless it is a plain web address of bearable length."""
    try:
        parts = urlsplit(flatten(url))
        host = (parts.hostname or "").encode("idna").decode()
        port = f":{parts.port}" if parts.port is not None else ""
    except (ValueError, UnicodeError):
        return None
    # A name before the host ("https://bbc.com@elsewhere") is the oldest way to hide where a link leads.
    if parts.scheme not in {"http", "https"} or "@" in parts.netloc or not _HOST.fullmatch(host):
        return None
    query = f"?{parts.query}" if parts.query else ""
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    whole = f"{parts.scheme}://{host}{port}{parts.path}{query}{fragment}"
    encoded = percent_encode(whole, safe=_SAFE_IN_ADDRESS)
    return encoded if len(encoded) <= LINK_CHARACTERS else None
