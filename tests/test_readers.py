import io
import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Article, Problem, read_articles
from index.readers.dates import parse_date
from index.readers.records import read_jsonl, to_record


def read(path: Path, **options: str) -> list[Article | Problem]:
    return list(read_articles(path, **options))


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
        (b"caf\xe9 au lait", "is not UTF-8 at byte 3"),
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
        (b'{"text": "\xff"}', "is not UTF-8 at byte 10"),
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
    for name in ("b.txt", "inner/a.txt", ".hidden.txt", "picture.png"):
        (tmp_path / name).write_text(f"Title of {name}\n\nText.")
    names = [item.title if isinstance(item, Article) else item.reason[:9] for item in read(tmp_path)]
    assert names == ["Title of b.txt", "Title of inner/a.txt", "no reader"]


def test_a_missing_file_is_one_problem(tmp_path: Path) -> None:
    [problem] = read(tmp_path / "none.txt")
    assert "cannot be read (No such file or directory)" in str(problem)


def test_a_format_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "articles.dat"
    path.write_text('{"text": "one"}')
    assert read(path, format="jsonl") == [Article(text="one")]
    with pytest.raises(ValueError, match='no format "xml"; choose one of: auto, txt, jsonl'):
        read(path, format="xml")


@pytest.mark.parametrize(("content", "title"), [(b'{"text": "one", "title": "T"}', "T"), (b"T\n\none", "T")])
def test_standard_input_is_read_by_what_it_holds(
    monkeypatch: pytest.MonkeyPatch, content: bytes, title: str
) -> None:
    stream = SimpleNamespace(buffer=io.BufferedReader(io.BytesIO(content)))
    monkeypatch.setattr("sys.stdin", stream)
    assert list(read_articles("-")) == [Article(text="one", title=title)]
