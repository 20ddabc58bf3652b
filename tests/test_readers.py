import asyncio
import io
import json
import os
import time
from contextlib import suppress
from dataclasses import fields
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents import PAGE, RSS, pdf, word, zipped
from index import Article, Problem, read_articles
from index.limits import DEFAULT_LIMITS, Limits
from index.readers.dates import parse_date
from index.readers.kinds import NoReaderError, kind_of
from index.readers.records import read_jsonl, to_record
from web_server import running_site

needs_posix = pytest.mark.skipif(os.name != "posix", reason="the system has no such files")


def read(path: Path, format: str = "auto", limits: Limits = DEFAULT_LIMITS) -> list[Article | Problem]:  # noqa: A002
    return list(read_articles(path, format=format, limits=limits))


def test_a_text_file_has_its_title_on_the_first_line(tmp_path: Path) -> None:
    path = tmp_path / "ferry.txt"
    path.write_bytes(b"\xef\xbb\xbfFerry runs  aground\r\n\r\nFog came in.\r\nNobody was hurt.\r\n")
    [article] = read(path)
    assert article == Article(
        title="Ferry runs aground", text="Fog came in.\nNobody was hurt.", origin=str(path.resolve())
    )


def test_one_line_is_text_without_a_title(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Fog came in.")
    [article] = read(path)
    assert isinstance(article, Article)
    assert (article.title, article.text) == ("", "Fog came in.")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b" \n ", "is empty"),
        (b"a\0b", "binary data"),
        ("\U0001f600!".encode() * 9, "holds no words"),
        (b"\x89PNG\r\n\x1a\n", "is a picture; add the text itself"),
    ],
)
def test_text_files_that_cannot_be_read_say_why(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    [problem] = read(path)
    assert isinstance(problem, Problem)
    assert (problem.place, problem.lost) == (str(path), True)
    assert reason in problem.reason


def test_a_record_keeps_its_id_and_its_text_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    record = {
        "_id": 7,
        "title": " A \n title ",
        "text": "  Text. ",
        "source": "Ledger",
        "published_at": "21 Aug 2020",
    }
    path.write_text(json.dumps(record) + "\n\n")
    [article] = read(path)
    assert article == Article(
        id="7", title="A title", text="  Text. ", outlet="Ledger", published="2020-08-21"
    )


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{", "is no JSON"),
        (b"[" * 100_000, "is no JSON"),
        (b'["text"]', "is no JSON object"),
        (b'{"title": "x"}', 'no "text"; each line needs one'),
        (b'{"text": 3}', ""),
        (b'{"text": "lone \\ud800 surrogate"}', '"text" is not valid Unicode at character 5'),
    ],
)
def test_a_bad_line_names_its_number_and_stops_nothing(line: bytes, reason: str) -> None:
    file = io.BytesIO(b'{"text": "one"}\n' + line + b'\n{"text": "three"}\n')
    first, second, third = read_jsonl(file, "articles.jsonl")
    assert (first, third) == (Article(text="one"), Article(text="three"))
    if reason:
        assert isinstance(second, Problem)
        assert second.place == "articles.jsonl:2"
        assert reason in second.reason
    else:
        assert second == Article(text="3")


def test_lines_that_are_not_utf8_are_read_and_noted_once() -> None:
    data = '{"text": "Café an der Straße"}\n{"text": "São"}\n'.encode("cp1252")
    note, *articles = read_jsonl(io.BytesIO(data), "a.jsonl")
    assert note == Problem(
        "a.jsonl:1", "is not UTF-8; it and other such lines were read as cp1252", lost=False
    )
    assert articles == [Article(text="Café an der Straße"), Article(text="São")]


def test_of_many_bad_lines_in_a_row_the_later_ones_are_counted() -> None:
    data = b'{"text": "one"}\n' + b"{no\n" * 5000 + b'{"text": "two"}\n' + b"{no\n" * 3
    one, *problems, counted, two, _, _, _ = read_jsonl(io.BytesIO(data), "a.jsonl")
    assert len(problems) == 20
    assert str(counted) == "a.jsonl: 4,980 more in a row could not be read; look at those named above"
    assert (one, two) == (Article(text="one"), Article(text="two"))


def test_a_file_without_one_good_record_is_left() -> None:
    *problems, last = read_jsonl(io.BytesIO(b"{no\n" * 5000), "a.jsonl")
    assert len(problems) == 20
    assert str(last) == "a.jsonl: none of the first 1,000 could be read, so the rest is left out"


def test_a_date_that_is_not_understood_is_noted_and_the_article_kept() -> None:
    problem, article = read_jsonl(io.BytesIO(b'{"text": "one", "date": "last week"}'), "a.jsonl")
    assert article == Article(text="one")
    assert isinstance(problem, Problem)
    assert not problem.lost
    assert 'the date "last week" is not understood' in problem.reason


@given(
    st.builds(
        Article,
        text=st.text(st.characters(codec="utf-8"), min_size=1).filter(str.strip),
        title=st.sampled_from(["", "A title", "عنوان"]),
        published=st.sampled_from(["", "2020-08-21", "2020-08-21T05:20:00+04:00"]),
        id=st.sampled_from(["", "a1"]),
    )
)
def test_a_record_reads_back_as_the_article(article: Article) -> None:
    line = json.dumps(to_record(article)).encode()
    assert list(read_jsonl(io.BytesIO(line), "export")) == [article]


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2020-08-21", "2020-08-21"),
        ("2020-08-21T05:20:00Z", "2020-08-21T05:20:00+00:00"),
        ("2020/08/21", "2020-08-21"),
        ("August 21, 2020", "2020-08-21"),
        ("Aug. 21, 2020", "2020-08-21"),
        ("Fri, 21 Aug 2020 05:20:00 +0400", "2020-08-21T05:20:00+04:00"),
        ("08/09/2020", ""),
        ("yesterday", ""),
        ("", ""),
    ],
)
def test_dates(written: str, iso: str) -> None:
    assert parse_date(written) == iso


def test_folders_are_read_in_order_without_hidden_files(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    for name in ("b.txt", "inner/a.txt", ".hidden.txt"):
        (tmp_path / name).write_text(f"Title of {name}\n\nText.")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "script.py").write_text("print()")
    shown = [item.title if isinstance(item, Article) else str(item) for item in read(tmp_path)]
    assert shown == [
        "Title of b.txt",
        "Title of inner/a.txt",
        f"{tmp_path}/picture.png: is a picture; add the text itself",
        f'{tmp_path}/script.py: no reader for ".py" files; if it holds an article, name its format: txt',
    ]


@needs_posix
def test_what_is_no_file_is_passed_over_with_a_reason(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("Title\n\nText.")
    (tmp_path / "round").symlink_to(tmp_path)
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "dead.txt").symlink_to(tmp_path / "nothing")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "line\nbreak \u202e.txt").write_bytes(b"\0")
    deep = tmp_path
    for _ in range(60):
        deep /= "deeper"
    deep.mkdir(parents=True)
    (deep / "bottom.txt").write_text("Bottom\n\nText.")
    titles = [item.title for item in read(tmp_path) if isinstance(item, Article)]
    problems = [
        str(item).removeprefix(f"{tmp_path}/") for item in read(tmp_path) if isinstance(item, Problem)
    ]
    assert sorted(titles) == ["Bottom", "Title"]
    assert sorted(problems) == [
        "dead.txt: cannot be read (No such file or directory); check the name and its permissions",
        "line\\nbreak \\u202e.txt: holds binary data, not text; add the text itself",
        "loop: cannot be read (Too many levels of symbolic links); check the name and its permissions",
        "pipe.txt: is no regular file, but a pipe, socket or device; save what it says to a file",
    ]


@needs_posix
def test_a_name_that_is_no_unicode_can_be_shown_and_stored(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("Title\n\nText.")
    [article] = read(tmp_path)
    assert isinstance(article, Article)
    assert article.origin == f"{tmp_path.resolve()}/caf\\udce9.txt"


def test_a_reason_quotes_nothing_that_steers_a_terminal(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"id,\x1b[31mred\xe2\x80\xae\n1,2\n")
    [problem] = read(tmp_path)
    assert 'no column "text" among id, \\x1b[31mred\\u202e; name the column' in str(problem)


def test_a_missing_file_is_one_problem(tmp_path: Path) -> None:
    [problem] = read(tmp_path / "none.txt")
    assert "cannot be read (No such file or directory)" in str(problem)


def test_a_format_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "articles.dat"
    path.write_text('{"text": "one"}')
    assert read(path, format="jsonl") == [Article(text="one")]
    assert read(path, format="txt") == [Article(text='{"text": "one"}', origin=str(path.resolve()))]
    with pytest.raises(ValueError, match='no format "xml"; choose one of: auto, txt, jsonl'):
        read(path, format="xml")


@pytest.mark.parametrize(("content", "title"), [(b'{"text": "one", "title": "T"}', "T"), (b"T\n\none", "T")])
def test_standard_input_is_read_by_what_it_holds(
    monkeypatch: pytest.MonkeyPatch, content: bytes, title: str
) -> None:
    stream = SimpleNamespace(buffer=io.BufferedReader(io.BytesIO(content)))
    monkeypatch.setattr("sys.stdin", stream)
    assert list(read_articles("-")) == [Article(text="one", title=title)]


KINDS = [
    ("jsonl", b'{"text": "a"}\n{"text": "b"}', "a.json"),
    ("jsonl", b'\xef\xbb\xbf{"text": "a"}', "a"),
    ("jsonl", b'broken\n{"text": "a"}\n', "a.jsonl"),
    ("json", b'[{"text": "a"}]', "a.jsonl"),
    ("json", b'{\n "text": "a"\n}', "a.txt"),
    ("json", b'{"articles": [{"text": "a"}]}', "a"),
    ("csv", b"id;title;text\n1;2;3\n", "a.txt"),
    ("csv", b"anything\n", "a.csv"),
    ("html", b"<!DOCTYPE html><html>", "a.txt"),
    ("html", b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C">\n<html>', "a.xhtml"),
    ("html", "<html>".encode("utf-16"), "a"),
    ("html", b"Hello <p>there</p>", "a.html"),
    ("txt", b"Hello there", "a.html"),
    ("txt", b"Hello there", "a.pdf"),
    ("txt", b"[ad_1]\nA story", "a.txt"),
    ("txt", b"{{cite news}}", "a"),
    ("txt", b"Title, text and more\nStory", "a.txt"),
    ("txt", b"The %PDF-1.4 header explained", "a.txt"),
    ("txt", b"", "a.pdf"),
    ("md", b"# Title\n\n<p>x</p>", "a.md"),
    ("feed", RSS, "a.html"),
    ("feed", b'<?xml version="1.0"?><!-- x --><?xml-stylesheet?>\n<feed xmlns="x">', "a.xml"),
    ("pdf", b"%PDF-1.7\n", "a.txt"),
    ("pdf", b"junk\n%PDF-1.7\n1 0 obj", "a.txt"),
    ("docx", word([("", "Fog.")]), "a.zip"),
    ("zip", zipped({"a.txt": b"a"}), "a.docx"),
]


@pytest.mark.parametrize(("kind", "head", "name"), KINDS)
def test_the_content_tells_the_kind_before_the_name_does(kind: str, head: bytes, name: str) -> None:
    assert kind_of(head, name) == kind


@pytest.mark.parametrize(
    ("head", "name", "reason"),
    [
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1",
            "a.doc",
            "is an old or encrypted Office file; open it and save it as DOCX",
        ),
        (b"{\\rtf1 Hello}", "a.rtf", "is an RTF file"),
        (b"\x1f\x8b\x08\0", "a.jsonl.gz", "is compressed with gzip; unpack it first"),
        (
            zipped({"mimetype": b"", "xl/workbook.xml": b""}),
            "a.xlsx",
            "is an Excel file; open it and save it as CSV",
        ),
        (b"MZ\x90\0\x03\0", "a.txt", "holds binary data, not text"),
        (b'<?xml version="1.0"?><sitemap/>', "a.xml", "is XML that is neither a feed nor a page"),
        (b"print()", "a.py", 'no reader for ".py" files'),
    ],
)
def test_what_no_reader_takes_is_named(head: bytes, name: str, reason: str) -> None:
    with pytest.raises(NoReaderError) as caught:
        kind_of(head, name)
    assert str(caught.value).startswith(reason)


@pytest.mark.parametrize(
    "unit", [b"<!-- x -->", b"<?x?>", b"<!doctype a [", b"<!doctype a>", b"]", b"< ", b"[[", b"{"]
)
def test_telling_the_kind_takes_no_time(unit: bytes) -> None:
    head = (unit * 65536)[:65536]
    start = time.perf_counter()
    with suppress(NoReaderError):
        kind_of(head, "a")
    assert time.perf_counter() - start < 0.5


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
        f"{tmp_path}/a.txt: has more than 1,000 bytes; split it, or raise the limit file_bytes"
    )
    assert isinstance(article, Article)
    [problem, _] = read(tmp_path, limits=Limits(text_characters=1000))
    assert "its text has more than 1,000 characters" in str(problem)


@pytest.mark.parametrize("name", [field.name for field in fields(Limits)])
def test_limits_are_above_zero(name: str) -> None:
    with pytest.raises(ValueError, match=f"{name} must be above 0"):
        Limits(**{name: 0})


async def test_an_address_is_read_like_a_file() -> None:
    async with running_site() as site:
        site.page(PAGE.encode(), path="/ferry")
        site.page(RSS, "application/rss+xml", "/feed")
        site.page(b"Fog\n\nIt came in.", "text/plain; charset=utf-8", "/story.php")
        site.page("Туман\n\nОн пришёл.".encode("cp1251"), "text/plain; charset=windows-1251", "/old")
        guard = site.fetcher().guard
        paths = ("/ferry", "/feed", "/story.php", "/old", "/none")
        addresses = [site.url(path) for path in paths]
        items = await asyncio.to_thread(lambda: list(read_articles(*addresses, guard=guard)))
    page, entry, problem, story, old, missing = items
    assert isinstance(page, Article)
    # The page calls itself another site's.
    assert (page.title, page.url) == ("Ferry runs aground in fog", addresses[0])
    assert isinstance(entry, Article)
    assert entry.url == "https://ledger.example/ferry"
    assert isinstance(problem, Problem)
    assert isinstance(story, Article)
    assert (story.title, story.url, story.origin) == ("Fog", addresses[2], addresses[2])
    assert isinstance(old, Article)
    assert old.text == "Он пришёл."
    assert str(missing) == f"{addresses[4]}: was not given (status 404); check the address"


def test_an_address_on_this_machine_is_refused() -> None:
    [problem] = read_articles("http://127.0.0.1:80/")
    assert str(problem) == (
        "http://127.0.0.1:80/: 127.0.0.1 is an address for this machine, not the public internet"
    )
