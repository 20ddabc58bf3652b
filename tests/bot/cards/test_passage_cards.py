"""The cards of looking up, citing, comparing, finding sources and checking: within limits, word for word."""

from collections.abc import Sequence
from typing import Any

from discord import SelectOption, ui
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cards import article as article_cards
from bot.cards import comparison, labels, quote_check
from bot.cards import passage as passage_cards
from bot.cards.markdown import width
from bot.cards.quote_check import Checked, DiffPiece, pieces, render
from bot.citing.citation_buttons import CiteOneOf, citation_of
from bot.citing.passage_place import PassagePlace
from bot.citing.quotes import ShareQuotes
from bot.cogs.find_sources import sources, told_once
from bot.interactions.errors import line
from bot.libraries.merged_hits import MergedAnswer, ScopedHit
from bot.libraries.references import ScopedPassage, references_in
from bot.texts import voice
from bot.texts.refusal import RefusalError
from card_samples import assert_valid, fields, kept, quotes, row
from hostile_texts import long_texts, texts
from index import Article, Comparison, Hit, Passage, Span, Verdict
from index.citation.styles import STYLES
from index.lookup.quote_check import check

SAYS = [voice("en"), voice("de")]
says = st.sampled_from(SAYS)
WORDS = (
    "the", "old", "harbour", "bridge", "will", "close", "~~", "**", "_x_", "\n", "#", "1.", "…", "<@1>",
)  # fmt: skip
libraries = st.sampled_from(["", "main", "a" * 32])


@st.composite
def passages(draw: st.DrawFn) -> Passage:
    text = draw(long_texts.filter(bool))
    end = draw(st.integers(1, len(text)))
    start = draw(st.integers(0, end - 1))
    pages = draw(st.sampled_from([(), (0,), (0, end - 1)]))
    named: Any = draw(fields)
    article = Article(
        text=text,
        id=draw(st.text(min_size=1, max_size=90)),
        author=draw(long_texts),
        pages=pages,
        **named,
    )
    return Passage(
        article=article, serial=draw(st.integers(1, 10**9)), start=start, end=end, position=2, total=3
    )


found = st.builds(
    lambda library, passage: ScopedPassage(library=library, passage=passage), libraries, passages()
)


def hit(passage: Passage, copies: Sequence[Passage] = ()) -> Hit:
    best = Span(len(passage.text) // 2, len(passage.text))
    return Hit(passage=passage, score=1.0, bm25=1.0, best=best, also_in=tuple(copies))


def rows(many: Sequence[Any]) -> list[ui.ActionRow[Any]]:
    """As many rows of buttons as a card of these has."""
    choices = [
        SelectOption(label=passage_cards.choice_name(one.passage, place + 1, SAYS[0]), value=str(place))
        for place, one in enumerate(many)
    ]
    select = CiteOneOf(row(1).id, placeholder="Cite", options=choices)
    return [ui.ActionRow(select), ui.ActionRow(ShareQuotes(row(1).id, "1" * 20, label="ShareQuotes"))]


def assert_verbatim(card: ui.LayoutView, originals: Sequence[Passage]) -> None:
    shown = quotes(card)
    assert len(shown) == len(originals)
    for text, passage in zip(shown, originals, strict=True):
        assert kept(text).strip() in passage.text


@settings(max_examples=12)
@given(st.lists(found, min_size=1, max_size=6), st.lists(long_texts, max_size=3), says)
def test_quotes_are_valid_and_verbatim_whatever_the_texts(
    many: list[ScopedPassage], names: list[str], say: Any
) -> None:
    failures = [line(RefusalError("refusal.no_passage", name=name), say) for name in names]
    card = passage_cards.quotes(many, say, failures=failures, rows=rows(many))
    assert_valid(card)
    assert_verbatim(card, [one.passage for one in many])


@settings(max_examples=12)
@given(found, says)
def test_a_page_of_an_article_is_valid_and_verbatim_whatever_the_texts(one: ScopedPassage, say: Any) -> None:
    card = article_cards.page(one, say, rows([one]))
    assert_valid(card)
    assert_verbatim(card, [one.passage])


@settings(max_examples=12)
@given(st.lists(st.tuples(libraries, passages()), min_size=2, max_size=10), st.integers(0, 10**6), says)
def test_a_list_of_articles_is_valid_whatever_the_texts(
    many: list[tuple[str, Passage]], more: int, say: Any
) -> None:
    articles = [(library, passage.article) for library, passage in many]
    assert_valid(article_cards.listing(articles, more, say, []))
    assert all(0 < width(article_cards.option_name(article, say)) <= 100 for _, article in articles)


@settings(max_examples=12)
@given(
    long_texts,
    st.lists(st.tuples(libraries, passages(), st.lists(passages(), max_size=5)), min_size=1, max_size=8),
    says,
)
def test_a_comparison_is_valid_and_verbatim_whatever_the_texts(topic: str, many: list[Any], say: Any) -> None:
    comparisons = {
        library: Comparison(topic=topic, hits=(hit(passage, copies),), outlets=99)
        for library, passage, copies in many
    }
    compared = comparison.merge(topic, comparisons)
    shown = [ScopedPassage(library=one.library, passage=one.hit.passage) for one in compared.hits]
    card = comparison.comparison(compared, say, rows(shown))
    assert_valid(card)
    assert_verbatim(card, [one.passage for one in shown])


@settings(max_examples=12)
@given(st.lists(st.tuples(long_texts, st.lists(passages(), max_size=4)), min_size=1, max_size=5), says)
def test_sources_are_valid_and_verbatim_whatever_the_texts(said: list[Any], say: Any) -> None:
    claims = [text for text, _ in said]
    answers = [
        MergedAnswer(question=text, hits=tuple(ScopedHit(library="", hit=hit(one)) for one in many))
        for text, many in said
    ]
    made = told_once(claims, answers)
    originals = [one.hit.passage for claim in made for one in claim.hits]
    if originals:
        card = sources(made, say, rows([ScopedPassage(library="", passage=one) for one in originals]))
        assert_valid(card)
        assert_verbatim(card, originals)


@settings(max_examples=12)
@given(found, st.sampled_from(list(STYLES)), says)
def test_a_citation_is_valid_and_nothing_of_it_is_lost(one: ScopedPassage, style: str, say: Any) -> None:
    made = passage_cards.citation(one.passage, style, say)
    assert made.text == STYLES[style](one.passage, say.labels)
    card, files = citation_of(one, style, row(1), PassagePlace(5, 10**18 - 1), say)
    assert_valid(card)
    assert [file.filename for file in files] == ([made.name] if made.in_file else [])
    assert made.in_file or "```" not in made.text


# Labels and references


@given(passages())
def test_an_english_label_says_what_the_librarys_own_says(passage: Passage) -> None:
    article = passage.article
    # Short enough even where each letter is as wide as two.
    if (
        len(article.title) <= labels.TITLE_WIDTH // 2
        and len(article.outlet) <= labels.OUTLET_WIDTH // 2
        and article.title == " ".join(article.title.split())
    ):
        expected = passage.label if article.outlet.split() == [article.outlet] or not article.outlet else None
        if expected and article.title.isprintable() and article.outlet.isprintable():
            assert labels.label(passage, SAYS[0]) == expected


def test_a_link_names_the_place_as_long_as_there_is_room() -> None:
    text = " ".join(f"This is sentence {number} of the report." for number in range(9))
    article = Article(id="a", text=text, url="https://a.example/" + "x" * 200, title="Report")
    passage = Passage(article=article, serial=3, start=0, end=len(text), position=1, total=1)
    ways = labels.foot_variants(passage, "", SAYS[0], "Full label", "Short")
    assert ":~:text=" in ways[0]
    assert ways[0].endswith("a#3")
    assert [width(way) for way in ways[:5]] == sorted((width(way) for way in ways[:5]), reverse=True)
    assert ways[-1] == "-# Short"


@given(texts)
def test_references_are_read_from_anything(text: str) -> None:
    assert references_in(text + " [[a1#2]] [[a1#2]] [[b c#30]] [[#4]] [[a#]]")[-2:] == ["a1#2", "b c#30"]


# Checked quotes


def checked(quote: str, text: str) -> Checked:
    article = Article(id="a", title="T", text=text)
    whole = Passage(article=article, serial=1, start=0, end=len(text), position=1, total=1)
    made = check(quote, [article], [article], lambda _: [whole], 3)
    return Checked(check=made, libraries=("",) * len(made.matches))


@settings(max_examples=12)
@given(
    st.lists(
        st.sampled_from(WORDS),
        min_size=3,
        max_size=40,
    ),
    st.data(),
)
def test_what_is_marked_of_an_article_is_word_for_word(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    edits = st.sampled_from([*[""] * 6, "…", "[~~sic~~]", f"[{'*_' * 90}]"])
    quote = " ".join(f"{word} {data.draw(edits)}" for word in words if data.draw(st.integers(0, 5)))
    one = checked(quote, text)
    for match in one.check.matches:
        verbatim = "".join(piece.text for piece in pieces(match) if piece.kind in {"plain", "printed"})
        if len(match.parts) == 1:
            assert (
                verbatim in text
                if match.verdict is not Verdict.NEAR
                else verbatim == text[slice(*match.span)]
            )
    for language in SAYS:
        assert_valid(quote_check.checks([one] * 3, language, whole=True, more=7))


@settings(max_examples=12)
@given(
    st.lists(
        st.builds(DiffPiece, st.sampled_from(["plain", "printed", "quoted", "ours"]), long_texts), max_size=6
    ),
    st.integers(60, 4000),
)
def test_pieces_never_take_more_than_their_room(made: list[DiffPiece], room: int) -> None:
    assert width(render(made, room)) <= room


def test_an_exact_quote_is_bold_in_its_surroundings() -> None:
    before = "Much was said before. " * 30
    one = checked("the bridge will close", f"{before}Now the bridge will close at once. {before}")
    text = render(pieces(one.check.matches[0]), 1000)
    assert text.startswith("> … ")
    assert " **the bridge will close** at once. " in text
    assert text.endswith(" …")
