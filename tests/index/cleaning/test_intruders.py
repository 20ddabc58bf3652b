"""Links amid a story go by their shape and their words alone; the story's own headings and lists stay."""

import pytest

from index.cleaning import clean
from scraped import STORY, page


@pytest.mark.parametrize(
    "links",
    [
        ("Background | Wolves Return to Northern Forests After Fifty Years",),
        ("In depth: Wolves Return to Northern Forests After Fifty Years",),
        ("Wolves Return to Northern Forests After Fifty Years",),
    ],
)
def test_a_headline_of_another_article_goes(links: tuple[str, ...]) -> None:
    text = page("Harbour bridge to close", *STORY[:4], *links, *STORY[4:])
    assert clean(text).text == page(*STORY)


def test_such_lines_in_many_places_are_the_storys_own() -> None:
    names = ("Blue", "Red", "Green", "Old", "New", "Long")
    heads = [f"{name} Lantern Tavern Grill Wellingborough Quayside" for name in names]
    body = [line for told, head in zip(STORY, heads, strict=False) for line in (told, head)]
    text = page("Six taverns by the bridge", *body, *STORY[6:])
    assert clean(text).text == page(*body, *STORY[6:])


def test_a_line_with_figures_is_no_link() -> None:
    line = "Boston Stadium and Gillette Grounds, Gate 17, Foxborough"
    assert line in clean(page("Harbour bridge to close", *STORY[:4], line, *STORY[4:])).text
