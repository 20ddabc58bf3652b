"""A line of authors taken apart: persons, particles, suffixes, organisations."""

import pytest

from index.citation.authors import Author, authors


def told(line: str) -> list[str]:
    """Each author as "given/particle/family/suffix", or as it is where it is an organisation."""
    return [one.literal or f"{one.given}/{one.particle}/{one.family}/{one.suffix}" for one in authors(line)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Ada Byron", ["Ada//Byron/"]),
        ("Ada Byron, Ben Ash", ["Ada//Byron/", "Ben//Ash/"]),
        ("Ada Byron, Ben Ash, and Cleo Dunn", ["Ada//Byron/", "Ben//Ash/", "Cleo//Dunn/"]),
        ("Ada Byron & Ben Ash", ["Ada//Byron/", "Ben//Ash/"]),
        ("Rosa Kern und Emil Frei", ["Rosa//Kern/", "Emil//Frei/"]),
        ("Luc Morel et Anne Petit", ["Luc//Morel/", "Anne//Petit/"]),
        ("Inés Rivas y Hugo Prado", ["Inés//Rivas/", "Hugo//Prado/"]),
        ("Piet van den Bosch; Rosa de la Vega", ["Piet/van den/Bosch/", "Rosa/de la/Vega/"]),
        ("Byron, Ada", ["Ada//Byron/"]),
        ("Byron, Ada; Ash, Ben", ["Ada//Byron/", "Ben//Ash/"]),
        ("Byron, A., Ash, B. C.", ["A.//Byron/", "B. C.//Ash/"]),
        ("van den Bosch, Piet", ["Piet/van den/Bosch/"]),
        ("Rivas Soto, Inés", ["Inés//Rivas Soto/"]),
        ("Sam Reed, Jr.", ["Sam//Reed/Jr."]),
        ("Sam Reed III and Ada Byron", ["Sam//Reed/III", "Ada//Byron/"]),
        ("Reed, Sam, Jr.", ["Sam//Reed/Jr."]),
        ("Hugo Prado y Gil", ["Hugo//Prado y Gil/"]),
        ("Otto von und zu Greifenau", ["Otto/von und zu/Greifenau/"]),
        ("Rik Van Damme", ["Rik//Van Damme/"]),
        ("Coastal Press", ["Coastal Press"]),
        ("Ada Byron, Coastal News Agency", ["Ada//Byron/", "Coastal News Agency"]),
        ("Ministry of Ports and Inland Waters", ["Ministry of Ports and Inland Waters"]),
        ("Ministry of Ports and Office of Fish", ["Ministry of Ports", "Office of Fish"]),
        ("Mills and Sons", ["Mills and Sons"]),
        ("AFP", ["AFP"]),
        ("Moor, Finch and Dale", ["//Moor/", "//Finch/", "//Dale/"]),
        ("Ada Byron et al.", ["Ada//Byron/", "et al."]),
        ("bea lark", ["bea lark"]),
        ("王小明", ["//王小明/"]),
        ("", []),
    ],
)
def test_a_line_is_taken_apart(line: str, expected: list[str]) -> None:
    assert told(line) == expected


@pytest.mark.parametrize(("unit", "number"), [("A & ", 20_000), ("a and ", 20_000), (", jr", 20_000)])
def test_a_line_of_many_is_read_once(unit: str, number: int) -> None:
    assert authors(unit * number)


def test_a_name_is_said_and_inverted() -> None:
    author = Author(given="Piet", particle="van den", family="Bosch", suffix="Jr.")
    assert (author.name, author.inverted) == ("Piet van den Bosch Jr.", "van den Bosch, Piet, Jr.")
