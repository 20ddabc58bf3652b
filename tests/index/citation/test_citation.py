"""Citations against golden files; `python tests/test_citation.py` writes these anew, to be read then."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from index import Article, Passage
from index.citation.styles import STYLES, deep_link, markdown
from index.citation.text_fragment import text_directive

GOLDEN = Path(__file__).parent / "golden"
FERRY = (
    "Fog came in at dawn.\nThe well-known ferry, half-empty & late, ran aground off Gull-Point. "
    "Nobody was hurt.\nIts owners said it would sail again. Nobody was hurt."
)
SIGNS = (
    r"50% of {all} $5 _notes_ & #tags ~ cost ^ \more | [than] <b>that</b> ''he'' said ~~~~ __NOTOC__ `code`, "
    "*twice*: see https://a.example/b_c, www.a.example, :smile: @everyone &amp; -- ``so''"
)
RULES = "# No running\n1. No swimming\n- No diving\n=====\n    and no more"
LONG = " ".join(f"Sentence number {number} says what it says." for number in range(30))


def passage(article: Article, text: str) -> Passage:
    start = article.text.rindex(text)
    return Passage(article=article, serial=1, start=start, end=start + len(text), position=2, total=4)


def ledger(identity: str, text: str, title: str = "", author: str = "") -> Article:
    return Article(
        id=identity,
        text=text,
        title=title,
        author=author,
        outlet="Harbor Ledger",
        published="2025-03-11",
        url="https://ledger.example/2025/ferry",
    )


CASES = {
    "plain": passage(
        ledger("a1", FERRY, "Ferry runs aground", "Ada Byron"),
        "The well-known ferry, half-empty & late, ran aground off Gull-Point.",
    ),
    "over two paragraphs": passage(ledger("a1", FERRY, "Ferry runs aground"), FERRY.partition("\n")[2]),
    "said twice": passage(ledger("a1", FERRY, "Ferry"), "Nobody was hurt."),
    "all kinds of signs": passage(
        Article(
            id="b 2#",
            text=SIGNS,
            title="A {{title}} | with [[signs]] & 100% \\TeX",
            outlet="Smith & Sons_News",
            author="Ada Byron, Ben Ash",
            published="2025-03-11T06:30:00+01:00",
            url="https://smith.example/a_(b)?x=1&y={2}|3#top",
        ),
        SIGNS,
    ),
    "a list, line by line": passage(ledger("c3", f"Rules:\n{RULES}"), RULES),
    "nothing is known": passage(Article(text="Fog came in."), "Fog came in."),
    "from right to left": passage(
        Article(
            id="d4",
            text="قال الوزير إن الاجتماع لن يعقد. وأضاف أن ذلك مؤسف.",
            title="الوزير: لا اجتماع",
            outlet="الصباح",
            published="2019-02-09",
            url="http://sabah.example/مقال/1?a=ب",
        ),
        "وأضاف أن ذلك مؤسف.",
    ),
    "without blanks": passage(
        Article(
            id="e5",
            text="濃霧が出た。会談は行われない、と発表した。",
            title="会談中止",
            outlet="港新聞",
            url="https://minato.example/1",
        ),
        "会談は行われない、と発表した。",
    ),
    "a long one": passage(ledger("f6", LONG, "Long"), LONG.partition(". ")[2]),
    "pages of a PDF": passage(
        Article(
            id="g7",
            text="Page one ends. Page two begins. Page three.",
            title="Annual report",
            outlet="Port Authority",
            published="2024-12-31",
            url="https://port.example/report.pdf#view=fit",
            pages=(0, 15, 32),
        ),
        "Page two begins. Page three.",
    ),
}


def shown(style: str) -> str:
    def cite(one: Passage) -> str:
        return STYLES[style](one) if style in STYLES else deep_link(one) or "(none)"

    return "\n".join(f"=== {name}\n{cite(one)}\n" for name, one in CASES.items())


@pytest.mark.parametrize("style", [*STYLES, "link"])
def test_citations_are_as_their_golden_file_has_them(style: str) -> None:
    assert shown(style) == (GOLDEN / f"{style}.txt").read_text(encoding="utf-8")


TEXTS = st.text(st.sampled_from("ab \n*_`~[]()<>|\\#&;:!-+=.1@\"'{}^$%é漢"), min_size=1, max_size=60)


@given(TEXTS.filter(lambda text: text.strip() and text == text.strip()))
def test_markdown_shows_the_passage_word_for_word(text: str) -> None:
    quoted = Passage(article=Article(text=text), serial=1, start=0, end=len(text), position=1, total=1)
    blocks = MarkdownIt("gfm-like", {"linkify": False}).parse(markdown(quoted))
    assert [block.type for block in blocks[:3]] == ["blockquote_open", "paragraph_open", "inline"]
    pieces = {"text", "text_special", "hardbreak"}
    assert {piece.type for piece in blocks[2].children or ()} <= pieces
    read = "".join(piece.content or "\n" for piece in blocks[2].children or () if piece.type in pieces)
    lines = [" ".join(line.split()) for line in text.split("\n")]
    assert [line.strip() for line in read.split("\n") if line] == [line for line in lines if line]


@given(TEXTS)
def test_bibtex_braces_balance_and_wiki_braces_close(text: str) -> None:
    article = Article(text=f"a{text}", title=text.strip(), outlet=text.strip(), author=text.strip())
    cited = Passage(article=article, serial=1, start=0, end=len(article.text), position=1, total=1)
    depth = 0
    for sign in STYLES["bibtex"](cited):
        depth += (sign == "{") - (sign == "}")
        assert depth >= 0
    assert depth == 0
    wiki = STYLES["wikipedia"](cited)
    assert "\n" not in wiki
    inside = wiki.removeprefix("{{cite news ").removesuffix("}}").replace("{{!}}", "")
    assert not re.search(r"[{}\[\]<>]|''|~~~|__", inside)
    assert len(re.findall(r"\|\w+=", inside)) == inside.count("|")


@given(TEXTS)
def test_a_directive_has_no_bare_sign_of_its_own_syntax(text: str) -> None:
    directive = text_directive(f"a {text}", 0, len(text) + 2)
    assert re.fullmatch(r"text=(?:[\w.~%]+-,)?[\w.~%]+(?:,[\w.~%]+)?", directive, re.ASCII)


@pytest.mark.parametrize(
    "url", ["", "ftp://a.example/x", "javascript:alert(1)", "//a.example", "http://[", "a.pdf"]
)
def test_an_article_without_a_web_address_has_no_link(url: str) -> None:
    assert deep_link(passage(Article(text="Fog.", url=url), "Fog.")) is None


def test_an_address_keeps_its_own_fragment_and_loses_what_would_end_the_line() -> None:
    def link(url: str) -> str | None:
        return deep_link(passage(Article(text="Fog came.", url=url), "Fog came."))

    assert link("https://a.example/x#top") == "https://a.example/x#top:~:text=Fog%20came."
    assert link("https://a.example/x#:~:text=old") == "https://a.example/x#:~:text=Fog%20came."
    assert link('https://a.example/x y"<z>\n') == "https://a.example/x%20y%22%3Cz%3E%0A#:~:text=Fog%20came."
    assert (
        deep_link(passage(Article(text="— — —", url="https://a.example/"), "— — —")) == "https://a.example/"
    )


if __name__ == "__main__":
    for name in (*STYLES, "link"):
        (GOLDEN / f"{name}.txt").write_text(shown(name), encoding="utf-8")
