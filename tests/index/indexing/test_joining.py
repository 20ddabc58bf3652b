"""Articles whose addresses become one: the newest text stays, and every id leads there."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from index import Article, Library
from index.model.errors import ChangedPassageError, UnknownPassageError, WithdrawnArticleError
from polled_library import (
    ARTICLES,
    BECAME,
    FERRY,
    FERRY_AGAIN,
    FERRY_LAST,
    POLLED,
    STRIKE,
    assert_joined,
    lay_out,
    opened_and_joined,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return lay_out(tmp_path / "library")


@pytest.fixture
def library(folder: Path) -> Iterator[Library]:
    with opened_and_joined(folder) as opened:
        yield opened


def passages_of(name: str) -> dict[str, str]:
    [found] = [one["passages"] for one in POLLED if one["name"] == name]
    return dict(found)


def test_what_was_polled_before_adds_nothing_when_it_is_polled_again(library: Library) -> None:
    assert_joined(library)
    before = list(library.articles())
    for again in (ARTICLES, ARTICLES[::-1]):
        report = library.add(again)
        assert (report.added, report.updated, report.problems) == ([], [], [])
        assert set(report.unchanged) == {article.id for article in before}
    assert list(library.articles()) == before


def test_the_newest_text_stays_with_what_was_corrected_by_hand(library: Library) -> None:
    assert library.get(FERRY).text == ARTICLES[11].text
    strike = library.get(STRIKE)
    assert strike.text == ARTICLES[10].text
    assert (strike.title, strike.author) == ("Dockers down tools", "Ines Tarrow")
    assert set(library.corrections(STRIKE)) == {"title", "author"}
    assert library.correct(STRIKE, reset=["title"]).title == "Dockers stop work"


def test_a_quoted_passage_is_the_same_text_or_has_changed(library: Library) -> None:
    stood = changed = 0
    for name, now in BECAME.items():
        for passage_id, text in passages_of(name).items():
            try:
                found = library.passage(passage_id)
            except ChangedPassageError:
                changed += 1
                # What was quoted stays provable under the id that it had.
                assert library.quoted(passage_id).passage.text == text
            else:
                assert (found.text, found.article.id) == (text, now)
                stood += 1
        with pytest.raises(UnknownPassageError, match="has no passage 9"):
            library.passage(f"{name}#9")
    assert (stood, changed) == (7, 1)
    assert [one.article.id for one in library.passages(FERRY)] == [FERRY_LAST] * 4


def test_what_may_be_two_articles_stays_two(library: Library) -> None:
    names = {"left", "right", *(POLLED[number]["name"] for number in (3, 4, 9))}
    assert {name: library.get(name).id for name in names} == {name: name for name in names}


def test_an_update_under_another_campaign_is_an_update(library: Library) -> None:
    later = Article(
        text=f"{ARTICLES[11].text} It was towed.", url=f"{ARTICLES[0].url}&at_campaign=later&fbclid=x"
    )
    assert library.add([later]).updated == [FERRY_LAST]
    # And so is a record with an id that leads there; then what it said before is known no more as the newest.
    record = Article(id=FERRY, text="All is said.", url=ARTICLES[0].url)
    assert library.add([record]).updated == [FERRY_LAST]
    assert library.get(FERRY_AGAIN).text == "All is said."
    with pytest.raises(ChangedPassageError):
        library.passage(f"{FERRY}#1")


@pytest.mark.parametrize("names", [[FERRY], [FERRY_LAST], [FERRY_AGAIN, FERRY_LAST]])
def test_removed_by_any_of_its_ids_it_is_gone_under_all(
    folder: Path, library: Library, names: list[str]
) -> None:
    assert library.remove(names) == names
    for name in (FERRY, FERRY_AGAIN, FERRY_LAST):
        with pytest.raises(WithdrawnArticleError):
            library.passage(f"{name}#1")
    assert not library.search("ferry aground in fog").found
    assert library.lookup.suggest("ferry") == []
    assert list(library.check()) == []
    with sqlite3.connect(folder / "library.sqlite") as db:
        assert FERRY not in repr(db.execute("SELECT * FROM aliases").fetchall())
    db.close()


def test_a_record_that_comes_back_under_such_an_id_goes_on_with_its_serials(library: Library) -> None:
    library.remove([FERRY])
    assert library.add([Article(id=FERRY, text="The ferry was sold.")]).added == [FERRY]
    assert [one.id for one in library.passages(FERRY)] == [f"{FERRY}#4"]


def test_filters_take_any_of_its_ids(library: Library) -> None:
    question = "When did the ferry run aground in fog?"
    found = library.search(question, articles=[FERRY])
    assert {hit.passage.article.id for hit in found.hits} == {FERRY_LAST}
    assert not library.search(question, exclude=[FERRY_AGAIN]).found


def test_scores_are_those_of_a_library_of_what_is_left(library: Library, tmp_path: Path) -> None:
    with Library.open(tmp_path / "fresh", passage_tokens=25) as fresh:
        fresh.add(list(library.articles()))
        for question in ("ferry harbour fog", "dockers down tools", "opera season", "hives"):
            expected = dict(fresh.rank(question, 100, plain=True))
            assert dict(library.rank(question, 100, plain=True)) == pytest.approx(expected, abs=1e-9)
