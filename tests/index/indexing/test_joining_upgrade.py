"""The way from a library of format 3 to joined articles, also where killed or damaged, and what keeps it."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from index import DamageError, Library, UnknownArticleError
from index.indexing import joining
from index.model.errors import WithdrawnArticleError
from index.model.source_file import FileRead
from index.readers import read_articles, read_changed
from index.storage.schema import FORMAT
from index.text import canonical_url
from index.upkeep import upgrade
from older_libraries import opened_before_its_upgrade
from polled_library import (
    ARTICLES,
    FERRY,
    FERRY_AGAIN,
    FERRY_LAST,
    POLLED,
    STRIKE,
    STRIKE_LAST,
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


def readdressed(folder: Path) -> int | None:
    with sqlite3.connect(folder / "library.sqlite") as db:
        row = db.execute("SELECT value FROM meta WHERE name = 'readdressed'").fetchone()
    db.close()
    return row[0] if row else None


# The way there


def test_until_then_it_is_read_as_it_is(folder: Path) -> None:
    with opened_before_its_upgrade(folder) as library:
        assert {article.id for article in library.articles()} == {one["name"] for one in POLLED}
        assert library.get(FERRY).text == ARTICLES[0].text
        assert library.search("ferry aground", articles=[FERRY]).found
        assert list(library.check()) == []
        with pytest.raises(UnknownArticleError):
            library.get("another")


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
