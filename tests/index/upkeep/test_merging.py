import random
import threading
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Article, Library, LibraryError
from index.storage.segments_table import SegmentRow
from index.upkeep import merged_postings, merger
from index.upkeep.merger import FACTOR, SMALLEST, plan


def rows_of(sizes: list[tuple[int, int]]) -> list[SegmentRow]:
    keys = [0]
    for passages, _ in sizes:
        keys.append(keys[-1] + passages)
    return [
        SegmentRow(number, f"s{number}", 0, passages, 0, low, high - 1, removed, 0)
        for number, ((passages, removed), (low, high)) in enumerate(zip(sizes, pairwise(keys), strict=True))
    ]


@given(st.lists(st.tuples(st.integers(1, 10**6), st.floats(0, 1)), max_size=40))
def test_a_plan_names_neighbours_and_ends(sizes: list[tuple[int, float]]) -> None:
    rows = rows_of([(passages, int(passages * share)) for passages, share in sizes])
    for _ in range(1000):
        chosen = plan(rows)
        if not chosen:
            break
        first = rows.index(chosen[0])
        assert rows[first : first + len(chosen)] == chosen
        left = sum(row.passages - row.removed for row in chosen)
        merged = [SegmentRow(0, "m", 0, left, 0, chosen[0].first_key, chosen[-1].last_key)] if left else []
        rows[first : first + len(chosen)] = merged
    assert plan(rows) == []


def test_the_number_of_segments_stays_logarithmic() -> None:
    rows: list[SegmentRow] = []
    most = 0
    for number in range(20_000):
        rows.append(SegmentRow(0, f"s{number}", 0, 10, 0, number * 10, number * 10 + 9))
        while chosen := plan(rows):
            first = rows.index(chosen[0])
            passages = sum(row.passages for row in chosen)
            rows[first : first + len(chosen)] = [
                SegmentRow(0, "m", 0, passages, 0, chosen[0].first_key, chosen[-1].last_key)
            ]
        most = max(most, len(rows))
    levels = 1
    while SMALLEST * FACTOR**levels < 200_000:
        levels += 1
    assert most <= (FACTOR - 1) * (levels + 1)


def test_removals_during_a_merge_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Library.open(tmp_path) as library:
        monkeypatch.setattr(library._merger, "wake", lambda: None)
        for number in range(6):
            library.add([Article(id=f"a{number}", text=f"Common word. Unique{number} ends.")])
        library.remove(["a0"])
        write = merged_postings.write_merged

        def remove_meanwhile(*arguments: Any) -> object:
            written = write(*arguments)
            library.remove(["a1", "a4"])
            library.add([Article(id="a5", text="Another word, unique5.")])
            return written

        monkeypatch.setattr(merged_postings, "write_merged", remove_meanwhile)
        assert merger.merge_once(library._folder)
        monkeypatch.undo()
        assert {name for name, _ in library.rank("common word", 10)} == {"a2", "a3", "a5"}
        assert list(library.check()) == []


def test_a_rebuild_during_a_merge_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Library.open(tmp_path) as library:
        monkeypatch.setattr(library._merger, "wake", lambda: None)
        for number in range(6):
            library.add([Article(id=f"a{number}", text="Common word.")])
        write = merged_postings.write_merged

        def rebuild_meanwhile(*arguments: Any) -> object:
            written = write(*arguments)
            library.rebuild()
            return written

        monkeypatch.setattr(merged_postings, "write_merged", rebuild_meanwhile)
        assert not merger.merge_once(library._folder)
        assert len(library.rank("common", 10)) == 6
        assert list(library.check()) == []
        library.add([Article(id="b", text="Swept.")])
        with library._folder.reading() as store:
            named = {row.name for row in store.segments.all()}
        assert {path.name for path in (tmp_path / "segments").iterdir()} == named


def test_an_emptied_segment_disappears(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        library.add([Article(id="a", text="Some words."), Article(id="b", text="More words.")])
        library.remove(["a", "b"])
        library._merger.wait()
        assert list((tmp_path / "segments").iterdir()) == []
        assert list(library.check()) == []
        assert not library.search("words").found


def test_many_threads_and_a_writer_see_whole_articles(tmp_path: Path) -> None:
    """Each version of the article says its number in every passage; no search may mix two."""
    chance = random.Random(1)
    with Library.open(tmp_path, passage_tokens=12) as library:
        library.add([Article(id="a", text="Version zero is here. " * 30)])
        stop = threading.Event()
        errors: list[object] = []

        def ask() -> None:
            while not stop.is_set():
                try:
                    passages = [hit.passage for hit in library.search("version", 8).hits]
                    if len({one.article.text for one in passages}) != 1:
                        errors.append(passages)
                except Exception as error:  # noqa: BLE001
                    errors.append(error)

        threads = [threading.Thread(target=ask) for _ in range(3)]
        for thread in threads:
            thread.start()
        for number in range(25):
            library.add([Article(id="a", text=f"Version number{number} is here. " * chance.randint(10, 40))])
        stop.set()
        for thread in threads:
            thread.join()
        assert errors == []
        assert list(library.check()) == []


def test_a_backup_of_a_library_in_use_is_whole(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library") as library:
        library.add([Article(id=f"a{number}", text=f"Word number{number}.") for number in range(50)])
        library.remove(["a3"])
        library.backup(tmp_path / "copy")
        library.remove(["a4"])
        with pytest.raises(LibraryError, match="is not empty"):
            library.backup(tmp_path / "copy")
    with Library.open(tmp_path / "copy") as copy:
        assert len(copy) == 49
        assert list(copy.check()) == []
        assert copy.search("number4").found


@pytest.mark.parametrize("harm", ["flip", "cut", "delete"])
def test_damage_is_found_and_repaired(tmp_path: Path, harm: str) -> None:
    with Library.open(tmp_path) as library:
        library.add([Article(id=f"a{number}", text=f"Word number{number}.") for number in range(50)])
        expected = library.rank("word number7", 50)
        library._merger.wait()
    [path] = (tmp_path / "segments").iterdir()
    content = bytearray(path.read_bytes())
    if harm == "flip":
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
    elif harm == "cut":
        path.write_bytes(content[:-100])
    else:
        path.unlink()
    with Library.open(tmp_path) as library:
        assert any(path.name in problem for problem in library.check())
        library.rebuild()
        assert list(library.check()) == []
        assert library.rank("word number7", 50) == expected
