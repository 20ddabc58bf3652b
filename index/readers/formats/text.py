"""Plain text, one article a file: its body, and what its lines say of where it comes from."""

from collections.abc import Iterator

from index.cleaning import NO_BATCH, Batch, clean, unwrapped
from index.cleaning.stub_page import stub_page
from index.model.article import Article
from index.model.report import Problem


def read(text: str, place: str, batch: Batch = NO_BATCH) -> Iterator[Article | Problem]:
    """Yield the article that a text holds, and what is wrong with it.

    `batch` tells which lines other files that are read together have as well; without it the text is judged
    alone.
    """
    # Files from Windows end their lines with \r\n.
    content = text.replace("\r\n", "\n").replace("\r", "\n")
    if not content.strip():
        yield Problem(place, "is empty", remedy="there is nothing to quote", kind="empty")
        return
    content = unwrapped(content)
    if stub := stub_page(content):
        yield Problem(place, f"is {stub.what}", remedy=stub.remedy)
        return
    cleaned = clean(unwrapped(content), batch)
    if cleaned.source.note:
        yield Problem(place, cleaned.source.note, lost=False)
    yield Article(
        text=cleaned.text,
        title=cleaned.source.title,
        outlet=cleaned.source.outlet,
        author=cleaned.source.author,
        published=cleaned.source.published,
        extracted=cleaned.extracted if cleaned.dropped else "",
        dropped=cleaned.dropped,
    )
