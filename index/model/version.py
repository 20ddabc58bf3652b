"""Versions: texts that an article had before, kept so that what was quoted stays provable."""

from dataclasses import dataclass
from enum import StrEnum

from index.model.article import Passage

# At most as many of an article are kept; those that nobody quoted go first, the oldest of them first.
MOST_VERSIONS = 20


class Reason(StrEnum):
    """Why an article has another text than before.

    SOURCE: the publisher's words changed, which alone is a correction. READER: Pullquote reads them
    otherwise, or nothing proves that it does not.
    """

    SOURCE = "source"
    READER = "reader"


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A text that an article had, with its passages as they were cut then.

    `number` counts the article's versions from 1 and is never given again. `since` and `replaced` are ISO
    8601 times in UTC: when the text was first read, and when another took its place; "" where it is unknown.
    `quoted` is whether somebody was shown one of its passages to quote.
    """

    number: int
    since: str
    replaced: str
    reason: Reason
    quoted: bool
    passages: tuple[Passage, ...]


class Kind(StrEnum):
    """Where a piece of a difference stands: in both texts, in the old one alone, in the new one alone."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters of a difference; those of SAME and GONE together are the old text."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedPassage:
    """A passage with the words it had when it was quoted, whatever its article says today.

    `version` is the one that it stands in, None while the article still has it; `difference` then leads from
    its words to those that stand there today.
    """

    passage: Passage
    version: Version | None = None
    difference: tuple[Piece, ...] = ()
