"""The record beside a database: what it tells of commits that are gone."""

import os
from pathlib import Path

import pytest

from index import Library
from index.model.errors import LibraryError, LostCommitsError
from index.storage.commit_record import FILE_NAME, CommitRecord, Recorded


@pytest.fixture
def record(tmp_path: Path) -> CommitRecord:
    return CommitRecord(tmp_path)


def test_what_was_written_last_is_read(record: CommitRecord, tmp_path: Path) -> None:
    assert record.read() is None
    assert not record.is_damaged()
    record.write(7, 3)
    record.write(8, 2)
    assert record.read() == Recorded(8, 2)
    assert not record.is_damaged()
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]
    content = bytearray((tmp_path / FILE_NAME).read_bytes())
    content[5] ^= 1
    (tmp_path / FILE_NAME).write_bytes(content)
    assert record.read() is None
    assert record.is_damaged()


def test_a_record_is_on_the_disk_before_it_has_its_name(
    record: CommitRecord, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named: list[bool] = []
    sync = os.fsync

    def noted(handle: int) -> None:
        named.append((tmp_path / FILE_NAME).exists())
        assert os.fstat(handle).st_size
        sync(handle)

    monkeypatch.setattr(os, "fsync", noted)
    record.write(1, 0)
    # The file without its name, then the folder with it.
    assert named == [False, True]


def test_a_disk_without_room_costs_the_record_alone(
    record: CommitRecord, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    record.write(4, 1)
    monkeypatch.setattr(os, "fsync", full)
    record.write(5, 1)
    assert record.read() == Recorded(4, 1)
    assert "commit 5 could not be recorded" in caplog.text


@pytest.mark.parametrize(("commit", "lost"), [(6, "commits 7 to 8"), (7, "commits 8 to 8"), (8, ""), (9, "")])
def test_only_fewer_commits_than_were_recorded_are_a_loss(
    record: CommitRecord, commit: int, lost: str
) -> None:
    assert record.lost(commit, 2) == ""
    record.write(8, 5)
    said = record.lost(commit, 2)
    assert bool(said) == bool(lost)
    assert lost in said
    if lost:
        assert "it has 2 articles, 5 were committed" in said


@pytest.mark.parametrize(
    ("commit", "articles", "had"),
    [(1, 0, ""), (2, 0, "0 articles in 2 commits"), (1, 1, "1 articles in 1 commits")],
)
def test_a_library_that_was_only_laid_out_had_nothing(
    record: CommitRecord, commit: int, articles: int, had: str
) -> None:
    record.write(commit, articles)
    assert record.had_articles() == had
    if had:
        with pytest.raises(LostCommitsError, match=f"had {had}"):
            record.refuse_to_lay_out()
    else:
        record.refuse_to_lay_out()


@pytest.mark.parametrize(
    ("database", "log", "left"),
    [(None, b"", False), (None, b"x", True), (b"", b"x", True), (b"x", b"x", False), (None, None, False)],
)
def test_a_log_beside_a_database_that_is_gone_is_commits(
    record: CommitRecord, tmp_path: Path, database: bytes | None, log: bytes | None, *, left: bool
) -> None:
    for name, content in (("library.sqlite", database), ("library.sqlite-wal", log)):
        if content is not None:
            (tmp_path / name).write_bytes(content)
    assert (record.had_articles() == "commits, which are in its log still") == left


def test_the_log_of_an_empty_database_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "library.sqlite").touch()
    (tmp_path / "library.sqlite-wal").write_bytes(b"commits")
    with pytest.raises(LostCommitsError, match="in its log still"):
        Library.open(tmp_path)
    assert (tmp_path / "library.sqlite-wal").read_bytes() == b"commits"


def test_what_cannot_be_a_database_is_named(record: CommitRecord, tmp_path: Path) -> None:
    database = tmp_path / "library.sqlite"
    database.mkdir()
    with pytest.raises(LibraryError, match="is a folder"):
        record.refuse_to_lay_out()
    database.rmdir()
    os.mkfifo(database)
    with pytest.raises(LibraryError, match="is no ordinary file"):
        record.refuse_to_lay_out()
    database.unlink()
    database.symlink_to(tmp_path / "unplugged")
    with pytest.raises(LibraryError, match=r"is a link to .*unplugged, where nothing is"):
        record.refuse_to_lay_out()
    (tmp_path / "unplugged").touch()
    record.refuse_to_lay_out()
