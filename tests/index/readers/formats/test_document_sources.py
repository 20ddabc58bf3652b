"""The lines of a document that name its source are read into fields and are no part of its text."""

from collections.abc import Callable, Iterator

import pytest

from documents import STORY, document, only, pdf, word
from index import Article, Problem
from index.readers.formats import docx
from index.readers.formats import pdf as pdf_format

Reader = Callable[..., Iterator[Article | Problem]]
TITLE = "Ferry runs aground in fog"


def in_word(*lines: str, author: str = "") -> Iterator[Article | Problem]:
    told = [("", line) for line in (*lines, *STORY)]
    return docx.parse(document(word([("Title", TITLE), *told], author=author)))


def in_pdf(*lines: str, author: str = "") -> Iterator[Article | Problem]:
    pages: list[list[str | tuple[float, str]]] = [
        [(20.0, TITLE), *lines, *STORY],
        [f"On the second page. {STORY[0]}"],
    ]
    return pdf_format.parse(document(pdf(pages, {"Author": author})))


@pytest.mark.parametrize("read", [in_word, in_pdf])
@pytest.mark.parametrize(
    ("lines", "outlet", "author", "published"),
    [
        (("Aare Anzeiger, 2 May 2024", "By Ines Tarrow"), "Aare Anzeiger", "Ines Tarrow", "2024-05-02"),
        (("Le Quai", "9 janvier 2024"), "Le Quai", "", "2024-01-09"),
        (("Velling Herald", "By Ines Tarrow, Staff Writer", "2 May 2024"),
         "Velling Herald", "Ines Tarrow", "2024-05-02"),
    ],
)  # fmt: skip
def test_they_leave_the_text(
    read: Reader, lines: tuple[str, ...], outlet: str, author: str, published: str
) -> None:
    article = only(read(*lines))
    assert (article.outlet, article.author, article.published) == (outlet, author, published)
    assert article.text.startswith(STORY[0])
    dropped = [article.extracted[start:end].strip() for start, end, _ in article.dropped]
    assert dropped == [article.title, *lines]


@pytest.mark.parametrize("read", [in_word, in_pdf])
def test_what_is_not_known_stays(read: Reader) -> None:
    assert only(read("Quay Lantern, 2 May 2024")).text.startswith("Quay Lantern, 2 May 2024\n")


def test_no_author_of_the_page_is_lost_to_the_files_user() -> None:
    assert only(in_pdf("By Ines Tarrow and Odile Brandt", author="Ines Tarrow")).author == (
        "Ines Tarrow and Odile Brandt"
    )


def test_pages_begin_where_they_did() -> None:
    article = only(in_pdf("Aare Anzeiger, 2 May 2024"))
    assert article.text[article.pages[1] :].startswith("On the second page.")
