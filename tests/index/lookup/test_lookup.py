from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Article, Library, Verdict, WithdrawnArticleError, quotes_in
from index.lookup.alignment import TokenLine, differences, nearest
from index.lookup.words import Words
from index.ranking.ranker import READ
from made_words import made_word

TEXT = (
    "The harbour bridge of Aldmoor will close on Monday for repairs. “It’s the safest choice for all of us,” "
    "said mayor Odile Brandt. Ferries carry people across the bay every twenty minutes, free of charge.\n\n"
    "The city council had asked for a second opinion in June... and never got one."
)  # fmt: skip
OTHER = "Aldmoor's harbour bridge closes on Monday, and traders fear for their summer. Cables have cracks."


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library", passage_tokens=20) as opened:
        opened.add(
            [
                Article(id="a", text=TEXT, outlet="Courier", published="2026-03-04"),
                Article(id="b", text=TEXT, outlet="Wire", published="2026-03-05"),
                Article(id="c", text=OTHER, outlet="Ledger", published="2026-03-03"),
                Article(
                    id="d",
                    text="Fog held the ferries in port. Nobody was hurt.",
                    url="https://www.d.example/x",
                ),
            ]
        )
        yield opened


def test_context_is_the_neighbours_and_what_is_gone_says_so(library: Library) -> None:
    passages = library.passages("a")
    context = library.lookup.context(passages[1].id, before=5, after=1)
    assert (context.before, context.passage, context.after) == ((passages[0],), passages[1], (passages[2],))
    library.remove(["a"])
    with pytest.raises(WithdrawnArticleError, match="withdrawn"):
        library.lookup.context(passages[1])


def test_comparing_shows_an_outlet_once_copies_folded_oldest_first(library: Library) -> None:
    comparison = library.lookup.compare("harbour bridge closes Monday")
    assert [hit.passage.article.outlet for hit in comparison.hits] == ["Ledger", "Courier"]
    assert [copy.article.outlet for copy in comparison.hits[1].also_in] == ["Wire"]
    assert comparison.outlets == 3
    assert not library.lookup.compare("volcano eruption").found


def test_a_wide_comparison_reads_enough_to_find_every_outlet(library: Library) -> None:
    outlets = [f"Gazette {number}" for number in range(40)]
    # Each tells it in words of its own, so that only the reprints are folded away.
    told = {name: " ".join(f"{letter}{made_word(int(name[8:]))}" for letter in "pqr") for name in outlets}
    library.add(
        Article(id=f"{name}/{edition}", outlet=name, text=f"Locusts ate the barley of {own}.")
        for name, own in told.items()
        for edition in (1, 2)
    )
    assert len(outlets) > READ
    found = library.search("locusts ate barley", len(outlets)).hits
    assert {hit.passage.article.outlet for hit in found} == set(outlets)
    comparison = library.lookup.compare("locusts ate barley", len(outlets))
    assert (len(comparison.hits), comparison.outlets) == (len(outlets), len(outlets))


@pytest.mark.parametrize(
    "words",
    [
        "It's the safest choice for all of us",
        "across the bay every\n twenty minutes, free of charge.",
        "harbour bridge … will close (...) for repairs",
        "second opinion in June... and never",
        "repairs. 'It's the safest choice",
    ],
)
def test_very_words_are_exact_whatever_their_typography(library: Library, words: str) -> None:
    checked = library.lookup.check_quote(words)
    assert checked.verdict is Verdict.EXACT
    assert {match.article.id for match in checked.matches} == {"a", "b"}
    [match, _] = checked.matches
    assert [one.id for one in match.passages]
    assert match.similarity == 1.0


def test_altered_words_are_near_and_the_differences_are_marked(library: Library) -> None:
    checked = library.lookup.check_quote("It's the very safest choice for most of us")
    assert checked.verdict is Verdict.NEAR
    [part] = checked.matches[0].parts
    assert [(one.kind, one.quoted, one.printed) for one in part.segments] == [
        ("equal", "It's the", "It’s the"),
        ("delete", "very", ""),
        ("equal", "safest choice for", "safest choice for"),
        ("replace", "most", "all"),
        ("equal", "of us", "of us"),
    ]


@pytest.mark.parametrize(
    ("quote", "printed"),
    [
        ("Nobody was hurt", "Nobody was killed"),
        ("Everybody was killed", "Nobody was killed"),
        ("nobody at all was killed", "Nobody was killed"),
        ("the tide came in. Nobody was killed", "the tide went out. Nobody was killed"),
        ("a ferry hit a rock", "A ferry hit a bank"),
        # What lies behind the end of the sentence stands in place of nothing.
        ("nobody was killed or hurt", "Nobody was killed"),
        ("hit a bank when the tide went", "hit a bank as the tide went"),
    ],
)
def test_other_words_at_the_ends_of_a_quote_are_shown_too(quote: str, printed: str) -> None:
    text = Words.of(
        "A ferry hit a bank as the tide went out. Nobody was killed.\n\nBuoys were laid on Friday."
    )
    match = nearest(Words.of(quote), text)
    assert match is not None
    assert text.part(match.first, match.last) == printed


@pytest.mark.parametrize(
    "words",
    ["free of charge [...] The harbour bridge of Aldmoor", "nobody will ever pay for the bridge", "!?", ""],
)
def test_what_stands_nowhere_or_in_another_order_is_absent(library: Library, words: str) -> None:
    assert library.lookup.check_quote(words).verdict is Verdict.ABSENT


@given(st.data())
def test_every_run_of_words_is_found_and_differences_add_up(data: st.DataObject) -> None:
    text = Words.of(data.draw(st.text(min_size=1, max_size=80)))
    said = Words.of(data.draw(st.text(max_size=30)))
    if len(text):
        first = data.draw(st.integers(0, len(text) - 1))
        last = data.draw(st.integers(first + 1, len(text)))
        run = Words.of(text.part(first, last))
        if run.exact == text.exact[first:last] and not text.is_torn(first, last):
            match = TokenLine(text).find(run)
            assert match is not None
            assert text.exact[match.first : match.last] == run.exact
    near = nearest(said, text)
    if near is not None:
        segments = differences(said, text, near)
        there = [word for one in segments for word in Words.of(one.printed).exact]
        assert "".join(there) == "".join(text.exact[near.first : near.last])
        assert all(one.printed in text.text and one.quoted in said.text for one in segments)


@pytest.mark.parametrize(
    ("message", "found"),
    [
        ('He said "we will not go there" today', ["we will not go there"]),
        ("“it’s ‘a big day’ for us”", ["it’s ‘a big day’ for us"]),
        ("„Das ist gut so“ und «c'est la vie»", ["Das ist gut so", "c'est la vie"]),
        ("「これは引用文です」と", ["これは引用文です"]),
        ("> line one of\n> a block\nno quote", ["line one of\na block"]),
        ("I don't think it's 'very good at all'", ["very good at all"]),
        ('never "closed at all', []),
        ('a "name" only', []),
    ],
)
def test_quotes_in_a_message(message: str, found: list[str]) -> None:
    assert quotes_in(message) == found


@given(st.text(alphabet=st.sampled_from("ab c\"'“”‘’«»>\n.[]"), max_size=60))
def test_every_quote_stands_in_its_message(message: str) -> None:
    for quote in quotes_in(message):
        assert all(word in message for word in quote.split())


def test_claims_leave_out_greetings_code_and_addresses_and_keep_questions(library: Library) -> None:
    message = (
        "Hi all! <@123> **The bridge closes on Monday.** See https://x.example/y\n"
        "```\nignored code here\n```\n- Did the mayor promise free ferries? lol"
    )
    assert library.lookup.claims(message) == [
        "The bridge closes on Monday.",
        "Did the mayor promise free ferries?",
    ]
    assert library.lookup.claims("Thanks everyone!") == []
    assert library.lookup.claims("Mayor Brandt spoke. Ferries sail at noon every Monday.", 1) == [
        "Ferries sail at noon every Monday."
    ]
