"""Citations read back by those who read them: BibTeX by pybtex, RIS and CSL-JSON by their rules."""

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import Entry, parse_string

from index import Article, Passage
from index.citation.bibtex import _TEX
from index.citation.styles import STYLES

SIGNS = "Fish & chips: 50% {off} #1_b ~ a^b \\more $5 -- <b> | \"so\" 'it' ``is''"
# What TeX prints for what we write.
_PRINTED = {escape: sign for sign, escape in _TEX.items()}
_ESCAPE = re.compile("|".join(map(re.escape, sorted(_PRINTED, key=len, reverse=True))) + r"|\{\}|[{}]")
TEXTS = st.text(st.sampled_from("ab \n*_`~[]()<>|\\#&;:!-+=.1@\"'{}^$%,é漢"), min_size=1, max_size=60)


def printed(text: str) -> str:
    return _ESCAPE.sub(lambda match: _PRINTED.get(match[0], ""), text)


def cited(style: str, text: str = "Fog came in.", **fields: Any) -> str:
    article = Article(id="a1", text=text, **fields)
    whole = Passage(article=article, serial=1, start=0, end=len(text), position=1, total=1)
    return STYLES[style](whole)


def entry(**fields: Any) -> Entry:
    read = parse_string(cited("bibtex", **fields), "bibtex").entries
    assert len(read) == 1
    return next(iter(read.values()))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Ada Byron, Ben Ash", [(["Ada"], [], ["Byron"], []), (["Ben"], [], ["Ash"], [])]),
        ("Piet van den Bosch", [(["Piet"], ["van", "den"], ["Bosch"], [])]),
        ("Rik Van Damme", [(["Rik"], [], ["Van", "Damme"], [])]),
        ("Sam Reed, Jr.", [(["Sam"], [], ["Reed"], ["Jr."])]),
        ("Rivas Soto, Inés", [(["Inés"], [], ["Rivas", "Soto"], [])]),
        ("Coastal Press", [([], [], ["{Coastal Press}"], [])]),
        ("Ministry of Ports and Fish", [([], [], ["{Ministry of Ports and Fish}"], [])]),
        ("Office for Fish, Ltd", [([], [], ["{Office for Fish}"], []), ([], [], ["{Ltd}"], [])]),
    ],
)
def test_bibtex_takes_the_authors_apart_as_we_do(line: str, expected: list[Any]) -> None:
    persons = entry(author=line).persons["author"]
    assert [
        (one.first_names + one.middle_names, one.prelast_names, one.last_names, one.lineage_names)
        for one in persons
    ] == expected


def test_bibtex_gives_every_sign_back() -> None:
    read = entry(text=SIGNS, title=SIGNS, outlet=SIGNS).fields
    assert printed(read["title"]) == printed(read["howpublished"]) == SIGNS
    assert printed(read["note"]) == f"``{SIGNS}''"


@given(TEXTS, TEXTS)
def test_bibtex_is_read_whatever_the_texts(text: str, author: str) -> None:
    read = entry(text=f"a{text}", title=text, outlet=text, author=author).fields
    line = " ".join(text.split())
    assert printed(read.get("title", "")) == line
    assert printed(read.get("howpublished", "")) == line
    assert printed(read["note"]) == f"``{' '.join(f'a{text}'.split())}''"


def test_wikipedia_has_a_field_for_each_author() -> None:
    assert "|author1=Ada Byron |author2=Piet van den Bosch |" in cited(
        "wikipedia", author="Byron, Ada; Piet van den Bosch"
    )
    assert "|author=Coastal Press |" in cited("wikipedia", author="Coastal Press")
    assert "|author=Ada Byron |display-authors=etal |" in cited("wikipedia", author="Ada Byron et al.")


@given(TEXTS, TEXTS)
def test_ris_has_a_tag_on_every_line_and_loses_nothing(text: str, title: str) -> None:
    rows = cited("ris", text=f"a{text}", title=title, author="Ada Byron; Coastal Press, Ltd.").split("\n")
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", row) for row in rows)
    assert (rows[0], rows[-1]) == ("TY  - NEWS", "ER  - ")
    values = {row[:2]: row[6:] for row in rows}
    assert values["N1"] == f"“{' '.join(f'a{text}'.split())}”"
    assert values.get("TI", "") == " ".join(title.split())


def test_ris_is_as_reference_managers_take_it() -> None:
    fields = {"title": "Ferry", "outlet": "Harbor Ledger", "published": "2025-03-11"}
    author = "Piet van den Bosch, Sam Reed Jr."
    assert cited("ris", author=author, url="https://a.example/x", **fields) == (
        "TY  - NEWS\nID  - harborledger2025-a1\nAU  - van den Bosch, Piet\nAU  - Reed, Sam, Jr.\n"
        "TI  - Ferry\nT2  - Harbor Ledger\nPY  - 2025\nDA  - 2025/03/11\nUR  - https://a.example/x\n"
        "N1  - “Fog came in.”\n"
        "ER  - "
    )


def test_csl_json_is_one_item_with_names_in_parts() -> None:
    [item] = json.loads(
        cited("csl-json", author="Piet van den Bosch; Coastal Press", title=SIGNS, published="2025-03-11")
    )
    assert item == {
        "id": "article2025-a1",
        "type": "article-newspaper",
        "author": [
            {"family": "Bosch", "given": "Piet", "non-dropping-particle": "van den"},
            {"literal": "Coastal Press"},
        ],
        "title": SIGNS,
        "issued": {"date-parts": [[2025, 3, 11]]},
        "note": "“Fog came in.”",
    }
    [bare] = json.loads(cited("csl-json"))
    assert set(bare) == {"id", "type", "note"}


def test_an_article_with_an_address_says_when_it_was_last_seen_there() -> None:
    seen = {"url": "https://a.example/x", "seen": "2026-03-05T07:08:09+00:00"}
    assert entry(**seen).fields["urldate"] == "2026-03-05"
    [item] = json.loads(cited("csl-json", **seen))
    assert item["accessed"] == {"date-parts": [[2026, 3, 5]]}
    assert "\nY2  - 2026/03/05\n" in cited("ris", **seen)
    assert " |access-date=2026-03-05 " in cited("wikipedia", **seen)
    for style, name in (
        ("bibtex", "urldate"),
        ("csl-json", "accessed"),
        ("ris", "Y2"),
        ("wikipedia", "access-date"),
    ):
        assert name not in cited(style, url="https://a.example/x")
        assert name not in cited(style, seen=seen["seen"])
