"""Finds what the software of a feed appends to an entry: where it appeared first, "Read more", share bars."""

import re
from collections.abc import Iterator

from index.cleaning.boilerplate import heads_links, own_reason, reserves_rights, wording
from index.cleaning.feed_tail_words import APPEARED, LOADING, MORE, RELATED, SHARE
from index.cleaning.lines import TextLine
from index.cleaning.names import outlet_of
from index.text.same_words import letters

_APPEARED = tuple(
    re.compile(pattern.format(what="(?P<what>.+?)", where="(?P<where>.+?)") + r"[\s.。]*", re.IGNORECASE)
    for pattern in APPEARED
)
_MORE = re.compile(
    rf"[\[(»›→\s]*(?:{'|'.join(MORE)})(?:(?P<rest>(?![^\W\d_]).*?))?(?P<arrow>[\s.…»›→>&\])]*)", re.IGNORECASE
)
_SHARE = re.compile(
    rf"(?:{'|'.join(SHARE)})\s?:[^.!?]*|{LOADING}\W*|submitted by\s+/?u/\S+.*",
    re.IGNORECASE,
)
_RELATED = re.compile(rf"(?:{'|'.join(RELATED)})\s*:?", re.IGNORECASE)
# Where a sentence may begin inside a line.
_STARTS = re.compile(r"(?<=[.!?…\]\)”\"»’。])\s+(?=\S)|(?<=[。！？])")
_FEWEST = 6  # letters of a title or an outlet that say which it is
_LONGEST = 600  # characters of a tail; a longer line is text
_LONGEST_LIST = 20  # headlines of other articles


def text_end(text: str, title: str, outlet: str) -> int:
    """Return where the entry's own text ends in `text`: at its end, where nothing was appended.

    `title` and `outlet` are the entry's. Some words are always left.
    """
    end = len(text.rstrip())
    while (cut := _tail_start(text[:end], title, outlet)) < end and text[:cut].strip():
        end = len(text[:cut].rstrip())
    return end


def _tail_start(text: str, title: str, outlet: str) -> int:
    """Return where the last thing that was appended begins."""
    place = text.rfind("\n") + 1
    line = text[place:]
    if not line.strip():
        return place
    if _is_furniture(line):
        return place
    for start in _starts(line):
        part = line[start:]
        if _tells_where(part, title, outlet) or _leads_on(part, (title, outlet), alone=start == 0):
            return place + start
    return _list_start(text)


def _starts(line: str) -> Iterator[int]:
    """Yield where sentences may begin in the line, the last first."""
    if len(line) > _LONGEST:
        offset = len(line) - _LONGEST
        yield from (offset + match.end() for match in reversed([*_STARTS.finditer(line[offset:])]))
        return
    yield from (match.end() for match in reversed([*_STARTS.finditer(line)]))
    yield 0


def _is_furniture(line: str) -> bool:
    if _SHARE.fullmatch(line) or (len(line) <= _LONGEST and reserves_rights(line)):
        return True
    text_line = TextLine(0, len(line), line)
    if text_line.sentence or _STARTS.search(line):
        return False
    return bool(own_reason(text_line, wording(text_line.content)))


def _tells_where(part: str, title: str, outlet: str) -> bool:
    """Whether it says that the entry appeared first on its site."""
    for pattern in _APPEARED:
        if match := pattern.fullmatch(part):
            named = match.groupdict()
            if _alike(named.get("what") or "", title) or _alike(named["where"], outlet):
                return True
            if "what" not in named and outlet_of(named["where"]):
                return True
    return False


def _leads_on(part: str, known: tuple[str, str], *, alone: bool) -> bool:
    """Whether it is a link to the rest; after other sentences, nothing else may stand in it."""
    match = _MORE.fullmatch(part)
    if not match:
        return False
    rest = (match["rest"] or "").strip(" :-–—\"“”'‘’")
    if not rest:
        return True
    return any(_alike(rest, name) for name in known) or (
        alone and any(mark in match["arrow"] for mark in "→»›>")
    )


def _alike(name: str, known: str) -> bool:
    """Whether one begins the other: titles are cut short, and hosts stand for outlets."""
    left, right = letters(name), letters(known)
    if not left or not right:
        return False
    return left == right or (min(len(left), len(right)) >= _FEWEST and (left in right or right in left))


def _heads_links(line: TextLine) -> bool:
    return not line.prose and bool(_RELATED.fullmatch(line.text) or heads_links(wording(line.content)))


def _list_start(text: str) -> int:
    """Return where a heading over links to other articles begins, if nothing but such links follow it."""
    end = len(text)
    for _ in range(_LONGEST_LIST):
        place = text.rfind("\n", 0, end) + 1
        line = TextLine(place, end, text[place:end].strip())
        if line.text and _heads_links(line):
            return place
        if line.sentence or not place:
            break
        end = place - 1
    return len(text)
