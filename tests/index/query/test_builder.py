"""What a question asks for: query terms with their expansions."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis.analyzer import analyze, analyzer
from index.model.article import Span
from index.query.builder import KNOWN_WELL, MOST_LOOKED_UP, Expansion, Query, QueryBuilder, _best, _joints
from index.query.synonyms import Synonyms
from spellings import LIBRARY, VOCABULARY

[WELL_KNOWN] = analyze("Zelensky")
HELD = {term: 4 for word in LIBRARY for term in analyze(word)} | {WELL_KNOWN: KNOWN_WELL + 1}
RULES = "ISIS, Islamic State\nUS, America\ncentre, hospital"
TEXTS = st.lists(
    st.one_of(st.sampled_from([*LIBRARY, "the", "Islamic State", "US", "kadhimy", "5,000", "#OilTalks"])),
    max_size=8,
).map(" ".join)


def read(question: str, held: dict[str, int] | None = None, rules: str = "") -> Query:
    known = HELD if held is None else held

    def frequencies(terms: Sequence[str]) -> list[int]:
        return [known.get(term, 0) for term in terms]

    return QueryBuilder(analyzer(), VOCABULARY, frequencies, Synonyms.parse(rules, analyze)).build(question)


def others(question: str, **options: object) -> dict[str, list[str]]:
    """Return the words of a question, each with its other expansions."""
    query = read(question, **options)  # type: ignore[arg-type]
    return {
        query_term.written: [one.word for one in query_term.expansions[1:]]
        for query_term in query.query_terms
    }


def test_stop_words_are_in_the_sequence_alone() -> None:
    query = read("The withdrawal of the soldiers")
    assert query.sequence == ("the", "withdraw", "of", "the", "soldier")
    assert query.terms == ("withdraw", "soldier")
    assert [query_term.written for query_term in query.query_terms] == ["withdrawal", "soldiers"]


def test_each_word_asks_once() -> None:
    assert [query_term.terms for query_term in read("soldier Soldiers soldier's").query_terms] == [
        ("soldier",)
    ]


def test_a_slip_finds_the_word_and_weighs_less() -> None:
    [query_term] = read("hospitql").query_terms
    assert ("hospital", "typo") in {(one.word, one.kind) for one in query_term.expansions}
    assert query_term.expansions[0].kind == "asked"
    assert all(one.weight < 1 for one in query_term.expansions[1:])


def test_other_spellings_of_a_name_are_asked_for_until_it_is_well_known() -> None:
    assert "kazemi" in others("Kadhimi")["Kadhimi"]
    assert others("Zelensky") == {"Zelensky": []}
    assert others("Zelensky", held=HELD | {WELL_KNOWN: KNOWN_WELL}) == {"Zelensky": ["zelenskyy"]}


def test_a_bounded_number_of_words_is_looked_up() -> None:
    slips = ["hospitql", "parliamqnt", "timetqble", "withdrqwal", "soldiqrs", "intelligqnce"]
    found = [word for word, other in others(" ".join(slips)).items() if other]
    assert len(found) == MOST_LOOKED_UP


def test_what_no_passage_holds_is_left_out_but_for_the_word_itself() -> None:
    [query_term] = read("colour", held={}).query_terms
    assert [one.word for one in query_term.expansions] == ["colour"]


def test_a_phrase_that_synonyms_know_is_one_slot() -> None:
    held = HELD | {"isi": 3, "islam": 3, "state": 3, "isis": 3}
    first, second = read("Islamic State soldiers", held, RULES).query_terms
    assert first.terms == tuple(analyze("Islamic State"))
    assert tuple(analyze("ISIS")) in {one.terms for one in first.expansions}
    assert second.written == "soldiers"


def test_a_synonym_that_is_asked_for_as_well_has_its_own_slot() -> None:
    first, second = read("centre hospital", rules=RULES).query_terms
    assert {one.terms for one in first.expansions} >= {first.terms, second.terms}
    assert {one.terms for one in second.expansions} >= {first.terms, second.terms}


@pytest.mark.parametrize("question", ["", "   ", "?!", "— … «»", "https://example.org/a", "🙂"])
def test_signs_ask_for_nothing(question: str) -> None:
    assert read(question) == Query((), (), ())


def test_a_question_of_stop_words_asks_for_these() -> None:
    assert [query_term.terms for query_term in read("who was it").query_terms] == [
        ("who",),
        ("was",),
        ("it",),
    ]


@given(TEXTS, st.booleans())
def test_what_holds_of_every_question(question: str, with_rules: bool) -> None:  # noqa: FBT001
    query = read(question, rules=RULES if with_rules else "")
    assert [query_term.terms for query_term in query.query_terms] == list(
        dict.fromkeys(query_term.terms for query_term in query.query_terms)
    )
    assert set(query.terms) <= set(query.sequence)
    for query_term in query.query_terms:
        assert len({one.terms for one in query_term.expansions}) == len(query_term.expansions)
        assert query_term.terms in {one.terms for one in query_term.expansions}
        for one in query_term.expansions:
            assert one.terms
            assert 0 < one.weight <= 1
            assert one.weight < 1 or one.kind in ("asked", "synonym")
            assert one.kind == "asked" or all(HELD.get(term) for term in one.terms)


@given(TEXTS)
def test_without_synonyms_each_term_has_one_query_term(question: str) -> None:
    query = read(question)
    assert sorted(query_term.terms for query_term in query.query_terms) == sorted(
        (term,) for term in query.terms
    )


def test_a_language_without_synonyms_of_its_own_has_none() -> None:
    def frequencies(terms: Sequence[str]) -> list[int]:
        return [1] * len(terms)

    query = QueryBuilder(analyzer("german"), VOCABULARY, frequencies).build("Fünf Brücken")
    assert [[one.word for one in term.expansions] for term in query.query_terms] == [["funf"], ["bruck"]]


def test_of_two_expansions_of_the_same_terms_the_heavier_counts() -> None:
    light, heavy = (Expansion(("fog",), weight, "typo", "fog") for weight in (0.5, 0.7))
    asked = Expansion(("mist",), 1.0, "asked", "mist")
    assert _best([asked, light, heavy]) == _best([asked, heavy, light]) == (asked, heavy)


@pytest.mark.parametrize(
    ("starts", "held", "stops", "joint"),
    [
        # Pairs of one run overlap by a character: the middle one may be where two words meet.
        ((0, 1, 2), "ac", "", True),
        ((0, 1, 2), "a", "c", True),
        ((0, 1, 2), "c", "a", True),
        ((0, 1, 2), "abc", "", False),
        ((0, 1, 2), "a", "", False),
        ((0, 1, 2), "", "ac", False),
        ((0, 2, 3), "ac", "", False),
        ((0, 1, 3), "ac", "", False),
    ],
)
def test_a_pair_that_nobody_holds_between_two_that_count_is_a_joint(
    starts: tuple[int, ...],
    held: str,
    stops: str,
    joint: bool,  # noqa: FBT001
) -> None:
    located = [(term, Span(start, start + 2)) for term, start in zip("abc", starts, strict=True)]
    found = _joints(located, dict.fromkeys(held, 3), lambda term: term in stops)
    assert found == (frozenset("b") if joint else frozenset())
