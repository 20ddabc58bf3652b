"""Locks, snapshots and the order in which things reach the disk."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from index import Article, Library, LibraryError
from index.storage import folder
from index.storage.database import Store
from index.storage.snapshot import Snapshot
from index.upkeep import merger

FOG = Article(id="fog", text="Fog came in from the sound.")


def test_file_and_folder_are_on_disk_before_the_commit_that_names_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    events: list[str] = []
    sync = os.fsync

    def noted(handle: int) -> None:
        events.append(Path(f"/proc/self/fd/{handle}").readlink().name)
        sync(handle)

    with Library.open(tmp_path) as library:
        monkeypatch.setattr(library._merger, "wake", lambda: None)
        library.add([FOG])
        store = library._folder._store
        assert store is not None
        store._db.set_trace_callback(lambda statement: events.append(statement.split()[0]))
        monkeypatch.setattr(os, "fsync", noted)
        library.add([Article(id="rain", text="Rain fell on the bank.")])
        monkeypatch.undo()
    [segment] = [event for event in events if event.endswith(".segment")]
    assert events.index(segment) < events.index("segments") < events.index("COMMIT")


def test_an_acknowledged_commit_survives_a_power_cut(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        library.add([FOG])
        store = library._folder._store
        assert store is not None
        [(synchronous,)] = store._db.execute("PRAGMA synchronous")
        [(journal,)] = store._db.execute("PRAGMA journal_mode")
    assert (synchronous, journal) == (2, "wal")


def test_a_second_writer_waits_and_then_says_who_is_in_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder, "LOCK_TIMEOUT_S", 0.05)
    with Library.open(tmp_path) as library:
        with (
            FileLock(tmp_path / "writer.lock", is_singleton=False),
            pytest.raises(LibraryError, match="has been written by another process for over 0 s; try again"),
        ):
            library.add([FOG])
        assert library.add([FOG]).added == ["fog"]


def test_readers_do_not_wait_for_a_writer(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        library.add([FOG])
        with FileLock(tmp_path / "writer.lock", is_singleton=False), Library.open(tmp_path) as other:
            assert other.search("fog").found


def test_another_process_sees_an_addition_and_a_removal_at_its_next_search(tmp_path: Path) -> None:
    code = """
import sys
from index import Library
with Library.open(sys.argv[1]) as library:
    for _ in sys.stdin:
        print(library.search("fog").found, flush=True)
"""
    command = [sys.executable, "-c", code, str(tmp_path)]
    with (
        Library.open(tmp_path) as library,
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as reader,
    ):
        assert reader.stdin is not None
        assert reader.stdout is not None
        seen = []
        for change in (lambda: None, lambda: library.add([FOG]), lambda: library.remove(["fog"])):
            change()
            reader.stdin.write("ask\n")
            reader.stdin.flush()
            seen.append(reader.stdout.readline().strip())
        reader.stdin.close()
    assert seen == ["False", "True", "False"]


def test_a_reader_tries_again_when_a_merge_took_a_file_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Library.open(tmp_path) as library, Library.open(tmp_path) as reader:
        monkeypatch.setattr(library._merger, "wake", lambda: None)
        for number in range(6):
            library.add([Article(id=f"a{number}", text="Fog again.")])
        load = Snapshot.load.__func__  # type: ignore[attr-defined]
        tries = []

        def after_a_merge(
            cls: type[Snapshot], folder: Path, store: Store, previous: Snapshot | None
        ) -> Snapshot:
            tries.append(store.generation())
            if len(tries) == 1:
                assert merger.merge_once(library._folder)
            return load(cls, folder, store, previous)  # type: ignore[no-any-return]

        monkeypatch.setattr(Snapshot, "load", classmethod(after_a_merge))
        assert len(reader.rank("fog")) == 6
        assert len(tries) == 2
        assert tries[1] > tries[0]


def test_a_reader_never_checkpoints_and_cannot_write(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library, library._folder.reading() as store:
        [(pages,)] = store._db.execute("PRAGMA wal_autocheckpoint")
        [(only,)] = store._db.execute("PRAGMA query_only")
    assert (pages, only) == (0, 1)


def test_a_library_on_a_read_only_place_says_so(tmp_path: Path) -> None:
    place = tmp_path / "file"
    place.write_text("not a folder")
    with pytest.raises(LibraryError, match="check disk and permissions"):
        Library.open(place / "library")


def test_a_newer_library_is_refused_with_the_remedy(tmp_path: Path) -> None:
    Library.open(tmp_path).close()
    with sqlite3.connect(tmp_path / "library.sqlite") as db:
        db.execute("UPDATE meta SET value = 99 WHERE name = 'format'")
    db.close()
    with pytest.raises(LibraryError, match=r"has format 99.*install a newer Pullquote"):
        Library.open(tmp_path)


def test_a_folder_with_something_else_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "library.sqlite").write_bytes(
        b"this is no database, but it is long enough to be read as one" * 20
    )
    with pytest.raises(LibraryError, match=str(tmp_path)):
        Library.open(tmp_path)


def test_a_damaged_segment_is_named(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        library.add([FOG])
    [segment] = (tmp_path / "segments").iterdir()
    segment.write_bytes(b"{}\n")
    with Library.open(tmp_path) as library, pytest.raises(LibraryError, match=f"{segment.name} is damaged"):
        library.search("fog")


def test_what_a_killed_writer_left_behind_is_swept(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        leftover = tmp_path / "segments" / "0123456789abcdef.segment"
        leftover.write_bytes(b"half a segment")
        library.add([FOG])
        assert not leftover.exists()
        assert library.search("fog").found


def test_a_library_whose_laying_out_was_cut_short_is_laid_out(tmp_path: Path) -> None:
    (tmp_path / "library.sqlite").touch()
    with Library.open(tmp_path) as library:
        library.add([FOG])
        assert library.search("fog").found


def test_two_processes_may_lay_out_a_library_at_once(tmp_path: Path) -> None:
    # The other one has opened the database and committed nothing yet.
    with FileLock(tmp_path / "writer.lock", is_singleton=False):
        Store(tmp_path, writable=True).close()
        code = (
            "from index import Library; print('opening', flush=True); "
            f"print(len(Library.open({str(tmp_path)!r})))"
        )
        other = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
        assert other.stdout is not None
        assert other.stdout.readline() == "opening\n"
        with pytest.raises(subprocess.TimeoutExpired):
            other.wait(0.5)
    assert other.communicate()[0] == "0\n"


@pytest.mark.skipif(sys.platform == "win32", reason="the system bounds no file's size")
def test_a_backup_that_a_full_disk_cuts_short_leaves_nothing(tmp_path: Path) -> None:
    target = tmp_path / "copy"
    with Library.open(tmp_path / "library") as library:
        library.add(Article(id=str(number), text=f"Fog number {number}. " * 50) for number in range(50))
    code = """
import resource, signal, sys
from pathlib import Path
from index import Library, LibraryError
library = Library.open(sys.argv[1])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), hard))
try:
    library.backup(Path(sys.argv[2]))
except LibraryError as error:
    print(error)
finally:
    # What the process writes when it ends, such as what was covered, is no part of this.
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
"""
    for limit in (1, 40_000):
        command = [sys.executable, "-c", code, str(tmp_path / "library"), str(target), str(limit)]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        assert str(target) in said
        assert list(target.iterdir()) == []
    with Library.open(tmp_path / "library") as library:
        library.backup(target)
    with Library.open(target) as copy:
        assert list(copy.check()) == []
        assert len(copy) == 50
