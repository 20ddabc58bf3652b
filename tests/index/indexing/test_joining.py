"""Articles whose addresses become one: the newest text stays, and every id leads there."""

import json
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from index import Article, DamageError, Library, UnknownArticleError
from index.indexing import joining
from index.model.errors import ChangedPassageError, UnknownPassageError, WithdrawnArticleError
from index.model.source_file import FileRead
from index.readers import read_articles, read_changed
from index.storage.schema import FORMAT
from index.text import canonical_url
from index.upkeep import upgrade

FIXTURE = Path(__file__).parents[2] / "fixtures" / "library_of_format_3"
POLLED: list[dict[str, Any]] = json.loads((FIXTURE / "polled.json").read_text())
ARTICLES = [Article(**one["article"]) for one in POLLED]
# As the fixture was laid out: the ferry was read thrice, the strike twice, the opera by a page and a record.
FERRY, FERRY_AGAIN, FERRY_LAST = (POLLED[number]["name"] for number in (0, 5, 11))
STRIKE, STRIKE_LAST = (POLLED[number]["name"] for number in (1, 10))
OPERA = POLLED[2]["name"]
BECAME = {
    FERRY: FERRY_LAST,
    FERRY_AGAIN: FERRY_LAST,
    STRIKE: STRIKE_LAST,
    OPERA: "opera-1794",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    zipfile.ZipFile(FIXTURE / "library.zip").extractall(tmp_path / "library")
    return tmp_path / "library"


@pytest.fixture
def library(folder: Path) -> Iterator[Library]:
    with Library.open(folder) as opened:
        opened.upgrade()
        yield opened


def passages_of(name: str) -> dict[str, str]:
    [found] = [one["passages"] for one in POLLED if one["name"] == name]
    return dict(found)


def readdressed(folder: Path) -> int | None:
    with sqlite3.connect(folder / "library.sqlite") as db:
        row = db.execute("SELECT value FROM meta WHERE name = 'readdressed'").fetchone()
    db.close()
    return row[0] if row else None


def assert_joined(library: Library) -> None:
    ids = {one["name"] for one in POLLED} - BECAME.keys()
    assert {article.id for article in library.articles()} == ids
    assert {name: library.get(name).id for name in BECAME} == BECAME
    assert list(library.check()) == []


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


# The way there


def test_until_then_it_is_read_as_it_is(folder: Path) -> None:
    with FileLock(folder / "writer.lock", is_singleton=False), Library.open(folder) as library:
        assert {article.id for article in library.articles()} == {one["name"] for one in POLLED}
        assert library.get(FERRY).text == ARTICLES[0].text
        assert library.search("ferry aground", articles=[FERRY]).found
        assert list(library.check()) == []
        with pytest.raises(UnknownArticleError):
            library.get("another")
        library._upgrade._stopping.set()


def test_opening_alone_joins_in_the_background(folder: Path) -> None:
    with Library.open(folder) as library:
        assert library._upgrade._thread is not None
        library._upgrade._thread.join()
        assert_joined(library)
    with Library.open(folder) as library:
        assert library._upgrade._thread is None


KILLED = """
import os, signal, sys
from index import Library
from index.indexing import joining
from index.storage.files_table import FileRows
from index.upkeep import upgrade
joining._JOINS = joining._ADDRESSES = 1
upgrade.Upgrade.begin = lambda _: None
follow, calls = FileRows.follow, []
def killed(self, joined):
    calls.append(joined)
    if len(calls) == int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)
    follow(self, joined)
FileRows.follow = killed
Library.open(sys.argv[1]).upgrade()
"""


@pytest.mark.parametrize("after", [1, 2, 3])
def test_killed_at_any_join_it_goes_on_where_it_was(
    folder: Path, after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert subprocess.run([sys.executable, "-c", KILLED, str(folder), str(after)], check=False).returncode < 0
    assert readdressed(folder)
    monkeypatch.setattr(upgrade.Upgrade, "begin", lambda _: None)
    with Library.open(folder) as library:
        # Between two steps it is whole, and any id leads to an article.
        assert list(library.check()) == []
        assert all(library.get(one["name"]).text for one in POLLED)
        library.upgrade()
        assert_joined(library)
    assert readdressed(folder) is None


def test_a_damaged_article_is_left_and_named(folder: Path) -> None:
    with sqlite3.connect(folder / "library.sqlite") as db:
        db.execute("UPDATE articles SET text = replace(text, 'rota', 'rate') WHERE id = ?", (STRIKE,))
    db.close()
    with Library.open(folder) as library:
        library.upgrade()
        assert library.get(FERRY).id == FERRY_LAST
        assert library.get(STRIKE_LAST).text == ARTICLES[10].text
        with pytest.raises(DamageError, match=STRIKE):
            library.get(STRIKE)
        assert any(STRIKE in line for line in library.check())


def test_files_that_yielded_them_count_as_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, files = tmp_path / "library", tmp_path / "files"
    files.mkdir()
    for number, words in enumerate(("in May", "in June, a month late")):
        record = {"text": f"The mast will come down {words}.", "url": f"https://a.example/mast?ito={number}"}
        (files / f"{number}.jsonl").write_text(json.dumps(record))
    with monkeypatch.context() as former, Library.open(folder) as library:
        former.setattr(canonical_url, "is_tracking", lambda *_: False)
        for number in range(2):
            report = library.add(read_changed(files / f"{number}.jsonl", unchanged=library.has_read))
            assert len(report.added) == 1
        with library._folder.writing() as store, store.transaction(write=True):
            store.set_meta(readdressed=0)
    with Library.open(folder) as library:
        library.upgrade()
        [article] = library.articles()
        assert article.text.endswith("a month late.")
        # Not one of them is read again.
        reads = [one for one in read_changed(files, unchanged=library.has_read) if isinstance(one, FileRead)]
        assert [one.skipped for one in reads] == [True, True]
        report = library.add(read_changed(files, unchanged=library.has_read))
        assert (report.added, report.updated) == ([], [])
        assert report.unchanged == [article.id, article.id]
        # Read again nonetheless, the older one changes nothing.
        report = library.add(read_articles(files))
        assert (report.added, report.updated) == ([], [])
        assert list(library.check()) == []


# What keeps it


def test_backup_and_repair_keep_every_id(library: Library, tmp_path: Path) -> None:
    library.backup(tmp_path / "copy")
    with sqlite3.connect(tmp_path / "copy" / "library.sqlite") as db:
        db.execute("UPDATE articles SET text = text || '!' WHERE id IN ('left', ?)", (STRIKE_LAST,))
    db.close()
    assert any("taken out" in line for line in list(Library.repair(tmp_path / "copy")))
    with Library.open(tmp_path / "copy") as copy:
        assert copy.get(FERRY).id == FERRY_LAST
        assert copy.passage(f"{FERRY_AGAIN}#2").article.id == FERRY_LAST
        with pytest.raises(WithdrawnArticleError):
            copy.get(STRIKE)
        assert list(copy.check()) == []


def test_a_repair_of_the_former_format_joins_too(folder: Path) -> None:
    with sqlite3.connect(folder / "library.sqlite") as db:
        db.execute("UPDATE articles SET text = text || '!' WHERE id = 'left'")
    db.close()
    assert list(Library.repair(folder))
    with Library.open(folder) as library:
        library.upgrade()
        assert library.get(FERRY).id == FERRY_LAST
        assert library.add([ARTICLES[0], ARTICLES[5]]).unchanged == [FERRY_LAST] * 2
        assert list(library.check()) == []


@pytest.mark.parametrize(
    "damage", ["article = 1 + article % 12", "serials = '[[1,2]]'", "next_serial = 2", "reading = x'00'"]
)
def test_a_damaged_alias_leads_nowhere(folder: Path, library: Library, damage: str) -> None:
    with sqlite3.connect(folder / "library.sqlite") as db:
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute(f"UPDATE aliases SET {damage} WHERE id = ?", (FERRY,))  # noqa: S608
    db.close()
    with pytest.raises(DamageError):
        library.passage(f"{FERRY}#1")
    assert any("became one with others" in line for line in library.check())


def test_it_has_todays_format(library: Library) -> None:
    with library._folder.reading() as store:
        assert store.format == FORMAT
        assert not joining.is_due(store)
