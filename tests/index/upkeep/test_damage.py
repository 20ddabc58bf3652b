"""Damage on disk: named, never shown, and mended as far as it can be."""

import json
import shutil
import sqlite3
import zlib
from pathlib import Path

import pytest

from flipping import AREAS, Fate, flips
from index import Article, Library, LibraryError
from index.model.errors import DamagedArticleError, DamageError, LostCommitsError
from index.storage.commit_record import FILE_NAME as RECORD
from index.upkeep.merger import merge_once
from older_libraries import to_format_1, to_format_2

FOG = Article(id="fog", title="Fog", outlet="Skarra Post", text="Fog came in from the sound. It was thick.")
RAIN = Article(id="rain", title="Rain", outlet="Northern Wire", text="Rain fell on the bank. It was warm.")
SNOW = Article(
    id="snow", title="Snow", url="https://wire.example/snow", text="Snow lay on the sound for weeks."
)
HAIL = Article(id="hail", text="Hail fell.")
DATABASE, LOG = "library.sqlite", "library.sqlite-wal"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library of three articles, a commit each, closed."""
    place = tmp_path / "library"
    with Library.open(place) as library:
        for article in (FOG, RAIN, SNOW):
            library.add([article])
    return place


@pytest.fixture
def killed(tmp_path: Path) -> Path:
    """The same as a killed process leaves it: all articles stand in the log."""
    place, copy = tmp_path / "running", tmp_path / "killed"
    with Library.open(place) as library:
        for article in (FOG, RAIN, SNOW):
            library.add([article])
        library._merger.wait()
        shutil.copytree(place, copy)
    return copy


def change(folder: Path, *statements: str) -> None:
    """Change rows behind the library's back."""
    with sqlite3.connect(folder / DATABASE) as db:
        for statement in statements:
            db.execute(statement)
    db.close()


def overwrite(path: Path, place: int) -> None:
    """Change one byte of a file."""
    data = bytearray(path.read_bytes())
    data[place] ^= 0x55
    path.write_bytes(bytes(data))


def repaired(folder: Path) -> list[str]:
    """Repair a library, and return what was said; it must be whole then."""
    said = list(Library.repair(folder))
    assert Library.problems(folder) == []
    return said


def test_bytes_anywhere_are_harmless_or_detected_or_refused(tmp_path: Path) -> None:
    results = list(flips(tmp_path, seed=7, wanted=dict.fromkeys(AREAS, 6), articles=8))
    assert [result for result in results if result.fate is Fate.WRONG] == []
    # What people read is never changed without a word.
    for result in results:
        if result.area in {"text", "labels", "log", "segments"}:
            assert result.fate is not Fate.HARMLESS


# Articles


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE articles SET text = replace(text, 'thick', 'thinn') WHERE id = 'fog'",
        "UPDATE articles SET text = CAST(x'466F6720FF' AS TEXT) WHERE id = 'fog'",
        "UPDATE articles SET text = 7 WHERE id = 'fog'",
        "UPDATE articles SET outlet = 'Skarra Past' WHERE id = 'fog'",
        "UPDATE articles SET published = '2026-01-02' WHERE id = 'fog'",
        "UPDATE articles SET url = 'https://other.example' WHERE id = 'fog'",
        "UPDATE articles SET author = 'Nobody' WHERE id = 'fog'",
        "UPDATE articles SET pages = '[0, 3]' WHERE id = 'fog'",
        "UPDATE articles SET pages = '[0' WHERE id = 'fog'",
        "UPDATE passages SET start = start + 4 WHERE article = 1",
        "UPDATE passages SET \"end\" = 'x' WHERE article = 1",
        "UPDATE passages SET serial = 9 WHERE article = 1",
        "UPDATE passages SET article = 2 WHERE article = 1",
        "DELETE FROM digests WHERE article = 1",
    ],
)
def test_what_is_not_as_it_was_stored_is_named_and_not_shown(folder: Path, statement: str) -> None:
    change(folder, statement)
    with Library.open(folder) as library:
        for read in (library.get, library.passages):
            with pytest.raises(DamageError, match="article"):
                read("fog")
        with pytest.raises(LibraryError):
            library.passage("fog#1")
        with pytest.raises(DamageError, match=r"pullquote check --repair"):
            library.search("thick fog")
        with pytest.raises(DamagedArticleError):
            list(library.articles())
        assert any("article" in problem for problem in library.check())


def test_other_answers_go_on(folder: Path) -> None:
    change(folder, "UPDATE articles SET text = replace(text, 'thick', 'thinn') WHERE id = 'fog'")
    with Library.open(folder) as library:
        answer = library.search("sound")
        assert [hit.passage.article.id for hit in answer.hits] == ["snow"]
        assert answer.damaged == ('"fog"',)
        assert library.search("rain").damaged == ()
        assert library.get("rain") == RAIN
        assert [
            match.article.id for match in library.lookup.check_quote("Rain fell on the bank").matches
        ] == ["rain"]
        with pytest.raises(DamagedArticleError, match='"fog"'):
            library.lookup.check_quote("Fog came in from the sound")


def test_all_whole_articles_are_exported_before_the_damaged_ones_are_named(folder: Path) -> None:
    change(folder, "UPDATE articles SET title = 'Frog' WHERE id = 'fog'")
    with Library.open(folder) as library:
        articles = library.articles()
        assert [next(articles).id, next(articles).id] == ["rain", "snow"]
        with pytest.raises(DamagedArticleError, match="number 1"):
            next(articles)
        assert [one.id for one in library.listing()[0]] == ["snow", "rain"]
        assert [one.id for one in library.lookup.suggest("")] == ["snow", "rain"]


def test_an_index_that_leads_to_another_article_is_noticed(folder: Path) -> None:
    data = (folder / DATABASE).read_bytes()
    # In the index of ids, an entry is the id and, right behind it, the article's number.
    entries = [place for place in range(len(data)) if data[place : place + 5] == b"rain\x02"]
    assert entries
    changed = bytearray(data)
    for place in entries:
        changed[place + 4] = 3
    (folder / DATABASE).write_bytes(bytes(changed))
    with Library.open(folder) as library:
        for read in (library.get, library.passages):
            with pytest.raises(LibraryError):
                read("rain")
        with pytest.raises(LibraryError):
            library.passage("rain#1")
        assert list(library.check())


def test_a_damaged_article_costs_its_own_new_reading_only(folder: Path) -> None:
    change(folder, "UPDATE articles SET extracted = 'x' WHERE id = 'fog'")
    newer = [Article(id="fog", text="Fog is gone."), Article(id="rain", text="Rain is gone, too.")]
    with Library.open(folder) as library:
        report = library.add(newer)
        assert report.updated == ["rain"]
        assert ['"fog" is damaged' in str(problem) for problem in report.failed] == [True]
        for write in (lambda: library.correct("fog", title="x"), lambda: library.remove(["fog"])):
            with pytest.raises(DamagedArticleError, match='"fog"'):
                write()


def test_corrections_are_covered(folder: Path) -> None:
    with Library.open(folder) as library:
        library.correct("fog", title="Thick fog")
    change(folder, "UPDATE corrections SET read = 'Frog'")
    with Library.open(folder) as library, pytest.raises(DamagedArticleError, match='"fog"'):
        library.corrections("fog")


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE meta SET value = 'german' WHERE name = 'language'", "language"),
        ("UPDATE meta SET value = x'00' WHERE name = 'salt'", "salt"),
        ("UPDATE meta SET value = 2 WHERE name = 'format'", "format"),
        ("DELETE FROM meta WHERE name = 'format'", "is damaged"),
        ("UPDATE sqlite_sequence SET seq = 1 WHERE name = 'passages'", "given again"),
        ("UPDATE retired SET next_serial = 1", "removed"),
        ("UPDATE changes SET article = 99 WHERE article = 2", "suggested"),
        ("DELETE FROM articles WHERE id = 'fog'", "article number 1"),
    ],
)
def test_what_nobody_is_shown_is_checked_too(folder: Path, statement: str, said: str) -> None:
    with Library.open(folder) as library:
        library.add([HAIL])
        library.remove(["hail"])
    change(folder, statement)
    assert any(said in problem for problem in Library.problems(folder))
    repaired(folder)
    with Library.open(folder) as library:
        assert library.search("rain").found


# Commits


def test_each_commit_is_recorded_with_the_count_of_articles(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        before = json.loads((tmp_path / RECORD).read_text().rpartition(" ")[0])
        library.add([FOG, RAIN])
        after = json.loads((tmp_path / RECORD).read_text().rpartition(" ")[0])
    assert (before["articles"], after["articles"]) == (0, 2)
    assert after["commit"] > before["commit"]


def test_a_kill_between_commit_and_record_is_no_loss(folder: Path) -> None:
    record = (folder / RECORD).read_bytes()
    with Library.open(folder) as library:
        library.add([HAIL])
    (folder / RECORD).write_bytes(record)
    assert Library.problems(folder) == []
    with Library.open(folder) as library:
        library.remove(["hail"])


@pytest.mark.parametrize("how", ["a changed byte", "no log", "an older copy"])
def test_a_database_that_lost_commits_is_read_and_not_written(killed: Path, how: str) -> None:
    if how == "a changed byte":
        overwrite(killed / LOG, (killed / LOG).stat().st_size * 2 // 3)
    elif how == "no log":
        (killed / LOG).unlink()
    else:
        with Library.open(killed) as library:
            copy = (killed / DATABASE).read_bytes()
            library.add([HAIL])
        (killed / DATABASE).write_bytes(copy)
    before = {
        path: path.read_bytes() for path in killed.rglob("*") if path.is_file() and "-shm" not in path.name
    }
    with Library.open(killed) as library:
        assert "has lost commits" in next(library.check())
        for write in (lambda: library.add([HAIL]), lambda: library.remove(["fog"]), library.rebuild):
            with pytest.raises(LostCommitsError, match=r"restore a backup.*pullquote check --repair"):
                write()
        assert len(list(library.articles())) == len(library)
    after = {
        path: path.read_bytes() for path in killed.rglob("*") if path.is_file() and "-shm" not in path.name
    }
    assert {path: after.get(path) for path in before} == before


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


@pytest.mark.parametrize(
    "told",
    [
        {"commit": "x", "articles": None},
        {"commit": 10**30, "articles": 3},
        {"commit": float("inf"), "articles": 1.5},
        {"commit": True, "articles": []},
        [1, 2],
    ],
)
def test_a_record_that_counts_nothing_is_damaged_and_stops_nothing(folder: Path, told: object) -> None:
    body = json.dumps(told).encode()
    (folder / RECORD).write_bytes(b"%s %08x\n" % (body, zlib.crc32(body)))
    with Library.open(folder) as library:
        assert ["record of its commits is damaged" in line for line in library.check()] == [True]
        library.add([HAIL])
        assert len(library) == 4
        assert list(library.check()) == []


def test_commits_behind_a_changed_byte_of_the_log_are_brought_back(killed: Path) -> None:
    for place in range(40, (killed / LOG).stat().st_size, (killed / LOG).stat().st_size // 5):
        copy = killed.with_name(f"copy{place}")
        shutil.copytree(killed, copy)
        overwrite(copy / LOG, place)
        repaired(copy)
        with Library.open(copy) as library:
            # One article at most stood where the byte did.
            kept = {article.id: article for article in library.articles()}
            assert len(kept) >= 2
            assert all(kept[one.id] == one for one in (FOG, RAIN, SNOW) if one.id in kept)


def test_what_was_lost_can_be_accepted(killed: Path) -> None:
    (killed / LOG).unlink()
    assert any("saved 0 of 3 articles" in line for line in repaired(killed))
    with Library.open(killed) as library:
        assert library.add([FOG]).added == ["fog"]


@pytest.mark.parametrize("how", ["missing", "empty"])
def test_no_empty_library_is_laid_over_one_that_had_articles(folder: Path, how: str) -> None:
    (folder / DATABASE).unlink() if how == "missing" else (folder / DATABASE).write_bytes(b"")
    assert Library.stands_in(folder)
    with pytest.raises(LostCommitsError, match="had 3 articles"):
        Library.open(folder)
    (folder / RECORD).unlink()
    with pytest.raises(LostCommitsError, match="postings are there still"):
        Library.open(folder)
    assert list((folder / "segments").iterdir())


def test_a_damaged_record_is_said_and_written_anew(folder: Path) -> None:
    overwrite(folder / RECORD, 3)
    with Library.open(folder) as library:
        assert "record of its commits is damaged" in next(library.check())
        library.remove(["fog"])
        assert list(library.check()) == []


def test_a_backup_has_its_own_record(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    with Library.open(folder) as library:
        library.backup(copy)
        library.add([HAIL])
    assert Library.problems(copy) == []
    (copy / DATABASE).unlink()
    with pytest.raises(LostCommitsError, match="had 3 articles"):
        Library.open(copy)


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


# Older formats


@pytest.mark.parametrize("older", [to_format_1, to_format_2])
def test_an_older_library_gets_digests_once(folder: Path, older: type) -> None:
    with Library.open(folder) as library:
        library.add([Article(id="sleet", text="Sleet fell.")])
        library.remove(["sleet"])
    older(folder)
    with Library.open(folder) as library:
        library.add([HAIL])
        assert list(library.check()) == []
    change(folder, "UPDATE articles SET text = replace(text, 'thick', 'thinn') WHERE id = 'fog'")
    with Library.open(folder) as library, pytest.raises(DamagedArticleError, match='"fog"'):
        library.get("fog")
