"""Libraries of older formats that are damaged, or lie beside the record of commits that they lack."""

import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from index import Article, Library
from index.analysis.analyzer import analyzer
from index.model.errors import DamagedArticleError, DamageError, LostCommitsError
from index.storage.schema import FORMAT
from index.upkeep import upgrade
from index.upkeep.merger import Merger, merge_once
from older_libraries import to_format_1, to_format_2

FIXTURE = Path(__file__).parents[2] / "fixtures" / "library_of_format_2" / "library.zip"
DATABASE = "library.sqlite"
QUESTION = "When did the lamp of the lighthouse go out?"
SNOW = Article(
    id="snow", title="Snow", url="https://wire.example/snow", text="Snow lay on the sound for weeks."
)
FOG = Article(id="fog", title="Fog", text="Fog came in from the sound. It was thick.")

older_formats = pytest.mark.parametrize("older", [to_format_1, to_format_2])


@pytest.fixture
def fixture(tmp_path: Path) -> Path:
    """The library that an earlier version laid out."""
    zipfile.ZipFile(FIXTURE).extractall(tmp_path / "library")
    return tmp_path / "library"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library of today with two articles, a commit each, closed."""
    with Library.open(tmp_path / "library") as library:
        library.add([SNOW])
        library.add([FOG])
    return tmp_path / "library"


def change(folder: Path, statement: str) -> None:
    with sqlite3.connect(folder / DATABASE) as db:
        db.execute(statement)
    db.close()


def format_of(folder: Path) -> int:
    with Library.open(folder) as library, library._folder.reading() as store:
        return store.format


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.name: path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".lock" and not path.name.endswith(("-shm", "-wal"))
    }


def test_a_library_of_format_2_gets_digests_that_notice_damage_from_then_on(fixture: Path) -> None:
    before = contents(fixture)
    assert Library.problems(fixture) == []
    # Looking writes nothing.
    assert contents(fixture) == before
    with Library.open(fixture) as library:
        library.upgrade()
        assert len(list(library.articles())) == len(library) == 3
        assert list(library.check()) == []
        with library._folder.reading() as store:
            assert store.format == FORMAT
            assert list(store.digests.numbers()) == store.articles.numbers()
    change(fixture, "UPDATE articles SET text = text || 'So they say.' WHERE id = 'lamp'")
    assert any('"lamp"' in problem for problem in Library.problems(fixture))
    with Library.open(fixture) as library, pytest.raises(DamagedArticleError, match='"lamp"'):
        library.get("lamp")


@pytest.mark.parametrize("segments", ["there", "merged away"])
def test_an_older_copy_beside_a_newer_record_is_read_and_never_brought_up_to_date(
    fixture: Path, tmp_path: Path, segments: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "copy"
    if segments == "there":
        monkeypatch.setattr(Merger, "wake", lambda _: None)
        # As if today's analyser had made them: then they stay, too.
        today = analyzer().fingerprint
        change(fixture, f"UPDATE meta SET value = '{today}' WHERE name = 'fingerprint'")  # noqa: S608  ours
    shutil.copy(fixture / DATABASE, copy)
    with Library.open(fixture) as library:
        library.upgrade()
    shutil.copy(copy, fixture / DATABASE)
    before = contents(fixture)
    with Library.open(fixture) as library:
        assert library._upgrade._thread is None
        if segments == "merged away":
            # What the copy names was merged away.
            with pytest.raises(DamageError, match=r"segment is missing; .*pullquote check --repair"):
                library.search(QUESTION)
        else:
            assert library.search(QUESTION).found
        assert library.get("lamp").text
        assert "has lost commits" in next(library.check())
        with pytest.raises(LostCommitsError):
            library.upgrade()
        assert not merge_once(library._folder, whole=True)
    assert contents(fixture) == before
    list(Library.repair(fixture))
    assert Library.problems(fixture) == []
    assert format_of(fixture) == FORMAT


@older_formats
def test_repairing_damaged_postings_brings_the_format_up_to_date(
    folder: Path, older: Callable[[Path], None]
) -> None:
    older(folder)
    for path in (folder / "segments").iterdir():
        data = bytearray(path.read_bytes())
        data[-1] ^= 0x55
        path.write_bytes(bytes(data))
    assert Library.problems(folder)
    list(Library.repair(folder))
    assert Library.problems(folder) == []
    assert format_of(folder) == FORMAT


@older_formats
def test_of_an_older_library_what_can_be_read_is_saved_with_what_it_is_known_by(
    folder: Path, older: Callable[[Path], None]
) -> None:
    older(folder)
    change(folder, "UPDATE articles SET text = CAST(x'ff61' AS TEXT) WHERE id = 'fog'")
    assert any("cannot be read" in problem for problem in Library.problems(folder))
    said = list(Library.repair(folder))
    assert any("saved 1 articles" in line for line in said)
    assert Library.problems(folder) == []
    with Library.open(folder) as library:
        assert [one.id for one in library.articles()] == ["snow"]
        # By its address: the record brings no id this time.
        report = library.add([Article(title=SNOW.title, url=SNOW.url, text=SNOW.text)])
        assert report.unchanged == ["snow"]
    assert format_of(folder) == FORMAT


def test_one_commit_with_articles_is_remembered_without_its_postings(
    fixture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upgrade.Upgrade, "begin", lambda _: None)
    with Library.open(fixture) as library:
        folder = library._folder
        with folder.writing() as store:
            upgrade.step(folder.segments, store, folder.settings, library.analyzer.fingerprint)
    (fixture / DATABASE).unlink()
    shutil.rmtree(fixture / "segments")
    with pytest.raises(LostCommitsError, match="3 articles"):
        Library.open(fixture)
