"""Libraries that can only be read, and what is said where something is refused."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from index import Article, Library
from refused_places import mounted_read_only, on_a_full_disk, owned_by_somebody_else, run

FOG = Article(id="fog", title="Fog", text="Fog closed the port of Velling for nine hours.")
RAIN = Article(id="rain", title="Rain", text="Rain fell on the bank of Aldmoor.")
# Reads in every way, then tries to write.
READ = """
import sys
from pathlib import Path
from index import Article, Library, LibraryError
with Library.open(sys.argv[1]) as library:
    print(library.search("fog at the port").hits[0].passage.text)
    print([article.id for article in library.articles()], [one.id for one in library.lookup.suggest("fo")])
    print(list(library.check()))
    if len(sys.argv) > 2:
        library.backup(Path(sys.argv[2]))
    try:
        library.add([Article(id="more", text="More of it.")])
    except LibraryError as error:
        print(error)
"""
READER = """
import sys
from index import Library, LibraryError
with Library.open(sys.argv[1]) as library:
    for line in sys.stdin:
        try:
            if line.strip() == "hold":
                with library._folder.reading() as store:
                    print(store.articles.count(), flush=True)
                    sys.stdin.readline()
            print(sorted(one.id for one in library.articles()), flush=True)
        except LibraryError as error:
            print(error, flush=True)
"""
PLACES = [owned_by_somebody_else, mounted_read_only]
Refusing = Callable[[Path], list[str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    with Library.open(folder) as library:
        library.add([FOG])
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def check_reading(said: str) -> str:
    """Check what READ printed, but for its last line, which is returned."""
    text, articles, problems, refusal = said.strip().split("\n")
    assert text == FOG.text
    assert articles == "['fog'] ['fog']"
    assert problems == "[]"
    return refusal


@pytest.mark.parametrize("refusing", PLACES)
def test_a_library_that_may_only_be_read_is_read_and_left_as_it_is(
    folder: Path, tmp_path: Path, refusing: Refusing
) -> None:
    before = contents(folder)
    refusal = check_reading(run(READ, folder, tmp_path / "copy", before=refusing(folder)))
    assert str(folder) in refusal
    assert "may not be written by this user" in refusal
    assert contents(folder) == before
    with Library.open(tmp_path / "copy") as copy:
        assert copy.search("fog").found


@pytest.mark.parametrize("refusing", PLACES)
def test_what_a_killed_writer_left_in_the_log_is_read_where_nothing_may_be_written(
    folder: Path, refusing: Refusing
) -> None:
    with killed_writer(folder):
        pass
    assert (folder / "library.sqlite-wal").stat().st_size
    before = contents(folder)
    said = run(READ.replace("fog at the port", "rain on the bank"), folder, before=refusing(folder))
    assert said.startswith(f"{RAIN.text}\n['fog', 'rain']")
    assert contents(folder) == before


def test_commits_that_cannot_be_taken_from_the_log_are_named_and_never_left_out(folder: Path) -> None:
    with killed_writer(folder):
        pass
    (folder / "library.sqlite-shm").unlink()
    code = """
import sys
from index import Library, LibraryError
try:
    Library.open(sys.argv[1])
except LibraryError as error:
    print(error)
"""
    said = run(code, folder, before=owned_by_somebody_else(folder))
    assert "library.sqlite-wal holds the last commits" in said
    assert "pullquote check" in said


@contextmanager
def killed_writer(folder: Path) -> Iterator[None]:
    code = """
import os, signal, sys
from index import Article, Library
library = Library.open(sys.argv[1])
library.add([Article(id="rain", title="Rain", text="Rain fell on the bank of Aldmoor.")])
os.kill(os.getpid(), signal.SIGKILL)
"""
    subprocess.run([sys.executable, "-c", code, str(folder)], check=False)
    yield


@pytest.fixture(params=PLACES)
def tell(folder: Path, request: pytest.FixtureRequest) -> Iterator[Callable[[str], str]]:
    """Give a line to a process that reads where nothing may be written, and return what it says."""
    refusing: Refusing = request.param
    command = [*refusing(folder), sys.executable, "-c", READER, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:

        def told(line: str) -> str:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(f"{line}\n")
            process.stdin.flush()
            return process.stdout.readline().strip()

        yield told
        assert process.stdin is not None
        process.stdin.close()


def test_a_reader_that_may_not_write_sees_each_commit_of_a_writer_elsewhere(
    folder: Path, tell: Callable[[str], str]
) -> None:
    assert tell("ask") == "['fog']"
    with Library.open(folder) as library:
        library.add([RAIN])
        assert tell("ask") == "['fog', 'rain']"
        library.remove(["fog"])
        assert tell("ask") == "['rain']"
    assert tell("ask") == "['rain']"
    with Library.open(folder) as library:
        library.add([FOG])
    assert tell("ask") == "['fog', 'rain']"


def test_what_may_be_of_two_commits_is_refused_and_the_next_question_is_answered(
    folder: Path, tell: Callable[[str], str]
) -> None:
    assert tell("hold") == "1"
    with Library.open(folder) as library:
        library.add([RAIN])
    assert "was written by somebody else while it was read; ask again" in tell("go on")
    assert tell("ask") == "['fog', 'rain']"


def test_on_a_full_disk_reading_works_and_writing_names_the_disk(folder: Path) -> None:
    refusal = check_reading(run(READ, folder, before=on_a_full_disk(folder)))
    assert str(folder) in refusal
    assert "the disk is full; free some space" in refusal


def test_a_library_that_may_not_even_be_read_says_so(folder: Path) -> None:
    before = owned_by_somebody_else(folder)
    (folder / "library.sqlite").chmod(0)
    said = run(
        "import sys\nfrom index import Library, LibraryError\n"
        "try: Library.open(sys.argv[1])\nexcept LibraryError as error: print(error)",
        folder,
        before=before,
    )
    assert str(folder / "library.sqlite") in said
    assert "Permission denied" in said
    assert "no Pullquote library" not in said


def test_a_folder_that_may_not_be_entered_is_no_missing_library(folder: Path) -> None:
    before = owned_by_somebody_else(folder)
    folder.chmod(0o600)
    said = run(
        "import sys\nfrom pathlib import Path\nfrom index import Library, LibraryError\n"
        "for do in (Library.stands_in, Library.open):\n"
        "    try: do(Path(sys.argv[1]))\n    except LibraryError as error: print(error)",
        folder,
        before=before,
    )
    assert said.count("Permission denied") == 2
    assert said.count(str(folder)) == 2


def test_a_new_library_is_not_laid_out_where_nothing_may_be_written(tmp_path: Path) -> None:
    place = tmp_path / "place"
    place.mkdir()
    said = run(
        "import sys\nfrom index import Library, LibraryError\n"
        "try: Library.open(sys.argv[1] + '/library')\nexcept LibraryError as error: print(error)",
        place,
        before=owned_by_somebody_else(place),
    )
    assert "may not be written by this user" in said


@pytest.mark.skipif(sys.platform == "win32", reason="the system bounds no process's files")
def test_without_handles_left_that_is_what_is_said_and_it_passes(folder: Path) -> None:
    code = """
import os, resource, sys
from index import Library, LibraryError, TooManyFilesError
with Library.open(sys.argv[1]) as library:
    library.search("fog")
resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
for spare in range(3):
    taken = []
    while True:
        try:
            taken.append(os.open(os.devnull, os.O_RDONLY))
        except OSError:
            break
    for handle in taken[:spare]:
        os.close(handle)
    try:
        with Library.open(sys.argv[1]) as library:
            print(library.search("fog").found)
    except TooManyFilesError as error:
        print(error)
    for handle in taken[spare:]:
        os.close(handle)
with Library.open(sys.argv[1]) as library:
    print(library.search("fog").found)
"""
    *refusals, after = run(code, folder).strip().split("\n")
    assert len(refusals) == 3
    assert all("as many files are open as the system allows" in line for line in refusals)
    assert after == "True"
