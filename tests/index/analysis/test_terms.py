import threading
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.analysis.analyzer import Analyzer, analyze, analyzer


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("5,000", "5000"),
        ("U.S.", "US"),
        ("Iraq's", "Iraq"),
        ("Iraq’s", "IRAQ"),
        ("café", "cafe\u0301"),
        ("café", "cafe"),
        ("O'Brien", "O’Brien"),
        ("ﬁnance", "finance"),
        ("withdrawing", "withdraws"),
        ("Straße", "STRASSE"),
        ("soft\u00adware", "software"),
        ("１２", "12"),
    ],
)
def test_spellings_that_mean_the_same_give_the_same_terms(one: str, other: str) -> None:
    assert analyze(one) == analyze(other)


@pytest.mark.parametrize(("name", "word"), [("US", "us"), ("IT", "it"), ("WHO", "who"), ("U.S.", "us")])
def test_acronyms_are_apart_from_the_words_they_look_like(name: str, word: str) -> None:
    assert analyze(f"the {name} said") != analyze(f"the {word} said")


def test_a_line_in_capitals_holds_no_acronyms() -> None:
    assert analyze("TELL US WHO DID IT\nthe US") == analyze("tell us who did it\nthe US")


def test_two_names_in_capitals_are_no_line_that_shouts() -> None:
    assert analyze("US WHO") == ["US", "WHO"]
    assert analyze("TELL US WHO") == ["tell", "us", "who"]
    # Of small words only those of two to four letters are names in capitals.
    assert analyze("said THIS and THEIR") == ["said", "THIS", "and", "their"]
    assert analyze("Plan A of THEM") == ["plan", "a", "of", "THEM"]


def test_a_question_in_capitals_asks_for_no_acronyms() -> None:
    assert analyzer().question_terms("Tell US who did IT") == ["US", "IT"]
    german = analyzer("german")
    assert german.question_terms("WAS IST DIE BRÜCKE") == german.question_terms("Was ist die Brücke")
    assert german.question_terms("Was ist DIE") == ["die"]


def test_words_are_counted_by_texts_and_by_capitals() -> None:
    counted = analyzer().count_words(["Baghdad, baghdad and fog", "Baghdad fog", "fog 5,000"])
    assert counted == {"baghdad": (3, 2), "and": (1, 0), "fog": (3, 0)}
    long = "Long" * 20
    assert analyzer().count_words([long, f"{long} fog", "fog"]) == {long.lower(): (2, 2), "fog": (2, 0)}


def test_dotted_acronyms_count_even_in_a_line_in_capitals() -> None:
    assert "US" in analyze("U.S. TROOPS LEAVE FOR GOOD")


def test_a_question_loses_its_stop_words_and_counts_each_term_once() -> None:
    assert analyzer().question_terms("What did the troops say about the troops?") == ["troop"]


def test_a_question_of_stop_words_alone_keeps_them() -> None:
    assert analyzer().question_terms("to be or not to be") == ["to", "be", "or", "not"]


def test_us_the_country_is_no_stop_word() -> None:
    assert analyzer().question_terms("Is the U.S. with us?") == ["US"]


def test_words_of_other_scripts_stay_whole() -> None:
    assert analyze("हिन्दी में") == ["हिन्दी", "में"]
    assert analyze("الكاظمي") == ["الكاظمي"]


def test_an_unknown_language_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match='"klingon"; choose one of: arabic'):
        Analyzer("klingon")


def test_the_fingerprint_names_the_language() -> None:
    assert analyzer("german").fingerprint != analyzer("english").fingerprint


@given(st.text())
def test_located_terms_are_the_analyzed_ones_and_lie_in_order_inside_the_text(text: str) -> None:
    located = list(analyzer().locate(text))
    assert [term for term, _ in located] == analyze(text)
    last = (-1, 0)
    for _, (start, end) in located:
        # Pairs of characters overlap, but neither begins nor ends where the one before does.
        assert last[0] < start < end <= len(text)
        assert last[1] < end
        last = (start, end)


@given(st.text(alphabet=st.characters(categories=["L"]), min_size=1, max_size=12))
@example("\u00c0\u02bc")
def test_composed_and_decomposed_text_give_the_same_terms(word: str) -> None:
    assert analyze(unicodedata.normalize("NFC", word)) == analyze(unicodedata.normalize("NFD", word))


def test_an_apostrophe_that_counts_as_a_letter_is_one_like_the_others() -> None:
    for apostrophe in "'\u2019\u02bc":
        assert analyze(f"\u043c{apostrophe}\u044f\u0442\u0430") == ["\u043c\u044f\u0442\u0430"]
        assert analyze(f"{apostrophe} mint{apostrophe}s") == ["mint"]
        assert analyzer().count_words([f"{apostrophe} Mint"]) == {"mint": (1, 1)}


def test_threads_share_one_analyzer() -> None:
    words = [f"running{letter} nationality{letter}" for letter in "abcdefghij"] * 200
    fresh = Analyzer("english")
    expected = [analyze(word) for word in words]
    results: list[list[list[str]]] = []
    threads = [
        threading.Thread(target=lambda: results.append([fresh.analyze(word) for word in words]))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [expected] * 4
