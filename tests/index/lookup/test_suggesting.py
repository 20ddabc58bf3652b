from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import Article, Library, Suggestion

ARTICLES = (
    Article(id="a", text="One.", title="Harbour bridge closes", outlet="Courier", published="2026-03-04"),
    Article(id="b", text="Two.", title="Bridge talks stall", outlet="Courier", published="2026-01-02"),
    Article(id="c", text="Three.", title="Élection à Bridgetown", outlet="Northern Wire", author="Ana Bry"),
    Article(id="d", text="Four.", title="東京オリンピック開幕", outlet="courier", published="2026-02-02"),
    Article(id="e", text="Five.", title="انتخابات جديدة", published="2026-02-03"),
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library") as opened:
        opened.add(ARTICLES)
        yield opened


def ids(library: Library, typed: str) -> list[str]:
    return [one.id for one in library.lookup.suggest(typed) if one.id]


def test_titles_that_begin_so_come_first_then_whole_words_then_beginnings(library: Library) -> None:
    assert ids(library, "bridge") == ["b", "a", "c"]
    assert ids(library, "bri") == ["b", "a", "c"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("close har", "a"), ("ELECTION", "c"), ("オリンピ", "d"), ("انتخ", "e"), ("bry bridget", "c"),
        ("hatbour bridge", "a"), ("harbuor", "a"),
    ],
)  # fmt: skip
def test_words_in_any_order_accents_scripts_and_slips(library: Library, typed: str, found: str) -> None:
    assert ids(library, typed) == [found]


def test_nothing_typed_shows_the_newest_and_what_is_nowhere_shows_nothing(library: Library) -> None:
    assert ids(library, "") == ["a", "e", "d", "b", "c"]
    assert library.lookup.suggest("zzzz") == []
    assert len(library.lookup.suggest("", 2)) == 2


def test_outlets_are_suggested_and_counted_case_aside(library: Library) -> None:
    assert library.lookup.outlets() == [("Courier", 3), ("Northern Wire", 1)]
    outlet, *articles = library.lookup.suggest("wire")
    assert outlet == Suggestion(outlet="Northern Wire", articles=1)
    assert outlet.label == "Northern Wire (1 article)"
    assert [one.label for one in articles] == ["Northern Wire, undated, “Élection à Bridgetown”"]


def test_what_others_add_change_and_remove_shows_at_once(library: Library) -> None:
    assert ids(library, "harbour") == ["a"]
    with Library.open(library.folder) as other:
        other.add([Article(id="f", text="Six.", title="Harbour opens", published="2026-04-01")])
        assert ids(library, "harbour") == ["f", "a"]
        other.add([Article(id="a", text="One.", title="Pier closes", outlet="Dispatch")])
        assert ids(library, "harbour") == ["f"]
        assert ids(library, "pier") == ["a"]
        other.remove(["f", "c"])
    assert ids(library, "harbour") == []
    assert library.lookup.outlets() == [("Courier", 2), ("Dispatch", 1)]


NAMES = st.sampled_from("abcdefgh")
TITLES = st.lists(st.sampled_from(["fog", "ferry", "fern", "oil", "東京"]), min_size=1, max_size=3).map(
    " ".join
)


@settings(max_examples=30)
@given(
    st.lists(st.tuples(NAMES, st.none() | TITLES), max_size=25),
    st.sampled_from(["f", "fer", "o", "東", "fog oil"]),
)
def test_after_any_changes_all_articles_that_fit_are_found_and_no_others(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str | None]], typed: str
) -> None:
    held: dict[str, str] = {}
    with Library.open(tmp_path_factory.mktemp("library")) as library:
        for name, title in steps:
            if title is not None:
                library.add([Article(id=name, text="Text.", title=title)])
                held[name] = title
            elif name in held:
                library.remove([name])
                del held[name]
            fits = {
                one
                for one, words in held.items()
                if all(any(word.startswith(part) for word in words.split()) for part in typed.split())
            }
            assert set(ids(library, typed)) == fits
