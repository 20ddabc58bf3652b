"""Other spellings: what is proposed, what is not, and what must hold for any word."""

import random
import string

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from index.variants import (
    Vocabularies,
    Vocabulary,
    apart,
    company,
    judge,
    particles,
    propose,
    similarity,
    together,
)
from index.variants.context import agreement
from index.variants.keys import errors_allowed
from index.variants.letters import letters, standard
from index.variants.propose import MAX_VARIANTS, MIN_WEIGHT
from index.variants.sounds import distances, skeletons, sounds


def split(text: str) -> list[str]:
    return text.split()


NAMES = split("""
    kadhimi kazemi kadimi kadhemi soleimani suleimani qassem qasem qassim zelensky zelenskyy gaddafi qadhafi
    mohammed muhammad mohamed erdogan larsen larson hansen hanson baradei elbaradei tchaikovsky chaikovsky
""")
WORDS = split("""
    colour color organise organize organisation centre center defence defense travelled aluminium aluminum
    children child wolves wolf crises crisis government parliament timetable withdrawal soldier soldiers
    hospital weapons intelligence agriculture cyber attack brain brian parrot grey gray
""")
LIBRARY = dict.fromkeys(NAMES, (4, 4)) | dict.fromkeys(WORDS, (30, 2))
VOCABULARY = Vocabulary.build(LIBRARY)

latin = st.text(string.ascii_lowercase, min_size=1, max_size=14)
written = st.one_of(
    latin,
    st.text(max_size=12),
    st.text("aeiouhklmnqst'-éøß0и中ا", max_size=12),
    st.sampled_from(NAMES + WORDS),
)


def proposed(word: str, vocabulary: Vocabulary = VOCABULARY) -> list[str]:
    return [variant.word for variant in propose(word, vocabulary)]


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


def test_other_scripts_are_compared_by_their_letters() -> None:
    vocabulary = Vocabulary.build({"правительство": (9, 0), "حكومة": (2, 0)})
    assert proposed("правителство", vocabulary) == ["правительство"]


# What must hold for any word


@given(written, written)
@example("alabama", "bama")
@example("elbaradei", "baradei")
def test_similarity_is_symmetric_and_only_equal_letters_are_the_same(one: str, other: str) -> None:
    alike = similarity(one, other)
    assert alike == pytest.approx(similarity(other, one), abs=1e-6)
    assert (alike == 1) == (letters(one) == letters(other))
    assert 0 <= alike <= 1


@given(written)
def test_the_word_itself_weighs_most_and_is_not_proposed(word: str) -> None:
    variants = propose(word, VOCABULARY)
    assert all(MIN_WEIGHT <= variant.weight < 1 for variant in variants)
    assert word.casefold() not in [variant.word for variant in variants]
    assert [variant.weight for variant in variants] == sorted((v.weight for v in variants), reverse=True)
    assert len(variants) <= MAX_VARIANTS
    assert all(variant.passages == LIBRARY[variant.word][0] for variant in variants)


@given(st.lists(latin, min_size=1, max_size=30, unique=True), written, st.randoms(use_true_random=False))
def test_the_order_and_the_segments_of_a_library_do_not_matter(
    words: list[str], asked: str, chance: random.Random
) -> None:
    counts = {word: (1 + place % 3, place % 2) for place, word in enumerate(words)}
    whole = Vocabulary.build(counts)
    shuffled = chance.sample(words, len(words))
    parts = [Vocabulary.build({word: counts[word] for word in shuffled[start::3]}) for start in range(3)]
    expected = propose(asked, whole)
    assert propose(asked, Vocabulary.build({word: counts[word] for word in shuffled})) == expected
    assert propose(asked, Vocabularies(parts)) == expected
    merged = Vocabulary.merge(parts)
    assert propose(asked, merged) == expected
    assert sorted(merged.words()) == sorted(words)


def slipped(word: str, kind: str, place: int, letter: str) -> str:
    match kind:
        case "deletion":
            return word[:place] + word[place + 1 :]
        case "insertion":
            return word[:place] + letter + word[place:]
        case "substitution":
            return word[:place] + letter + word[place + 1 :]
        case _:
            return word[:place] + word[place + 1 : place + 2] + word[place] + word[place + 2 :]


slips = st.sampled_from(("deletion", "insertion", "substitution", "transposition"))


@given(st.text(string.ascii_lowercase, min_size=6, max_size=20), slips, st.data())
def test_one_slip_in_a_long_word_is_found(word: str, kind: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(word) - 1))
    slip = slipped(word, kind, place, data.draw(st.sampled_from(string.ascii_lowercase)))
    assume(slip != word)
    assert word in proposed(slip, Vocabulary.build({word: (1, 0), **LIBRARY}))


@given(st.text(string.ascii_lowercase, min_size=11, max_size=20), st.data())
def test_two_slips_in_a_long_word_are_found(word: str, data: st.DataObject) -> None:
    slip = word
    for kind in data.draw(
        st.lists(st.sampled_from(("deletion", "insertion", "substitution")), min_size=2, max_size=2)
    ):
        place = data.draw(st.integers(1, len(slip) - 1))
        slip = slipped(slip, kind, place, data.draw(st.sampled_from(string.ascii_lowercase)))
    assume(slip != word and len(slip) >= 9 and errors_allowed(len(word)) == 2)
    assert word in proposed(slip, Vocabulary.build({word: (1, 0)}))


@given(st.text(max_size=20))
def test_letters_are_stable(word: str) -> None:
    assert letters(letters(word)) == letters(word)


@given(latin, latin)
def test_the_distance_of_sounds_is_symmetric_and_zero_for_the_same(one: str, other: str) -> None:
    first, second = sounds([one, other])
    forth, back = distances(first, [second, first]), distances(second, [first, second])
    assert forth[0] == pytest.approx(back[0], abs=1e-5)
    assert forth[1] == back[1] == 0


def test_distances_do_not_depend_on_the_company() -> None:
    names = sounds(NAMES)
    together_ = distances(names[0], names)
    alone = [float(distances(names[0], [name])[0]) for name in names]
    assert together_.tolist() == pytest.approx(alone)


def test_a_sound_with_two_readings_is_filed_under_both() -> None:
    kadhimi, kazemi, kadimi = (skeletons(sound) for sound in sounds(["kadhimi", "kazemi", "kadimi"]))
    assert kadhimi & kazemi
    assert kadhimi & kadimi
    assert kadimi & kazemi


# Storage


def test_merging_adds_counts_and_drops_what_is_not_kept() -> None:
    one = Vocabulary.build({"kadhimi": (2, 2), "soldier": (5, 1), "gone": (1, 0)})
    other = Vocabulary.build({"soldier": (3, 0), "kazemi": (1, 1)})
    merged = Vocabulary.merge([one, other], keep=lambda word: word != "gone")
    assert dict(zip(merged.words(), zip(merged.passages, merged.capitals, strict=True), strict=True)) == {
        "kadhimi": (2, 2),
        "soldier": (8, 1),
        "kazemi": (1, 1),
    }
    assert proposed("gonee", merged) == []
    assert proposed("kadhimi", merged) == ["kazemi"]


def test_a_vocabulary_is_the_same_arrays_wherever_they_lie() -> None:
    copies = [np.array(getattr(VOCABULARY, name)) for name in VOCABULARY.__slots__]
    for array in copies:
        array.flags.writeable = False
    assert propose("Kadhmi", Vocabulary(*copies)) == propose("Kadhmi", VOCABULARY)


def test_an_empty_vocabulary_proposes_nothing() -> None:
    for empty in (Vocabulary.build({}), Vocabulary.merge([]), Vocabularies([])):
        assert propose("Kadhimi", empty) == []


# Compounds and company


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
    same = judge(lambda term: company(term, of[term], lambda one: frequency(one, 1), 1000))
    assert same("kadhimi", "kazemi")
    assert not same("kadhimi", "kazem")


companies = st.dictionaries(st.sampled_from("abcdef"), st.floats(0.01, 10), max_size=6)


@given(companies, companies)
def test_agreement_is_symmetric_and_at_most_one(one: dict[str, float], other: dict[str, float]) -> None:
    assert agreement(one, other) == pytest.approx(agreement(other, one))
    assert 0 <= agreement(one, other) <= 1
    if one:
        assert agreement(one, one) == pytest.approx(1)
