"""What must be on the disk before what: the order of fsync and rename, as the system is asked for them."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock, Timeout

from index import Article, Library, LibraryError
from index.storage.database import Store
from index.storage.folder import SEGMENTS, WRITER_LOCK
from index.storage.segment_writer import Written
from index.storage.segments_table import SegmentRows
from index.upkeep import merged_postings, merger

ARTICLES = [Article(id=f"a{number}", text=f"Word number{number} stands here.") for number in range(5)]
Calls = list[tuple[str, str]]
FILES_LOCK = "files.lock"


@contextmanager
def recorded(monkeypatch: pytest.MonkeyPatch, root: Path) -> Iterator[Calls]:
    """Record each fsync and rename below `root`, and still do it."""
    calls: Calls = []
    fsync, replace, rename = os.fsync, os.replace, os.rename

    def place(path: Any) -> str:
        return os.path.relpath(str(path), str(root))

    def recording_fsync(handle: int) -> None:
        calls.append(("sync", place(Path(f"/proc/self/fd/{handle}").readlink())))
        fsync(handle)

    def recording_replace(source: Any, target: Any, **options: Any) -> None:
        calls.append(("replace", place(target)))
        replace(source, target, **options)

    def recording_rename(source: Any, target: Any, **options: Any) -> None:
        calls.append(("replace", place(target)))
        rename(source, target, **options)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", recording_fsync)
        patch.setattr(os, "replace", recording_replace)
        patch.setattr(os, "rename", recording_rename)
        yield calls


class _Named:
    """What is done whenever a row comes to name a segment."""

    def __init__(self) -> None:
        self.does: Callable[[str], object] = str

    def then(self, does: Callable[[str], object]) -> None:
        self.does = does


@contextmanager
def at_each_row(monkeypatch: pytest.MonkeyPatch) -> Iterator[_Named]:
    """Do something whenever a row comes to name a segment, and still let it."""
    named = _Named()
    add = SegmentRows.add

    def watched(table: SegmentRows, written: Written) -> int:
        named.does(written.name)
        return add(table, written)

    with monkeypatch.context() as patch:
        patch.setattr(SegmentRows, "add", watched)
        yield named


def prepare(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Add an article a segment, so that there is something to merge."""
    monkeypatch.setattr(library._merger, "wake", lambda *, whole=False: None)  # noqa: ARG005
    for article in ARTICLES:
        library.add([article])


def do(library: Library, work: str) -> None:
    if work == "add":
        library.add([Article(id="new", text="Another word.")])
    elif work == "rebuild":
        library.rebuild()
    else:
        assert merger.merge_once(library._folder)


def is_free(lock: Path) -> bool:
    try:
        with FileLock(lock, timeout=0, is_singleton=False):
            return True
    except Timeout:
        return False


linux = pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="tells a handle's file by /proc")


@linux
def test_a_backup_is_on_the_disk_before_it_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "copy"
    with Library.open(tmp_path / "library") as library:
        library.add(ARTICLES)
        (library.folder / "synonyms.txt").write_text("word, term\n", encoding="utf-8")
        with recorded(monkeypatch, copy) as calls:
            library.backup(copy)
    [segment] = (copy / SEGMENTS).iterdir()
    named = calls.index(("replace", "library.sqlite"))
    before, after = calls[:named], calls[named + 1 :]
    for needed in (f"{SEGMENTS}/{segment.name}", SEGMENTS, "synonyms.txt", "library.sqlite.unfinished"):
        assert ("sync", needed) in before, needed
    # The folder of the segments after what is in it, and the folder of all once the name is there.
    assert before.index(("sync", f"{SEGMENTS}/{segment.name}")) < before.index(("sync", SEGMENTS))
    assert after[0] == ("sync", ".")
    # What says that there were articles comes last, and durably.
    assert [target for kind, target in after if kind == "replace"] == ["library.commit"]
    with Library.open(copy) as opened:
        assert len(opened) == 5


@linux
@pytest.mark.parametrize("work", ["add", "merge", "rebuild"])
def test_a_segment_is_on_the_disk_before_a_row_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, work: str
) -> None:
    with Library.open(tmp_path) as library:
        prepare(library, monkeypatch)
        with recorded(monkeypatch, tmp_path) as calls, at_each_row(monkeypatch) as named:
            named.then(lambda name: calls.append(("row", f"{SEGMENTS}/{name}")))
            do(library, work)
    rows = [place for kind, place in calls if kind == "row"]
    assert rows
    for segment in rows:
        row = calls.index(("row", segment))
        written = calls.index(("sync", segment))
        assert ("sync", SEGMENTS) in calls[written:row]
    # The record beside the database says so last.
    assert calls[-1] == ("sync", ".")
    assert ("replace", "library.commit") in calls[calls.index(("row", rows[-1])) :] or work == "merge"


@pytest.mark.parametrize("work", ["add", "merge", "rebuild"])
def test_rows_change_under_the_writer_s_lock_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, work: str
) -> None:
    free: list[bool] = []
    with Library.open(tmp_path) as library:
        prepare(library, monkeypatch)
        with at_each_row(monkeypatch) as named:
            named.then(lambda _: free.append(is_free(tmp_path / WRITER_LOCK)))
            do(library, work)
    assert free
    assert not any(free)
    assert is_free(tmp_path / WRITER_LOCK)


def test_while_files_are_kept_nobody_merges_and_while_a_merge_writes_files_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Library.open(tmp_path) as library:
        prepare(library, monkeypatch)
        with FileLock(tmp_path / FILES_LOCK, is_singleton=False):
            assert not merger.merge_once(library._folder)
        write = merged_postings.write_merged
        free: list[bool] = []

        def watched(*arguments: Any) -> Any:
            # Others may add meanwhile, but nobody may sweep what no row names yet.
            free.append(is_free(tmp_path / WRITER_LOCK))
            free.append(is_free(tmp_path / FILES_LOCK))
            return write(*arguments)

        monkeypatch.setattr(merged_postings, "write_merged", watched)
        assert merger.merge_once(library._folder)
    assert free == [True, False]


def test_no_backup_is_made_beside_a_merge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Library.open(tmp_path) as library:
        prepare(library, monkeypatch)
        before = library.rank("word", 10)
        assert len(before) == len(ARTICLES)
        monkeypatch.setattr("index.storage.folder.MERGE_PATIENCE_S", 0.05)
        with FileLock(tmp_path / FILES_LOCK, is_singleton=False), pytest.raises(LibraryError, match="merge"):
            library.backup(tmp_path / "copy")
        assert library.rank("word", 10) == before


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            sqlite3.OperationalError("disk I/O error"),
            "copy: disk I/O error; no backup was made",
        ),
        (OSError(28, "No space left on device"), "copy: No space left on device; no backup was made"),
    ],
)
def test_a_backup_that_fails_says_why_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, said: str
) -> None:
    def fail(*_: object) -> None:
        raise error

    with Library.open(tmp_path / "library") as library:
        library.add(ARTICLES)
        (library.folder / "synonyms.txt").write_text("word, term\n", encoding="utf-8")
        monkeypatch.setattr(Store, "backup", fail)
        with pytest.raises(LibraryError, match=said):
            library.backup(tmp_path / "copy")
    assert list((tmp_path / "copy").iterdir()) == []
