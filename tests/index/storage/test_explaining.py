"""Damage is one line that names place and remedy, always; a fault of this program stays what it is."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from index import Article, Library, LibraryError
from index.storage.segment_file import Segment

FOG = Article(id="fog", title="Fog", outlet="Wire", text="Fog closed the port of Velling for nine hours.")
RAIN = Article(id="rain", title="Rain", outlet="Wire", text="Rain fell on the bank of Aldmoor in the fog.")


def statement(sql: str) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        with sqlite3.connect(folder / "library.sqlite") as db:
            db.execute("PRAGMA ignore_check_constraints = ON")
            db.execute(sql)
        db.close()

    return damage


def in_segment(name: str, change: Callable[[bytearray, int, int], None]) -> Callable[[Path], None]:
    """Return what changes the bytes of an array, from one place to another, of the library's segment."""

    def damage(folder: Path) -> None:
        [path] = (folder / "segments").iterdir()
        data = bytearray(path.read_bytes())
        start = data.index(b"\n") + 1
        dtype, count, offset = json.loads(data[:start])["arrays"][name]
        change(data, start + offset, start + offset + np.dtype(dtype).itemsize * count)
        path.write_bytes(data)

    return damage


def all_ones(data: bytearray, start: int, end: int) -> None:
    data[start:end] = b"\x7f" * (end - start)


def as_header(change: Callable[[dict[str, object]], object]) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        [path] = (folder / "segments").iterdir()
        line, _, rest = path.read_bytes().partition(b"\n")
        path.write_bytes(json.dumps(change(json.loads(line))).encode() + b"\n" + rest)

    return damage


DAMAGES = {
    "no passages": statement("DELETE FROM passages"),
    "a passage of no article": statement("UPDATE passages SET article = article + 100"),
    "pages are no JSON": statement("UPDATE articles SET pages = '[1,'"),
    "pages are a number": statement("UPDATE articles SET pages = '7'"),
    "a text is no UTF-8": statement("UPDATE articles SET text = CAST(x'FFFE' AS TEXT)"),
    "the salt is gone": statement("DELETE FROM meta WHERE name = 'salt'"),
    "the size of passages is a word": statement("UPDATE meta SET value = 'x' WHERE name = 'passage_tokens'"),
    "the generation is bytes": statement("UPDATE meta SET value = x'00' WHERE name = 'generation'"),
    "the language is unknown": statement("UPDATE meta SET value = 'klingon' WHERE name = 'language'"),
    "the format is a word": statement("UPDATE meta SET value = 'two' WHERE name = 'format'"),
    "no table of segments": statement("DROP TABLE segments"),
    "a count is a word": statement("UPDATE segments SET removed = 'one'"),
    "a segment's name leads elsewhere": statement("UPDATE segments SET name = '../segments'"),
    "a segment is gone": lambda folder: next((folder / "segments").iterdir()).unlink(),
    "a segment is empty": lambda folder: next((folder / "segments").iterdir()).write_bytes(b""),
    "a segment is cut": lambda folder: (path := next((folder / "segments").iterdir())).write_bytes(
        path.read_bytes()[:900]
    ),
    "a header is a list": as_header(list),
    "a header without arrays": as_header(lambda header: {**header, "arrays": {}}),
    "a header's format is a word": as_header(lambda header: {**header, "format": "two"}),
    "a header's arrays are a list": as_header(lambda header: {**header, "arrays": [1]}),
    "wild postings": in_segment("docs", all_ones),
    "wild keys": in_segment("keys", all_ones),
    "wild offsets": in_segment("offsets", all_ones),
    "wild spellings": in_segment("text_offsets", all_ones),
    "wild words": in_segment("word_text_offsets", all_ones),
}


def use(folder: Path) -> list[str]:
    """Do all that one can do with a library; return what it refused, a line each."""
    refused: list[str] = []
    works: list[Callable[[Library], object]] = [
        lambda library: library.search("fog at the port"),
        lambda library: library.search("fogg in Veling"),
        lambda library: library.rank("fog", unit="passage"),
        lambda library: [library.get("fog"), library.passages("fog"), library.passage("fog#1")],
        lambda library: [list(library.articles()), library.listing("wire"), len(library)],
        lambda library: [library.lookup.suggest("fo"), library.lookup.check_quote("closed the port of")],
        lambda library: library.lookup.compare("fog"),
        lambda library: refused.extend(f"{folder}: {line};" for line in library.check()),
        lambda library: library.add([Article(id="fog", text="Fog again.")]),
        lambda library: library.correct("rain", title="Rain and fog"),
        lambda library: library.remove(["rain"]),
        lambda library: library.rebuild(),
        lambda library: library.search("fog"),
    ]
    try:
        library = Library.open(folder)
    except LibraryError as error:
        return [str(error)]
    with library:
        for work in works:
            try:
                work(library)
            except LibraryError as error:
                refused.append(str(error))
    return refused


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    with Library.open(folder) as library:
        library.add([FOG, RAIN])
    return folder


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_damage_is_one_line_that_names_place_and_remedy(folder: Path, damage: Callable[[Path], None]) -> None:
    damage(folder)
    lines = use(folder)
    assert lines
    for line in lines:
        assert "\n" not in line
        # The library, or the article in it.
        assert str(folder) in line or '"fog' in line or '"rain' in line
        assert ";" in line


def test_a_fault_of_this_program_is_not_told_as_damage(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Library.open(folder) as library:
        with pytest.raises(ValueError, match="no unit"):
            library.rank("fog", unit="book")

        def wrong(_: object) -> None:
            raise KeyError("a fault")

        monkeypatch.setattr(library._searcher, "_query", lambda *_: wrong(None))
        with pytest.raises(KeyError, match="a fault"):
            library.search("fog")


def test_the_same_error_is_told_as_damage_where_there_is_some(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    [path] = (folder / "segments").iterdir()
    data = bytearray(path.read_bytes())
    data[-20] ^= 1

    def wrong(*_: object) -> None:
        raise KeyError("what damage may lead to")

    with Library.open(folder) as library:
        assert library.passage_count() == 2
        path.write_bytes(data)
        monkeypatch.setattr(library._searcher, "_query", wrong)
        with pytest.raises(LibraryError, match="has changed since it was written"):
            library.search("fog")
    assert len(Segment(path)) == 2


def test_a_file_that_is_no_database_is_told_as_that(tmp_path: Path) -> None:
    (tmp_path / "library.sqlite").write_bytes(b"Dear diary, today the fog came in. " * 40)
    with pytest.raises(LibraryError, match="is no Pullquote library"):
        Library.open(tmp_path)
    (tmp_path / "library.sqlite").unlink()
    with sqlite3.connect(tmp_path / "library.sqlite") as db:
        db.execute("CREATE TABLE recipes (name)")
    db.close()
    with pytest.raises(LibraryError, match="is no Pullquote library; choose another folder"):
        Library.open(tmp_path)
