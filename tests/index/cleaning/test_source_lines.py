"""A line under the title goes only where the article's fields have what it says."""

import pytest

from index import Article, Problem
from index.cleaning import clean
from index.cleaning.credits import Credit, credit, dateline
from index.readers.formats import text

BODY = (
    "The harbour bridge will close on Monday for repairs that may take nine weeks, the council said.\n\n"
    "Engineers found cracks in four of its steel cables during an inspection of the bridge in January.\n\n"
    "Ferries will carry pedestrians across the harbour every twenty minutes until the repairs are done."
)


@pytest.mark.parametrize(
    ("above", "outlet", "author", "published"),
    [
        ("Aare Anzeiger, 2 May 2024", "Aare Anzeiger", "", "2024-05-02"),
        ("Le Quai, 9 janvier 2024", "Le Quai", "", "2024-01-09"),
        ("Le Quai\n9 janvier 2024", "Le Quai", "", "2024-01-09"),
        ("El Muelle, 3 de mayo de 2024", "El Muelle", "", "2024-05-03"),
        ("Hafenblatt\n3. Mai 2024", "Hafenblatt", "", "2024-05-03"),
        ("Velling Herald\n2 May 2024", "Velling Herald", "", "2024-05-02"),
        ("صحيفة الميناء، 2 مايو 2024", "صحيفة الميناء", "", "2024-05-02"),
        ("الخميس، 2 مايو/أيار 2024", "", "", "2024-05-02"),
        ("港町新聞 2024年5月2日（木）10時30分", "港町新聞", "", "2024-05-02"),
        ("公開日：令和6年5月2日", "", "", "2024-05-02"),
        ("Газета Маяк, 2 мая 2024", "Газета Маяк", "", "2024-05-02"),
        ("By Ines Tarrow\nBy Odile Brandt\n2 May 2024", "", "Ines Tarrow, Odile Brandt", "2024-05-02"),
    ],
)
def test_what_a_line_says_is_read_before_it_goes(
    above: str, outlet: str, author: str, published: str
) -> None:
    cleaned = clean(f"Harbour bridge to close\n\n{above}\n\n{BODY}")
    source = cleaned.source
    assert (source.outlet, source.author, source.published) == (outlet, author, published)
    assert cleaned.text == BODY


@pytest.mark.parametrize(
    ("above", "kept"),
    [
        ("Harbour Lantern, 2 May 2024", "Harbour Lantern, 2 May 2024"),
        ("Lantern\n2 May 2024", "Lantern"),
        ("Aldmoor, 2 May 2024", "Aldmoor, 2 May 2024"),
        ("Velling Herald\nReuters\n2 May 2024", "Reuters"),
        ("2 May 2024\n12 May 2024", "12 May 2024"),
    ],
)
def test_what_is_not_read_stays_in_the_text(above: str, kept: str) -> None:
    assert clean(f"Harbour bridge to close\n\n{above}\n\n{BODY}").text == f"{kept}\n\n{BODY}"


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        ("القاهرة (رويترز) - قال مسؤولون", ("القاهرة", "رويترز")),
        ("【東京＝共同】首相は", ("東京", "共同")),
        ("［東京 2日 ロイター］日本の", ("東京", "ロイター")),
        ("【ロイター】日本の", ("", "ロイター")),
        ("新华社北京5月2日电（记者李明）", ("北京", "新华社")),
        ("[Editor's note] The", ("", "")),
    ],
)
def test_datelines_of_arabic_japanese_and_chinese_papers(opening: str, expected: tuple[str, str]) -> None:
    assert dateline(opening) == expected


@pytest.mark.parametrize("line", ["Los Angeles, 3 May 2021", "Ines Tarrow, 3 May 2021", "Le Havre: 3 dead"])
def test_a_place_or_a_person_is_no_paper(line: str) -> None:
    assert credit(line) == Credit()


def test_a_placeholder_on_the_page_is_no_date_and_is_named() -> None:
    problem, article = text.read(f"Harbour bridge to close\n\nPublished: January 1, 1970\n\n{BODY}", "a.txt")
    assert isinstance(problem, Problem)
    assert isinstance(article, Article)
    assert "stands for none" in problem.reason
    assert article.published == ""
