"""Synonyms in Solr's format: what they mean, and what is said when they cannot be read."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis.analyzer import analyze
from index.model.errors import LibraryError
from index.query.synonyms import SynonymRule, Synonyms, SynonymsError


def plain(text: str) -> list[str]:
    return [word.strip("!") for word in text.lower().split() if word.strip("!")]


def match(rules: str, question: str) -> list[tuple[str, list[str]]]:
    found = Synonyms.parse(rules, plain).match(plain(question))
    return [(" ".join(rule.phrase), [" ".join(phrase) for phrase in rule.meant]) for rule in found]


def test_whoever_asks_for_one_finds_all() -> None:
    rules = "ISIS, ISIL, Daesh, Islamic State"
    assert match(rules, "who funds daesh") == [
        ("who", ["who"]),
        ("funds", ["funds"]),
        ("daesh", ["daesh", "isis", "isil", "islamic state"]),
    ]
    assert match(rules, "the islamic state now")[1] == (
        "islamic state",
        ["islamic state", "isis", "isil", "daesh"],
    )


def test_an_arrow_means_the_right_instead_of_the_left() -> None:
    rules = "big blue, i b m => IBM, International Business Machines"
    assert match(rules, "big blue") == [("big blue", ["ibm", "international business machines"])]
    assert match(rules, "ibm") == [("ibm", ["ibm"])]


def test_an_arrow_may_keep_what_was_asked_for() -> None:
    assert match("fed => Federal Reserve, fed", "fed") == [("fed", ["fed", "federal reserve"])]


def test_the_longest_phrase_wins() -> None:
    rules = "new york, nyc\nnew york times, nyt"
    assert [asked for asked, _ in match(rules, "new york times in new york")] == [
        "new york times",
        "in",
        "new york",
    ]


def test_lines_add_to_each_other_and_no_further() -> None:
    rules = "a, b\nb, c"
    assert match(rules, "b a c") == [("b", ["b", "a", "c"]), ("a", ["a", "b"]), ("c", ["c", "b"])]


def test_remarks_blank_lines_and_escapes() -> None:
    rules = (
        "\ufeff# remark\n\n   # more\r\n rock\\, paper , scissors\\=>stone\nback\\\\slash, other\n".lstrip(
            "\ufeff"
        )
    )
    known = Synonyms.parse(rules, lambda text: [text.strip()])
    assert known.meant["rock, paper",] == (("rock, paper",), ("scissors=>stone",))
    assert ("back\\slash",) in known.meant


def test_entries_are_analyzed_as_questions_are() -> None:
    known = Synonyms.parse("U.S., United States\nprotests, demonstrations", analyze)
    assert known.match(analyze("the protest in the US")) == [
        SynonymRule(("the",), (("the",),)),
        SynonymRule(("protest",), (("protest",), ("demonstr",))),
        SynonymRule(("in",), (("in",),)),
        SynonymRule(("the",), (("the",),)),
        SynonymRule(("US",), (("US",), ("unit", "state"))),
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("alone", "one entry alone; put its synonyms behind it"),
        ("a => b => c", '"=>" stands there twice; give each rule a line of its own'),
        ("=> b", 'nothing stands on the left of "=>"'),
        ("a =>", 'nothing stands on the right of "=>"'),
        ("a,, b", "an entry is empty; remove the comma too many"),
        ("a, b,", "an entry is empty; remove the comma too many"),
        (",", "an entry is empty; remove the comma too many"),
        ("a, !!!", '"!!!" holds no word to search for; remove it'),
        ("A, a", "all the same to the search; remove the line"),
        ("a, b\\", "a backslash ends the line; remove it"),
    ],
)
def test_every_wrong_line_is_named_with_a_remedy(line: str, said: str) -> None:
    with pytest.raises(SynonymsError) as caught:
        Synonyms.parse(f"x, y\n\n{line}\n", plain)
    [problem] = caught.value.problems
    assert problem.startswith("synonyms.txt:3: ")
    assert said in problem


def test_all_wrong_lines_are_named_at_once() -> None:
    with pytest.raises(LibraryError, match=r"f:1: .*\nf:3: "):
        Synonyms.parse("alone\na, b\n=> c", plain, origin="f")


def test_a_file_is_read_with_or_without_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "synonyms.txt"
    path.write_text("kiev, kyiv", encoding="utf-8-sig")
    assert Synonyms.read(path, plain).meant["kiev",] == (("kiev",), ("kyiv",))


def test_another_encoding_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "synonyms.txt"
    path.write_bytes("a, b\nmüller, mueller".encode("latin-1"))
    with pytest.raises(SynonymsError, match=r"synonyms\.txt:2: not in UTF-8; save the file in that encoding"):
        Synonyms.read(path, plain)


def test_no_file_at_all_is_the_callers_business(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Synonyms.read(tmp_path / "none.txt", plain)


@given(st.text("ab,=>\\# \n", max_size=40))
def test_any_text_is_read_or_explained(text: str) -> None:
    problems: tuple[str, ...] = ()
    meant: dict[tuple[str, ...], tuple[tuple[str, ...], ...]] = {}
    try:
        meant = Synonyms.parse(text, plain).meant
    except SynonymsError as error:
        problems = error.problems
    assert all(problem.startswith("synonyms.txt:") for problem in problems)
    assert all(phrases for phrases in meant.values())


@given(st.lists(st.sampled_from(("isis", "islamic", "state", "daesh", "of", "emergency")), max_size=9))
def test_the_question_is_kept_in_its_order(terms: list[str]) -> None:
    known = Synonyms.parse("isis, daesh, islamic state\nstate of emergency, emergency rule", plain)
    assert [term for rule in known.match(terms) for term in rule.phrase] == terms
