"""What must hold of spelling variants for any words."""

import random
import string

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from index.spelling import Vocabularies, Vocabulary, propose, similarity
from index.spelling.fuzzy_keys import errors_allowed
from index.spelling.name_context import agreement
from index.spelling.normalize import letters
from index.spelling.phonetics import distances, skeletons, sounds
from index.spelling.variants import MAX_VARIANTS, MIN_WEIGHT
from spellings import LIBRARY, NAMES, VOCABULARY, WORDS, proposed

latin = st.text(string.ascii_lowercase, min_size=1, max_size=14)
written = st.one_of(
    latin,
    st.text(max_size=12),
    st.text("aeiouhklmnqst'-éøß0и中ا", max_size=12),
    st.sampled_from(NAMES + WORDS),
)


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


companies = st.dictionaries(st.sampled_from("abcdef"), st.floats(0.01, 10), max_size=6)


@given(companies, companies)
def test_agreement_is_symmetric_and_at_most_one(one: dict[str, float], other: dict[str, float]) -> None:
    assert agreement(one, other) == pytest.approx(agreement(other, one))
    assert 0 <= agreement(one, other) <= 1
    if one:
        assert agreement(one, one) == pytest.approx(1)
