"""Damage on disk: named, never shown, and mended as far as it can be."""

from pathlib import Path

import pytest

from damaging import DATABASE, HAIL, RAIN, change, lay_out, repaired
from flip_fates import Fate
from flipping import AREAS, flips
from index import Article, Library, LibraryError
from index.model.errors import DamagedArticleError, DamageError
from older_libraries import to_format_1, to_format_2


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library of three articles, a commit each, closed."""
    return lay_out(tmp_path / "library")


def test_bytes_anywhere_are_harmless_or_detected_or_refused(tmp_path: Path) -> None:
    results = list(flips(tmp_path, seed=7, wanted=dict.fromkeys(AREAS, 6), articles=8))
    assert [result for result in results if result.fate is Fate.WRONG] == []
    # What people read is never changed without a word.
    for result in results:
        if result.area in {"text", "labels", "log", "segments"}:
            assert result.fate is not Fate.HARMLESS


# Articles


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE articles SET text = replace(text, 'thick', 'thinn') WHERE id = 'fog'",
        "UPDATE articles SET text = CAST(x'466F6720FF' AS TEXT) WHERE id = 'fog'",
        "UPDATE articles SET text = 7 WHERE id = 'fog'",
        "UPDATE articles SET outlet = 'Skarra Past' WHERE id = 'fog'",
        "UPDATE articles SET published = '2026-01-02' WHERE id = 'fog'",
        "UPDATE articles SET url = 'https://other.example' WHERE id = 'fog'",
        "UPDATE articles SET author = 'Nobody' WHERE id = 'fog'",
        "UPDATE articles SET pages = '[0, 3]' WHERE id = 'fog'",
        "UPDATE articles SET pages = '[0' WHERE id = 'fog'",
        "UPDATE passages SET start = start + 4 WHERE article = 1",
        "UPDATE passages SET \"end\" = 'x' WHERE article = 1",
        "UPDATE passages SET serial = 9 WHERE article = 1",
        "UPDATE passages SET article = 2 WHERE article = 1",
        "DELETE FROM digests WHERE article = 1",
    ],
)
def test_what_is_not_as_it_was_stored_is_named_and_not_shown(folder: Path, statement: str) -> None:
    change(folder, statement)
    with Library.open(folder) as library:
        for read in (library.get, library.passages):
            with pytest.raises(DamageError, match="article"):
                read("fog")
        with pytest.raises(LibraryError):
            library.passage("fog#1")
        with pytest.raises(DamageError, match=r"pullquote check --repair"):
            library.search("thick fog")
        with pytest.raises(DamagedArticleError):
            list(library.articles())
        assert any("article" in problem for problem in library.check())


def test_other_answers_go_on(folder: Path) -> None:
    change(folder, "UPDATE articles SET text = replace(text, 'thick', 'thinn') WHERE id = 'fog'")
    with Library.open(folder) as library:
        answer = library.search("sound")
        assert [hit.passage.article.id for hit in answer.hits] == ["snow"]
        assert answer.damaged == ('"fog"',)
        assert library.search("rain").damaged == ()
        assert library.get("rain") == RAIN
        assert [
            match.article.id for match in library.lookup.check_quote("Rain fell on the bank").matches
        ] == ["rain"]
        with pytest.raises(DamagedArticleError, match='"fog"'):
            library.lookup.check_quote("Fog came in from the sound")


def test_all_whole_articles_are_exported_before_the_damaged_ones_are_named(folder: Path) -> None:
    change(folder, "UPDATE articles SET title = 'Frog' WHERE id = 'fog'")
    with Library.open(folder) as library:
        articles = library.articles()
        assert [next(articles).id, next(articles).id] == ["rain", "snow"]
        with pytest.raises(DamagedArticleError, match="number 1"):
            next(articles)
        assert [one.id for one in library.listing()[0]] == ["snow", "rain"]
        assert [one.id for one in library.lookup.suggest("")] == ["snow", "rain"]


def test_an_index_that_leads_to_another_article_is_noticed(folder: Path) -> None:
    data = (folder / DATABASE).read_bytes()
    # In the index of ids, an entry is the id and, right behind it, the article's number.
    entries = [place for place in range(len(data)) if data[place : place + 5] == b"rain\x02"]
    assert entries
    changed = bytearray(data)
    for place in entries:
        changed[place + 4] = 3
    (folder / DATABASE).write_bytes(bytes(changed))
    with Library.open(folder) as library:
        for read in (library.get, library.passages):
            with pytest.raises(LibraryError):
                read("rain")
        with pytest.raises(LibraryError):
            library.passage("rain#1")
        assert list(library.check())


def test_a_damaged_article_costs_its_own_new_reading_only(folder: Path) -> None:
    change(folder, "UPDATE articles SET extracted = 'x' WHERE id = 'fog'")
    newer = [Article(id="fog", text="Fog is gone."), Article(id="rain", text="Rain is gone, too.")]
    with Library.open(folder) as library:
        report = library.add(newer)
        assert report.updated == ["rain"]
        assert ['"fog" is damaged' in str(problem) for problem in report.failed] == [True]
        for write in (lambda: library.correct("fog", title="x"), lambda: library.remove(["fog"])):
            with pytest.raises(DamagedArticleError, match='"fog"'):
                write()


def test_corrections_are_covered(folder: Path) -> None:
    with Library.open(folder) as library:
        library.correct("fog", title="Thick fog")
    change(folder, "UPDATE corrections SET read = 'Frog'")
    with Library.open(folder) as library, pytest.raises(DamagedArticleError, match='"fog"'):
        library.corrections("fog")


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE meta SET value = 'german' WHERE name = 'language'", "language"),
        ("UPDATE meta SET value = x'00' WHERE name = 'salt'", "salt"),
        ("UPDATE meta SET value = 2 WHERE name = 'format'", "format"),
        ("DELETE FROM meta WHERE name = 'format'", "is damaged"),
        ("UPDATE sqlite_sequence SET seq = 1 WHERE name = 'passages'", "given again"),
        ("UPDATE retired SET next_serial = 1", "removed"),
        ("UPDATE changes SET article = 99 WHERE article = 2", "suggested"),
        ("DELETE FROM articles WHERE id = 'fog'", "article number 1"),
    ],
)
def test_what_nobody_is_shown_is_checked_too(folder: Path, statement: str, said: str) -> None:
    with Library.open(folder) as library:
        library.add([HAIL])
        library.remove(["hail"])
    change(folder, statement)
    assert any(said in problem for problem in Library.problems(folder))
    repaired(folder)
    with Library.open(folder) as library:
        assert library.search("rain").found


# Older formats


@pytest.mark.parametrize("older", [to_format_1, to_format_2])
def test_an_older_library_gets_digests_once(folder: Path, older: type) -> None:
    with Library.open(folder) as library:
        library.add([Article(id="sleet", text="Sleet fell.")])
        library.remove(["sleet"])
    older(folder)
    with Library.open(folder) as library:
        library.add([HAIL])
        assert list(library.check()) == []
    change(folder, "UPDATE articles SET text = replace(text, 'thick', 'thinn') WHERE id = 'fog'")
    with Library.open(folder) as library, pytest.raises(DamagedArticleError, match='"fog"'):
        library.get("fog")
