"""Libraries of older formats and analysers: asked at once as they are, brought up to date beside that."""

import hashlib
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from damaging import HAIL, change, lay_out, repaired
from index import Article, Library
from index.indexing import commit
from index.storage.schema import FORMAT
from index.upkeep import upgrade
from older_libraries import opened_before_its_upgrade
from refused_places import owned_by_somebody_else, run

FIXTURE = Path(__file__).parents[2] / "fixtures" / "library_of_format_2" / "library.zip"
QUESTION = "When did the lamp of the lighthouse go out?"
ANSWER = (
    "The lamp of the Skarra lighthouse went out on Friday for the first time in forty years. "
    "A fuse had burnt through, said the port office."
)
ASK = """
import sys
from index import Library
with Library.open(sys.argv[1]) as library:
    print(library.search(sys.argv[2]).hits[0].passage.text)
    print(sorted(one.id for one in library.articles()), library.get("lamp").title)
    print([one.id for one in library.lookup.suggest("lamp")], len(library.passages("fog")))
    print(library.lookup.check_quote("Two freighters").verdict.name)
    print(list(library.check()))
"""
SAID = f"{ANSWER}\n['fog', 'lamp', 'tram'] Lamp of the Skarra lighthouse goes out\n['lamp'] 1\nEXACT\n[]\n"


def other_analyser(folder: Path) -> None:
    with sqlite3.connect(folder / "library.sqlite") as db:
        db.execute("UPDATE meta SET value = 'an older analyser' WHERE name = 'fingerprint'")
    db.close()


def format_1(folder: Path) -> None:
    with sqlite3.connect(folder / "library.sqlite") as db:
        for event in ("INSERT", "UPDATE", "DELETE"):
            db.execute(f"DROP TRIGGER changes_{event}")
        for index in ("articles_card", "articles_run"):
            db.execute(f"DROP INDEX {index}")
        for table in ("addresses", "corrections", "retired", "files", "changes"):
            db.execute(f"DROP TABLE {table}")
        for column in ("own_id", "run"):
            db.execute(f"ALTER TABLE articles DROP COLUMN {column}")
        db.execute("CREATE INDEX articles_url ON articles (url) WHERE url != ''")
        db.execute("UPDATE meta SET value = 1 WHERE name = 'format'")
    db.close()


@pytest.fixture(params=["format 2", "another analyser", "format 1", "format 1, another analyser"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    zipfile.ZipFile(FIXTURE).extractall(folder)
    if "format 1" in request.param:
        format_1(folder)
    if "analyser" in request.param:
        other_analyser(folder)
    return folder


def digests(folder: Path) -> dict[str, str]:
    files = [folder / "library.sqlite", *(folder / "segments").iterdir()]
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def is_up_to_date(library: Library) -> bool:
    with library._folder.reading() as store:
        return store.format == FORMAT and store.meta("fingerprint") == library.analyzer.fingerprint


def test_a_rebuild_is_of_today_s_analyser(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        library.add([Article(text="Fog came in.")])
    other_analyser(tmp_path)
    with Library.open(tmp_path) as library:
        library.rebuild()
        assert is_up_to_date(library)


def test_it_answers_during_and_after_its_upgrade(folder: Path) -> None:
    before = digests(folder)
    # Nobody may write for now: what answers is what was there.
    with opened_before_its_upgrade(folder) as library:
        assert library.search(QUESTION).hits[0].passage.text == ANSWER
        assert [one.id for one in library.lookup.suggest("lamp")] == ["lamp"]
        assert digests(folder) == before
        during = library.search(QUESTION).hits[0].score
    with Library.open(folder) as library:
        library.upgrade()
        assert is_up_to_date(library)
        [hit] = library.search(QUESTION, 1).hits
        assert hit.passage.text == ANSWER
        assert hit.score == pytest.approx(during)
        assert list(library.check()) == []
        assert not library.search("ferry aground").found


def test_opening_alone_brings_it_up_to_date_in_the_background(folder: Path) -> None:
    with Library.open(folder) as library:
        if library._upgrade._thread is not None:
            library._upgrade._thread.join()
        assert is_up_to_date(library)
        assert library.search(QUESTION).hits[0].passage.text == ANSWER
        with library._folder.reading() as store:
            assert list(store.rebuilding.all()) == []
    with Library.open(folder) as library:
        assert library._upgrade._thread is None


def test_a_write_comes_after_the_upgrade(folder: Path) -> None:
    with Library.open(folder) as library:
        library.add([Article(id="sleet", text="Sleet fell on the bank.")])
        assert is_up_to_date(library)
        assert library.search("sleet").found
        library.remove(["lamp"])
        assert not library.search(QUESTION).found
        assert list(library.check()) == []


def test_read_only_it_answers_with_what_it_has(folder: Path) -> None:
    before = digests(folder)
    assert run(ASK, folder, QUESTION, before=owned_by_somebody_else(folder)) == SAID
    assert digests(folder) == before


def test_an_upgrade_that_is_killed_goes_on_where_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    zipfile.ZipFile(FIXTURE).extractall(tmp_path)
    other_analyser(tmp_path)
    code = """
import sys
from index import Library
from index.indexing import commit
from index.upkeep import upgrade
commit._REBUILT_AT_ONCE = 1
upgrade.Upgrade.begin = lambda _: None
library = Library.open(sys.argv[1])
with library._folder.writing() as store:
    while not list(store.rebuilding.all()):
        upgrade.step(
            library._folder.segments, store, library._folder.settings, library.analyzer.fingerprint
        )
    print("rebuilt one", library.search("lamp").found, flush=True)
    sys.stdin.read()
"""
    command = [sys.executable, "-c", code, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as killed:
        assert killed.stdout is not None
        assert killed.stdout.readline() == "rebuilt one True\n"
        killed.kill()
    monkeypatch.setattr(upgrade.Upgrade, "begin", lambda _: None)
    with Library.open(tmp_path) as library:
        assert library.search(QUESTION).hits[0].passage.text == ANSWER
        with library._folder.reading() as store:
            [one] = store.rebuilding.all()
            first = store.segments.all()[0]
        monkeypatch.setattr(library._merger, "wake", lambda: None)
        library.upgrade()
        assert is_up_to_date(library)
        with library._folder.reading() as store:
            named = [row.name for row in store.segments.all()]
        assert one.name in named
        assert first.name not in named
        assert list(library.check()) == []
        assert library.search(QUESTION).hits[0].passage.text == ANSWER


def test_a_rebuild_that_somebody_overtook_begins_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commit, "_REBUILT_AT_ONCE", 1)
    monkeypatch.setattr(upgrade.Upgrade, "begin", lambda _: None)
    zipfile.ZipFile(FIXTURE).extractall(tmp_path)
    other_analyser(tmp_path)
    with Library.open(tmp_path) as library:
        library.upgrade()
        other_analyser(tmp_path)
    with Library.open(tmp_path) as library:
        folder, fingerprint = library._folder, library.analyzer.fingerprint
        with folder.writing() as store:
            assert upgrade.step(folder.segments, store, folder.settings, fingerprint)
            # As a program would that knows nothing of rebuilds under way.
            with store.transaction(write=True):
                store.next_generation()
        library.upgrade()
        assert list(library.check()) == []
        assert library.search(QUESTION).hits[0].passage.text == ANSWER


def test_repairing_ends_a_rebuild_under_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commit, "_REBUILT_AT_ONCE", 1)
    monkeypatch.setattr(upgrade.Upgrade, "begin", lambda _: None)
    zipfile.ZipFile(FIXTURE).extractall(tmp_path)
    other_analyser(tmp_path)
    with Library.open(tmp_path) as library:
        monkeypatch.setattr(library._merger, "wake", lambda: None)
        folder = library._folder
        with folder.writing() as store:
            while store.format < FORMAT or store.rebuilding.current() is None:
                upgrade.step(folder.segments, store, folder.settings, library.analyzer.fingerprint)
        library.rebuild()
        library.add([Article(id="sleet", text="Sleet fell on the bank.")])
        with folder.reading() as store:
            assert store.rebuilding.current() is None
            named = {row.name for row in store.segments.all()}
        assert {path.name for path in folder.segments.iterdir()} == named


def test_a_damaged_article_stands_in_the_way_of_no_upgrade(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = lay_out(tmp_path / "library")
    change(folder, "UPDATE articles SET text = replace(text, 'thick', 'thinn') WHERE id = 'fog'")
    other_analyser(folder)
    with Library.open(folder) as library:
        library.upgrade()
        assert is_up_to_date(library)
        assert 'article "fog" is damaged on disk' in caplog.text
        assert [hit.passage.article.id for hit in library.search("rain").hits] == ["rain"]
        library.add([HAIL])
        assert library.search("hail").found
        assert len([line for line in library.check() if "fog" in line]) == 1
    repaired(folder)
    with Library.open(folder) as library:
        assert library.search("rain").found
