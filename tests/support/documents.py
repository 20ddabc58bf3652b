"""Files in the formats that are read, made here so that no publisher's text is part of the project."""

import io
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import docx

from index import Article, Problem
from index.readers.formats.document import Document

STORY = (
    "The night ferry to Aldermere ran aground in thick fog off Gull Point early on Sunday.",
    "All of the 212 passengers were brought ashore by lifeboats before noon, the coast guard said.",
    "The company has taken two of its older ships out of service until the cause is known.",
)

PAGE = f"""<!DOCTYPE html>
<html lang="en"><head>
<meta charset="utf-8">
<title>Ferry runs aground in fog - Harbor Ledger</title>
<meta property="og:title" content="Ferry runs aground in fog - Harbor Ledger">
<meta property="og:site_name" content="Harbor Ledger">
<meta name="author" content="Ada Byron">
<meta property="article:published_time" content="2025-03-11T06:30:00+00:00">
<link rel="canonical" href="https://www.ledger.example/2025/03/11/ferry">
</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>Ferry runs aground in fog</h1>
{"".join(f"<p>{sentence}</p>" for sentence in STORY)}
</article>
<footer><p>© Harbor Ledger. All rights reserved. Terms of use.</p></footer>
</body></html>
"""


class Placed(NamedTuple):
    """A run of text at a place of its page, in points from the lower left corner."""

    x: float
    y: float
    size: float
    text: str
    rise: float = 0


def placed_pdf(pages: Sequence[Sequence[Placed]], *, fonts: bool = True) -> bytes:
    """Return a PDF that paints these runs in their order, setting the font for each, or the scale alone."""

    def drawn(run: Placed) -> str:
        scale, size = (1, run.size) if fonts else (run.size, 1)
        font = f"/F1 {size} Tf " if fonts else ""
        place = f"{scale} 0 0 {scale} {run.x} {run.y} Tm"
        return f"{font}{place} {run.rise} Ts ({_escaped(run.text)}) Tj 0 Ts"

    first = [] if fonts else ["/F1 1 Tf"]
    return _painted([["BT", *first, *map(drawn, page), "ET"] for page in pages], {})


def pdf(pages: Sequence[Sequence[str | tuple[float, str]]], info: Mapping[str, str] | None = None) -> bytes:
    """Return a PDF with these lines on its pages, a line being its text or its type's size and its text."""
    painted = []
    for lines in pages:
        drawn = ["BT", "50 780 Td"]
        for line in lines:
            size, text = (12.0, line) if isinstance(line, str) else line
            drawn.append(f"/F1 {size} Tf ({_escaped(text)}) Tj 0 -{size * 1.3:.1f} Td")
        painted.append([*drawn, "ET"])
    return _painted(painted, info or {})


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _painted(pages: Sequence[Sequence[str]], info: Mapping[str, str]) -> bytes:
    objects: list[bytes] = []

    def add(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    font = add(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
    tree = add(b"")
    kids = []
    for drawn in pages:
        packed = zlib.compress("\n".join(drawn).encode("cp1252"))
        stream = add(b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed))
        kids.append(
            add(
                b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
                b"/Resources<</Font<</F1 %d 0 R>>>>>>" % (tree, stream, font)
            )
        )
    references = b" ".join(b"%d 0 R" % kid for kid in kids)
    objects[tree - 1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), references)
    root = add(b"<</Type/Catalog/Pages %d 0 R>>" % tree)
    facts = add(b"<<%s>>" % b"".join(b"/%s(%s)" % (k.encode(), v.encode()) for k, v in info.items()))
    return _assembled(objects, root, facts)


def _assembled(objects: Sequence[bytes], root: int, facts: int) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root %d 0 R/Info %d 0 R>>\n" % (len(objects) + 1, root, facts)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def word(paragraphs: Sequence[tuple[str, str]], title: str = "", author: str = "") -> bytes:
    """Return a Word file of paragraphs, each a style and a text."""
    document = docx.Document()
    document.core_properties.title = title
    document.core_properties.author = author
    for style, text in paragraphs:
        document.add_paragraph(text, style=style or None)
    return saved(document)


_WORD_SPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    }.items()
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def word_xml(body: str, **parts: str) -> bytes:
    """Return a Word file of the XML of its body, and of parts such as `footnotes`, `header` and `styles`.

    Their prefixes are w, m, mc, wps, v and c.
    """
    roots = {"header": "hdr", "footer": "ftr"}
    types = f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
    relations = ""
    files = {}
    for name, inside in parts.items():
        root = roots.get(name, name)
        files[f"word/{name}.xml"] = f"<w:{root} {_WORD_SPACES}>{inside}</w:{root}>"
        types += f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{name}+xml"/>'
        relations += f'<Relationship Id="{name}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>'
    start = f'<Relationship Id="a" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    files |= {
        "word/document.xml": f"<w:document {_WORD_SPACES}><w:body>{body}</w:body></w:document>",
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{types}</Types>",
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{start}</Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}'
        "</Relationships>",
    }
    return zipped({name: text.encode() for name, text in files.items()})


def saved(document: "docx.document.Document") -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return a ZIP of files by their names."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


RSS = b"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Harbor Ledger</title>
<item><title>Ferry &amp; fog</title><link>https://ledger.example/ferry</link>
<author>desk@ledger.example (Ada Byron)</author><pubDate>Tue, 11 Mar 2025 06:30:00 +0100</pubDate>
<description>&lt;p&gt;The ferry ran aground.&lt;/p&gt;&lt;p&gt;Nobody was hurt.&lt;/p&gt;</description></item>
<item><title>Only a headline</title><link>https://ledger.example/headline</link></item>
</channel></rss>
"""

ATOM = b"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Aldermere Dispatch</title>
<entry><title>Fog</title><link href="/fog"/><updated>2025-03-12T00:00:00Z</updated>
<author><name>Ben Ash</name></author>
<source><title>Coast Wire</title></source>
<content type="xhtml">
<div xmlns="http://www.w3.org/1999/xhtml"><p>Fog held.</p><p>It lifted.</p></div>
</content>
</entry></feed>
"""


def document(data: str | bytes, url: str = "", charset: str = "") -> Document:
    """Return what a parser gets."""
    return Document(data=data.encode() if isinstance(data, str) else data, url=url, charset=charset)


def only(items: Iterable[Article | Problem]) -> Article:
    """Return the one article that a parser gives."""
    [article] = items
    assert isinstance(article, Article)
    return article
