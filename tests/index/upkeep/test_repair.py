"""Damaged segments are named, and a repair keeps all that is whole."""

import json
import shutil
from pathlib import Path

import pytest

from damaging import DATABASE, FOG, change, lay_out, overwrite, repaired
from index import Article, Library, LibraryError
from index.model.errors import DamageError
from index.upkeep.merger import merge_once


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library of three articles, a commit each, closed."""
    return lay_out(tmp_path / "library")


# Segments


def test_postings_out_of_range_are_one_clear_line(folder: Path) -> None:
    with Library.open(folder) as library:
        library.rebuild()
    for file in (folder / "segments").iterdir():
        header, _, arrays = file.read_bytes().partition(b"\n")
        [_, count, place] = json.loads(header)["arrays"]["docs"]
        beyond = (1 << 30).to_bytes(4, "little") * count
        file.write_bytes(header + b"\n" + arrays[:place] + beyond + arrays[place + len(beyond) :])
    with Library.open(folder) as library:
        for word in ("fog", "rain", "snow"):
            with pytest.raises(DamageError, match=r"segment is damaged.*pullquote check --repair"):
                library.search(word)
        assert any("has changed since it was written" in problem for problem in library.check())
    repaired(folder)


def test_a_merge_hides_no_damage(folder: Path) -> None:
    with Library.open(folder) as library:
        library._merger.wait()
        [first, *_] = sorted((folder / "segments").iterdir())
        overwrite(first, first.stat().st_size - 20)
        with pytest.raises(DamageError, match=first.name):
            merge_once(library._folder, whole=True)


# Repair


def test_damaged_articles_are_taken_out_into_a_file(folder: Path) -> None:
    change(folder, "UPDATE articles SET text = replace(text, 'thick', 'thinn') WHERE id = 'fog'")
    said = repaired(folder)
    assert any('taken out: article "fog"' in line for line in said)
    [kept] = folder.glob("damaged-*")
    [record] = [json.loads(line) for line in (kept / "damaged-articles.jsonl").read_text().splitlines()]
    assert (record["id"], record["text"]) == ("fog", FOG.text.replace("thick", "thinn"))
    with Library.open(folder) as library:
        assert sorted(article.id for article in library.articles()) == ["rain", "snow"]
        assert library.add([FOG]).added == ["fog"]
        # The passages that were cited are never given to other words.
        assert library.passages("fog")[0].serial > 1


def test_a_damaged_page_costs_what_stands_on_it(tmp_path: Path) -> None:
    place = tmp_path / "library"
    articles = [Article(id=f"a{one}", text=f"Fog number {one} came in. " * 120) for one in range(40)]
    with Library.open(place) as library:
        library.add(articles)
        library.correct("a5", title="Five")
        library.remove(["a6"])
    data = bytearray((place / DATABASE).read_bytes())
    page = data.find(b"Fog number 20 came in.") // 4096 * 4096
    data[page : page + 200] = bytes(200)
    (place / DATABASE).write_bytes(bytes(data))
    assert Library.problems(place)
    repaired(place)
    with Library.open(place) as library:
        kept = {article.id: article for article in library.articles()}
        assert 35 <= len(kept) < 40
        assert all(kept[one.id].text == one.text for one in articles if one.id in kept)
        assert kept["a5"].title == "Five"
        assert library.corrections("a5") == {"title": ""}
        assert library.search("number").found
        with pytest.raises(LibraryError, match="withdrawn"):
            library.get("a6")


@pytest.mark.parametrize("how", ["gone", "empty"])
def test_a_library_without_its_folder_of_segments_is_repaired(folder: Path, how: str) -> None:
    shutil.rmtree(folder / "segments")
    if how == "empty":
        (folder / "segments").mkdir()
    repaired(folder)
    with Library.open(folder) as library:
        assert len(library.search("fog").hits) == 1
        assert len(library) == 3


def test_a_file_in_the_place_of_the_segments_is_named_and_kept(folder: Path) -> None:
    shutil.rmtree(folder / "segments")
    (folder / "segments").write_text("mine", encoding="utf-8")
    with pytest.raises(LibraryError, match=r"segments is a file where a folder belongs; move it away"):
        list(Library.repair(folder))
    assert (folder / "segments").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("how", "line"),
    [
        ("link to nothing", r"library.sqlite is a link to .*elsewhere.sqlite, where nothing is; bring back"),
        ("link to itself", r"library.sqlite is a link to library.sqlite, where nothing is; bring back"),
        ("folder", r"library.sqlite is a folder; put the database in its place"),
        ("link to damage", r"library.sqlite is a link to .*elsewhere.sqlite; put that database and its -wal"),
    ],
)
def test_what_only_has_the_name_of_the_database_is_named_and_never_replaced(
    folder: Path, tmp_path: Path, how: str, line: str
) -> None:
    database, elsewhere = folder / DATABASE, tmp_path / "elsewhere.sqlite"
    if how == "link to damage":
        elsewhere.write_bytes(database.read_bytes()[:30_000])
    database.unlink()
    if how == "folder":
        database.mkdir()
    else:
        database.symlink_to(DATABASE if how == "link to itself" else elsewhere)
    if how != "link to damage":
        with pytest.raises(LibraryError, match=line):
            Library.open(folder)
    with pytest.raises(LibraryError, match=line):
        list(Library.repair(folder))
    assert database.is_dir() if how == "folder" else database.is_symlink()
