"""Ways to write a number with its unit, and a code of letters and figures: the same terms for each."""

import pytest

from index.analysis.analyzer import analyze, analyzer

SAME = [
    ("25kg", "25 kg", "25-kg", "25㎏"),
    ("60km/h", "60 km/h"),
    ("1,250km", "1250 km"),
    ("4.5m", "4.5 m"),
    ("38C", "38°C", "38 °C", "38 ° C", "38℃"),
    ("F-16", "F16", "F 16", "f16", "F\u201116"),
    ("RE7", "RE-7", "RE 7"),
    ("MH370", "MH 370", "MH-370"),
    ("covid19", "covid-19", "Covid 19", "COVID19"),
    ("H1N1", "H1-N1", "H 1 N 1"),
    ("A320neo", "A-320 neo"),
    ("$3.2bn", "$3.2 billion", "$3.2BN", "$3.2-billion"),
    ("£5m", "£5 million", "£5M", "£5mn"),
    ("€1,200m", "€1200 million"),
    ("$1.5tn", "$1.5 trillion", "$1.5T"),
    ("m²", "m2", "m 2"),
    ("ISO9001", "ISO 9001"),
    ("1'250 km", "1,250km", "1\u2019250km"),
    ("10pm", "10 p.m.", "10 pm"),
]


@pytest.mark.parametrize("ways", SAME, ids=lambda ways: ways[0])
def test_ways_to_write_one_thing_give_the_same_terms(ways: tuple[str, ...]) -> None:
    assert {way: analyze(way) for way in ways} == dict.fromkeys(ways, analyze(ways[0]))
    assert len(analyze(ways[0])) > 1


@pytest.mark.parametrize(
    ("language", "short", "long"),
    [
        ("german", "3,2 Mrd. Euro", "3,2 Milliarden Euro"),
        ("german", "5 Mio. Kronen", "5 Millionen Kronen"),
        ("french", "3 Mds d\u2019euros", "3 milliards d\u2019euros"),
    ],
)
def test_large_numbers_are_read_as_their_language_writes_them(language: str, short: str, long: str) -> None:
    assert analyze(short, language) == analyze(long, language)


def test_ordinals_and_decades_stay_whole() -> None:
    assert analyze("the 20th of the 1990s, 1st and 90s") == [
        "the", "20th", "of", "the", "1990s", "1st", "and", "90s",
    ]  # fmt: skip


def test_a_letter_behind_a_number_is_no_million_without_money() -> None:
    assert analyze("the 100m race") == ["the", "100", "m", "race"]
    assert analyze("Phillip M. Holm of TN") == ["phillip", "m", "holm", "of", "tn"]


def test_terms_of_codes_have_their_places() -> None:
    text = "An F16 over 25kg, $3.2bn and 38℃"
    located = [(term, text[start:end]) for term, (start, end) in analyzer().locate(text)]
    assert located == [
        ("an", "An"), ("f", "F"), ("16", "16"), ("over", "over"), ("25", "25"), ("kg", "kg"),
        ("3.2", "3.2"), ("billion", "bn"), ("and", "and"), ("38", "38"), ("c", "℃"),
    ]  # fmt: skip


@pytest.mark.parametrize("particle", ["이", "을", "에서", "까지", "은"])
def test_a_korean_noun_gives_its_pairs_whatever_particle_it_has(particle: str) -> None:
    noun = analyze("부산시장")
    assert noun == ["부산", "산시", "시장"]
    assert analyze(f"부산시장{particle}")[:3] == noun


def test_korean_beside_other_scripts_keeps_its_places() -> None:
    text = "KTX는 부산 3호선"
    assert [(term, tuple(span)) for term, span in analyzer().locate(text)] == [
        ("ktx", (0, 3)), ("는", (3, 4)), ("부산", (5, 7)), ("3", (8, 9)), ("호선", (9, 11)),
    ]  # fmt: skip
