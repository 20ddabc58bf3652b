"""One rule says which names mean one outlet, wherever outlets are compared or counted."""

import ast
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Article, Library
from index.model.outlet import distinct_outlets, outlet_counts, outlet_key, outlet_of
from index.model.source_file import LIBRARY_FILE

ROOT = Path(__file__).parents[3]
LETTERS = "abcxyzàéîñöøüßāčęğışžœÆÉŻαβγάέήςσ бгжйё& 7-"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Reuters", "REUTERS"),
        ("ÉTUDE", "étude"),
        ("El País", "El Pais"),
        ("Le  Monde ", "Le\N{NO-BREAK SPACE}Monde"),
        ("Straße", "STRASSE"),
        ("Το Βήμα", "ΤΟ ΒΗΜΑ"),
        ("Yeni Asır", "YENI ASIR"),
        ("Ｎｉｋｋｅｉ", "Nikkei"),
        ("E\N{COMBINING ACUTE ACCENT}tude", "Étude"),
    ],
)
def test_spellings_of_one_outlet_have_one_key(one: str, other: str) -> None:
    assert outlet_key(one) == outlet_key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"), [("がぞう", "かぞう"), ("The Sun", "Sun"), ("Новый", "Новыи"), ("", "x")]
)
def test_other_names_have_other_keys(one: str, other: str) -> None:
    assert outlet_key(one) != outlet_key(other)


@given(st.text(LETTERS, max_size=12))
def test_case_makes_no_other_outlet(name: str) -> None:
    assert len({outlet_key(spelt) for spelt in (name, name.upper(), name.lower(), outlet_key(name))}) == 1


def test_outlets_are_counted_under_their_most_frequent_spelling() -> None:
    names = {"REUTERS": 2, "Reuters": 3, "": 9, "étude": 1, "ÉTUDE": 1, "gone": 0, "  ": 1}
    assert outlet_counts(names) == [("Reuters", 5), ("ÉTUDE", 2)]


def test_names_stand_once_each_in_their_order() -> None:
    assert distinct_outlets(["WIRE", "Étude", "Wire", "Wire", "étude"]) == ["Wire", "Étude"]


def test_an_article_without_an_outlet_is_of_its_site() -> None:
    assert outlet_of(Article(text="", url="https://www.Ledger.example/a")) == "ledger.example"
    assert outlet_of(Article(text="", outlet="Ledger.example")) == "ledger.example"
    assert outlet_of(Article(text="", url="https://[broken")) == ""


# Where outlets are compared

FERRY = "The ferry ran aground in fog on Tuesday. Nobody was hurt. The captain blamed a missing buoy."
OTHER = "A ferry that ran aground in fog was towed off at noon. Its captain spoke of a buoy he never saw."


@pytest.fixture
def library(tmp_path: Path) -> Library:
    opened = Library.open(tmp_path / "library")
    opened.add(
        [
            Article(id="a", text=FERRY, outlet="ÉTUDE", published="2026-01-01"),
            Article(id="b", text=OTHER, outlet="Etude", published="2026-01-02"),
            Article(id="c", text="Apricots froze in the valley.", outlet="étude"),
            Article(id="d", text="The ferry captain of the fog was aground.", outlet="Wire"),
        ]
    )
    return opened


def test_a_question_to_one_outlet_is_answered_by_every_spelling(library: Library) -> None:
    found = library.search("ferry aground fog captain", outlet="étude")
    assert {hit.passage.article.id for hit in found.hits} == {"a", "b"}
    assert not library.search("ferry aground fog captain", outlet="Étud").found


def test_a_damaged_outlet_stops_no_question_to_another(library: Library, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "library" / LIBRARY_FILE) as db:
        db.execute("UPDATE articles SET outlet = CAST(x'ff' AS TEXT) WHERE id = 'c'")
    assert library.search("ferry aground fog captain", outlet="Wire").found


def test_suggestions_count_all_spellings_as_one(library: Library) -> None:
    assert [count for _, count in library.lookup.outlets()] == [3, 1]


def test_a_comparison_hears_each_outlet_once(library: Library) -> None:
    compared = library.lookup.compare("ferry aground fog captain")
    assert compared.outlets == 2
    assert len(compared.hits) == 2


def test_a_copy_with_the_outlet_spelt_otherwise_is_no_second_article(library: Library) -> None:
    report = library.add([Article(text=FERRY, outlet="étude", title="Aground")])
    assert report.updated == ["a"]


def test_no_module_compares_outlets_by_a_rule_of_its_own() -> None:
    own = set()
    for path in (*(ROOT / "index").rglob("*.py"), *(ROOT / "bot").rglob("*.py")):
        code = path.read_text(encoding="utf-8")
        if "NOCASE" in code:
            own.add(path.name)
        for node in ast.walk(ast.parse(code)):
            if isinstance(node, ast.Attribute) and node.attr in {"casefold", "lower"}:
                value = node.value
                if isinstance(value, ast.Attribute | ast.Name) and "outlet" in ast.unparse(value):
                    own.add(path.name)
    assert own == set()
