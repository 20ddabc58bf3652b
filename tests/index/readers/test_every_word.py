"""Each word that a document shows stands in the article, in what it dropped with a reason, or in a report."""

import re
import textwrap
import unicodedata
from collections.abc import Iterable
from html import escape

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents import Placed, document, placed_pdf, word_xml
from index import Article, Problem
from index.cleaning import remaining
from index.readers.formats import docx, feed, html, markdown, pdf, text
from index.readers.formats.document import UnreadableError

FEW = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
COMMON = st.sampled_from(
    ["the", "of", "and", "in", "for", "by", "not", "on", "said", "was", "Ada", "Monday", "Aldermere", "café"]
)
# Made up, so that hardly one stands in a document twice: what is lost has no double that hides it.
RARE = st.text("abcdefghijklmnopqrstuvwxyz", min_size=4, max_size=9)
WORDS = st.one_of(RARE, RARE, COMMON)
SENTENCES = st.lists(WORDS, min_size=4, max_size=14).map(lambda words: f"{' '.join(words).capitalize()}.")
PARAGRAPHS = st.lists(st.lists(SENTENCES, min_size=1, max_size=3).map(" ".join), min_size=1, max_size=5)
PHRASES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)


def words(shown: str) -> set[str]:
    return set(re.findall(r"\w+", unicodedata.normalize("NFKC", shown).casefold()))


def holds(shown: Iterable[str], items: Iterable[Article | Problem]) -> None:
    """Check that the items have the words of `shown`, and that articles are what is left of documents."""
    told = set[str]()
    for item in items:
        if isinstance(item, Problem):
            told |= words(item.reason)
            continue
        told |= words(f"{item.text} {item.title} {item.author} {item.outlet} {item.extracted}")
        assert all(reason for _, _, reason in item.dropped)
        if item.extracted:
            assert remaining(item.extracted, item.dropped) == item.text
    assert words(" ".join(shown)) - told == set()


def drawn(
    data: st.DataObject, paragraphs: list[str], wrappers: list[str], *, encode: bool = True
) -> list[str]:
    """Put some words of each paragraph into one of the wrappers, each with a place for them."""
    made = []
    for paragraph in paragraphs:
        parts = paragraph.split()
        start = data.draw(st.integers(0, len(parts) - 1))
        end = data.draw(st.integers(start, len(parts) - 1)) + 1
        wrapper = data.draw(st.sampled_from(wrappers))
        pieces = (" ".join(parts[:start]), " ".join(parts[start:end]), " ".join(parts[end:]))
        before, inside, after = map(escape, pieces) if encode else pieces
        made.append(wrapper.replace("{0}", before).replace("{1}", inside).replace("{2}", after))
    return made


INLINE = [
    f"<p>{{0}} <{tag}>{{1}}</{tag}> {{2}}</p>"
    for tag in ["b", "i", "a", "ins", "del", "span", "q", "small", "time", "abbr", "s", "mark"]
]
BLOCK = [
    f"<{tag}>{{0}} {{1}} {{2}}</{tag}>"
    for tag in ["p", "div", "h2", "blockquote", "li", "pre", "figcaption", "aside", "button"]
]
SPLIT = ["<p>{0}<br>{1}<br>{2}</p>", "<table><tr><td>{0}</td><td>{1}</td><td>{2}</td></tr></table>",
         "<ul><li>{0}</li><li>{1}</li></ul><p>{2}</p>", "<p>{0} <aside>{1}</aside> {2}</p>"]  # fmt: skip


@FEW
@given(st.data(), PARAGRAPHS, PHRASES, PHRASES)
def test_of_a_page(data: st.DataObject, paragraphs: list[str], menu: str, title: str) -> None:
    body = "".join(drawn(data, paragraphs, [*INLINE, *BLOCK, *SPLIT]))
    page = f"<html><body><nav>{menu}</nav><article><h1>{title}</h1>{body}</article></body></html>"
    try:
        holds((menu, title, *paragraphs), html.parse(document(page)))
    except UnreadableError as error:
        assert error.reason == "no article was found in this page"  # noqa: PT017


@FEW
@given(st.data(), PARAGRAPHS, PHRASES)
def test_of_a_feed(data: st.DataObject, paragraphs: list[str], title: str) -> None:
    body = escape("".join(drawn(data, paragraphs, [*INLINE, *BLOCK, *SPLIT])))
    entry = f"<item><title>{title}</title><description>{body}</description></item>"
    rss = f"<rss version='2.0'><channel>{entry}</channel></rss>"
    holds((title, *paragraphs), feed.parse(document(rss)))


MARKS = ["{0} **{1}** {2}", "{0} [{1}](https://ledger.example) {2}", "> {0}\n> {1} {2}", "- {0} {1}\n- {2}",
         "## {0} {1} {2}", "{0}<br>{1} <b>{2}</b>", "| a | b |\n|---|---|\n| {0} {1} | {2} |",
         "```\n{0}\n{1} {2}\n```"]  # fmt: skip


@FEW
@given(st.data(), PARAGRAPHS, PHRASES)
def test_of_markdown(data: st.DataObject, paragraphs: list[str], title: str) -> None:
    body = "\n\n".join(drawn(data, paragraphs, MARKS, encode=False))
    holds((title, *paragraphs), markdown.parse(document(f"# {title}\n\n{body}\n")))


RUN = '<w:r><w:t xml:space="preserve">{} </w:t></w:r>'
FIRST, INSIDE, LAST = (RUN.format(f"{{{place}}}") for place in range(3))
BOX = f"<w:r><w:pict><v:textbox><w:txbxContent><w:p>{INSIDE}</w:p></w:txbxContent></v:textbox></w:pict></w:r>"
CELL = "<w:tc><w:p>{}</w:p></w:tc>"
TAGS = ("ins", "moveTo", "hyperlink", "smartTag", "fldSimple", "dir")
WRAPPED = [
    *(f"<w:p>{FIRST}<w:{tag}>{INSIDE}</w:{tag}>{LAST}</w:p>" for tag in TAGS),
    f"<w:p>{FIRST}<w:sdt><w:sdtContent>{INSIDE}</w:sdtContent></w:sdt>{LAST}</w:p>",
    f"<w:p>{FIRST}{BOX}{LAST}</w:p>",
    f"<w:sdt><w:sdtContent><w:p>{FIRST}{INSIDE}{LAST}</w:p></w:sdtContent></w:sdt>",
    f"<w:tbl><w:tr>{''.join(map(CELL.format, (FIRST, INSIDE, LAST)))}</w:tr></w:tbl>",
]  # fmt: skip


@FEW
@given(st.data(), PARAGRAPHS, PHRASES, PHRASES)
def test_of_a_word_file(data: st.DataObject, paragraphs: list[str], head: str, note: str) -> None:
    body = "".join(drawn(data, paragraphs, WRAPPED)) + '<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
    notes = f'<w:footnote w:id="1"><w:p>{RUN.format(note)}</w:p></w:footnote>'
    made = word_xml(body, header=f"<w:p>{RUN.format(head)}</w:p>", footnotes=notes)
    holds((head, note, *paragraphs), docx.parse(document(made)))


@FEW
@given(PARAGRAPHS, st.lists(PHRASES, min_size=1, max_size=2), st.integers(24, 90), st.integers(3, 9))
def test_of_a_pdf(paragraphs: list[str], heads: list[str], width: int, rows: int) -> None:
    lines = [line for paragraph in paragraphs for line in textwrap.wrap(paragraph, width)]
    pages = [lines[start : start + rows] for start in range(0, len(lines), rows)]
    made = [
        [
            Placed(50, 800, 9, heads[number % len(heads)]),
            *(Placed(50, 740 - 14 * row, 11, line) for row, line in enumerate(page)),
            Placed(300, 30, 9, f"{number + 3}"),
        ]
        for number, page in enumerate(pages)
    ]
    holds((*heads[: len(pages)], *paragraphs), pdf.parse(document(placed_pdf(made))))


@FEW
@given(PARAGRAPHS, st.lists(PHRASES, max_size=2), st.integers(30, 100), st.sampled_from(("\n", "\n\n")))
def test_of_a_text(paragraphs: list[str], heads: list[str], width: int, between: str) -> None:
    body = between.join((*heads, *("\n".join(textwrap.wrap(one, width)) for one in paragraphs)))
    holds((*heads, *paragraphs), text.read(body, "a.txt"))
