"""A folder of files that nobody should have; `benchmarks/hostile_files.py` makes it full-size."""

import io
import os
import random
import struct
import zipfile
import zlib
from pathlib import Path

from pypdf import PdfReader, PdfWriter

from documents import PAGE, pdf, word, zipped

MIB = 2**20
GOOD = {
    "good.txt": b"Fog\n\nIt came in over the harbour.",
    "good.html": PAGE.encode(),
    "good.pdf": pdf([["Fog came in over the harbour.", "It stayed until noon."]]),
    "good.docx": word([("Title", "Fog"), ("", "It came in over the harbour.")]),
    "good.md": b"# Fog\n\nIt *came* in.",
    "good.jsonl": b'{"id": "good", "text": "Fog came in over the harbour."}\n',
    "good.csv": b"id,text\ngood-row,Fog came in.\n",
}


def build(folder: Path, scale: float = 1.0) -> list[str]:
    """Fill `folder` with hostile files among good ones; return the hostile ones' names.

    At scale 1 the largest has 300 MB; the sizes of all that is large shrink with `scale`.
    """
    large = int(300 * MIB * scale)
    files = {**_text(scale), **_records(scale), **_pages(scale), **_packed(large), **_papers(large)}
    for name, data in (GOOD | files).items():
        (folder / name).write_bytes(data)
    for name, start in (("line.txt", b"x"), ("line.jsonl", b'{"text": "'), ("line.html", b"<p>")):
        _one_line(folder / name, start, large)
    return sorted([*files, "line.txt", "line.jsonl", "line.html", *_no_files(folder)])


def _one_line(path: Path, start: bytes, size: int) -> None:
    with path.open("wb") as file:
        file.write(start)
        for _ in range(max(size // MIB, 1)):
            file.write(b"x" * MIB)


def _text(scale: float) -> dict[str, bytes]:
    noise = random.Random(1).randbytes(int(MIB * scale) + 1000)
    return {
        "empty.txt": b"",
        "blank.txt": b" \n\t \n" * 1000,
        "noise.bin": noise,
        "program.txt": b"\x7fELF\x02\x01\x01" + bytes(9) + noise,
        "nul.txt": b"A story\n\nwith a \0 in it.",
        "emoji.txt": "😀".encode() * max(int(10 * MIB * scale) // 4, 600_000),
        "half.txt": "\ufeffodd".encode("utf-16-le") + b"\0",
        "picture.txt": b"\x89PNG\r\n\x1a\n" + noise,
        "deep.md": b"[" * int(3 * MIB * scale + 9000) + b"](" * 9000,
        "quotes.md": b">" * int(MIB * scale + 9000),
    }


def _records(scale: float) -> dict[str, bytes]:
    many = int(4 * MIB * scale) + 1000
    return {
        "surrogate.jsonl": b'{"text": "a lone \\ud800 surrogate"}\n',
        "bytes.jsonl": b'{"text": "\xed\xa0\x80 as bytes, \xff too"}',
        "deep.jsonl": b'{"text": ' + b"[" * many + b"\n",
        "bad.jsonl": b"{no}\n" * many,
        "deep.json": b"[" * many,
        "numbers.json": b"[" + b"1," * many + b"1]",
        "open.json": b'[{"text": "' + b"x" * many * 3,
        "objects.json": b'[{"a": [' + b"{}," * many,
        "open.csv": b'id,text\n1,"never closed\n' + b"x,y\n" * many,
        "wide.csv": b"text," + b"a," * many + b"\n",
    }


def _pages(scale: float) -> dict[str, bytes]:
    many = int(MIB * scale) + 1000
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    rss = f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY e0 "lol">{entities}]><rss version="2.0"><channel>'
    return {
        "broken.html": b"<html><body><table><tr><td><p <a <b>>>" + b"<" * many,
        "deep.html": b"<html><body>" + b"<div>" * many,
        "formats.html": b"<html><body>" + b"<b><i><a href=x>" * (many // 3),
        "attributes.html": b"<html><body " + b"a=b " * many + b">",
        "scripts.html": b"<html><body>" + b"<script>x</script>" * (many // 4),
        "entities.xml": f"{rss}<item><title>&e11;</title></item></channel></rss>".encode(),
        "outside.xml": b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel>'
        b"<item><title>&x;</title></item></channel></rss>",
        "deep.xml": b"<rss><channel>" + b"<item>" * (many // 4),
    }


def _packed(large: int) -> dict[str, bytes]:
    bomb = zipped({"zeros.txt": bytes(large)})
    nested = zipped({"outer.zip": zipped({"inner.zip": bomb})})
    tricks = zipped(dict.fromkeys(("../out.txt", "/etc/passwd", "C:\\x.txt", "..\\up.txt"), b"Text."))
    many = io.BytesIO()
    with zipfile.ZipFile(many, "w") as archive:
        for number in range(max(large // 10_000, 2500)):
            archive.writestr(f"{number}.txt", b"")
    return {
        "bomb.zip": bomb,
        "liar.zip": _with_declared_size(bomb, 100),
        "nested.zip": nested,
        "tricks.zip": tricks,
        "many.zip": many.getvalue(),
        "cut.zip": bomb[: len(bomb) // 2],
        "bomb.docx": zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b" " * large}),
        "broken.docx": zipped({"[Content_Types].xml": b"<Types", "word/document.xml": b"<w"}),
        "locked.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
        "bomb.jsonl.gz": b"\x1f\x8b\x08" + zlib.compress(bytes(MIB)),
    }


def _with_declared_size(archive: bytes, size: int) -> bytes:
    """Return an archive of one file whose directory states another size than the file unpacks to."""
    data = bytearray(archive)
    struct.pack_into("<I", data, 22, size)
    struct.pack_into("<I", data, data.rindex(b"PK\x01\x02") + 24, size)
    return bytes(data)


def _papers(large: int) -> dict[str, bytes]:
    story = pdf([["Fog came in over the harbour."]])
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(story)))
    writer.encrypt("secret", algorithm="RC4-128")
    locked = io.BytesIO()
    writer.write(locked)
    packed = zlib.compress(b"BT (x) Tj ET " * (large // 13))
    stream = b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed)
    start, end = story.index(b"3 0 obj") + 8, story.index(b"endobj", story.index(b"3 0 obj"))
    return {
        "locked.pdf": locked.getvalue(),
        "scanned.pdf": pdf([[], [], []]),
        "cut.pdf": story[: len(story) // 3],
        "bomb.pdf": story[:start] + stream + b"\n" + story[end:],
        "round.pdf": story.replace(b"/Kids[4 0 R]", b"/Kids[2 0 R]"),
        "wrong.pdf": b"\x00\x01\x02 not a PDF" * 99,
        "many.pdf": story.replace(b"/Kids[4 0 R]", b"/Kids[" + b"4 0 R " * max(large // 10_000, 2500) + b"]"),
    }


def _no_files(folder: Path) -> list[str]:
    """Add what is no regular file, as far as the system has such things."""
    if os.name != "posix":
        return []
    (folder / "loop").symlink_to(folder / "loop")
    (folder / "dead.txt").symlink_to(folder / "nothing")
    (folder / "round").symlink_to(folder)
    os.mkfifo(folder / "pipe.txt")
    names = ["loop", "dead.txt", "pipe.txt"]
    if os.geteuid() != 0:  # who may read everything
        (folder / "secret.txt").write_text("Text.")
        (folder / "secret.txt").chmod(0)
        names.append("secret.txt")
    return names
