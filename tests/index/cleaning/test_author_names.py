"""Fields for authors hold names and nothing else, and lose no name."""

import pytest

from documents import PAGE, document, only
from index.cleaning.author_names import author_names
from index.readers.formats import html


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Ines Tarrow | March 3, 2021", "Ines Tarrow"),
        ("Ines Tarrow - 3 May 2021 10:15", "Ines Tarrow"),
        ("Ines Tarrow, March", "Ines Tarrow"),
        ("Ines Tarrow, Oslo", "Ines Tarrow"),
        ("Ines Tarrow, Buenos Aires", "Ines Tarrow"),
        ("Ines Tarrow in Berlin", "Ines Tarrow"),
        ("By Ines Tarrow and Odile Brandt, Staff Writers", "Ines Tarrow, Odile Brandt"),
        ("Ines Tarrow, Africa editor", "Ines Tarrow"),
        ("Ines Tarrow | Chief Political Correspondent | London", "Ines Tarrow"),
        ("Korrespondent Max Müller", "Max Müller"),
        ("本报记者 李明", "李明"),
        ("desk@quay.example (Ines Tarrow)", "Ines Tarrow"),
        ("Ines Tarrow <ines@quay.example>", "Ines Tarrow"),
        ("Ines Tarrow (@ines)", "Ines Tarrow"),
        ("Ines Tarrow Follow Like 2,345", "Ines Tarrow"),
        ("Ines Tarrow • 5 min read", "Ines Tarrow"),
        ("Ines Tarrow Updated 3 May 2021", "Ines Tarrow"),
        ("Ines Tarrow, Reuters", "Ines Tarrow"),
        ("Ines Tarrow BBC News", "Ines Tarrow"),
        ("Staff Writers", ""),
        ("Our correspondent in Paris", ""),
        ("Posted on 3 May 2021", ""),
        # Names that look like something else.
        ("Mary Page", "Mary Page"),
        ("Jack London", "Jack London"),
        ("Martin Halloran, Jr.", "Martin Halloran Jr."),
        ("Halloran, Martin", "Halloran, Martin"),
        ("José Ortega y Gasset", "José Ortega y Gasset"),
        ("Ludwig van der Velde", "Ludwig van der Velde"),
        ("Food and Agriculture Organization", "Food and Agriculture Organization"),
        ("Bureau of Statistics", "Bureau of Statistics"),
        ("Reuters", "Reuters"),
        ("madonna", "madonna"),
        ("李明", "李明"),
    ],
)
def test_the_names_in_a_field(written: str, names: str) -> None:
    assert author_names(written) == names
    assert author_names(names) == names


@pytest.mark.parametrize(
    ("stated", "author"),
    [
        ("ada@ledger.example (Ada Byron)", "Ada Byron"),
        ("Ada Byron, political correspondent", "Ada Byron"),
        ("Ada Byron | March 3, 2021", "Ada Byron"),
    ],
)
def test_a_page_names_its_author_alone(stated: str, author: str) -> None:
    assert only(html.parse(document(PAGE.replace("Ada Byron", stated)))).author == author
