"""Scraped text: furniture goes, the story stays, and what went can be told."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Article, read_articles
from index.cleaning import Cleaned, clean, remaining
from scraped import STORY, check, page, reasons


@pytest.mark.parametrize("separator", ["\n", "\n\n", "\n\n\n", "\n  \n"])
def test_furniture_above_inside_and_below_goes(separator: str) -> None:
    above = ("Home", "World", "Sign in", "Harbour bridge to close", "By Ines Tarrow", "Published: 3 May 2021")
    share = ("FacebookTwitterWhatsAppCopy link", "0 Comment(s)Print E-mail", "4 min read")
    below = ("[ad_2]", "Source link", "Related Articles", "Cat wins prize", "Leave a comment", "Name *")
    story = (*STORY[:3], "[ad_1]", "Advertisement", *STORY[3:5], "Read more: Cats win prizes", *STORY[5:])
    legal = ("© 2021 Velling Herald. All rights reserved.", "Terms of Use", "Back to top")
    cleaned = clean(page(*above, *share, *story, *below, *legal, separator=separator))
    check(cleaned)
    assert cleaned.text == page(*STORY, separator=separator)
    assert cleaned.source.title == "Harbour bridge to close"


def test_every_dropped_line_has_its_reason() -> None:
    text = page(
        "Bridge to close", "By Ines Tarrow", "3 May 2021", *STORY, "Share this article", "-Radio Quay"
    )
    cleaned = clean(f"{text}\n\nBridge to close\n\nA cat won a prize")
    assert reasons(cleaned) == {
        "Bridge to close": "title again",
        "By Ines Tarrow": "byline",
        "3 May 2021": "date",
        "Share this article": "button or share bar",
        "-Radio Quay": "signature",
        "A cat won a prize": "after the story",
    }


@pytest.mark.parametrize(
    "sentence",
    [
        "Sign up for our newsletter and never miss a story.",
        "Follow us on Facebook and Twitter for the latest updates.",
        "We use cookies to improve your experience on our website.",
        "Your email address will not be published.",
        "All rights reserved. This text may not be published or broadcast.",
    ],
)
@pytest.mark.parametrize("place", [0, 3, 7])
def test_sentences_of_the_site_go_wherever_they_stand(sentence: str, place: int) -> None:
    cleaned = clean(page("Harbour bridge to close", *STORY[:place], sentence, *STORY[place:]))
    assert cleaned.text == page(*STORY)


@pytest.mark.parametrize(
    "sentence",
    [
        "The newspaper lost two thousand subscribers after the bridge closed, the council said.",
        "She shared the video of the bridge on Facebook, where readers left comments.",
        "“Follow us,” the mayor told the engineers, “and sign up for the ferry.”",
        "Reach the council at bridge@aldmoor.example.",
        "Could you share a little about your bridge?",
    ],
)
def test_a_story_may_use_the_words_of_buttons(sentence: str) -> None:
    text = page(*STORY[:3], sentence, *STORY[3:])
    assert clean(page("Harbour bridge to close", text)).text == text


def test_subheadings_and_lists_inside_a_story_stay() -> None:
    body = page(
        *STORY[:3], "What it costs", *STORY[3:5], "The ferries are:", "• Gannet", "• Heron", *STORY[5:]
    )
    assert clean(page("Harbour bridge to close", body, "Share", "Print")).text == body


def test_a_list_of_other_articles_goes_with_its_heading() -> None:
    links = ("You may also like", "Cat wins prize for the third time", "Why snow is white on Tuesdays")
    assert clean(page("Harbour bridge to close", *STORY[:3], *links, *STORY[3:])).text == page(*STORY)


def test_captions_that_are_sentences_stay_and_credits_go() -> None:
    caption = "The harbour bridge in the rain on a day when the council met to speak about repairs"
    cleaned = clean(
        page("Nine weeks without a bridge", caption, "Photo: Ines Tarrow", "(Getty Images)", *STORY)
    )
    assert cleaned.text == page(caption, *STORY)
    assert reasons(cleaned)["Photo: Ines Tarrow"] == "photo credit"


def test_of_two_separators_the_stronger_stays() -> None:
    first, second, third, *rest = STORY
    cleaned = clean(f"Bridge to close\n\n{first}\nShare\n\n{second}\n\nPrint\n{third}\n" + page(*rest))
    assert cleaned.text == f"{first}\n\n{second}\n\n{third}\n" + page(*rest)


LINES = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [*STORY, "Share", "By Ines Tarrow", "3 May 2021", "[ad_1]", "• one", "", "Read more: x", "¡", "»"]
    ),
)


@given(st.lists(LINES, max_size=30), st.sampled_from(["\n", "\n\n", "\r\n", " "]))
def test_what_holds_of_every_text(lines: list[str], separator: str) -> None:
    check(clean(separator.join(lines)))


FURNITURE = ("Share", "Facebook", "Leave a comment", "Related Articles", "© 2021 Radio Quay", "Next article")


@given(
    st.lists(st.sampled_from(STORY), min_size=1, max_size=20, unique=True),
    st.lists(st.sampled_from(FURNITURE), max_size=12),
)
def test_no_sentence_is_lost_to_furniture_below(story: list[str], furniture: list[str]) -> None:
    cleaned = clean(page("A title of six short words", *story, *furniture))
    assert all(sentence in cleaned.text for sentence in story)


HOSTILE = {
    "one line": "word " * 400_000,
    "blanks": " " * 2_000_000,
    "line ends": "\n" * 2_000_000,
    "letters": "a\n" * 1_000_000,
    "buttons": "Share\n" * 19_000,
    "emoji": "🎉" * 1_000_000,
    "brackets": ("[a" * 2_000 + "\n") * 100,
    "braces": ("{a}" * 100 + "x\n") * 1_000,
    "names": ("Aa Bb Cc Dd, " * 14 + "\n") * 2_000,
    "capitals": ("Aaaaa " * 33 + "\n") * 2_000,
    "slashes": ("a / " * 60 + "\n") * 2_000,
    "pipes": ("a | b " * 40 + "\n") * 2_000,
    "dashes": ("- - - - - " * 19 + "\n") * 2_000,
    "rights": ("copyright " * 19 + "\n") * 2_000,
    "clocks": ("10:10 " * 30 + "\n") * 2_000,
    "days": ("3 January 2020 " * 12 + "\n") * 2_000,
    "prefixes": ("al-" * 60 + "\n") * 2_000,
    "hashes": ("#a " * 90 + "x\n") * 2_000,
    "prose": "\n\n".join(f"All {n} bridges closed on day {n}, {n + 1} on the next." for n in range(9_000)),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_take_linear_time(name: str) -> None:
    start = time.process_time()
    cleaned = clean(HOSTILE[name])
    # Measured at under two seconds each; what grew with the square would take minutes.
    assert time.process_time() - start < 20
    check(cleaned)


def test_a_text_longer_than_any_article_is_kept_whole() -> None:
    text = page("Harbour bridge to close", *STORY * 800, "Share")
    assert clean(text * 10) == Cleaned(text * 10)


def test_the_reader_keeps_what_it_read_and_what_went(tmp_path: Path) -> None:
    path = tmp_path / "bridge.txt"
    path.write_text(page("Bridge to close", "By Ines Tarrow", "3 May 2021", *STORY, "Share", "-Radio Quay"))
    [article] = read_articles(path)
    assert article == Article(
        text=page(*STORY),
        title="Bridge to close",
        outlet="Radio Quay",
        author="Ines Tarrow",
        published="2021-05-03",
        origin=str(path),
    )
    assert isinstance(article, Article)
    assert article.extracted == path.read_text()
    assert remaining(article.extracted, article.dropped) == article.text


def test_records_are_taken_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    record = {"title": "Bridge", "text": page("Share", *STORY, "Share")}
    path.write_text(json.dumps(record))
    [article] = read_articles(path)
    assert isinstance(article, Article)
    assert (article.text, article.extracted, article.dropped) == (record["text"], "", ())
