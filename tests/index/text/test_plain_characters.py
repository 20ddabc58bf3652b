"""Plain characters: what looks the same is the same, and each knows where it stands."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.plain_characters import plain_characters


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (unicodedata.normalize("NFD", "café naïve Łódź 한국어 が"), "café naïve Łódź 한국어 が"),
        ("oﬃce ﬁrst ﬂaw", "office first flaw"),
        ("Ｔｏｋｙｏ ﾊﾟｰﾄ ㎏ №5", "Tokyo パート kg No5"),
        ("so\u00adft ze\u200bro\u2060 b\ufeffom \u200fleft", "soft zero bom left"),
        ("har\u00ad\nbour", "har-\nbour"),
        ("10⁶ H₂O ½ ①", "10⁶ H₂O ½ ①"),
        ("a…b", "a...b"),
        ("مـــرحبا", "مرحبا"),
        ("❤\ufe0f", "❤"),
    ],
)
def test_text_is_made_plain(text: str, plain: str) -> None:
    assert plain_characters(text).text == plain


@given(st.text() | st.text("e\u0301\u0323\u200bﬁ한\u1112\u1161\u11ab\u00ad \nｶﾞ"))
def test_places_cover_the_text_in_order(text: str) -> None:
    plain, places = plain_characters(text)
    assert len(places) == len(plain) + 1
    assert list(places) == sorted(places)
    assert places[-1] == len(text)
    assert plain_characters(plain).text in {plain, unicodedata.normalize("NFC", plain)}
