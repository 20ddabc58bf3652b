"""Commands of the README's table that look into a library: compare, quote, and check with its repair."""

from pathlib import Path

import pytest

from command import pullquote

SAMPLE = Path(__file__).parents[3] / "index" / "sample" / "articles.jsonl"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    pullquote("add", SAMPLE, "--library", folder)
    return folder


def test_compare_shows_each_outlet_oldest_first(library: Path) -> None:
    shown = pullquote("compare", "ferry passengers", "--library", library)
    wire, ledger = shown.index("— Seaboard Wire, 11 Mar 2025"), shown.index("— Harbor Ledger, 13 Mar 2025")
    assert wire < ledger
    assert "also in: Aldermere Dispatch, 12 Mar 2025" in shown[wire:ledger]
    assert shown.endswith("3 outlets with this matter\n")


def test_quote_tells_very_words_from_near_ones_and_from_none(library: Path) -> None:
    exact = pullquote("quote", "security certificate expired", "--library", library)
    assert exact.startswith("These very words stand here:\n")
    assert "— Circuit Gazette, 4 Feb 2025" in exact
    assert "[parking-certificate#1]" in exact
    near = pullquote(
        "quote",
        "A ferry carrying 212 passengers grounded on a sandbank off Port Hallam",
        "--library",
        library,
    )
    assert not near.startswith("These very words")
    assert "212" in near
    assert "196" in near
    assert "[ferry-wire#1]" in near
    nothing = pullquote("quote", "purple elephants marched over nine hills", "--library", library)
    assert nothing == "These words stand nowhere in this library.\n"


def test_check_names_what_is_damaged_and_repair_brings_it_back(library: Path) -> None:
    assert pullquote("check", "--library", library) == "the library is whole\n"
    before = pullquote("ask", "How many passengers had the ferry?", "--library", library)
    [segment] = (library / "segments").iterdir()
    content = bytearray(segment.read_bytes())
    content[2000] ^= 0xFF
    segment.write_bytes(content)
    assert f"{segment.name}: the file has changed since it was written" in pullquote(
        "check", "--library", library, code=1
    )
    repaired = pullquote("check", "--repair", "--library", library)
    assert repaired == "rebuilt the postings from the articles\nthe library is whole\n"
    assert pullquote("check", "--library", library) == "the library is whole\n"
    assert pullquote("ask", "How many passengers had the ferry?", "--library", library) == before
