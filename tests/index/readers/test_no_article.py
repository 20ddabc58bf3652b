"""What is no article is refused by its name, by what it holds; articles that speak of it are kept."""

# ruff: noqa: E501  samples read best on one line
import pytest

from documents import document, only
from index import Problem
from index.cleaning.stub_page import stub_page
from index.readers.detect import NoReaderError, kind_of
from index.readers.formats import html, text
from index.readers.formats.document import UnreadableError

REFUSED = (
    ("RIS", "TY  - JOUR\nAU  - Tarrow, Ines\nTI  - Fog\nER  - \n"),
    ("RIS", "\ufeff\r\nTY  - NEWS\r\nTI  - Fog\r\nER  - \r\n"),
    ("BibTeX", "@article{tarrow2021,\n  author = {Tarrow, Ines},\n  title = {Fog},\n  year = 2021\n}\n"),
    ("BibTeX", '% Encoding: UTF-8\n\n@Comment{made by hand}\n@InProceedings{x,\n author = "A",\n}'),
    ("EndNote XML", '<xml><records><record><database name="x"/><ref-type>17</ref-type></record></records></xml>'),
    ("EndNote", "%0 Journal Article\n%T Fog\n%A Tarrow\n"),
    ("PubMed", "PMID- 12345\nOWN - NLM\nTI  - Fog\n"),
    ("mbox", "From ines@quay.example Thu May  6 10:15:01 2021\nFrom: Ines\nSubject: fog\n\nFog.\n"),
    ("e-mail", "Received: from a\n by b\nMessage-ID: <1@a>\nFrom: Ines\nSubject: fog\n\nFog.\n"),
    ("WARC", "WARC/1.1\r\nWARC-Type: warcinfo\r\n"),
    ("HAR", '{\n "log": {\n  "version": "1.2",\n  "creator": {"name": "Inspector"},\n  "entries": []}}'),
    ("bookmarks", "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<TITLE>Bookmarks</TITLE>\n<H1>Bookmarks</H1><DL>"),
    ("vCard", "BEGIN:VCARD\nVERSION:3.0\nFN:Ines Tarrow\nEND:VCARD"),
    ("iCalendar", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT"),
    ("OPML", '<?xml version="1.0"?>\n<opml version="2.0"><body><outline text="Fog"/></body></opml>'),
    ("site's map", "<urlset><url><loc>https://quay.example/</loc></url></urlset>"),
    ("subtitles", "1\n00:00:01,000 --> 00:00:02,500\nFog came in.\n"),
    ("source code", "import os\n\n\ndef main():\n    for name in os.listdir():\n        print(name)\n"),
    ("source code", "const port = 3000;\n\nfunction start() {\n  server.listen(port);\n}\n\nstart();\n"),
    ("source code", "#include <stdio.h>\n\nint main(void)\n{\n    return 0;\n}\n"),
    ("source code", "CREATE TABLE cranes (\n  id INTEGER PRIMARY KEY,\n  name TEXT\n);\nSELECT * FROM cranes;\n"),
    ("source code", ".nav a {\n  margin: 0;\n  color: #333;\n}\n"),
    ("log", "2021-05-03 10:15:01,123 INFO up\n2021-05-03 10:15:02,001 ERROR no disk\n2021-05-03 10:15:03,4 INFO x\n"),
    ("log", "\n".join('127.0.0.1 - - [03/May/2021:10:15:01 +0000] "GET / HTTP/1.1" 200 9' for _ in range(4))),
    ("log", 'Traceback (most recent call last):\n  File "a.py", line 1\nValueError: fog\n'),
)  # fmt: skip


@pytest.mark.parametrize(("name", "content"), REFUSED)
def test_it_is_named_with_what_helps(name: str, content: str) -> None:
    with pytest.raises(NoReaderError) as caught:
        kind_of(content.encode(), "a.txt")
    assert name in caught.value.reason
    assert caught.value.remedy
    assert "\n" not in str(caught.value)


SPOKEN_OF = (
    "How libraries trade references\n\nA file in RIS begins with\nTY  - JOUR\nand ends with\nER  - \nThat is all.",
    "BEGIN:VCARD is how each address card begins.\nFew know why, a museum says.",
    "The entry that cost a degree\n\n@article{x2021, author = {X}}\nwas all that she wrote.\nNobody had told her.",
    "From: the editor\nTo: all readers\nSubject: our strike\n\nThe paper is on strike from Monday on.",
    "From Paris to Rome in 1924\nTravel: a memoir\nThe train left at noon, she wrote.",
    "What a log said\n\n2021-05-03 10:15:02 ERROR no disk\n\nNobody read that line.\nThe bank paid for it.\nTwice.",
    "Storm, live\n\n10:15 The harbour closes.\n10:20 The ferry is in.\n10:45 A crane fell.\n11:00 Nobody was hurt.",
    "One line broke the lifts\n\nif (x = 1) { stop(); }\nIt lacked a sign, engineers said.\nThe lifts stood still.",
    "The wind is high;\nThe sea is low;\nThe gulls all cry;\nThe boats must go;\nThe night is long.",
    "Import duties rise\n\nImport duties rise on Monday.\nFor years they were low.\nIf they rise, firms leave.",
    "Results\n\nQuay 3 - 1 Port\nHarbour 2 - 2 Lake\nGulls 0 - 4 Terns",
    "What <opml> was for\n\nFeeds were once traded in lists.",
)  # fmt: skip


@pytest.mark.parametrize("content", SPOKEN_OF)
def test_an_article_that_speaks_of_it_is_one(content: str) -> None:
    assert kind_of(content.encode(), "a.txt") == "txt"


STUBS = (
    ("JavaScript", "You need to enable JavaScript to run this app."),
    ("JavaScript", "Bitte aktivieren Sie JavaScript, um diese Seite zu sehen."),
    ("cookies", "We use cookies on this site. Accept all cookies. Reject all cookies. Cookie settings"),
    ("cookies", "Nous utilisons des cookies. Accepter les cookies ou refuser tous les cookies."),
    ("paywall", "The council met. This article is for subscribers only. Sign in to read the full story."),
    ("paywall", "Dieser Artikel ist exklusiv für Abonnenten. Bereits Abonnent?"),
    ("not found", "404\nPage not found\nThe page you are looking for does not exist."),
    ("not found", "Oops! Seite nicht gefunden."),
    ("person", "Checking your browser before you go on. Just a moment..."),
)


@pytest.mark.parametrize(("name", "content"), STUBS)
def test_a_page_in_an_articles_place_is_named(name: str, content: str) -> None:
    [found] = text.read(content, "a.txt")
    assert isinstance(found, Problem)
    assert name in found.reason
    page = f"<html><head><title>Quay Post</title></head><body><div><p>{content}</p></div></body></html>"
    with pytest.raises(UnreadableError, match=name):
        only(html.parse(document(page)))


def test_a_page_that_shows_only_what_it_says_without_scripts_is_named() -> None:
    page = (
        "<html><head><title>Quay Post</title></head><body><noscript>You need to enable JavaScript to run this "
        "app.</noscript><div id='root'></div></body></html>"
    )
    with pytest.raises(UnreadableError, match="only asks for JavaScript"):
        only(html.parse(document(page)))


@pytest.mark.parametrize(
    "told",
    [
        "The council closes the bridge. Repairs take nine weeks, engineers said. Subscribe to continue reading.",
        "The council's site said “You need to enable JavaScript to run this app.” for weeks. Nobody could pay a bill.",
        "Cookie banners are to go. Sites may no longer ask on each visit, the commission says. Publishers object.",
        "More papers build a paywall. Who wants to read on has to pay, a study of ninety titles found.",
        "A quarter of all pages of 2013 is lost. “Page not found” is what readers see, a study says.",
    ],
)
def test_an_article_that_quotes_such_a_page_is_one(told: str) -> None:
    assert stub_page(told) is None
