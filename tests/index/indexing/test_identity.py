"""Which article another reading is of, and ids that never name anything else."""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from index import Article, Library, UnknownArticleError
from index.model.errors import ChangedPassageError, UnknownPassageError, WithdrawnArticleError
from index.storage.schema import FORMAT
from older_libraries import to_format_1

FERRY = "The ferry ran aground in fog on Tuesday. Nobody was hurt. The captain blamed a missing buoy."
FROST = "Frost killed the apricot blossom in the valley. Growers expect a third of the usual harvest."
URL = "https://ledger.example/ferry"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library") as opened:
        yield opened


def notes(library: Library, *articles: Article) -> list[str]:
    report = library.add(articles)
    assert not report.failed
    return [str(problem) for problem in report.problems]


# Which article it is


def test_spellings_of_an_address_are_one_article(library: Library) -> None:
    [name] = library.add([Article(text=FERRY, url=URL)]).added
    other = Article(text=f"{FERRY} It floats.", url="http://www.ledger.example/ferry/?utm_source=mail#top")
    assert library.add([other]).updated == [name]


def test_the_address_of_a_site_names_no_article(library: Library) -> None:
    site = "https://ledger.example/"
    assert len(library.add([Article(text=FERRY, url=site), Article(text=FROST, url=site)]).added) == 2


def test_a_file_that_changed_is_the_same_article(library: Library, tmp_path: Path) -> None:
    origin = str(tmp_path / "ferry.txt")
    [name] = library.add([Article(text=FERRY, origin=origin)]).added
    assert library.add([Article(text=FROST, origin=origin)]).updated == [name]


def test_a_moved_file_stays_its_article_even_when_it_changes_later(library: Library, tmp_path: Path) -> None:
    old, new = str(tmp_path / "old.txt"), str(tmp_path / "new.txt")
    [name] = library.add([Article(text=FERRY, origin=old)]).added
    assert library.add([Article(text=FERRY, origin=new)]).unchanged == [name]
    assert library.add([Article(text=FROST, origin=new)]).updated == [name]


def test_a_copy_leaves_the_first_file_its_article(library: Library, tmp_path: Path) -> None:
    first, copy = tmp_path / "first.txt", tmp_path / "copy.txt"
    first.write_text(FERRY)
    [name] = library.add([Article(text=FERRY, origin=str(first))]).added
    assert library.add([Article(text=FERRY, origin=str(copy))]).unchanged == [name]
    assert library.get(name).origin == str(first)


def test_a_copy_adds_what_was_unknown_and_overwrites_nothing(library: Library) -> None:
    first = Article(text=FERRY, url=URL, title="Aground", outlet="Harbor Ledger")
    copy = Article(text=FERRY, title="Ferry Aground!", author="Ada Byron", outlet="Harbor Ledger")
    [name] = library.add([first]).added
    assert library.add([copy]).updated == [name]
    found = library.get(name)
    assert (found.title, found.author, found.url) == ("Aground", "Ada Byron", URL)
    assert library.add([copy]).unchanged == [name]


def test_equal_texts_on_two_sites_are_two_articles_though_no_outlet_is_known(library: Library) -> None:
    other = "https://dispatch.example/ferry"
    assert len(library.add([Article(text=FERRY, url=URL), Article(text=FERRY, url=other)]).added) == 2


def test_two_records_with_ids_of_their_own_are_two_articles(library: Library) -> None:
    assert notes(library, Article(id="a", text=FERRY), Article(id="b", text=FERRY)) == []
    assert len(library) == 2


def test_a_generated_id_has_eight_characters_that_nobody_confuses(library: Library) -> None:
    names = library.add(Article(text=f"Report {number}.") for number in range(40)).added
    assert len(set(names)) == 40
    assert all(re.fullmatch("[2-9a-hjkmnp-z]{8}", name) for name in names)


# Conflicts


def test_two_records_at_one_address_are_reported_and_both_kept(library: Library) -> None:
    library.add([Article(id="a", text=FERRY, url=URL)])
    [note] = notes(library, Article(id="b", text=FROST, url=URL))
    assert note == 'b: its URL is also that of article "a"; both are kept, remove one if not wanted'
    assert len(library) == 2
    [note] = notes(library, Article(text="A third text.", url=URL))
    assert 'its URL is that of article "a", "b"; it was taken for the first of them' in note


def test_of_many_records_at_one_address_three_are_named(library: Library) -> None:
    found = [notes(library, Article(id=name, text=f"Of {name}.", url=URL)) for name in "abcde"]
    named = [line.partition("that of ")[2].partition(";")[0] for lines in found[1:] for line in lines]
    assert named == [
        'article "a"',
        'article "a", "b"',
        'article "a", "b", "c"',
        'article "a", "b", "c" and 1 more',
    ]


def test_a_record_of_an_article_with_a_generated_id_is_that_article(library: Library) -> None:
    [name] = library.add([Article(text=FERRY, url=URL)]).added
    [note] = notes(library, Article(id="a", text=FROST, url=URL))
    assert note == f'a: is article "{name}" of this library, which keeps that id instead of "a"'
    assert (len(library), library.get(name).text) == (1, FROST)


def test_a_file_that_now_holds_another_known_article(library: Library, tmp_path: Path) -> None:
    path = str(tmp_path / "page.html")
    here = Article(text=FERRY, url=URL, origin=path)
    moved = Article(text=FROST, url="https://ledger.example/frost", origin=path)
    [ferry] = library.add([here]).added
    [frost] = library.add([Article(text=FROST, url=moved.url)]).added
    [note] = notes(library, moved)
    assert note.startswith(f'{path}: was article "{ferry}" and is "{frost}" now, by its URL')
    assert library.get(ferry).text == FERRY
    # The path is the second one's from now on: nothing is left to report.
    assert notes(library, moved) == []


def test_a_file_that_now_holds_an_article_with_another_address(library: Library, tmp_path: Path) -> None:
    path = str(tmp_path / "page.html")
    [ferry] = library.add([Article(text=FERRY, url=URL, origin=path)]).added
    other = Article(text=FROST, url="https://ledger.example/frost", origin=path)
    [note] = notes(library, other)
    assert note == f'{path}: was article "{ferry}" and now holds one with another URL; both are kept'
    assert len(library) == 2
    assert notes(library, other) == []


# Ids of passages


def test_a_passage_by_its_id(library: Library) -> None:
    library.add([Article(id="a#b", text=FERRY)])
    [passage] = library.passages("a#b")
    assert library.passage(" a#b#1 ") == passage


def test_an_id_of_a_changed_passage_says_so(library: Library) -> None:
    library.add([Article(id="a", text=FERRY)])
    library.add([Article(id="a", text=FROST)])
    with pytest.raises(ChangedPassageError, match='passage "a#1" has changed since it was quoted'):
        library.passage("a#1")
    assert library.passage("a#2").text == FROST


@pytest.mark.parametrize(
    ("passage", "words"),
    [
        ("a#3", 'article "a" has no passage 3; `pullquote show a`'),
        ("a#" + "9" * 40, "is no passage id; one looks like a1#2"),
        *(
            (wrong, f'"{wrong}" is no passage id')
            for wrong in ("a", "a#", "a#0", "a#01", "a#x", "#1", "a#²", "")
        ),
    ],
)
def test_an_id_that_never_was_says_so(library: Library, passage: str, words: str) -> None:
    library.add([Article(id="a", text=FERRY)])
    with pytest.raises(UnknownPassageError) as raised:
        library.passage(passage)
    assert not isinstance(raised.value, ChangedPassageError)
    assert words in str(raised.value)


def test_removed_and_unknown_articles_are_told_apart(library: Library) -> None:
    library.add([Article(id="a", text=FERRY)])
    library.remove(["a"])
    with pytest.raises(
        WithdrawnArticleError, match='no article "a" in this library any more: it was withdrawn'
    ):
        library.passage("a#1")
    with pytest.raises(UnknownArticleError, match='no article "b" in this library; '):
        library.passage("b#1")


def test_a_record_that_comes_back_goes_on_with_its_serials(library: Library) -> None:
    library.add([Article(id="a", text=FERRY)])
    library.remove(["a"])
    assert library.add([Article(id="a", text=FROST)]).added == ["a"]
    assert [passage.id for passage in library.passages("a")] == ["a#2"]
    with pytest.raises(ChangedPassageError):
        library.passage("a#1")
    library.remove(["a"])
    library.add([Article(id="a", text=FERRY)])
    assert [passage.id for passage in library.passages("a")] == ["a#3"]


def test_of_a_removed_article_nothing_readable_stays(library: Library, tmp_path: Path) -> None:
    library.add([Article(id="ferry-aground-in-fog", text=FERRY, url=URL)])
    library.correct("ferry-aground-in-fog", title="Corrected words")
    library.remove(["ferry-aground-in-fog"])
    with sqlite3.connect(tmp_path / "library" / "library.sqlite") as db:
        tables = [row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        rows = {name: db.execute(f"SELECT * FROM {name}").fetchall() for name in tables}  # noqa: S608
    db.close()
    shown = repr({name: found for name, found in rows.items() if name != "removed_terms"})
    assert len(rows["retired"]) == 1
    assert not any(word in shown for word in ("ferry", "aground", "ledger", "Corrected"))


# Libraries of the first format


def test_a_library_of_format_1_opens_and_knows_its_articles_again(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        library.add([Article(id="own", text=FROST), Article(text=FERRY, url=URL)])
        [_, name] = [article.id for article in library.articles()]
    to_format_1(tmp_path)
    with Library.open(tmp_path) as library:
        assert library.add([Article(text=FERRY, url=f"{URL}/")]).updated == [name]
        assert len(library.add([Article(id="other", text=FROST)]).added) == 1
        library.correct("own", title="Frost")
        assert [one.id for one in library.lookup.suggest("frost")] == ["own"]
        assert list(library.check()) == []
        with library._folder.reading() as store:
            assert store.check_format() == FORMAT
