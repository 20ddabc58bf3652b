"""The first real input: five scraped articles on one event, and questions on them."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from index import Answer, Library, read_articles
from shared_data import SHARED, needs_shared

pytestmark = needs_shared


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library.open(tmp_path_factory.mktemp("seeds")) as opened:
        report = opened.add(read_articles(SHARED / "seeds"))
        assert (len(report.added), report.problems) == (5, [])
        yield opened


def questions() -> list[dict[str, object]]:
    path = SHARED / "eval" / "seed_questions.jsonl"
    return [json.loads(line) for line in path.read_text().splitlines()] if path.is_file() else []


def right(answer: Answer, expected: list[str]) -> bool:
    if not expected:
        return not answer.found
    return any(text in hit.passage.text for hit in answer.hits for text in expected)


@pytest.mark.parametrize("row", questions(), ids=lambda row: row["id"])
def test_seed_question(library: Library, row: dict[str, object]) -> None:
    answer = library.search(str(row["question"]))
    assert right(answer, row["answers"])  # type: ignore[arg-type]


def test_seed_passages_are_verbatim(library: Library) -> None:
    sources = {path.name: path.read_text().replace("\r\n", "\n") for path in (SHARED / "seeds").glob("*.txt")}
    for article in library.articles():
        source = sources[Path(article.origin).name]
        for passage in library.passages(article.id):
            # What was cleaned away may have stood between two lines of a passage.
            assert all(line in source for line in passage.text.split("\n"))
