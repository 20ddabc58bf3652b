"""Reads what the opening of a document says of its source, by the same rules as plain text.

A file's own dates are when it was made, saved or printed; none of them is when the article was published.
"""

from collections.abc import Sequence

from index.cleaning import PageMetadata, clean
from index.readers.formats.document import same_words

_TITLE_LINES = 3
# How many lines the opening of a document has.
_LINES = 60


def source_of(lines: Sequence[str], title: str) -> PageMetadata:
    """Return what the lines under the title say of outlet, author and publication.

    Programs print their own date above the title, and without a title it cannot be told which date is which:
    then publication stays unknown.
    """
    under = _under_title(lines, title) if title else None
    told = clean("\n".join((title, *(lines if under is None else under)[:_LINES])).strip()).source
    return told if under is not None else told._replace(published="")


def _under_title(lines: Sequence[str], title: str) -> Sequence[str] | None:
    for count in range(1, _TITLE_LINES + 1):
        for place in range(min(len(lines), _LINES)):
            if same_words(" ".join(lines[place : place + count]), title):
                return lines[place + count :]
    return None
