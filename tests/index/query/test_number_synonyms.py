"""Numbers, dates and acronyms are found however they are written."""

from pathlib import Path

import pytest

from index import Article, Library
from index.analysis.analyzer import analyze, analyzer
from index.query.number_synonyms import with_numbers
from index.query.synonyms import Synonyms
from index.query.word_families import respelled

FILLER = tuple(
    Article(id=f"filler{number}", text=f"The {word} office of Marrow reported a quiet week by the sea.")
    for number, word in enumerate(("harbour", "post", "ticket", "weather", "census", "ferry"))
)


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("5,000 lanterns were lit.", "five thousand lanterns"),
        ("Five thousand lanterns were lit.", "5,000 lanterns"),
        ("Some 5000 lanterns were lit.", "5,000 lanterns"),
        ("The 5 million lanterns were lit.", "five million lanterns"),
        ("Thirty lanterns were lit.", "30 lanterns"),
        ("Two lanterns were lit.", "2 lanterns"),
        ("Lanterns cost eight percent more.", "lanterns eight per cent"),
        ("Lanterns were lit on Aug. 18.", "lanterns August 18"),
        ("Lanterns were lit on August 18.", "lanterns Aug. 18"),
        ("Lanterns were lit on Sept. 3.", "lanterns September 3"),
        ("The U.S. lit lanterns.", "US lanterns"),
        ("The US lit lanterns.", "U.S. lanterns"),
        ("The UK lit lanterns.", "U.K. lanterns"),
    ],
)
def test_each_word_of_the_question_is_met(tmp_path: Path, said: str, asked: str) -> None:
    with Library.open(tmp_path) as opened:
        opened.add([*FILLER, Article(id="lanterns", text=said)])
        [hit, *_] = opened.search(asked).hits
    assert hit.passage.article.id == "lanterns"
    assert hit.why is not None
    assert all(piece.used for piece in hit.why.pieces)


def test_acronyms_are_never_stop_words() -> None:
    assert analyzer().question_terms("Did the U.S. or the WHO do IT?") == ["US", "WHO", "IT"]


def test_a_month_has_its_short_forms_both_ways() -> None:
    assert {"sep", "sept"} <= set(respelled("september"))
    assert "september" in respelled("sept")


def test_a_librarys_own_rules_win_over_those_of_numbers() -> None:
    own = Synonyms.parse("five thousand => crowd", analyze)
    [rule] = with_numbers(own).match(analyze("five thousand"))
    assert rule.meant == (("crowd",),)
