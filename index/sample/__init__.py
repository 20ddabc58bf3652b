"""The articles that Pullquote ships, to try it without any of one's own."""

from collections.abc import Iterator
from importlib import resources
from typing import BinaryIO, cast

from index.model.article import Article
from index.model.report import Problem
from index.readers.formats.records import read_jsonl

QUESTIONS = (
    "How many passengers were on the ferry?",
    "Why did the parking meters stop working?",
    "How much of the apricot crop was lost to frost?",
)


def sample_articles() -> Iterator[Article | Problem]:
    """Yield the sample articles: invented outlets on invented events, written for this project."""
    with resources.files(__package__).joinpath("articles.jsonl").open("rb") as file:
        yield from read_jsonl(cast("BinaryIO", file), "sample articles")
