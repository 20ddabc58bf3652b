"""A title ends where its headline ends."""

import pytest

from index import Article
from index.cleaning.title_tail import headline_of
from index.readers.formats.records import article_of


@pytest.mark.parametrize(
    ("title", "outlet", "url"),
    [
        ("Bridge to close | Harbour/Harbour Things News", "", ""),
        ("Bridge to close | Politics", "", ""),
        ("Bridge to close - Quay Lantern", "Quay Lantern", ""),
        ("Bridge to close | World | Quay Lantern", "Quay Lantern", ""),
        ("Bridge to close – Wirtschaft – Quay Lantern", "Quay Lantern", ""),
        ("Bridge to close · Quay Lantern", "Quay Lantern Online", ""),
        ("Bridge to close| Lantern", "", "https://www.lantern.example/bridge"),
        ("Bridge to close - lantern.example", "", ""),
        ("Bridge to close | Velling Herald", "", ""),
    ],
)
def test_the_names_of_site_and_section_go(title: str, outlet: str, url: str) -> None:
    assert headline_of(title, outlet, url).title == "Bridge to close"


@pytest.mark.parametrize(
    "title",
    [
        "Iraq - a country divided",
        "Iraq - A Country Divided",
        "Storm hits Asia - Africa next",
        "Storm leaves Asia - Africa",
        "A bridge - and a river - close",
        "US/China talks",
        "Win | Lose",
        "Rain: the Quay Lantern explains",
        "Quay Lantern",
    ],
)
def test_what_belongs_to_a_headline_stays(title: str) -> None:
    assert headline_of(title, "Quay Lantern").title == title


def test_a_record_keeps_the_outlet_that_its_title_names() -> None:
    [article] = article_of({"title": "Bridge to close | Velling Herald", "text": "It closes."}, "a:1")
    assert isinstance(article, Article)
    assert (article.title, article.outlet) == ("Bridge to close", "Velling Herald")
