"""Damaged segments are named, and a repair keeps all that is whole."""

import json
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
