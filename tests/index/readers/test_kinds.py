"""What a file is: told by its content first, and then by its name."""

import time
from contextlib import suppress

import pytest

from documents import RSS, word, zipped
from index.readers.detect import NoReaderError, kind_of

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
    start = time.process_time()
    with suppress(NoReaderError):
        kind_of(head, "a")
    assert time.process_time() - start < 0.5
