"""Where the sentences of a text begin and end."""

from collections.abc import Iterator

from sentencex import get_sentence_boundaries

from index.article import Span


def sentences(text: str, language: str = "en") -> list[Span]:
    """Return the spans of the sentences of `text`, in order, without the blanks around them.

    `language` is an ISO 639-1 code for the rules of abbreviations.
    """
    return [Span(start, end) for start, end, _ in with_paragraphs(text, language)]


def with_paragraphs(text: str, language: str) -> Iterator[tuple[int, int, bool]]:
    """Yield start, end and whether a paragraph begins there."""
    opens_paragraph = True
    for boundary in get_sentence_boundaries(language, text):
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
