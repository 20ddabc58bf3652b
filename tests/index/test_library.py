import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Article, Library, Problem, UnknownArticleError
from index.model.article import Dropped
from index.sample import QUESTIONS, sample_articles

FERRY = "The ferry ran aground in fog on Tuesday. Nobody was hurt. The captain blamed a missing buoy."


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library") as opened:
        yield opened


def test_articles_survive_a_restart(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        report = library.add(
            [Article(title="Aground", text=FERRY, outlet="Harbor Ledger", published="2025-03-11")]
        )
        [name] = report.added
    with Library.open(tmp_path) as library:
        assert library.get(name).text == FERRY
        assert library.search("Who blamed a buoy?").hits[0].passage.article.id == name


@given(st.lists(st.text(min_size=1, max_size=300), max_size=4))
def test_every_hit_is_verbatim(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    with Library.open(tmp_path_factory.mktemp("library")) as library:
        library.add([Article(id=f"a{number}", text=text) for number, text in enumerate(texts)])
        for text in texts:
            for hit in library.search(text).hits:
                passage = hit.passage
                source = texts[int(passage.article.id[1:])]
                assert passage.text == source[passage.start : passage.end]
                assert all(0 <= start < end <= len(passage.text) for start, end in hit.spans)


def test_adding_again_is_unchanged_and_a_new_text_updates(library: Library) -> None:
    [name] = library.add([Article(text=FERRY, url="https://ledger.example/ferry")]).added
    assert library.add([Article(text=FERRY, url="https://ledger.example/ferry")]).unchanged == [name]
    assert library.add(
        [Article(text="The ferry is afloat.", url="https://ledger.example/ferry")]
    ).updated == [name]
    assert len(library) == 1
    assert not library.search("missing buoy").found


def test_equal_texts_of_two_outlets_are_two_articles(library: Library) -> None:
    library.add([Article(text=FERRY, outlet="Harbor Ledger"), Article(text=FERRY, outlet="Dispatch")])
    assert len(library) == 2
    [hit] = library.search("missing buoy").hits
    assert [passage.article.outlet for passage in hit.also_in] == ["Dispatch"]


def test_equal_texts_are_one_article_when_an_outlet_is_unknown(library: Library) -> None:
    [name] = library.add([Article(text=FERRY)]).added
    assert library.add([Article(text=FERRY, outlet="Harbor Ledger")]).updated == [name]
    assert library.get(name).outlet == "Harbor Ledger"


def test_the_same_article_twice_in_one_batch_is_stored_once(library: Library) -> None:
    report = library.add([Article(id="a", text="Old words."), Article(id="a", text=FERRY)])
    assert (report.added, report.updated) == (["a"], ["a"])
    assert not library.search("old words").found
    assert library.search("missing buoy").found


def test_of_one_article_twice_in_one_input_the_later_counts(library: Library) -> None:
    library.add([Article(id="a", text=FERRY)])
    report = library.add([Article(id="a", text="Other words."), Article(id="a", text=FERRY)])
    assert report.updated == ["a", "a"]
    assert library.get("a").text == FERRY


def test_a_passage_keeps_its_id_when_only_others_change(library: Library) -> None:
    long = "The harbor council met for hours and spoke about the wall, the cranes and the tide. " * 10
    library.add([Article(id="a", text=f"{long}\n\n{FERRY}")])
    before = {passage.text: passage.id for passage in library.passages("a")}
    library.add([Article(id="a", text=f"A new beginning.\n\n{long.replace('cranes', 'boats')}\n\n{FERRY}")])
    after = {passage.text: passage.id for passage in library.passages("a")}
    assert before.keys() & after.keys()
    for text, name in after.items():
        assert name == before.get(text, name)
        assert text in before or name not in before.values()


def test_removed_means_gone(library: Library) -> None:
    library.add(sample_articles())
    before = len(library)
    library.remove(["ferry-ledger"])
    assert len(library) == before - 1
    for question in QUESTIONS:
        answer = library.search(question, 50)
        shown = {one.article.id for hit in answer.hits for one in (hit.passage, *hit.also_in)}
        assert "ferry-ledger" not in shown
    with pytest.raises(UnknownArticleError, match='no article "ferry-ledger"'):
        library.get("ferry-ledger")


def test_removing_an_unknown_article_removes_nothing(library: Library) -> None:
    library.add([Article(id="a", text=FERRY)])
    with pytest.raises(UnknownArticleError):
        library.remove(["a", "b"])
    assert library.get("a").text == FERRY


def test_a_reader_sees_what_another_process_would_commit(tmp_path: Path) -> None:
    with Library.open(tmp_path) as reader, Library.open(tmp_path) as writer:
        assert not reader.search("buoy").found
        [name] = writer.add([Article(text=FERRY)]).added
        assert reader.search("buoy").found
        writer.remove([name])
        assert not reader.search("buoy").found


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"outlet": "harbor ledger"}, {"ledger"}),
        ({"after": date(2025, 3, 12)}, {"dispatch"}),
        ({"before": date(2025, 3, 11)}, {"ledger"}),
        ({"articles": ["dispatch", "undated"]}, {"dispatch", "undated"}),
        ({"exclude": ["ledger"]}, {"dispatch", "undated"}),
        ({"outlet": "Nobody"}, set()),
    ],
)
def test_filters(library: Library, filters: dict[str, object], expected: set[str]) -> None:
    library.add(
        [
            Article(
                id="ledger",
                outlet="Harbor Ledger",
                published="2025-03-11T23:30:00+02:00",
                text="A ferry stranded.",
            ),
            Article(
                id="dispatch",
                outlet="Dispatch",
                published="2025-03-12",
                text="The ferry floats: talks go on.",
            ),
            Article(id="undated", text="No ferry will sail before noon."),
        ]
    )
    answer = library.search("ferry", 10, **filters)  # type: ignore[arg-type]
    assert {hit.passage.article.id for hit in answer.hits} == expected


def test_the_sample_questions_are_answered_and_copies_are_folded(library: Library) -> None:
    library.add(sample_articles())
    for question in QUESTIONS:
        assert library.search(question).found
    hits = library.search(QUESTIONS[0]).hits
    assert [len(hit.also_in) for hit in hits] == [1, 0, 0]
    assert (
        {"196" in hit.passage.text for hit in hits}
        == {"212" in hit.passage.text for hit in hits}
        == {True, False}
    )


@pytest.mark.parametrize("question", ["", "   ", "?!", "What is the boiling point of tungsten?", "🦜"])
def test_what_no_article_answers_is_not_found(library: Library, question: str) -> None:
    library.add(sample_articles())
    answer = library.search(question)
    assert not answer.found
    assert answer.hits == ()


def test_an_empty_library_answers_nothing(library: Library) -> None:
    assert not library.search("anything").found
    assert list(library.articles()) == []
    assert len(library) == library.passage_count() == 0


def test_problems_pass_through_and_stop_nothing(library: Library) -> None:
    problem = Problem("a.txt", "is empty; there is nothing to quote")
    report = library.add([problem, Article(text=FERRY), Article(id="blank", text=" \n ")])
    assert len(report.added) == 1
    assert [one.place for one in report.failed] == ["a.txt", "blank"]


def test_a_rebuild_follows_a_changed_analyser(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        library.add(sample_articles())
        expected = library.rank("ferry captain", unit="passage")
    with sqlite3.connect(tmp_path / "library.sqlite") as db:
        db.execute("UPDATE meta SET value = 'an older analyser' WHERE name = 'fingerprint'")
    db.close()
    with Library.open(tmp_path) as library:
        assert library.rank("ferry captain", unit="passage") == expected
        library.remove(["ferry-ledger"])


def test_generated_ids_are_short_and_apart(library: Library) -> None:
    names = library.add([Article(text=f"Text number {number}.") for number in range(50)]).added
    assert len(set(names)) == 50
    assert {len(name) for name in names} == {8}


def test_pages_of_print_survive_and_show_in_the_label(library: Library) -> None:
    text = "The report begins here. " * 40 + "\n\nThe buoy was missing, says the last page."
    library.add([Article(id="report", title="Report", text=text, pages=(0, text.index("The buoy")))])
    assert library.get("report").pages == (0, text.index("The buoy"))
    [hit] = library.search("missing buoy").hits
    assert "p. 2, passage" in hit.passage.label or "pp. 1" in hit.passage.label


def test_what_cleaning_left_out_is_kept_for_a_better_cleaner(library: Library) -> None:
    extracted = "Share this\n\nFog came in."
    library.add(
        [Article(id="a", text="Fog came in.", extracted=extracted, dropped=(Dropped(0, 12, "button"),))]
    )
    with library._folder.reading() as store:
        [row] = store._db.execute("SELECT extracted, dropped FROM articles")
    assert row == (extracted, '[[0, 12, "button"]]')
