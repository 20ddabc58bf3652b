import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from undo_markdown import unescape, unquote, unsubtext

from bot.cards.markdown import (
    CUT,
    LINK_CHARACTERS,
    escape,
    flatten,
    quote,
    safe_address,
    shorten,
    subtext,
    width,
)
from hostile_texts import HOSTILE, texts

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


@given(texts, st.data())
def test_a_stressed_sentence_is_bold_and_can_be_undone(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    made = quote(text, (start, end))
    assert unquote(made) == text
    assert all(line.startswith("> ") for line in re.split(r"\r\n|\r|\n", made))
    # Bold is all that it does: without the marks, which stand unescaped, nothing is left but the quote.
    plain = re.sub(r"(\\.)|\*\*", lambda match: match[1] or "", made, flags=re.DOTALL)
    assert set(constructs(plain)) <= {"> "}


@given(texts)
def test_small_text_can_be_undone(text: str) -> None:
    assert unsubtext(subtext(text)) == text
    lines = re.split(r"\r\n|\r|\n", subtext(text))
    assert all(line.startswith("-# ") or not line.strip() for line in lines)


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
    assert safe_address(url) == safe


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
    assert safe_address(url) is None


@given(st.text().map("https://courier.example/".__add__) | st.text())
def test_an_address_never_ends_its_link(url: str) -> None:
    safe = safe_address(url)
    if safe is not None:
        assert len(safe) <= LINK_CHARACTERS
        assert re.fullmatch(r"https?://[^\s()<>\[\]\\|`*@]+", safe)
