"""Raised and lowered characters: no figure becomes another one, no mark part of a word."""

import pytest

from documents import document, only
from index.readers.formats import html, markdown
from index.text.html_text import to_text
from index.text.raised import Shifted, joined

FILLER = (
    "<p>The auditor had asked for the books of the line three times since the autumn, and got them only on "
    "Monday morning, when the council met to hear her.</p>"
)


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        ([("10", 0), ("6", 1), (" crowns", 0)], "10⁶ crowns"),
        ([("10", 0), ("\u22129", 1), (" m", 0)], "10⁻⁹ m"),
        ([("up 2", 0), ("1", 1), ("/", 0), ("2", -1), (" percent", 0)], "up 2½ percent"),
        ([("up 2", 0), ("3", 1), ("\u2044", 0), ("16", -1), (" inch", 0)], "up 2 ³⁄₁₆ inch"),
        ([("2", 0), ("3/4", 1)], "2¾"),
        ([("$11.", 0), ("99", 1), (" a day", 0)], "$11.99 a day"),
        ([("$1,011", 0), ("99", 1)], "$1,011⁹⁹"),
        ([("was broke.", 0), ("3", 1), (" He", 0)], "was broke.³ He"),
        ([("was broke.", 0), ("3,4", 1)], "was broke.³,⁴"),
        ([("the 5", 0), ("th", 1), (" pier", 0)], "the 5th pier"),
        ([("le 1", 0), ("er", 1), (" juin", 0)], "le 1er juin"),
        ([("M", 0), ("lle", 1), (" Roux", 0)], "Mlle Roux"),
        ([("Acme", 0), ("TM", 1)], "Acme™"),
        ([("CO", 0), ("2", -1)], "CO₂"),
        ([("x", 0), ("n", 1)], "xⁿ"),
        ([("e", 0), ("i\u03c0", 1)], "e^(i\u03c0)"),
        ([("the pier", 0), ("a", 1), (" was", 0)], "the pierᵃ was"),
        ([("Fares", 0), ("new today", 1)], "Fares new today"),
        ([("Fares", 0), ("NEW", 1)], "Fares NEW"),
        ([("said so.", 0), ("[12]", 1)], "said so.[12]"),
        ([("3", 1), (" The chair", 0)], "³ The chair"),
    ],
)
def test_what_is_raised_or_lowered_says_so(runs: list[tuple[str, int]], text: str) -> None:
    assert joined([Shifted(*run) for run in runs]) == text


@pytest.mark.parametrize(
    ("marked", "text"),
    [
        ("The line owes 10<sup>6</sup> crowns.", "The line owes 10⁶ crowns."),
        ("It owes <b>10</b><sup>6</sup> crowns.", "It owes 10⁶ crowns."),
        (
            "Sales grew by 2<sup>1</sup>/<sub>2</sub> percent.<sup><a href='#3'>3</a></sup> He left.",
            "Sales grew by 2½ percent.³ He left.",
        ),
        (
            "It covers 4 km<span style='font-size: 60%; vertical-align: super'>2</span> of land.",
            "It covers 4 km² of land.",
        ),
        (
            "It lies in <ruby>東京<rp>(</rp><rt>Tokyo</rt><rp>)</rp></ruby> now.",
            "It lies in 東京(Tokyo) now.",
        ),
        ("She said: <q>We stay.</q> Then she left.", "She said: “We stay.” Then she left."),
    ],
)
def test_a_page_and_a_feed_keep_what_elements_alone_say(marked: str, text: str) -> None:
    page = f"<html><body><article><h1>Debt of the line</h1>{FILLER}<p>{marked}</p></article></body></html>"
    assert text in only(html.parse(document(page))).text.split("\n")
    assert to_text(f"<p>{marked}</p>") == text


def test_markdown_keeps_raised_figures_and_breaks() -> None:
    article = only(markdown.parse(document("# Debt\n\nIt owes 10<sup>6</sup> crowns.<br>It is broke.")))
    assert article.text == "It owes 10⁶ crowns.\nIt is broke."


def test_markdown_joins_words_that_a_line_cut() -> None:
    article = only(markdown.parse(document("# Lock\n\nThe west-\nern gate is\na well-\nknown one.")))
    assert article.text == "The western gate is a well-known one."


def test_no_sentence_is_made_of_the_halves_around_a_box() -> None:
    page = (
        f"<html><body><article><h1>Fares</h1>{FILLER}<p>The line will <aside>Read more: Ferries</aside> "
        f"fares before the autumn, its chair said on Monday.</p>{FILLER}</article></body></html>"
    )
    assert "will fares" not in only(html.parse(document(page))).text


def test_what_a_page_struck_out_is_no_part_of_its_sentence() -> None:
    told = "The line will <del>lower</del> <ins>not lower</ins> its fares before the autumn, its chair said."
    page = f"<html><body><article><h1>Fares</h1>{FILLER}<p>{told}</p></article></body></html>"
    article = only(html.parse(document(page)))
    assert "The line will not lower its fares" in article.text
    assert [article.extracted[s:e].strip() for s, e, why in article.dropped if "struck" in why] == ["lower"]


def test_a_page_says_what_it_left_out() -> None:
    page = (
        "<html><body><nav><a href='/'>Home</a> <a href='/sport'>Sport</a></nav><article><h1>Debt of the line"
        f"</h1>{FILLER}</article><footer><p>Imprint and terms</p></footer></body></html>"
    )
    article = only(html.parse(document(page)))
    left_out = [(article.extracted[s:e].strip(), why) for s, e, why in article.dropped]
    assert left_out == [
        ("Home Sport", "outside the article"),
        ("Debt of the line", "title"),
        ("Imprint and terms", "outside the article"),
    ]
    kept = article.extracted
    for start, end, _ in reversed(article.dropped):
        kept = kept[:start] + kept[end:]
    assert kept == article.text
