"""Texts with lines of a fixed width keep every word, and words that a line cut are whole again."""

import textwrap
from itertools import product

import pytest

from index import Article
from index.cleaning import unwrapped
from index.readers.formats import text

TITLE = "Lock found unsafe"
BYLINE = "By Ada Byron"
STORY = (
    "Divers found holes in the western gate of the old lock, and the office shut it to barges on Friday.",
    "The province will pay for the work, which the engineers say could last until the spring of next year.",
    "Barges have to go round by the sea meanwhile. The first of them left at dawn, and was home by midnight.",
)


def read(content: str) -> Article:
    [article] = text.read(content, "a.txt")
    assert isinstance(article, Article)
    return article


@pytest.mark.parametrize("width", [34, 40, 60, 72])
@pytest.mark.parametrize("count", [1, 2, 3])
def test_every_word_is_kept_at_every_width(width: int, count: int) -> None:
    for heads, between, under in product(
        ([], [TITLE], [TITLE, BYLINE], [BYLINE]), ("\n\n", "\n"), ("\n\n", "\n")
    ):
        body = between.join("\n".join(textwrap.wrap(one, width)) for one in STORY[:count])
        article = read("".join(f"{head}{under}" for head in heads) + body)
        assert " ".join(article.text.split()) == " ".join(STORY[:count])
        assert article.title == (TITLE if TITLE in heads else "")
        assert article.author == ("Ada Byron" if BYLINE in heads else "")


CUT = """\
Divers found holes in the west-
ern gate of the old lock, and the ca-
nal office shut it to barges on Fri-
day. The well-known lock is a four-
year-old work of the Anglo-Norse ma-
sons."""


@pytest.mark.parametrize("title", ["", f"{TITLE}\n\n"])
def test_words_that_a_line_cut_are_whole(title: str) -> None:
    article = read(title + CUT)
    assert article.title == title.strip()
    assert article.text == (
        "Divers found holes in the western gate of the old lock, and the canal office shut it to barges on "
        "Friday. The well-known lock is a four-year-old work of the Anglo-Norse masons."
    )


UNTOUCHED = {
    "one line a paragraph": "\n".join(STORY),
    "a poem": "The gate is shut, the water still,\nThe barges wait below the hill,\nAnd no one knows why.",
    "small items": "rope and tar\nlamp oil\nbread for nine days\nsalt",
    "capitals": "Canal Office Shuts Lock\nProvince Will Pay For It\nBarges Go Round By Sea",
    "a table": "Lock      depth    built\nupper     3.1 m    1871\nlower     2.9 m    1873",
    "headers of a mail": "From: Ada Byron\nTo: the desk\nSubject: the lock\nDate: Friday",
    "bullets": "- the upper gate is shut until the spring\n- the lower gate is open\n- the sea is calm",
}


@pytest.mark.parametrize("content", UNTOUCHED.values(), ids=UNTOUCHED)
def test_lines_that_no_width_broke_stay(content: str) -> None:
    assert unwrapped(content) == content


GATE = ("The gate is shut for repairs, and the", "barges wait below the hill until it is")
# A line that begins with this sign, which is no part of it, begins a paragraph.
SHAPES = {
    "indented paragraphs": (
        f"  {GATE[0]}",
        GATE[1],
        "open.",
        "¶  The province will pay for all of the",
        "work.",
    ),
    "a title that fills its line": (
        "Western Gate Of Lock Found To Be Full Of",
        f"¶{GATE[0]}",
        GATE[1],
        "open.",
    ),
    "a byline over it": ("By Ada Byron", f"¶{GATE[0]}", GATE[1], "open."),
    "a label and bullets": (
        *GATE,
        "open.",
        "¶",
        "¶Steps:",
        "¶- look at both of the gates for holes",
        "¶- go home",
    ),
    "an address": (*GATE, "open, says", "https://ledger.example/2025/03/11/the-western-gate-of-the-lock"),
    "another language": (
        "Die Schleuse bleibt wegen der Schäden an",
        "ihren Toren bis zum Frühjahr zu, und der",
        "Kanalbau- und Hafenverband wird für alle",
        "Arbeiten zahlen.",
    ),
}


@pytest.mark.parametrize("lines", SHAPES.values(), ids=SHAPES)
def test_paragraphs_end_where_their_form_says_so(lines: tuple[str, ...]) -> None:
    joined = lines[0] + "".join(f"\n{line[1:]}" if line[0] == "¶" else f" {line}" for line in lines[1:])
    assert unwrapped("\n".join(line.removeprefix("¶") for line in lines)) == joined


def test_a_script_without_blanks_gets_none() -> None:
    told = (
        "水門は修理のため春まで閉鎖されている。船は丘の下で待ち、組合がすべての費用を払うと県が"
        "金曜日に発表した。潜水士が西の門に穴を見つけたためである。"
        "技師によれば、作業は来年の春まで続く可能性があり、その間は海を回ることになるという。"
    )
    lines = [told[start : start + 25] for start in range(0, len(told), 25)]
    assert unwrapped("\n".join(lines)) == told
