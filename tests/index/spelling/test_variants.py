"""Other spellings: what is proposed for a word, and what is not."""

import pytest

from index.spelling import Vocabulary, apart, context_terms, judge, particles, propose, together
from index.spelling.normalize import standard
from spellings import VOCABULARY, proposed, split


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("al-Kadhimi", {"kadhimi", "kadhemi", "kadimi"}),
        ("Kazemi", {"kadhimi", "kadhemi", "kadimi"}),
        ("Kadimi", {"kadhimi", "kadhemi", "kazemi"}),
        ("Suleimani", {"soleimani"}),
        ("Qasim", {"qassem", "qasem", "qassim"}),
        ("Gadhafi", {"gaddafi", "qadhafi"}),
        ("Mohamad", {"mohammed", "muhammad", "mohamed"}),
        ("Zelenskiy", {"zelensky", "zelenskyy"}),
        ("Chaykovsky", {"chaikovsky", "tchaikovsky"}),
        ("al-Baradei", {"baradei", "elbaradei"}),
        ("Baradei", {"elbaradei"}),
    ],
)
def test_names_are_found_in_other_spellings(asked: str, found: set[str]) -> None:
    assert found <= set(proposed(asked))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("colour", "color"), ("color", "colour"), ("organize", "organise"), ("centre", "center"),
        ("defense", "defence"), ("traveled", "travelled"), ("aluminum", "aluminium"), ("gray", "grey"),
        ("child", "children"), ("wolf", "wolves"), ("crisis", "crises"),
    ],
)  # fmt: skip
def test_one_word_in_two_spellings_or_numbers(asked: str, found: str) -> None:
    [variant] = [variant for variant in propose(asked, VOCABULARY) if variant.word == found]
    assert variant.kind == "spelling"


def test_a_british_ending_is_rewritten_only_where_it_is_one() -> None:
    words = split("hour four paris michael poem science tennis")
    assert [standard(word) for word in words if standard(word) != word] == ["sciense"]
    assert standard("neighbourhoods") == "neighborhoods"
    assert standard("orthopaedic") == "orthopedic"


def test_accents_are_the_nearest_variant() -> None:
    vocabulary = Vocabulary.build({"müller": (1, 1), "muller": (1, 1), "moller": (1, 1), "sørensen": (1, 1)})
    first = propose("Muller", vocabulary)[0]
    assert (first.word, first.kind) == ("müller", "accent")
    assert [v.kind for v in propose("Sorensen", vocabulary)] == ["accent"]


@pytest.mark.parametrize("slip", ["goverment", "gouvernment", "govrenment", "govermnent", "govenrmetn"])
def test_slips_of_the_finger_are_put_right(slip: str) -> None:
    assert proposed(slip)[0] == "government"


def test_a_slip_at_the_end_is_put_right_although_the_stem_is_another() -> None:
    assert proposed("soldiesr")[0] == "soldiers"


def test_a_known_word_is_no_slip() -> None:
    assert "brian" not in proposed("brain")
    assert propose("timetable", VOCABULARY) == []


def test_an_ordinary_word_is_not_looked_for_by_sound() -> None:
    vocabulary = Vocabulary.build({"parrot": (20, 1), "parrott": (3, 3), "parat": (2, 2)})
    assert propose("parrot", vocabulary) == []
    assert proposed("Parrott", vocabulary) == ["parat"]


def test_two_frequent_names_stay_apart_unless_their_company_is_the_same() -> None:
    vocabulary = Vocabulary.build({"hansen": (40, 40), "hanson": (30, 30), "hansson": (2, 2)})
    assert proposed("hansen", vocabulary) == ["hansson"]
    asked: list[tuple[str, str]] = []

    def same(one: str, other: str) -> bool:
        asked.append((one, other))
        return True

    assert [variant.word for variant in propose("hansen", vocabulary, same)] == ["hanson", "hansson"]
    assert asked == [("hansen", "hanson")]


@pytest.mark.parametrize("word", ["5,000", "2026", "covid19", "b-52", "", "--", "٣٤", "x" * 400])
def test_nothing_is_proposed_for_numbers_and_rubbish(word: str) -> None:
    assert (
        propose(word, Vocabulary.build({"5000": (1, 0), "2025": (1, 0), "covid18": (1, 1), "b51": (1, 0)}))
        == []
    )


def test_short_words_have_no_fuzzy_variants() -> None:
    vocabulary = Vocabulary.build(
        dict.fromkeys(("cat", "bat", "ali", "aly", "iran", "oran", "omar", "umar"), (1, 1))
    )
    assert all(propose(word, vocabulary) == [] for word in ("cot", "aali", "irna", "omer", "omar"))


def test_a_short_word_finds_a_longer_one_only() -> None:
    vocabulary = Vocabulary.build(dict.fromkeys(("tesla", "text", "test"), (3, 1)))
    assert proposed("tesl", vocabulary) == ["tesla"]


def test_other_scripts_are_compared_by_their_letters() -> None:
    vocabulary = Vocabulary.build({"правительство": (9, 0), "حكومة": (2, 0)})
    assert proposed("правителство", vocabulary) == ["правительство"]


# Compounds and contexts


def test_words_are_joined_and_taken_apart() -> None:
    vocabulary = Vocabulary.build(
        {"cyber": (5, 1), "attack": (9, 0), "ceasefire": (4, 0), "air": (3, 0), "strike": (2, 0)}
    )
    joined = together("cease", "fire", vocabulary)
    assert joined is not None
    assert (joined.word, joined.kind, joined.passages) == ("ceasefire", "joined", 4)
    parts = apart("cyberattack", vocabulary)
    assert parts is not None
    assert (parts.word, parts.kind, parts.passages) == ("cyber attack", "apart", 5)
    assert apart("airstrike", vocabulary) is not None
    assert apart("ceasefire", vocabulary) is None
    assert together("cyber", "strike", vocabulary) is None
    assert together("", "attack", vocabulary) is None


def test_particles_of_names_are_told_from_words() -> None:
    assert particles(split("Mustafa al Kadhimi met Mohammed bin Salman")) == [1, 5]
    assert particles(split("who is el")) == []


def test_company_tells_two_people_from_one() -> None:
    frequency = {"iraqi": 9, "minister": 40, "baghdad": 5, "hockey": 7, "goal": 8, "the": 900}.get
    of = {
        "kadhimi": [split("the iraqi minister kadhimi in baghdad")],
        "kazemi": [split("baghdad the minister kazemi iraqi")],
        "kazem": [split("the goal of kazem in hockey")],
    }
    same = judge(lambda term: context_terms(term, of[term], lambda one: frequency(one, 1), 1000))
    assert same("kadhimi", "kazemi")
    assert not same("kadhimi", "kazem")
