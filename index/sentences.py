"""Where the sentences of a text begin and end."""

import re
from collections.abc import Iterator

from sentencex import get_sentence_boundaries

from index.article import Span

# sentencex looks for the partner of each mark that opens a quotation up to the paragraph's end: marks without
# one cost the square of their number, a million of them minutes. No paragraph written for people has so many.
_MOST_QUOTATIONS = 5_000
_OPENS = re.compile("[\u201c\u201e\u2018\u00ab\u00bb\u2039\u203a\u300a\u300c\u300e`]|(?<!\\w)'")
_PARAGRAPH = "\n\n"


def sentences(text: str, language: str = "en") -> list[Span]:
    """Return the spans of the sentences of `text`, in order, without the blanks around them.

    `language` is an ISO 639-1 code for the rules of abbreviations.
    """
    return [Span(start, end) for start, end, _ in with_paragraphs(text, language)]


def with_paragraphs(text: str, language: str) -> Iterator[tuple[int, int, bool]]:
    """Yield start, end and whether a paragraph begins there."""
    opens_paragraph = True
    for boundary in get_sentence_boundaries(language, _without_rows_of_marks(text)):
        raw: str = boundary["text"]
        tail = raw.lstrip()
        stripped = tail.rstrip()
        if not stripped:
            opens_paragraph = opens_paragraph or boundary["is_paragraph_break"]
            continue
        start = boundary["start_index"] + len(raw) - len(tail)
        yield start, start + len(stripped), opens_paragraph
        # A line's end is where most scraped articles end a paragraph.
        opens_paragraph = "\n" in tail[len(stripped) :]


def _without_rows_of_marks(text: str) -> str:
    """Return the text, of the same length, without the marks of paragraphs that have too many."""
    if len(_OPENS.findall(text)) <= _MOST_QUOTATIONS:
        return text
    return _PARAGRAPH.join(
        _OPENS.sub("-", paragraph) if len(_OPENS.findall(paragraph)) > _MOST_QUOTATIONS else paragraph
        for paragraph in text.split(_PARAGRAPH)
    )
