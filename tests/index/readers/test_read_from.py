"""What an article was read from: by it, a corrected file is told from one that is read better now."""

import io
import zipfile
from pathlib import Path

import pytest

from index import Article, Library, Reason
from index.model.article import ReadFrom
from index.readers import dispatch, read_articles, read_uploads
from index.readers.formats import text

PLAIN = "Pier closes\n\nThe pier closes on Monday at noon. It opens again in May."


def read_from(path: Path) -> list[ReadFrom | None]:
    return [one.read_from for one in read_articles(path) if isinstance(one, Article)]


def test_equal_bytes_are_equal_and_kinds_are_told_apart(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.md"):
        (tmp_path / name).write_text(PLAIN)
    (tmp_path / "d.txt").write_text(PLAIN.replace("May", "June"))
    names = ("a.txt", "b.txt", "c.md", "d.txt")
    one, same, markdown, other = (read_from(tmp_path / name)[0] for name in names)
    assert one == same
    assert one
    assert markdown
    assert other
    assert (markdown.source, markdown.reader != one.reader) == (one.source, True)
    assert (other.source != one.source, other.reader) == (True, one.reader)


def test_a_file_in_an_archive_is_told_by_its_own_bytes(tmp_path: Path) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("a.txt", PLAIN)
    (tmp_path / "a.txt").write_text(PLAIN)
    [packed] = read_uploads([("all.zip", data.getvalue())])
    assert isinstance(packed, Article)
    assert [packed.read_from] == read_from(tmp_path / "a.txt")


def test_a_file_that_changed_is_a_correction_and_a_better_reader_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "pier.txt"
    with Library.open(tmp_path / "library") as library:
        path.write_text(PLAIN)
        [name] = library.add(read_articles(path)).added
        path.write_text(PLAIN.replace("noon", "dawn"))
        assert library.add(read_articles(path)).updated == [name]
        monkeypatch.setattr(dispatch, "reader_of", lambda _: b"a better one")
        monkeypatch.setattr(
            text, "read", lambda read, *_: [Article(title="Pier closes", text=read.replace("\n\n", "\n"))]
        )
        assert library.add(read_articles(path)).updated == [name]
        assert [one.reason for one in library.versions(name)] == [Reason.SOURCE, Reason.READER]
