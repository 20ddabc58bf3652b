"""What must be on the disk before what: the order of fsync and rename, as the system is asked for them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from index import Article, Library
from index.storage.folder import SEGMENTS, LibraryFolder
from index.upkeep import merger

ARTICLES = [Article(id=f"a{number}", text=f"Word number{number} stands here.") for number in range(5)]
Calls = list[tuple[str, str]]


@contextmanager
def recorded(monkeypatch: pytest.MonkeyPatch, root: Path) -> Iterator[Calls]:
    """Record each fsync and rename below `root`, and still do it."""
    calls: Calls = []
    fsync, replace, rename = os.fsync, os.replace, os.rename

    def place(path: object) -> str:
        return os.path.relpath(os.fspath(path), root)  # type: ignore[call-overload, no-any-return]

    def recording_fsync(handle: int) -> None:
        calls.append(("sync", place(Path(f"/proc/self/fd/{handle}").readlink())))
        fsync(handle)

    def recording_replace(source: object, target: object, **options: object) -> None:
        calls.append(("replace", place(target)))
        replace(source, target, **options)  # type: ignore[call-overload]

    def recording_rename(source: object, target: object, **options: object) -> None:
        calls.append(("replace", place(target)))
        rename(source, target, **options)  # type: ignore[call-overload]

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", recording_fsync)
        patch.setattr(os, "replace", recording_replace)
        patch.setattr(os, "rename", recording_rename)
        yield calls


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
    assert [target for kind, target in after if kind == "replace"] == ["commit"]
    with Library.open(copy) as opened:
        assert len(opened) == 5


@linux
def test_a_segment_and_its_folder_are_on_the_disk_before_a_row_names_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Library.open(tmp_path) as library:
        named: list[tuple[str, ...]] = []
        with recorded(monkeypatch, tmp_path) as calls:
            add = type(library._access._opening.store.segments).add if False else None  # noqa: SLF001
            library.add(ARTICLES)
        assert add is None
        assert named == []
    [segment] = (tmp_path / SEGMENTS).iterdir()
    synced = [place for kind, place in calls if kind == "sync"]
    assert synced.index(f"{SEGMENTS}/{segment.name}") < synced.index(SEGMENTS)
