"""Passages and answers for tests of cards, and what a card shows."""

from collections.abc import Iterator, Sequence
from typing import Any

from discord import ui
from hypothesis import strategies as st
from simcord import HttpLogEntry
from undo_markdown import unquote

import bot.answers.buttons  # noqa: F401  the pages link to them
from bot.answers.pages import answer_rows
from bot.cards import answer
from bot.cards.excerpts import CUT_BEFORE, Excerpt
from bot.cards.markdown import CUT
from bot.state import AnswerRow, Quoted
from bot.texts import Voice
from discord_api import problems
from hostile_texts import long_texts, texts
from index import Article, Passage, Span

SAY = Voice("en")
SENTENCES = tuple(f"This is sentence number {number} of the whole report." for number in range(60))
REPORT = " ".join(SENTENCES)


def excerpt(text: str, *, best: Span | None = None, also_in: Sequence[str] = (), **fields: Any) -> Excerpt:
    article = Article(text=text, id="a", **fields)
    passage = Passage(article=article, serial=1, start=0, end=len(text), position=1, total=3)
    return Excerpt(library="", passage=passage, best=best, also_in=tuple(also_in))


def span(text: str, part: str) -> Span:
    return Span(text.index(part), text.index(part) + len(part))


def row(hits: int, *, private: bool = False, guild: int = 1, page_size: int = 3) -> AnswerRow:
    quoted = tuple(Quoted(library="", passage=f"a#{number}") for number in range(hits))
    return AnswerRow(
        id="a" * 12, guild=guild, channel=2, asker=3, quoted=quoted,
        page_size=page_size, private=private, language="en",
    )  # fmt: skip


def found(*excerpts: Excerpt | None, question: str = "Who?", **options: Any) -> ui.LayoutView:
    """An answer's second page, which has all buttons that there are."""
    rows = answer_rows(row(9), 1, excerpts, SAY)
    return answer.answer(answer.head(question, SAY), excerpts, SAY, rows=rows, **options)


def parts(components: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for component in components:
        yield component
        yield from parts(component.get("components", []))


def components(card: ui.LayoutView) -> list[dict[str, Any]]:
    return card.to_components()  # type: ignore[no-any-return, no-untyped-call]


def shown(card: ui.LayoutView) -> list[str]:
    return [part["content"] for part in parts(components(card)) if part["type"] == 10]


def quotes(card: ui.LayoutView) -> list[str]:
    return [unquote(text) for text in shown(card) if text.startswith("> ")]


def kept(quote: str) -> str:
    """What a quote shows of its passage, without the marks of what is left out."""
    return quote.removeprefix(CUT_BEFORE).removesuffix(CUT)


def assert_valid(card: ui.LayoutView) -> None:
    message = {
        "components": components(card),
        "flags": 1 << 15 | 1 << 2,
        "allowed_mentions": {"parse": []},
    }
    assert problems([HttpLogEntry("POST", "/channels/1/messages", {}, message, None)]) == []


fields = st.fixed_dictionaries(
    {"title": long_texts, "outlet": long_texts, "url": long_texts | texts.map("https://a.example/".__add__)},
    optional={"published": st.just("2026-09-30")},
)


@st.composite
def excerpts(draw: st.DrawFn) -> Excerpt:
    text = draw(long_texts)
    start = draw(st.integers(0, len(text)))
    best = Span(start, draw(st.integers(start, len(text))))
    also_in = draw(st.lists(long_texts, max_size=5))
    return excerpt(text, best=draw(st.none() | st.just(best)), also_in=also_in, **draw(fields))
