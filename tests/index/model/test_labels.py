"""One way to name a source, in each language."""

import ast
from datetime import date
from pathlib import Path

import pytest
from babel.dates import format_date

from bot.texts import CATALOGUES
from index.citation.styles import plain
from index.model.article import Article, Passage
from index.model.labels import ENGLISH, GERMAN, LANGUAGES, labels_in
from index.model.written_day import MONTHS, written_day

ROOT = Path(__file__).parents[3]
KNOWN = Article(
    id="a", text="One. Two.", title="Dam holds", outlet="Wire", author="Ann", published="2026-03-04"
)
UNKNOWN = Article(id="b", text="One. Two.")
PAGED = Article(
    text="One. Two.", outlet="Wire", title="T", published="2026-01-31T23:59:00+02:00", pages=(0, 5)
)


def passage(article: Article, end: int = 4) -> Passage:
    return Passage(article=article, serial=1, start=0, end=end, position=2, total=3)


@pytest.mark.parametrize(
    ("article", "end", "english", "german"),
    [
        (
            *(KNOWN, 4),
            "Wire, 4 Mar 2026, “Dam holds”, passage 2 of 3",
            "Wire, 4. März 2026, „Dam holds“, Stelle 2 von 3",
        ),
        (
            *(UNKNOWN, 4),
            "unknown outlet, undated, untitled, passage 2 of 3",
            "Medium unbekannt, ohne Datum, ohne Titel, Stelle 2 von 3",
        ),
        (
            *(PAGED, 4),
            "Wire, 31 Jan 2026, “T”, p. 1, passage 2 of 3",
            "Wire, 31. Jan. 2026, „T“, S. 1, Stelle 2 von 3",
        ),
        (
            *(PAGED, 9),
            "Wire, 31 Jan 2026, “T”, pp. 1–2, passage 2 of 3",
            "Wire, 31. Jan. 2026, „T“, S. 1–2, Stelle 2 von 3",
        ),
    ],
)
def test_a_label_names_outlet_date_title_pages_and_passage(
    article: Article, end: int, english: str, german: str
) -> None:
    assert passage(article, end).label == english
    assert passage(article, end).label_in(ENGLISH) == english
    assert passage(article, end).label_in(GERMAN) == german


def test_a_citation_to_read_names_its_source_in_its_readers_language() -> None:
    assert "Ann, Wire, 4. März 2026, „Dam holds“, Stelle 2 von 3" in plain(passage(KNOWN), GERMAN)


@pytest.mark.parametrize("language", MONTHS)
def test_every_month_of_a_language_has_its_own_name(language: str) -> None:
    days = [written_day(date(2026, month, 9), language) for month in range(1, 13)]
    assert len(set(days)) == 12
    assert all("2026" in day and "9" in day for day in days)


@pytest.mark.parametrize(("language", "pattern"), [("en", "d MMM y"), ("de", "d. MMM y")])
def test_a_day_is_written_as_the_unicode_cldr_has_it(language: str, pattern: str) -> None:
    for month in range(1, 13):
        day = date(2026, month, 4)
        assert written_day(day, language) == format_date(day, pattern, locale=language)


def test_every_language_of_the_bot_has_labels_and_others_are_said_in_english() -> None:
    assert set(CATALOGUES) <= set(LANGUAGES)
    assert set(CATALOGUES) <= set(MONTHS)
    assert labels_in("xx") is ENGLISH


def test_no_other_module_spells_out_what_labels_say() -> None:
    """A second catalogue of months or of "undated" would sooner or later say something else."""
    words = {one.undated for one in LANGUAGES.values()} | {one.untitled for one in LANGUAGES.values()}
    found = set()
    for path in (*(ROOT / "index").rglob("*.py"), *(ROOT / "bot").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            said = node.value if isinstance(node, ast.Constant) else None
            if isinstance(said, str) and (
                said in words or said.startswith(("Jan Feb", "Jan. Feb", "Januar Feb"))
            ):
                found.add(path.relative_to(ROOT).as_posix())
    assert found == {"index/model/labels.py"}
