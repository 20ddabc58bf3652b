"""A library of format 3 in which some articles were read several times, under several addresses."""

import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from index import Article, Library

FIXTURE = Path(__file__).parents[1] / "fixtures" / "library_of_format_3"
POLLED: list[dict[str, Any]] = json.loads((FIXTURE / "polled.json").read_text())
ARTICLES = [Article(**one["article"]) for one in POLLED]
# As the fixture was laid out: the ferry was read thrice, the strike twice, the opera by a page and a record.
FERRY, FERRY_AGAIN, FERRY_LAST = (POLLED[number]["name"] for number in (0, 5, 11))
STRIKE, STRIKE_LAST = (POLLED[number]["name"] for number in (1, 10))
OPERA = POLLED[2]["name"]
BECAME = {
    FERRY: FERRY_LAST,
    FERRY_AGAIN: FERRY_LAST,
    STRIKE: STRIKE_LAST,
    OPERA: "opera-1794",
}


def assert_joined(library: Library) -> None:
    ids = {one["name"] for one in POLLED} - BECAME.keys()
    assert {article.id for article in library.articles()} == ids
    assert {name: library.get(name).id for name in BECAME} == BECAME
    assert list(library.check()) == []


def lay_out(place: Path) -> Path:
    """Lay out the library of format 3."""
    zipfile.ZipFile(FIXTURE / "library.zip").extractall(place)
    return place


@contextmanager
def opened_and_joined(folder: Path) -> Iterator[Library]:
    """Open the library once its articles are joined."""
    with Library.open(folder) as opened:
        opened.upgrade()
        yield opened
