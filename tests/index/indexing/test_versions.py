"""Versions: what an article said before is kept, dated, with its reason and with the serials it had."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from damaging import change, repaired
from index import (
    Article,
    ChangedPassageError,
    Kind,
    Library,
    QuotedPassage,
    Reason,
    UnknownArticleError,
    UnknownVersionError,
)
from index.model.article import ReadFrom
from index.model.version import MOST_VERSIONS
from index.readers import read_changed
from older_libraries import to_format_4

DAY = 86_400
QUAY = "The harbour office counted 412 crates on the quay. Nobody had signed for them."
MENDED = "The harbour office counted 421 crates on the quay. Nobody had signed for them."
QUAYS = Article(id="quay", title="Crates", outlet="Skarra Post", url="https://post.example/quay", text=QUAY)
NEWER = replace(QUAYS, text=MENDED)


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.time = 1_780_000_000.0

    def __call__(self) -> float:
        return self.time


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("index.storage.readings_table.time", clock)
    return clock


@pytest.fixture
def library(tmp_path: Path, clock: Clock) -> Iterator[Library]:
    with Library.open(tmp_path / "library") as library:
        library.add([QUAYS])
        clock.time += DAY
        yield library


def marked(found: QuotedPassage) -> str:
    marks = {Kind.SAME: "{}", Kind.GONE: "[-{}-]", Kind.NEW: "[+{}+]"}
    return "".join(marks[piece.kind].format(piece.text.strip()) + " " for piece in found.difference).strip()


def test_replaced_words_are_kept_with_their_dates_and_the_difference(library: Library) -> None:
    assert library.add([NEWER]).updated == ["quay"]
    [version] = library.versions("quay")
    assert (version.number, version.reason) == (1, Reason.SOURCE)
    assert (version.since, version.replaced) == ("2026-05-28T20:26:40+00:00", "2026-05-29T20:26:40+00:00")
    assert [(one.id, one.text) for one in version.passages] == [("quay#1", QUAY)]
    found = library.quoted("quay#1")
    assert (found.passage.text, found.version) == (QUAY, version)
    assert marked(found) == (
        "The harbour office counted [-412-] [+421+] crates on the quay. Nobody had signed for them."
    )
    today = library.quoted("quay#2")
    assert (today.passage.text, today.version, today.difference) == (MENDED, None, ())
    assert list(library.check()) == []


def test_labels_and_the_same_words_make_no_version(library: Library) -> None:
    library.add([replace(QUAYS, title="Crates on the quay", author="Ada Tern")])
    library.correct("quay", outlet="Skarra Evening Post")
    library.add([replace(QUAYS, title="Crates on the quay", author="Ada Tern")])
    assert library.versions("quay") == []
    assert library.passage("quay#1").text == QUAY


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        (ReadFrom(b"page 1", b"reader 1"), ReadFrom(b"page 2", b"reader 1"), Reason.SOURCE),
        (ReadFrom(b"page 1", b"reader 1"), ReadFrom(b"page 1", b"reader 2"), Reason.READER),
        # Both changed: no publisher is said to have corrected what perhaps he did not.
        (ReadFrom(b"page 1", b"reader 1"), ReadFrom(b"page 2", b"reader 2"), Reason.READER),
        (ReadFrom(b"page 1", b"reader 1"), ReadFrom(b"page 1", b"reader 1"), Reason.READER),
        (None, None, Reason.SOURCE),
    ],
)
def test_only_what_the_source_alone_explains_is_a_correction(
    library: Library, before: ReadFrom | None, after: ReadFrom | None, reason: Reason
) -> None:
    library.add([Article(id="ice", text="Ice lay on the sound.", read_from=before)])
    library.add([Article(id="ice", text="Ice lay in the sound.", read_from=after)])
    assert [one.reason for one in library.versions("ice")] == [reason]


def test_other_blanks_are_no_correction(library: Library) -> None:
    library.add([replace(QUAYS, text=QUAY.replace(". ", ".\n\n"))])
    assert [one.reason for one in library.versions("quay")] == [Reason.READER]


def test_words_that_come_back_are_what_was_quoted(library: Library) -> None:
    for text in (MENDED, QUAY, MENDED):
        library.add([replace(QUAYS, text=text)])
    assert [one.id for one in library.passages("quay")] == ["quay#2"]
    assert library.quoted("quay#1").passage.text == QUAY
    library.add([replace(QUAYS, text="Nothing is known.")])
    assert [one.id for one in library.passages("quay")] == ["quay#3"]


@settings(max_examples=20, deadline=None)
@given(texts=st.lists(st.sampled_from("ABCDE"), min_size=2, max_size=12))
def test_an_id_leads_to_one_text_for_ever(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    said: dict[str, str] = {}
    with Library.open(tmp_path_factory.mktemp("library"), passage_tokens=8) as library:
        for letter in texts:
            text = f"Boat {letter} was the first one at the pier. It carried {letter} and some coal for us."
            library.add([Article(id="boat", text=f"{text} Everybody had gone home by then, it was late.")])
            for one in library.passages("boat"):
                assert said.setdefault(one.id, one.text) == one.text
        for name, words in said.items():
            assert library.quoted(name).passage.text == words


def test_at_most_twenty_are_kept_and_quoted_ones_go_last(library: Library) -> None:
    library.mark_quoted(["quay#1", "nobody#1", "quay#9"])
    for number in range(MOST_VERSIONS + 5):
        library.add([replace(QUAYS, text=f"There were {number} crates.")])
    versions = library.versions("quay")
    assert len(versions) == MOST_VERSIONS
    assert [one.number for one in versions] == [1, *range(7, MOST_VERSIONS + 6)]
    assert [one.quoted for one in versions] == [True] + [False] * (MOST_VERSIONS - 1)
    assert library.quoted("quay#1").passage.text == QUAY
    with pytest.raises(ChangedPassageError):
        library.quoted("quay#2")


def test_one_that_is_erased_is_gone_for_good(library: Library, tmp_path: Path) -> None:
    library.add([NEWER])
    for name, number, error in (("quay", 2, UnknownVersionError), ("pier", 1, UnknownArticleError)):
        with pytest.raises(error):
            library.erase_version(name, number)
    library.erase_version("quay", 1)
    assert library.versions("quay") == []
    with pytest.raises(ChangedPassageError):
        library.quoted("quay#1")
    library.add([replace(QUAYS, text="Nothing is known.")])
    assert [one.number for one in library.versions("quay")] == [2]
    library.close()
    assert b"412 crates" not in (tmp_path / "library" / "library.sqlite").read_bytes()


def test_with_its_article_go_its_versions(library: Library) -> None:
    library.add([NEWER])
    library.remove(["quay"])
    with library._folder.reading() as store:
        assert store.versions.of(1) == []
        assert store.readings.of([1]) == {}
    assert list(library.check()) == []


def test_versions_count_in_what_a_library_holds(library: Library) -> None:
    texts = [f"{number} {'Nothing was heard of the boat that day. ' * 2000}" for number in range(6)]
    library.add([replace(QUAYS, text=texts[0])])
    before = library.usage().bytes
    for text in texts[1:]:
        library.add([replace(QUAYS, text=text)])
    assert library.usage().bytes > before + 4 * len(texts[0])
    library.remove(["quay"])
    assert library.usage().bytes < before


def test_a_file_that_has_not_changed_counts_as_seen(tmp_path: Path, library: Library, clock: Clock) -> None:
    (tmp_path / "mole.txt").write_text("Mole\n\nThe mole was mended in a week.")
    for _ in range(2):
        report = library.add(read_changed(tmp_path / "mole.txt", unchanged=library.has_read))
        clock.time += DAY
    [name] = report.unchanged
    assert (library.get(name).added[:10], library.get(name).seen[:10]) == ("2026-05-29", "2026-05-30")


def test_when_it_was_added_and_last_seen(library: Library, clock: Clock) -> None:
    assert (library.get("quay").added, library.get("quay").seen) == ("2026-05-28T20:26:40+00:00",) * 2
    assert library.add([QUAYS]).unchanged == ["quay"]
    assert library.get("quay").added == "2026-05-28T20:26:40+00:00"
    assert library.get("quay").seen == "2026-05-29T20:26:40+00:00"
    library.correct("quay", title="Crates on the quay")
    clock.time += DAY
    library.add([NEWER])
    assert library.search("crates on the quay").hits[0].passage.article.seen == "2026-05-30T20:26:40+00:00"


def test_versions_are_covered_by_digests_and_survive_backup_and_repair(
    library: Library, tmp_path: Path
) -> None:
    library.add([NEWER])
    library.add([replace(QUAYS, text="Nothing is known.")])
    kept = library.versions("quay")
    library.backup(tmp_path / "copy")
    library.close()
    change(
        tmp_path / "copy",
        "UPDATE versions SET text = replace(text, '412', '999') WHERE version = 1",
        "UPDATE retired SET next_serial = 1",
    )
    assert any("1 versions" in problem for problem in Library.problems(tmp_path / "copy"))
    with Library.open(tmp_path / "copy") as copy, pytest.raises(Exception, match="is damaged"):
        copy.quoted("quay#1")
    assert any("1 versions" in line for line in repaired(tmp_path / "copy"))
    with Library.open(tmp_path / "copy") as copy:
        assert copy.versions("quay") == kept[1:]
        assert copy.get("quay").added == "2026-05-28T20:26:40+00:00"


def test_a_library_of_format_4_gets_versions_and_knows_nothing_of_the_past(
    library: Library, tmp_path: Path
) -> None:
    library.close()
    to_format_4(tmp_path / "library")
    with Library.open(tmp_path / "library") as older:
        assert older.add([NEWER]).updated == ["quay"]
        [version] = older.versions("quay")
        assert (version.since, version.reason) == ("", Reason.READER)
        assert older.quoted("quay#1").passage.text == QUAY
        assert list(older.check()) == []
