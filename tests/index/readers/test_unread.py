"""Files that have not changed are not read again, and everything is as if they had been."""

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from documents import PAGE, RSS, STORY, pdf, word, zipped
from index import AddReport, Article, Library
from index.model.limits import Limits
from index.readers import dispatch, read_changed
from index.readers import fingerprint as fingerprints
from index.readers.sources import InputSource

Add = Callable[..., AddReport]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Lay out a folder with a file of each kind; three of them have something wrong with them."""
    made = tmp_path / "articles"
    made.mkdir()
    (made / "page.html").write_text(PAGE)
    (made / "paper.pdf").write_bytes(pdf([STORY]))
    # The same on all pages, so that it counts as their head and nothing is left.
    (made / "heads.pdf").write_bytes(pdf([["Harbor Ledger"]] * 4))
    (made / "letter.docx").write_bytes(word([("Title", "Frost"), ("", " ".join(STORY[:2]))]))
    (made / "feed.xml").write_bytes(RSS)
    (made / "plain.txt").write_text("Fog\n\nFog lay on the sound all day. The ferries stayed in port.")
    records = [{"id": f"r{n}", "text": f"Record number {n}.", "date": "soon"} for n in range(3)]
    (made / "records.jsonl").write_text("\n".join(map(json.dumps, records)) + "\nno JSON\n")
    (made / "some.zip").write_bytes(zipped({"a.txt": b"One text.", "b.txt": b"", "c.txt": b"Other text."}))
    (made / "empty.txt").write_text("")
    return made


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collect the names of the files that are read."""
    names: list[str] = []
    plain = dispatch.Reading.file

    def watched(self: dispatch.Reading, source: InputSource, *rest: object) -> object:
        names.append(source.name)
        return plain(self, source, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(dispatch.Reading, "file", watched)
    return names


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library.open(tmp_path / "library")


def add(library: Library, *paths: Path, limits: Limits | None = None) -> AddReport:
    return library.add(read_changed(*paths, unchanged=library.has_read, limits=limits or Limits()))


def test_the_same_folder_again_is_unchanged_and_says_the_same(
    library: Library, folder: Path, read: list[str]
) -> None:
    first = add(library, folder)
    assert len(first.added) == 10
    assert len(first.failed) == 5
    assert f"{folder}/heads.pdf: holds no words; there is nothing to quote" in map(str, first.failed)
    read.clear()
    second = add(library, folder)
    assert read == []
    assert (second.added, second.updated) == ([], [])
    assert sorted(second.unchanged) == sorted(first.added)
    assert second.problems == first.problems


def test_problems_name_the_file_as_it_is_called_this_time(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = add(library, folder)
    monkeypatch.chdir(folder.parent)
    second = add(library, Path("articles"))
    prefix = f"{folder.parent}/"
    assert [str(one) for one in second.problems] == [str(one).removeprefix(prefix) for one in first.problems]


def test_only_what_changed_is_read(library: Library, folder: Path, read: list[str]) -> None:
    add(library, folder)
    read.clear()
    text = (folder / "plain.txt").read_text()
    # As long as before, and within the same tick of the clock.
    (folder / "plain.txt").write_text(text.replace("day", "bay"))
    report = add(library, folder)
    assert read == ["plain.txt"]
    assert len(report.updated) == 1


def test_a_file_touched_or_copied_anew_is_the_same(library: Library, folder: Path, read: list[str]) -> None:
    add(library, folder)
    read.clear()
    page = folder / "page.html"
    content = page.read_bytes()
    page.unlink()
    page.write_bytes(content)
    add(library, page)
    assert read == []


def test_what_was_removed_comes_back(library: Library, folder: Path, read: list[str]) -> None:
    add(library, folder)
    read.clear()
    library.remove(["r1"])
    report = add(library, folder)
    assert read == ["records.jsonl"]
    assert report.added == ["r1"]
    assert add(library, folder).added == []
    assert read == ["records.jsonl"]


def test_what_another_source_changed_is_read_again(library: Library, folder: Path) -> None:
    add(library, folder)
    library.add([Article(id="r1", text="Newer words.")])
    assert add(library, folder).updated == ["r1"]
    assert library.get("r1").text == "Record number 1."


def test_two_files_of_one_article_settle(library: Library, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "x", "text": "Old words."}')
    (tmp_path / "b.jsonl").write_text('{"id": "x", "text": "New words."}')
    both = (tmp_path / "a.jsonl", tmp_path / "b.jsonl")
    assert (add(library, *both).updated, library.get("x").text) == (["x"], "New words.")
    assert add(library, *both).unchanged == ["x", "x"]


def test_a_correction_needs_no_reading(library: Library, folder: Path, read: list[str]) -> None:
    add(library, folder)
    read.clear()
    library.correct("r1", title="By hand")
    assert "r1" in add(library, folder).unchanged
    assert read == []
    assert library.get("r1").title == "By hand"


def test_other_limits_formats_and_readers_read_again(
    library: Library, folder: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = folder / "page.html"
    add(library, page)
    add(library, page, limits=Limits(pages=5))
    library.add(read_changed(page, unchanged=library.has_read, format="txt"))
    monkeypatch.setattr(fingerprints, "_code", lambda: b"a better cleaner")
    add(library, page)
    assert read == ["page.html"] * 4


def test_what_conflicts_with_the_library_is_read_and_said_again(library: Library, tmp_path: Path) -> None:
    url = "https://ledger.example/ferry"
    library.add([Article(id="a", text="Old.", url=url)])
    (tmp_path / "b.jsonl").write_text(json.dumps({"id": "b", "text": "New.", "url": url}))
    assert len(add(library, tmp_path / "b.jsonl").problems) == 1
    library.remove(["b"])
    assert len(add(library, tmp_path / "b.jsonl").problems) == 1


def test_a_file_written_while_it_is_read_is_read_again(
    library: Library, tmp_path: Path, read: list[str]
) -> None:
    path = tmp_path / "growing.jsonl"
    path.write_text('{"id": "a", "text": "One."}\n')
    items = read_changed(path, unchanged=library.has_read)
    first = next(items)
    with path.open("a") as file:
        file.write('{"id": "b", "text": "Two."}\n')
    library.add([first, *items])
    add(library, path)
    add(library, path)
    assert read == ["growing.jsonl"] * 2
    assert len(library) == 2


def test_an_interrupted_add_goes_on_where_it_was(
    library: Library, tmp_path: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.indexing.ingest.BATCH_ARTICLES", 4)
    for number in range(10):
        (tmp_path / f"{number}.txt").write_text(f"Title {number}\n\nText number {number} of ten.")

    def stop(report: AddReport) -> None:
        if len(report.added) >= 8:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        library.add(read_changed(*sorted(tmp_path.glob("*.txt")), unchanged=library.has_read), on_commit=stop)
    read.clear()
    report = add(library, *sorted(tmp_path.glob("*.txt")))
    assert len(report.unchanged) >= 4
    assert len(report.unchanged) + len(report.added) == 10
    assert len(read) < 10


def test_adding_again_takes_a_tenth(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(40):
        page = PAGE.replace("Gull Point", f"Gull Point {number}").replace("/ferry", f"/ferry-{number}")
        (folder / f"{number}.html").write_text(page)
    times = []
    # A machine with other work spoils single ones.
    for _ in range(4):
        began = time.perf_counter()
        report = add(library, folder)
        times.append(time.perf_counter() - began)
    assert len(report.unchanged) == 40
    assert min(times[1:]) < times[0] / 10
