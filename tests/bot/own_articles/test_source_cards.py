"""Cards about a server's articles: within Discord's limits, and harmless, whatever stands in them."""

from discord import ui
from hypothesis import given, settings
from hypothesis import strategies as st
from undo_markdown import unquote

from bot.cards.base import TEXT_LIMIT
from bot.cards.markdown import width
from bot.intake.drafts import Draft
from bot.own_articles import cards
from bot.own_articles.add_form import joined, links_in
from bot.texts import Voice, voice
from hostile_labels import HOSTILE, length
from index import AddReport, Article, Limits, Passage, Problem, read_uploads

LONG = st.builds(lambda text, times: text * times, HOSTILE, st.integers(1, 12))
DATES = st.sampled_from(["", "2026-03-04", "2026-03-04T10:00:00+02:00"])
URLS = st.sampled_from(["", "https://a.example/" + "x" * 480, "javascript:alert(1)"]) | HOSTILE
ARTICLES = st.builds(
    Article, text=LONG, title=LONG, outlet=HOSTILE, author=HOSTILE, published=DATES, url=URLS
)
PROBLEMS = st.lists(st.builds(Problem, place=HOSTILE, reason=HOSTILE, lost=st.booleans()), max_size=8)
VOICES = st.sampled_from([voice("en-US"), voice("de")])


@settings(max_examples=60)
@given(st.lists(ARTICLES, min_size=1, max_size=3), PROBLEMS, VOICES)
def test_a_preview_stays_within_the_limit_and_quotes_word_for_word(
    articles: list[Article], problems: list[Problem], say: Voice
) -> None:
    draft = Draft(id="d" * 12, guild=1, owner=1, articles=tuple(articles), problems=tuple(problems))
    items = cards.preview(draft, len(articles) - 1, say)
    assert length(items) <= TEXT_LIMIT
    texts = [one.content for one in items if isinstance(one, ui.TextDisplay)]
    kept = unquote(next(one for one in texts if one.startswith("> ")))
    assert articles[-1].text.startswith(kept) or articles[-1].text.startswith(kept.removesuffix(" …"))


@settings(max_examples=40)
@given(st.lists(ARTICLES, min_size=1, max_size=10), HOSTILE, VOICES)
def test_a_list_and_its_choices_stay_within_the_limit(
    articles: list[Article], words: str, say: Voice
) -> None:
    assert length(cards.listing(articles, 9_999, 99_999, words, say)) <= TEXT_LIMIT
    assert all(1 <= width(cards.choice(one, say)) <= 100 for one in articles)


@settings(max_examples=40)
@given(ARTICLES, PROBLEMS, st.integers(-5, 5), VOICES)
def test_all_other_cards_stay_within_the_limit(
    article: Article, problems: list[Problem], page: int, say: Voice
) -> None:
    passage = Passage(article=article, serial=1, start=0, end=len(article.text), position=1, total=1)
    assert length(cards.article_page(article, [passage], page, say)) <= TEXT_LIMIT
    assert length(cards.removing(article, say)) <= TEXT_LIMIT
    assert length(cards.removed(article, say)) <= TEXT_LIMIT
    report = AddReport(added=["a"] * 99_999, updated=["b"], unchanged=["c"] * 9, problems=problems)
    assert length(cards.added(report, [article] * 5, say)) <= TEXT_LIMIT
    if problems:
        assert length(cards.unreadable(problems, say)) <= TEXT_LIMIT


def test_what_only_an_operator_can_do_is_not_offered_in_a_chat() -> None:
    error = Limits(file_bytes=25 * 1024 * 1024).exceeded("file_bytes", "has", "split it")
    line = cards.problems([Problem.of("a.txt", error)], voice("en"))
    assert line == "-# **Not read:** a.txt: has more than 25 MB; split it"


def test_what_happens_often_is_said_in_the_members_language() -> None:
    (problem,) = read_uploads([("empty.txt", b" ")])
    assert isinstance(problem, Problem)
    line = cards.problems([problem], voice("de"))
    assert line.endswith("ist leer; es gibt nichts zu zitieren")


def test_a_pasted_text_goes_on_where_the_field_was_full() -> None:
    assert joined("It ended.", "Then it began.") == "It ended.\nThen it began."
    assert joined("It ended in the", "middle.") == "It ended in the middle."
    assert joined(" Alone. ", " ") == "Alone."
    assert links_in(" https://a.example\nhttps://b.example  https://a.example ") == [
        "https://a.example",
        "https://b.example",
    ]
