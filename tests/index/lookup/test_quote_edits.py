"""What whoever quotes has put in or left out is said; nothing that differs is ever called word for word."""

import random
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edited_quotes import EDITS, quotes_of
from index import Article, Library, QuoteMatch, Verdict, plain_message
from index.sample import sample_articles

TEXT = (
    "The harbour master of Sandby did not open the lock on Friday. He told the council that 40 barges had "
    "waited, and that the well-run firm of non-lethal tools lost $3 million, or 5% of its worth.\n\n"
    "Nobody at the naïve café in Orléans saw the ﬁrst oﬃcer. The tide fell to -5 feet; 10⁶ gulls came at "
    "3pm. The har-\nbour rail is well-\nknown.\n\n"
    "Der Rat will die Brücke nicht vor Mai schließen. Le conseil n’a pas encore voté. El puente no se "
    "cerrará nunca. 市議会は橋を閉鎖しないと発表した。 करी बनी है।"
)
EXACT, EDITED, NEAR, ABSENT = Verdict


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library.open(tmp_path_factory.mktemp("library")) as opened:
        opened.add([Article(id="a", text=TEXT, outlet="Ledger")])
        yield opened


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library.open(tmp_path_factory.mktemp("sample")) as opened:
        opened.add(one for one in sample_articles() if isinstance(one, Article))
        yield opened


def match_of(library: Library, quote: str) -> QuoteMatch:
    return library.lookup.check_quote(quote).matches[0]


@pytest.mark.parametrize(
    "quote",
    [
        unicodedata.normalize("NFD", "the naïve café in Orléans"),
        "saw the first officer",
        "saw the ﬁrst of\u00adﬁcer".replace("of\u00adﬁcer", "of\u00adficer"),
        "the naïve ca\u200bfé\u2060 in\u00a0Orléans",
        "Ｔｈｅ tide fell",
        "the well\u2011run firm of non‐lethal tools",
        "The harbour rail is well-known",
        "The har-\nbour rail is well-\nknown",
        "the coun-\ncil that 40 barges",
        "lost $3 million, or 5 % of its worth",
        "fell to \u22125 feet; 10⁶ gulls",
        "करी बनी है",
    ],
)
def test_typography_is_no_difference_and_the_articles_words_are_shown(library: Library, quote: str) -> None:
    match = match_of(library, quote)
    assert match.verdict is EXACT
    assert all(one.printed in TEXT for part in match.parts for one in part.segments)


@pytest.mark.parametrize(
    "quote",
    [
        "firm of lethal tools",
        "lethal tools lost $3 million",
        "tools lost 3 million",
        "or 5",
        "or 5 of its worth",
        "fell to 5 feet",
        "5 feet; 10⁶ gulls came",
        "106 gulls came",
        "fell to -5 feet; 10",
        "10 gulls came",
        "gulls came at 3",
        "the firm of non-lethal tools",
        "The harbour master of sandby",
        "did open the lock on Friday",
        "करी बनी ह",
    ],
)
def test_what_is_torn_or_differs_is_never_word_for_word(library: Library, quote: str) -> None:
    assert library.lookup.check_quote(quote).verdict in {NEAR, ABSENT}


@pytest.mark.parametrize(
    ("quote", "put_in", "instead"),
    [
        ("[He] told the council that 40 barges", "He", ""),
        ("[he] told the council that 40 barges", "he", "He"),
        ("[h]e told the council that 40 barges", "he", "He"),
        ("[The harbour master] told the council that", "The harbour master", ""),
        ("40 barges [sic] had waited", "sic", ""),
        ("40 barges (sic!) had waited", "sic!", ""),
        ("40 barges had wait[ed]", "waited", ""),
        ("told the council [of Sandby] that 40 barges", "of Sandby", ""),
        ("told [the town] that 40 barges had waited", "the town", "the council"),
        ("the well-run [company] of non-lethal tools", "company", "firm"),
        ("Nobody at the naïve café [emphasis added]", "emphasis added", ""),
    ],
)
def test_brackets_are_said_to_be_the_quoters(library: Library, quote: str, put_in: str, instead: str) -> None:
    match = match_of(library, quote)
    assert match.verdict is EXACT
    [edit] = match.edits
    assert (edit.kind, edit.put_in, edit.left_out) == ("brackets", put_in, instead)


@pytest.mark.parametrize(
    ("quote", "telling"),
    [
        ("The harbour master of Sandby did [surely] open the lock", ("not",)),
        ("told the council that [four] barges had waited", ("40", "four")),
        ("He told the council that 40 barges had [never] waited", ("never",)),
        ("[People] at the naïve café in Orléans saw", ("Nobody",)),
        ("[Nobody] told the council that 40 barges", ("Nobody",)),
        ("The harbour master of Sandby did ... open the lock", ("not",)),
        ("the council that […] barges had waited", ("40",)),
        ("Der Rat will die Brücke … vor Mai schließen", ("nicht",)),
        ("Le conseil (...) encore voté", ("n’a", "pas")),
        ("El puente . . . se cerrará", ("no",)),
        ("市議会は橋を閉鎖…と発表した", ("ない",)),
    ],
)
def test_a_negation_or_number_that_is_left_out_or_put_in_is_named(
    library: Library, quote: str, telling: tuple[str, ...]
) -> None:
    match = match_of(library, quote)
    assert match.verdict is EDITED
    assert [edit.telling for edit in match.edits] == [telling]


def test_an_ellipsis_over_sentences_and_paragraphs_is_counted(library: Library) -> None:
    match = match_of(library, "The harbour master of Sandby … saw the first officer")
    assert match.verdict is EDITED
    [edit] = match.edits
    assert (edit.words, edit.sentences, edit.paragraphs, edit.is_short) == (41, 2, 1, False)
    [edit] = match_of(library, "open the lock on Friday … He told the council").edits
    assert (edit.words, edit.sentences, edit.matters) == (0, 1, True)


def test_a_harmless_ellipsis_is_word_for_word_and_said(library: Library) -> None:
    match = match_of(library, "Nobody at the … café in Orléans")
    assert match.verdict is EXACT
    assert [edit.left_out for edit in match.edits] == ["naïve"]


def test_parts_are_taken_where_they_stand_closest(tmp_path: Path) -> None:
    text = "The mayor came late. Nobody knew why. The mayor of the old town left early, and never came again."
    with Library.open(tmp_path / "library") as library:
        library.add([Article(id="a", text=text)])
        match = match_of(library, "The mayor … left early")
    assert (match.verdict, [edit.left_out for edit in match.edits]) == (EXACT, ["of the old town"])


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(EDITS), st.integers(0, 10**6))
def test_verdicts_on_quotes_made_of_the_samples_articles(sample: Library, edit: object, seed: int) -> None:
    chance = random.Random(seed)
    article = chance.choice(list(sample.articles()))
    for made in quotes_of(chance, article.text, edit):  # type: ignore[arg-type]
        words = plain_message(made.text) if made.in_chat else made.text
        verdict = sample.lookup.check_quote(words).verdict
        assert verdict in made.right, made
