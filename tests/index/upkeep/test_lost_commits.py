"""Commits that a database has lost: said, read, never written over, and brought back where they can be."""

import json
import shutil
import zlib
from pathlib import Path

import pytest

from damaging import DATABASE, FOG, HAIL, LOG, RAIN, SNOW, lay_out, overwrite, repaired
from index import Library
from index.model.errors import LostCommitsError
from index.storage.commit_record import FILE_NAME as RECORD


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library of three articles, a commit each, closed."""
    return lay_out(tmp_path / "library")


@pytest.fixture
def killed(tmp_path: Path) -> Path:
    """The same as a killed process leaves it: all articles stand in the log."""
    place, copy = tmp_path / "running", tmp_path / "killed"
    with Library.open(place) as library:
        for article in (FOG, RAIN, SNOW):
            library.add([article])
        library._merger.wait()
        shutil.copytree(place, copy)
    return copy


def test_each_commit_is_recorded_with_the_count_of_articles(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        before = json.loads((tmp_path / RECORD).read_text().rpartition(" ")[0])
        library.add([FOG, RAIN])
        after = json.loads((tmp_path / RECORD).read_text().rpartition(" ")[0])
    assert (before["articles"], after["articles"]) == (0, 2)
    assert after["commit"] > before["commit"]


def test_a_kill_between_commit_and_record_is_no_loss(folder: Path) -> None:
    record = (folder / RECORD).read_bytes()
    with Library.open(folder) as library:
        library.add([HAIL])
    (folder / RECORD).write_bytes(record)
    assert Library.problems(folder) == []
    with Library.open(folder) as library:
        library.remove(["hail"])


@pytest.mark.parametrize("how", ["a changed byte", "no log", "an older copy"])
def test_a_database_that_lost_commits_is_read_and_not_written(killed: Path, how: str) -> None:
    if how == "a changed byte":
        overwrite(killed / LOG, (killed / LOG).stat().st_size * 2 // 3)
    elif how == "no log":
        (killed / LOG).unlink()
    else:
        with Library.open(killed) as library:
            copy = (killed / DATABASE).read_bytes()
            library.add([HAIL])
        (killed / DATABASE).write_bytes(copy)
    before = {
        path: path.read_bytes() for path in killed.rglob("*") if path.is_file() and "-shm" not in path.name
    }
    with Library.open(killed) as library:
        assert "has lost commits" in next(library.check())
        for write in (lambda: library.add([HAIL]), lambda: library.remove(["fog"]), library.rebuild):
            with pytest.raises(LostCommitsError, match=r"restore a backup.*pullquote check --repair"):
                write()
        assert len(list(library.articles())) == len(library)
    after = {
        path: path.read_bytes() for path in killed.rglob("*") if path.is_file() and "-shm" not in path.name
    }
    assert {path: after.get(path) for path in before} == before


def test_commits_behind_a_changed_byte_of_the_log_are_brought_back(killed: Path) -> None:
    for place in range(40, (killed / LOG).stat().st_size, (killed / LOG).stat().st_size // 5):
        copy = killed.with_name(f"copy{place}")
        shutil.copytree(killed, copy)
        overwrite(copy / LOG, place)
        repaired(copy)
        with Library.open(copy) as library:
            # One article at most stood where the byte did.
            kept = {article.id: article for article in library.articles()}
            assert len(kept) >= 2
            assert all(kept[one.id] == one for one in (FOG, RAIN, SNOW) if one.id in kept)


def test_what_was_lost_can_be_accepted(killed: Path) -> None:
    (killed / LOG).unlink()
    assert any("saved 0 of 3 articles" in line for line in repaired(killed))
    with Library.open(killed) as library:
        assert library.add([FOG]).added == ["fog"]


@pytest.mark.parametrize("how", ["missing", "empty"])
def test_no_empty_library_is_laid_over_one_that_had_articles(folder: Path, how: str) -> None:
    (folder / DATABASE).unlink() if how == "missing" else (folder / DATABASE).write_bytes(b"")
    assert Library.stands_in(folder)
    with pytest.raises(LostCommitsError, match="had 3 articles"):
        Library.open(folder)
    (folder / RECORD).unlink()
    with pytest.raises(LostCommitsError, match="postings are there still"):
        Library.open(folder)
    assert list((folder / "segments").iterdir())


def test_a_damaged_record_is_said_and_written_anew(folder: Path) -> None:
    overwrite(folder / RECORD, 3)
    with Library.open(folder) as library:
        assert "record of its commits is damaged" in next(library.check())
        library.remove(["fog"])
        assert list(library.check()) == []


def test_a_backup_has_its_own_record(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    with Library.open(folder) as library:
        library.backup(copy)
        library.add([HAIL])
    assert Library.problems(copy) == []
    (copy / DATABASE).unlink()
    with pytest.raises(LostCommitsError, match="had 3 articles"):
        Library.open(copy)


@pytest.mark.parametrize(
    "told",
    [
        {"commit": "x", "articles": None},
        {"commit": 10**30, "articles": 3},
        {"commit": float("inf"), "articles": 1.5},
        {"commit": True, "articles": []},
        [1, 2],
    ],
)
def test_a_record_that_counts_nothing_is_damaged_and_stops_nothing(folder: Path, told: object) -> None:
    body = json.dumps(told).encode()
    (folder / RECORD).write_bytes(b"%s %08x\n" % (body, zlib.crc32(body)))
    with Library.open(folder) as library:
        assert ["record of its commits is damaged" in line for line in library.check()] == [True]
        library.add([HAIL])
        assert len(library) == 4
        assert list(library.check()) == []
