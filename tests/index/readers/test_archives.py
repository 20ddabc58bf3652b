"""Folders and archives of all formats, and what each file may cost."""

from dataclasses import fields
from pathlib import Path

import pytest

from documents import PAGE, RSS, pdf, word, zipped
from index import Article, Problem, read_articles
from index.model.limits import DEFAULT_LIMITS, Limits


def read(path: Path, format: str = "auto", limits: Limits = DEFAULT_LIMITS) -> list[Article | Problem]:  # noqa: A002
    return list(read_articles(path, format=format, limits=limits))


FILES = {
    "story.txt": b"Fog\n\nIt came in.",
    "page.html": PAGE.encode(),
    "paper.pdf": pdf([["Fog came in over the harbour.", "It stayed."], ["It left."]]),
    "letter.docx": word([("Title", "Fog"), ("", "It came in.")]),
    "note.md": b"# Fog\n\nIt *came* in.",
    "feed.xml": RSS,
    "records.jsonl": b'{"id": "r1", "text": "Fog."}\n',
    "array.json": b'[{"id": "r2", "text": "Fog."}]',
    "table.csv": b"id,text\nr3,Fog.\n",
}


def test_a_folder_of_all_formats(tmp_path: Path) -> None:
    for name, data in FILES.items():
        (tmp_path / name).write_bytes(data)
    items = read(tmp_path)
    articles = [item for item in items if isinstance(item, Article)]
    assert [str(item) for item in items if isinstance(item, Problem)] == [
        f"{tmp_path}/feed.xml, entry 2: has no text; add the page it links to"
    ]
    # The file is where an article is from only if it holds no other.
    assert [Path(article.origin).name or article.id or article.title for article in articles] == [
        *("r2", "Ferry & fog", "letter.docx", "note.md", "page.html", "paper.pdf", "r1", "story.txt", "r3")
    ]
    assert next(article.pages for article in articles if article.origin.endswith("paper.pdf")) == (0, 41)


def test_an_archive_of_all_formats(tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    path.write_bytes(
        zipped({f"folder/{name}": data for name, data in FILES.items()} | {"__MACOSX/x.txt": b"x"})
    )
    items = read(path)
    articles = [item for item in items if isinstance(item, Article)]
    assert len(articles) == 9
    assert articles[0].origin == f"{path.resolve()}/folder/story.txt"
    assert [str(item) for item in items if isinstance(item, Problem)] == [
        f"{path}/folder/feed.xml, entry 2: has no text; add the page it links to"
    ]


def test_an_archive_full_of_tricks(tmp_path: Path) -> None:
    names = (
        "../../outside.txt",
        "/etc/passwd",
        "C:\\windows.txt",
        "a/../../b.txt",
        "..\\up.txt",
        "nul\0.txt",
    )
    files = dict.fromkeys(names, b"Text.") | {"inner.zip": zipped({"a.txt": b"a"}), "good.txt": b"Text."}
    path = tmp_path / "tricks.zip"
    path.write_bytes(zipped(files))
    *problems, good = read(path)
    assert isinstance(good, Article)
    reasons = [str(problem).removeprefix(f"{path}/") for problem in problems]
    assert all("has a name that leads out of the archive" in reason for reason in reasons[:5])
    assert reasons[-1] == "inner.zip: is an archive in an archive; unpack it first"


@pytest.mark.parametrize(
    ("limits", "files", "reason"),
    [
        (
            Limits(archive_files=2),
            dict.fromkeys("abc", b"x"),
            "c: stands in an archive with more than 2 files",
        ),
        (
            Limits(unpacked_bytes=9),
            {"a": b"x" * 8, "b": b"xx"},
            "b: and the files before it unpack to more than",
        ),
        (
            Limits(file_bytes=500),
            {"a": b"x" * 999, "b": b"ok"},
            "a: unpacks to more than 500 bytes; split it",
        ),
        (Limits(file_bytes=99), {"a": b"a"}, "has more than 99 bytes; split it"),
    ],
)
def test_an_archive_keeps_to_its_limits(
    tmp_path: Path, limits: Limits, files: dict[str, bytes], reason: str
) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped(files))
    [problem] = [item for item in read(path, limits=limits) if isinstance(item, Problem)]
    assert str(problem).removeprefix(str(path)).lstrip("/: ").startswith(reason)


def test_a_damaged_or_empty_archive(tmp_path: Path) -> None:
    whole = bytearray(zipped({"a.txt": b"Fog came in. " * 50, "b.txt": b"It left."}))
    whole[60:70] = bytes(10)
    for name, data in (("cut.zip", bytes(whole[:80])), ("hurt.zip", bytes(whole)), ("none.zip", zipped({}))):
        (tmp_path / name).write_bytes(data)
    shown = [str(item).removeprefix(f"{tmp_path}/") for item in read(tmp_path) if isinstance(item, Problem)]
    assert [line[:38] for line in shown] == [
        "cut.zip: is a damaged archive (File is",
        "hurt.zip/b.txt: is damaged in the arch",
        "none.zip: is an archive without files;",
    ]
    assert sum(isinstance(item, Article) for item in read(tmp_path)) == 1


def test_a_file_over_its_limit_fails_alone(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"x" * 5000)
    (tmp_path / "b.txt").write_text("Title\n\nText.")
    problem, article = read(tmp_path, limits=Limits(file_bytes=1000))
    assert str(problem) == (
        f"{tmp_path}/a.txt: has more than 1,000 bytes; split it, "
        "or raise the limit file_bytes (--limit file_bytes=2000)"
    )
    assert isinstance(article, Article)
    [problem, _] = read(tmp_path, limits=Limits(text_characters=1000))
    assert "its text has more than 1,000 characters" in str(problem)


@pytest.mark.parametrize("name", [field.name for field in fields(Limits)])
def test_limits_are_above_zero(name: str) -> None:
    with pytest.raises(ValueError, match=f"{name} must be above 0"):
        Limits(**{name: 0})
