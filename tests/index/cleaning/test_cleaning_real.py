"""Furniture in many wordings around and inside real articles."""

import io
import itertools
import json
from collections import Counter

import pytest

from cleaning_measure import Measure, read_as_folder
from index import Article
from index.cleaning import clean
from junk import Generator
from junk_held_out import HELD_OUT
from junk_phrases import TUNING, Phrases
from shared_data import SHARED, needs_shared


@pytest.fixture(scope="module")
def news() -> list[Article]:
    zstandard = pytest.importorskip(
        "zstandard", reason="unpacking the news corpus needs the zstandard package"
    )
    packed = SHARED / "corpora" / "news.jsonl.zst"
    with packed.open("rb") as file:
        stream = io.BufferedReader(zstandard.ZstdDecompressor().stream_reader(file), 1 << 20)
        records = [json.loads(line) for line in itertools.islice(stream, 6_000)]
    return [Article(text=record["text"], title=record["title"]) for record in records]


@pytest.fixture(scope="module")
def furniture(news: list[Article]) -> set[str]:
    often = Counter(line for article in news for line in {line.strip() for line in article.text.split("\n")})
    return {line for line, count in often.items() if count >= 3}


# The bounds leave room for chance on 200 pages; benchmarks/cleaning.py measures 2,000.
@needs_shared
@pytest.mark.parametrize(
    ("phrases", "most_kept"), [(TUNING, 0.015), (HELD_OUT, 0.07)], ids=["tuning", "held out"]
)
def test_junk_around_and_inside_real_articles(
    news: list[Article], furniture: set[str], phrases: Phrases, most_kept: float
) -> None:
    measure = Measure(furniture)
    for generated in Generator(news, phrases, seed=4).pages(200):
        measure.add(generated, clean(generated.text))
    assert measure.junk_kept < most_kept
    assert measure.body_lost < 0.008
    assert measure.right["published"] >= 0.98 * measure.stated["published"]
    assert measure.right["title"] >= 0.9 * measure.stated["title"]
    assert measure.right["author"] >= 0.85 * measure.stated["author"]
    assert measure.wrong["author"] + measure.wrong["published"] <= 4


@needs_shared
def test_a_folder_of_them_is_cleaned_by_what_its_files_share(
    news: list[Article], furniture: set[str]
) -> None:
    measure = Measure(furniture)
    pages = list(Generator(news, HELD_OUT, seed=4).pages(400))
    for generated, cleaned in zip(pages, read_as_folder(pages), strict=True):
        measure.add(generated, cleaned)
    assert measure.junk_kept < 0.015
    assert measure.body_lost < 0.008
    assert measure.right["title"] >= 0.9 * measure.stated["title"]
