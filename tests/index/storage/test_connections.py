"""Reading connections are lent and given back: nothing is kept for a thread, and nobody loses one in use."""

import threading
from pathlib import Path

import pytest

from index import Article, Library
from index.storage import connections

FOG = Article(id="fog", text="Fog came in from the sound.")
HANDLES = Path("/proc/self/fd")
needs_handles = pytest.mark.skipif(
    not HANDLES.exists(), reason="this system does not list a process's handles"
)


def handles() -> int:
    return len(list(HANDLES.iterdir()))


def mapped_segments() -> int:
    return Path("/proc/self/maps").read_text(encoding="utf-8").count(".segment")


@needs_handles
def test_writing_again_and_again_keeps_no_handle_and_no_mapping(tmp_path: Path) -> None:
    counts = []
    with Library.open(tmp_path) as library:
        for number in range(60):
            library.add([Article(id=f"a{number % 7}", text=f"Story {number} tells of the sound.")], workers=1)
            library._merger.wait()
            assert library.search("sound").found
            counts.append(handles())
        # Modules that are loaded late may keep some; one of each writing would be fifty.
        assert max(counts[10:]) <= max(counts[:10]) + 10
        assert mapped_segments() <= len(list((tmp_path / "segments").iterdir()))
    assert handles() < min(counts)


@needs_handles
def test_threads_that_end_leave_no_handle(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        library.add([FOG])
        library._merger.wait()
        found: list[bool] = []
        counts = []
        for _ in range(8):
            threads = [
                threading.Thread(target=lambda: found.append(library.search("fog").found)) for _ in range(12)
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            counts.append(handles())
        assert found == [True] * 96
        # Some rest, as many as readers met; one of each thread would be 84 more.
        assert max(counts) < counts[0] + 30


def test_only_so_many_are_lent_at_a_time_and_the_others_get_theirs_later(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        library.add([FOG])
        inside, most, lock = 0, 0, threading.Lock()
        full, counted = threading.Barrier(connections.MOST_LENT), []

        def read() -> None:
            nonlocal inside, most
            with library._folder.reading() as store:
                with lock:
                    inside += 1
                    most = max(most, inside)
                # All that may be lent are: nobody else gets one before these are given back.
                full.wait(60)
                counted.append(store.articles.count())
                with lock:
                    inside -= 1

        threads = [threading.Thread(target=read) for _ in range(3 * connections.MOST_LENT)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert counted == [1] * len(threads)
    assert most == connections.MOST_LENT


def test_who_has_one_gets_another_without_waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "MOST_LENT", 1)
    with Library.open(tmp_path) as library:
        library.add([FOG])
        with library._folder.reading() as one, library._folder.reading() as other:
            assert one is not other
            assert one.articles.count() == other.articles.count() == 1


def test_closing_takes_no_connection_from_who_reads_with_it(tmp_path: Path) -> None:
    library = Library.open(tmp_path)
    library.add([FOG])
    with library._folder.reading() as store:
        library.close()
        assert store.articles.count() == 1
    with library._folder.reading() as another:
        assert another is not store
        assert another.articles.count() == 1
    library.close()


@needs_handles
def test_a_closed_library_has_no_handles(tmp_path: Path) -> None:
    Library.open(tmp_path / "other").close()
    before = handles()
    library = Library.open(tmp_path / "library")
    library.add([FOG])
    with library._folder.reading():
        library.close()
    assert handles() == before


def test_a_connection_that_failed_in_the_middle_is_not_lent_again(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        library.add([FOG])
        with library._folder.reading() as store:
            pass
        with library._folder._readers.lend() as same:
            assert same is store
            same.begin()
        with library._folder.reading() as another:
            assert another is not store
            assert another.articles.count() == 1
