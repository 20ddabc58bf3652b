"""What an older Pullquote read is counted, read again where its source is known, and listed elsewhere."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from index import Article, Library
from index.cli.app import app
from index.model.article import ReadFrom
from index.readers import current_readers, read_articles, read_uploads

Run = Callable[..., str]
OLD = ReadFrom(b"bytes", b"an older one")
TEXT = b"Dyke holds\n\nThe dyke of Nessa held through the night. Nobody had slept."


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library with a file's article, a pasted one and a record, all but the last read by an older one."""
    (tmp_path / "dyke.txt").write_bytes(TEXT)
    folder = tmp_path / "library"
    with Library.open(folder) as library:
        library.add(read_articles(tmp_path / "dyke.txt"))
        library.add(read_uploads([("pasted.txt", b"Pasted\n\nThe sluice was opened at noon by hand.")]))
        library.add([Article(id="record", text="The pump ran dry.")])
        assert library.read_by_others(current_readers()) == []
        with library._folder.writing() as store, store.transaction(write=True):
            for number in (1, 2):
                store.readings.put(number, store.readings.one(number).seen_again(OLD))
    return folder


@pytest.fixture
def run(library: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str) -> str:
        app([*arguments, "--library", str(library)], standalone_mode=False)
        return "".join(capsys.readouterr())

    return run


def test_they_are_counted_read_again_and_the_others_listed(run: Run, library: Path) -> None:
    assert json.loads(run("stats", "--json"))["older"] == 2
    assert "pullquote reread" in run("stats")
    shown = run("reread")
    assert "0 added, 0 updated, 1 unchanged, 0 failed" in shown
    assert "1 as an older Pullquote read them" in shown
    assert "Pasted" in shown
    assert "Dyke holds" not in shown
    assert json.loads(run("stats", "--json"))["older"] == 1
    with Library.open(library) as opened:
        assert all(opened.versions(article.id) == [] for article in opened.articles())


def test_a_file_that_is_gone_is_listed(run: Run, tmp_path: Path) -> None:
    (tmp_path / "dyke.txt").unlink()
    assert "2 as an older Pullquote read them" in run("reread")
