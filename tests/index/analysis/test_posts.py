"""Posts as questions: what is no word goes, what is several words comes apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis.char_filter import readable

WORDS = st.lists(st.text("abcdefghijABCDEF", min_size=1, max_size=8), max_size=8)


@pytest.mark.parametrize(
    ("post", "expected"),
    [
        ("Ferries stop https://example.org/a?b=c#d now", "Ferries stop now"),
        ("Ferries stop herepic.twitter.com/abc", "Ferries stop here"),
        ("see www.example.org/harbour", "see"),
        ("<@123> is <#45> shut <:anchor:678> <t:1700000000:R>", "is shut"),
        ("#HarbourBridge shut", "HarbourBridge Harbour Bridge shut"),
        ("#Vote2031", "Vote2031 Vote 2031"),
        ("@AldmoorMP says", "AldmoorMP Aldmoor MP says"),
        ("#NATOSummit", "NATOSummit NATO Summit"),
        ("#harbour_bridge", "harbour_bridge harbour bridge"),
        ("#harbour", "harbour"),
        ("editor@example.org", "editor@example.org"),
        ("C# and 5,000 metres", "C# and 5,000 metres"),
    ],
)
def test_what_is_read_of_a_post(post: str, expected: str) -> None:
    assert readable(post).split() == expected.split()


@given(st.text(st.characters(exclude_characters="@#:./")))
def test_a_question_without_such_signs_stays_as_it_is(question: str) -> None:
    assert readable(question) == question


@given(WORDS, WORDS)
def test_no_other_word_is_lost(before: list[str], after: list[str]) -> None:
    post = " ".join([*before, "https://example.org/#x", "#OilTalks", *after])
    assert readable(post).split() == [*before, "OilTalks", "Oil", "Talks", *after]
