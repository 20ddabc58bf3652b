"""Keeps lines under a title that say something of the article's source which is not known otherwise."""

from collections.abc import Sequence

from index.cleaning.body import ScoredLine
from index.cleaning.metadata import TOP, PageMetadata
from index.model.outlet import outlet_key
from index.text.dates import find_dates
from index.text.same_words import letters

# Reasons for which a line under the title goes without its words being judged.
_BY_PLACE = frozenset(("before the story", "byline", "outlet", "date"))
# In words.
_LONGEST_NAME = 5


def keep_unread(lines: Sequence[ScoredLine], first: int, title_at: int | None, source: PageMetadata) -> None:
    """Take back the reason of each line between title and story that says what `source` does not.

    `first` is the story's first line. What is read, but only by where it stands, is named by what it is.
    """
    if title_at is None:
        return
    last = min(first + TOP, len(lines))
    for index in range(title_at + 1, last):
        line = lines[index]
        if line.reason not in _BY_PLACE:
            continue
        if line.credit:
            line.reason = line.reason if _is_known(line, source) else ""
        elif kind := _named(line, source):
            line.reason = kind
        elif _stands_for_source(lines, index):
            line.reason = ""


def _is_known(line: ScoredLine, source: PageMetadata) -> bool:
    """Whether the article's fields have what the line names; the day of a change is no field."""
    credit = line.credit
    if credit.author and letters(credit.author) not in letters(source.author):
        return False
    if credit.outlet and outlet_key(credit.outlet) != outlet_key(source.outlet):
        return False
    dated = credit.published or credit.bare
    return not dated or dated[:10] == source.published[:10] or bool(credit.updated)


def _named(line: ScoredLine, source: PageMetadata) -> str:
    """Return what field has all that the line says, or ""."""
    said = letters(line.text_line.content)
    return "byline" if said == letters(source.author) else "outlet" if said == letters(source.outlet) else ""


def _stands_for_source(lines: Sequence[ScoredLine], index: int) -> bool:
    """Whether a line looks as if it named the source: a name with a date in it, or over one."""
    line = lines[index]
    if line.text_line.prose or line.said.share > 0 or line.own_reason:
        return False
    if any(find_dates(line.text_line.content)):
        return True
    following = lines[index + 1].credit if index + 1 < len(lines) else None
    dated = following and (following.published or following.updated or following.bare)
    return bool(dated) and line.text_line.words <= _LONGEST_NAME
