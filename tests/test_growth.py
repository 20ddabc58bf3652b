"""A text twice as long takes no more than about twice as long, whatever it holds.

The table has a shape for each cause that was ever found; `benchmarks/growth.py` looks for more of them.
"""

import io
import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import growth_questions
import growth_texts
from growth import MEASURABLE_S, MOST_GROWTH, TOKENS, Seam, Shape, grown, seconds
from index import Article
from index.analysis.analyzer import analyze
from index.lookup.alignment import Outline
from index.lookup.words import Words
from index.query.synonyms import Synonyms, SynonymsError
from index.readers.formats.records import read_jsonl
from index.text.encoding import decode
from made_words import made_word

SEAMS = {seam.name: seam for seam in (*growth_texts.SEAMS, *growth_questions.SEAMS)}
# What each character of a long text may take, in microseconds: some times what the dearest take today.
DEAREST = 60.0

# What was found to grow with the square of its length or worse.
FOUND = (
    ("sentences", Shape("repeated", ("<!--",))),
    ("sentences", Shape("repeated", ("<![CDATA[",))),
    ("sentences", Shape("repeated", ("<?",))),
    ("sentences", Shape("repeated", ("\u300ca\u300d\u3002",))),
    ("German sentences", Shape("repeated", ("<![CDATA[",))),
    ("Chinese sentences", Shape("repeated", ("<?",))),
    ("an article's passages and terms", Shape("repeated", ("<!--",))),
    ("quotes in a message", Shape("repeated", (" '", "\\u", "Share "))),
    ("parts of a quote", Shape("repeated", (" ",))),
    ("pages of a PDF", Shape("repeated", ("\u0e01",))),
    ("pages of a PDF", Shape("repeated", ("a",))),
    ("a feed's author", Shape("repeated", ("[",))),
    ("a record's title and text", Shape("repeated", ("word. ",))),
)
# Of every seam a few of the shapes are tried that most others stumbled over.
USUAL = (
    Shape("repeated", ("<",)),
    Shape("repeated", ("a",)),
    Shape("repeated", (" ",)),
    Shape("repeated", ("\u201c",)),
    Shape("repeated", ("a. ",)),
)


def check(seam: Seam, shape: Shape) -> None:
    found = grown(seam, shape)
    allowed = MEASURABLE_S + DEAREST * found.length / 1e6
    if found.twice - found.once > allowed:  # by a machine with other work, or always
        found = replace(found, twice=seconds(seam.run, shape.text(2 * found.length), best_of=3))
    said = f"{seam.name}: {shape}: {2 * found.length:,} characters take {found.twice:.3f} s"
    if found.twice >= MEASURABLE_S:
        assert found.factor <= MOST_GROWTH, f"{said}, half of them {found.once:.3f} s"
    assert found.twice - found.once <= allowed, said


@pytest.mark.parametrize(("name", "shape"), FOUND, ids=str)
def test_what_once_grew_too_fast_grows_no_more(name: str, shape: Shape) -> None:
    check(SEAMS[name], shape)


@pytest.mark.parametrize("name", SEAMS)
def test_time_grows_no_faster_than_the_text(name: str) -> None:
    for shape in USUAL:
        check(SEAMS[name], shape)


def test_words_of_a_quote_are_not_all_held_against_each_place() -> None:
    article = "a " * 20_000
    short, long = (Outline([Words.of("a " * length + "b")]) for length in (8, 1_900))
    once = seconds(short.fits, article, best_of=3)
    assert seconds(long.fits, article, best_of=3) < 10 * once + MEASURABLE_S


def test_a_rule_of_synonyms_has_no_more_entries_than_can_all_find_each_other() -> None:
    words = [made_word(number) for number in range(501)]
    with pytest.raises(SynonymsError, match="more than 500 entries"):
        Synonyms.parse(",".join(words), analyze)
    assert len(Synonyms.parse(",".join(words[1:]), analyze).meant[words[7],]) == 500


def test_a_title_as_long_as_a_text_is_none_and_said_to_be() -> None:
    line = json.dumps({"text": "The ferry sails.", "title": "ferry " * 100, "outlet": "Wire"}).encode()
    note, article = read_jsonl(io.BytesIO(line), "a.jsonl")
    assert str(note) == "a.jsonl:1: its title has more than 500 characters, which is none, so it is left out"
    assert isinstance(article, Article)
    assert (article.title, article.outlet) == ("", "Wire")


def test_a_late_letter_of_an_old_encoding_in_a_long_line_is_told() -> None:
    text = "The ferry ran aground. " * 6_000 + "caf\u00e9 in the harbour"
    assert decode(text.encode("cp1252")).text == text


@settings(max_examples=12, derandomize=True, suppress_health_check=list(HealthCheck))
@given(
    st.sampled_from(("sentences", "cleaning", "terms", "quotes in a message", "claims", "escaping")),
    st.builds(
        Shape,
        st.sampled_from(("repeated", "halves", "numbered")),
        st.tuples(st.sampled_from(TOKENS) | st.text(min_size=1, max_size=4), st.sampled_from(TOKENS)),
    ),
)
def test_time_grows_no_faster_for_shapes_by_chance(name: str, shape: Shape) -> None:
    check(SEAMS[name], shape)
