"""Records of other programs: JSON of any shape, and tables."""

import io

import pytest

from documents import only
from index import Article
from index.model.limits import Limits
from index.readers.formats import csv, json


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize(
    "text",
    [
        '[{"title": "é", "text": "one"}, {"text": "two"}]',
        '{"status": "ok", "articles": [{"title": "é", "content": "one"}, {"body": "two"}]}',
        '{"title": "é", "text": "one"} {"text": "two"}',
        '[{"headline": "é",\n "text": "one"},\n\n {"TEXT": "two"}\n]\n',
    ],
)
def test_json_of_any_shape(text: str, encoding: str) -> None:
    first, second = json.read(io.BytesIO(text.encode(encoding)), "a.json")
    assert (first, second) == (Article(title="é", text="one"), Article(text="two"))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "a.json: is empty; there is nothing to quote"),
        ("[]", "a.json: is empty; there is nothing to quote"),
        (
            '[{"text": "one"}',
            "a.json, record 2: is no JSON (the array is not closed); nothing after it was read",
        ),
        (
            '[{"text": "one"}, {]',
            "a.json, record 2: is no JSON (Expecting property name enclosed in double quotes)",
        ),
        ("[" * 100_000, "a.json, record 1: is no JSON (nested too deeply)"),
        ('["' + "x" * 3_000_000 + '"]', "a.json, record 1: has more than 1 MB; split it"),
        ("[1]", 'a.json, record 1: is no JSON object; each line needs one with a "text"'),
    ],
)
def test_json_that_is_broken_says_where(text: str, reason: str) -> None:
    *_, problem = json.read(io.BytesIO(text.encode()), "a.json", Limits(record_bytes=2**20))
    assert str(problem).startswith(reason)


def test_a_json_array_is_read_piece_by_piece() -> None:
    class Counted(io.BytesIO):
        taken = 0

        def read(self, size: int | None = -1) -> bytes:
            data = super().read(size)
            self.taken += len(data)
            return data

    file = Counted(b"[" + b",".join(b'{"text": "%060d"}' % number for number in range(60_000)) + b"]")
    items = json.read(file, "a.json")
    assert next(items) == Article(text="0" * 60)
    assert file.taken < 3 * 2**20
    assert sum(1 for _ in items) == 59_999


def test_records_of_other_programs() -> None:
    record = """[{"source": {"id": null, "name": "Harbor Ledger"}, "authors": [{"name": "Ada"}, "Ben"],
    "publishedAt": "2025-03-11T06:30:00Z", "content": " Fog. ", "link": "https://ledger.example/a",
    "pages": 4}]"""
    assert only(json.read(io.BytesIO(record.encode()), "a.json")) == Article(
        text=" Fog. ",
        outlet="Harbor Ledger",
        author="Ada, Ben",
        published="2025-03-11T06:30:00+00:00",
        url="https://ledger.example/a",
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_table_has_an_article_a_row(delimiter: str, encoding: str) -> None:
    rows = ["id{0}title{0}Text", '7{0}"A{0} ""b"""{0}"Café.\nStraße."', "{0}{0}", "8{0}B{0}Fog."]
    data = "\n".join(rows).format(delimiter).encode(encoding)
    articles = [item for item in csv.read(io.BytesIO(data), "a.csv") if isinstance(item, Article)]
    assert articles == [
        Article(id="7", title=" ".join(f'A{delimiter} "b"'.split()), text="Café.\nStraße."),
        Article(id="8", title="B", text="Fog."),
    ]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "a.csv: is empty; there is nothing to quote"),
        (b"id,title\n1,2\n", 'a.csv: no column "text" among id, title; name the column with the texts so'),
        (b"id\rtitle\n1,2\n", 'a.csv: no column "text" among those of its first row, which is no row'),
        (b'text\n"open\n' + b"x\n" * 99_999, "a.csv:2: is no row (has more than 50,000 bytes"),
        (b'text,b\n"a' + b"\n" * 99_999 + b'",c\n', "a.csv:2: is no row (has more than 50,000 bytes"),
        (b"text\n" + b"x" * 99_999 + b"\nok\n", "a.csv:2: has more than 50,000 bytes"),
    ],
)
def test_a_table_that_cannot_be_read_says_where(data: bytes, reason: str) -> None:
    problems = [str(item) for item in csv.read(io.BytesIO(data), "a.csv", Limits(record_bytes=50_000))]
    assert any(problem.startswith(reason) for problem in problems), problems
