import re
from collections.abc import Iterator
from typing import Any

import pytest
from discord import ui
from hypothesis import given, settings
from hypothesis import strategies as st
from simcord import HttpLogEntry

from bot import cards
from bot.markdown import (
    CUT,
    LINK_CHARACTERS,
    address,
    escape,
    flatten,
    quote,
    shorten,
    unescape,
    unquote,
    width,
)
from discord_api import problems
from index import Answer, Article, Hit, Passage

# What Discord's client makes of a text, in its order: an escape first, then these. Written from its
# behaviour, apart from what bot/markdown.py escapes.
INLINE = [
    re.compile(pattern, re.DOTALL)
    for pattern in (
        r"\*\*.+?\*\*",
        r"\*(?!\s).+?\*",
        r"_.+?_",
        r"~~.+?~~",
        r"\|\|.+?\|\|",
        r"(`+).+?\1",
        r"<(@[!&]?|#)\d+>",
        r"</[^>]+:\d+>",
        r"<t:-?\d+(:\w)?>",
        r"<a?:\w+:\d+>",
        r"<[^: >]+:/?[^ >]+>",
        r"@(everyone|here)",
        r"(https?|steam|discord)://[^\s<]",
        r"\[[^\]]*\]\(.+?\)",
        r":[^\s:]+:",
        r"¯\\_\(ツ\)_/¯",
    )
]
BLOCK = re.compile(r" *(>>>|>) |-# | *#{1,3}\s| *([-*+]|\d+\.) ")

HOSTILE = (
    "**bold**",
    "*italic*",
    "_italic_",
    "__underlined__",
    "~~struck~~",
    "||spoiler||",
    "`code`",
    "```py\nfence\n```",
    "[masked](https://evil.example)",
    "https://evil.example",
    "<https://evil.example>",
    "<@1>",
    "<@!1>",
    "<@&1>",
    "<#1>",
    "</ask:1>",
    "<t:0:R>",
    "<:a:1>",
    "<a:b:1>",
    "<id:customize>",
    "@everyone",
    "@here",
    ":smile:",
    "# heading",
    "## heading",
    "-# subtext",
    "- list",
    "* list",
    "+ list",
    "1. list",
    "> quote",
    ">>> quote",
)
texts = st.text() | st.lists(
    st.sampled_from((*HOSTILE, "\\", "\n", "\r", "\r\n", "\f", "\t", " ", "a", "7", "😀", "¯\\_(ツ)_/¯"))
).map("".join)
long_texts = st.builds(lambda text, times: text * times, texts, st.integers(1, 400))


def constructs(text: str) -> list[str]:
    """Everything in `text` that Discord would not show as itself."""
    found = []
    # The client brings line breaks into one form and drops form feeds before it reads anything.
    text = re.sub(r"\r\n?", "\n", text).replace("\f", "")
    at_start = True
    place = 0
    while place < len(text):
        rules = [BLOCK, *INLINE] if at_start else INLINE
        match = next((match for rule in rules if (match := rule.match(text, place))), None)
        if re.match(r"\\[^0-9A-Za-z\s]", text[place:]) and not (match and match[0].startswith("¯")):
            place += 1
        elif match:
            found.append(match[0])
        at_start = text[place] == "\n"
        place += 1
    return found


@pytest.mark.parametrize("text", [*HOSTILE, "¯\\_(ツ)_/¯"])
def test_hostile_text_would_do_something_and_shows_as_itself_once_escaped(text: str) -> None:
    assert constructs(text)
    assert constructs(escape(text)) == []
    assert unescape(escape(text)) == text


@given(texts)
def test_escaped_text_shows_as_itself(text: str) -> None:
    assert constructs(escape(text)) == []


@given(texts)
def test_unescape_undoes_escape(text: str) -> None:
    assert unescape(escape(text)) == text


@given(texts)
def test_unquote_undoes_quote_and_every_line_is_quoted(text: str) -> None:
    assert unquote(quote(text)) == text
    assert all(line.startswith("> ") for line in re.split(r"\r\n|\r|\n", quote(text)))


@pytest.mark.parametrize(
    "text", ["Plain words, 5.3 % of them: nothing (else) to do!", 'He said: "No - never."']
)
def test_plain_prose_is_left_alone(text: str) -> None:
    assert escape(text) == text


@given(texts, st.integers(1, 60))
def test_shortened_text_is_a_verbatim_prefix_that_fits(text: str, room: int) -> None:
    short = shorten(text, room)
    if width(escape(text)) <= room:
        assert short == text
    else:
        assert short.endswith(CUT)
        assert text.startswith(short.removesuffix(CUT))
        assert width(escape(short)) <= max(room, width(CUT) + 1)


@pytest.mark.parametrize(
    ("text", "room", "short"),
    [
        ("One two. Three four five six.", 18, "One two. …"),
        ("He said “no.” Then he went away.", 24, "He said “no.” …"),
        ("First line\nsecond line of it", 20, "First line …"),
        ("No. More words without any end", 24, "No. More words without …"),
        ("Unbroken" * 4, 12, "UnbrokenUn …"),
        ("cafe\u0301s" * 3, 6, "caf …"),
        ("👩\u200d🚀" * 9, 9, "👩\u200d🚀 …"),
    ],
)
def test_a_cut_falls_on_a_sentence_end_or_a_word_end(text: str, room: int, short: str) -> None:
    assert shorten(text, room) == short


@given(texts)
def test_a_flat_field_is_one_line_that_turns_no_text_around(text: str) -> None:
    flat = flatten(text + "\u202eabc\u2028d\x00")
    assert len(flat.splitlines()) <= 1
    assert "\u202e" not in flat
    assert flat == flat.strip()


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://courier.example/a", "https://courier.example/a"),
        ("HTTP://Courier.Example:8080/A?b=c&d#e", "http://courier.example:8080/A?b=c&d#e"),
        ("https://courier.example/a (b) <c>", "https://courier.example/a%20%28b%29%20%3Cc%3E"),
        ("https://courier.example/%20x", "https://courier.example/%20x"),
        ("https://courier.example/[x]`*\\|@you", "https://courier.example/%5Bx%5D%60%2A%5C%7C%40you"),
        ("https://bücher.example/ü", "https://xn--bcher-kva.example/%C3%BC"),
        ("https://courier.example", "https://courier.example"),
        ("https://courier.example//a//b?#", "https://courier.example//a//b"),
    ],
)
def test_an_address_is_made_safe(url: str, safe: str) -> None:
    assert address(url) == safe


@pytest.mark.parametrize(
    "url",
    [
        "",
        "courier.example/a",
        "javascript:alert(1)",
        "ftp://courier.example",
        "discord://settings",
        "https://",
        "https:///path",
        "https://courier.example@evil.example",
        "https://[::1]/",
        "https://courier(.example/",
        "https://[broken",
        "https://courier.example:port/",
        f"https://{'a' * 70}.example/",
        "https://courier.example/" + "x" * LINK_CHARACTERS,
    ],
)
def test_anything_else_is_no_address(url: str) -> None:
    assert address(url) is None


@given(st.text().map("https://courier.example/".__add__) | st.text())
def test_an_address_never_ends_its_link(url: str) -> None:
    safe = address(url)
    if safe is not None:
        assert len(safe) <= LINK_CHARACTERS
        assert re.fullmatch(r"https?://[^\s()<>\[\]\\|`*@]+", safe)


# Cards


def passage(text: str, **fields: Any) -> Passage:
    article = Article(text=text, id="a", **fields)
    return Passage(article=article, serial=1, start=0, end=len(text), position=1, total=3)


def hit(text: str, *also_in: Passage, **fields: Any) -> Hit:
    return Hit(passage=passage(text, **fields), score=1.0, bm25=1.0, also_in=also_in)


def answer(*hits: Hit, question: str = "Who?") -> Answer:
    return Answer(question=question, hits=hits, coverage=1.0, took_ms=1.0)


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


def assert_valid(card: ui.LayoutView) -> None:
    message = {
        "components": components(card),
        "flags": 1 << 15 | 1 << 2,
        "allowed_mentions": {"parse": []},
    }
    assert problems([HttpLogEntry("POST", "/channels/1/messages", {}, message, None)]) == []


def test_a_card_shows_the_question_the_quote_and_the_label_with_a_link() -> None:
    found = hit(
        "The dam holds.\n\nIt was built in 1931.",
        title="Dam [holds]",
        outlet="Wire",
        published="2026-01-05",
        url="https://wire.example/dam",
    )
    assert shown(cards.found(answer(found, question="Does the dam_hold?"))) == [
        "-# Does the dam\\_hold?",
        "> The dam holds.\n> \n> It was built in 1931.",
        "-# Wire, 5 Jan 2026, “Dam \\[holds]”, passage 1 of 3 · [open\xa0article](<https://wire.example/dam>)",
    ]


def test_an_article_without_an_address_has_no_link() -> None:
    assert "](" not in shown(cards.found(answer(hit("Text.", url="javascript:alert(1)"))))[-1]


def test_outlets_that_say_the_same_are_named_once_and_the_rest_counted() -> None:
    outlets = ["Wire", "Post", "Wire", "", "Courier", "Globe"]
    others = [passage("Text.", outlet=outlet) for outlet in outlets]
    assert shown(cards.found(answer(hit("Text.", *others))))[-1].splitlines()[1] == (
        "-# also in: Wire, Post, an unnamed outlet and 2 more"
    )


def test_at_most_three_passages_are_shown() -> None:
    assert len(quotes(cards.found(answer(*[hit(f"Text {n}.") for n in range(5)])))) == 3


def test_long_passages_share_the_room_and_short_ones_leave_theirs() -> None:
    sentence = "This is one of many sentences. "
    card = cards.found(answer(hit(sentence * 400), hit("Short."), hit(sentence * 400)))
    first, second, third = quotes(card)
    assert second == "Short."
    assert abs(len(first) - len(third)) <= len(sentence)
    assert first.endswith("sentences. …")
    assert sum(map(width, shown(card))) > cards.TEXT_LIMIT - 2 * len(sentence)


def test_even_when_every_field_is_as_long_as_can_be_the_quotes_keep_some_room() -> None:
    others = [passage("x", outlet=f"{n}*" * 90) for n in range(9)]
    url = "https://courier.example/" + "x" * (LINK_CHARACTERS - 24)
    full = hit("word " * 2000, *others, title="*" * 900, outlet="_" * 900, published="2026-12-31", url=url)
    card = cards.found(answer(full, full, full, question="`" * 500))
    assert sum(map(width, shown(card))) <= cards.TEXT_LIMIT
    assert all(f"(<{url}>)" in text for text in shown(card) if "passage 1 of 3" in text)
    assert min(map(len, quotes(card))) > 200


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    fields = st.fixed_dictionaries(
        {
            "title": long_texts,
            "outlet": long_texts,
            "url": long_texts | texts.map("https://a.example/".__add__),
        },
        optional={"published": st.just("2026-09-30")},
    )
    passages = st.builds(lambda text, fields: passage(text, **fields), long_texts, fields)
    hits = st.builds(
        lambda passage, others: Hit(passage=passage, score=1.0, bm25=1.0, also_in=tuple(others)),
        passages,
        st.lists(passages, max_size=5),
    )
    return answer(*draw(st.lists(hits, min_size=1, max_size=5)), question=draw(long_texts))


@settings(max_examples=50, deadline=None)
@given(answers())
def test_a_card_is_valid_and_verbatim_whatever_the_texts(given: Answer) -> None:
    card = cards.found(given)
    assert_valid(card)
    shown_quotes = quotes(card)
    assert len(shown_quotes) == min(len(given.hits), 3)
    for text, hit in zip(shown_quotes, given.hits, strict=False):
        whole = hit.passage.text
        assert text == whole or (text.endswith(CUT) and whole.startswith(text.removesuffix(CUT)))


@settings(max_examples=50, deadline=None)
@given(long_texts)
def test_every_other_card_is_valid_whatever_the_texts(text: str) -> None:
    for card in (cards.nothing_found(text), cards.empty_library(text), cards.notice(f"a{text}")):
        assert_valid(card)
    assert_valid(cards.help_card())
