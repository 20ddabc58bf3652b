"""Numbers with units, codes and Korean nouns, asked and told in other ways: found, and nothing else is."""

from collections.abc import Iterator

import pytest

from index import Article, Library

TOLD = {
    "tea": "Customs seized 40kg of saffron in Lund. Nobody was held.",
    "fence": "The parish built 75km of hedges beside the moor. Sheep ate them.",
    "heat": "It hit 41°C in Sevan on Friday. Pools ran dry.",
    "jets": "The B-52 bombers left the base at Ulm. Villagers slept again.",
    "line": "Tram line TX-9 will end in March. Buses come instead.",
    "flight": "Flight QZ 815 turned back over the strait. It landed safely.",
    "ward": "SARS-CoV-2 was found in the sewers of Brno. Clinics opened.",
    "money": "The dam cost $4.7bn in all. Voters had been told less.",
    "mayor": "부산시장이 어제 물러났다. 시민들은 놀랐다.",
    "fire": "제주에서 큰 불을 껐다. 아무도 다치지 않았다.",
    "goats": "815 goats and 52 sheep were sold at the fair. It took an hour.",
}
ASKED = {
    "40 kg saffron": "tea",
    "75 km hedges": "fence",
    "41C Sevan": "heat",
    "Where are the B52 bombers?": "jets",
    "B 52 bombers": "jets",
    "When does TX9 end?": "line",
    "QZ815": "flight",
    "QZ-815 strait": "flight",
    "SARS CoV2 sewers": "ward",
    "dam $4.7 billion": "money",
    "부산시장 사퇴": "mayor",
    "제주 불": "fire",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library.open(tmp_path_factory.mktemp("codes")) as library:
        library.add([Article(id=name, text=text) for name, text in TOLD.items()])
        yield library


@pytest.mark.parametrize("question", ASKED)
def test_what_is_written_otherwise_is_found(library: Library, question: str) -> None:
    assert [hit.passage.article.id for hit in library.search(question).hits][:1] == [ASKED[question]]


def test_a_code_is_not_answered_by_its_figure_alone(library: Library) -> None:
    assert [hit.passage.article.id for hit in library.search("QZ815").hits] == ["flight"]
    assert not library.search("KX52").found


def test_a_korean_noun_of_one_syllable_is_found_with_its_particle(library: Library) -> None:
    assert [hit.passage.article.id for hit in library.search("불").hits] == ["fire"]
