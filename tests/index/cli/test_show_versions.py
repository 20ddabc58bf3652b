"""The command line shows what an article said before, and erases it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from index import Article, ChangedPassageError, Library, UnknownVersionError
from index.cli.app import app

FIRST = "The lock was shut for nine days. Two barges waited."
SECOND = "The lock was shut for six days. Two barges waited."
Run = Callable[..., str]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command on a library whose article was corrected, and returns all that it printed."""
    with Library.open(tmp_path) as library:
        for text in (FIRST, SECOND):
            library.add([Article(id="lock", title="Lock", outlet="Canal Times", text=text)])

    def run(*arguments: str) -> str:
        app([*arguments, "--library", str(tmp_path)], standalone_mode=False)
        return "".join(capsys.readouterr())

    return run


def test_a_passage_that_changed_is_shown_as_it_was_quoted_with_the_difference(run: Run) -> None:
    shown = run("show", "lock#1")
    assert FIRST in shown
    assert "[lock#1]" in shown
    assert "The lock was shut for [-nine-] {+six+} days. Two barges waited." in shown
    assert "changed since" in shown
    assert "the publisher changed the words" in shown
    assert "changed since" not in run("show", "lock#2")


@pytest.mark.parametrize("name", ["lock", "lock#1", "lock#2"])
def test_versions_are_listed_and_erased(run: Run, name: str) -> None:
    shown = run("show", name, "--versions")
    assert "version 1, first read" in shown
    assert "for [-nine-] {+six+} days" in shown
    assert run("remove", "lock", "--version", "1") == "version 1 erased\n"
    assert "no other words" in run("show", "lock", "--versions")
    with pytest.raises(ChangedPassageError):
        run("show", "lock#1")
    with pytest.raises(UnknownVersionError):
        run("remove", "lock", "--version", "1")
    assert SECOND in run("show", "lock")


def test_a_citation_of_replaced_words_says_that_they_were_replaced(run: Run) -> None:
    assert "nine days" in (cited := run("cite", "lock#1"))
    assert "changed since" in cited
    assert "changed since" not in run("cite", "lock#2")
