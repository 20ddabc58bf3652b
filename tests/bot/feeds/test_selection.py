"""Which entries of a feed are new: by their texts where links, ids or a few words change at each reading."""

import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.feeds.selection import is_restless, shape_of, shuffles_links, sorted_out
from bot.feeds.sketches import likeness, sketch_of
from bot.state.feed_shapes import EntryShape
from index import Article


def prose(seed: int, words: int = 60) -> str:
    chance = random.Random(seed)
    return " ".join("".join(chance.choices("abcdefghiklmnoprstu", k=6)) for _ in range(words))


def article(number: int, link: str = "", text: str = "") -> Article:
    return Article(title=f"Report {number}", url=link, text=text or prose(number))


def remembered(*articles: Article, taken: bool = True) -> list[EntryShape]:
    return [
        replace(shape_of(one), taken=taken, number=number) for number, one in enumerate(articles, start=1)
    ]


def split(articles: list[Article], known: list[EntryShape]) -> tuple[list[str], list[str]]:
    new, old = sorted_out(articles, known, [shape_of(one, sketched=False) for one in articles])
    return [one.article.title for one in new], [one.article.title for one in old]


@given(st.integers(0, 99), st.integers(0, 59), st.text("0123456789abcdef", min_size=1, max_size=12))
def test_a_marker_in_a_text_makes_it_no_other_one(seed: int, place: int, marker: str) -> None:
    words = prose(seed).split()
    known = remembered(article(1, "https://a.example/1", prose(seed)))
    again = article(1, f"https://a.example/{marker}", " ".join([*words[:place], marker, *words[place:]]))
    assert split([again], known) == ([], ["Report 1"])
    retitled = replace(again, title=f"Report 1 ({marker})")
    assert split([retitled], known) == ([], [retitled.title])


@given(st.integers(0, 99), st.integers(100, 199))
def test_other_texts_are_other_entries_also_under_one_title(one: int, other: int) -> None:
    known = remembered(Article(title="Daily briefing", text=prose(one)))
    assert split([Article(title="Daily briefing", text=prose(other))], known)[0] == ["Daily briefing"]


def test_what_is_still_in_the_feed_has_not_become_another_entry() -> None:
    # From one mould: the same words but for the place and the figure.
    mould = "The gauge of {} stood at {} cm this morning, said the harbour office, and no flood is expected."
    old = Article(title="Gauge", url="https://a.example/1", text=mould.format("Aldmoor", 212))
    new = Article(title="Gauge", url="https://a.example/2", text=mould.format("Velling", 180))
    assert split([old, new], remembered(old)) == (["Gauge"], ["Gauge"])


def test_what_stayed_comes_before_what_was_never_seen() -> None:
    waiting = [article(number) for number in (7, 8)]
    new, _ = split([article(1), article(2), *reversed(waiting)], remembered(*waiting, taken=False))
    assert new == ["Report 7", "Report 8", "Report 1", "Report 2"]


def test_links_that_are_places_in_a_list_are_told_from_links_that_change() -> None:
    feed = [article(number, f"https://a.example/{number}") for number in range(5)]
    known = [shape_of(one) for one in feed]
    below = [article(9, "https://a.example/0")] + [
        replace(one, url=f"https://a.example/{place + 1}") for place, one in enumerate(feed[:-1])
    ]
    fresh = [replace(one, url=f"{one.url}?s=1") for one in feed]
    updated = [replace(feed[0], text="Quite another text."), *feed[1:]]
    assert shuffles_links(map(shape_of, below), known)
    assert not shuffles_links(map(shape_of, feed), known)
    assert not shuffles_links(map(shape_of, fresh), known)
    assert not shuffles_links(map(shape_of, updated), known)


def test_a_reading_is_restless_when_hardly_anything_was_there_before() -> None:
    known = remembered(article(1), taken=False)
    new, _ = sorted_out([article(number) for number in range(1, 11)], known, [])
    assert is_restless(new, 10)
    assert not is_restless(new, 20)
    assert not is_restless(new[:4], 4)


@given(st.text(max_size=300))
def test_a_text_is_like_itself(text: str) -> None:
    assert likeness(sketch_of(text), sketch_of(text)) == 1.0


@given(st.integers(0, 99), st.integers(1, 300))
def test_likeness_is_about_the_share_of_common_runs(seed: int, common: int) -> None:
    one, other, shared = prose(seed, 300), prose(seed + 1000, 300), prose(seed + 2000, common)
    expected = common / (600 + common)
    assert abs(likeness(sketch_of(f"{shared} {one}"), sketch_of(f"{shared} {other}")) - expected) < 0.3
