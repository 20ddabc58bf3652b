import asyncio
import io
import json
import os
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents import PAGE, RSS
from index import Article, Problem, read_articles
from index.model.limits import DEFAULT_LIMITS, Limits
from index.readers.formats.records import read_jsonl, to_record
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
    assert reason in problem.full


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
        assert reason in second.full
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
