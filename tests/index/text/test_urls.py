"""One form for the spellings of a web address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.canonical_url import canonical, host

STORY = "ledger.example/2025/ferry"


@pytest.mark.parametrize(
    "spelling",
    [
        "https://ledger.example/2025/ferry",
        "http://ledger.example/2025/ferry",
        "HTTPS://WWW.Ledger.Example:443/2025/ferry/",
        "http://www.ledger.example.:80/2025/ferry",
        "https://reader:secret@ledger.example/2025/ferry#comments",
        "https://ledger.example/2025/f%65rry?utm_source=mail&UTM_Medium=x&fbclid=1&gclid=",
        " https://ledger.example/2025/ferry? ",
        "https://ledger.example/2025/ferry?at_medium=RSS&at_campaign=KARANGA&xtor=AL-72&ocid=x",
        "https://ledger.example/2025/ferry?CMP=share_btn_tw&ITO=1490&smid=tw-share&smtyp=cur&WT.mc_id=1",
        "https://ledger.example/2025/ferry?ns_mchannel=rss&ns_campaign=1490&wt_zmc=a&guccounter=1&fsrc=b",
        "https://ledger.example/2025/ferry?ref=rss&source=twitter&src=Newsletter&via=email",
        "https://ledger.example/2025/ferry?amp&outputType=amp&amp_js_v=0.1&usqp=mq331",
    ],
)
def test_spellings_of_one_address_are_one(spelling: str) -> None:
    assert canonical(spelling) == STORY


@pytest.mark.parametrize(
    "other",
    [
        "https://ledger.example/2025/Ferry",
        "https://ledger.example:8443/2025/ferry",
        "https://m.ledger.example/2025/ferry",
        "https://ledger.example/2025/ferry?page=2",
        "https://ledger.example/2025/ferry?ref=7",
        "https://ledger.example/2025/ferry?source=courier",
        "https://ledger.example/2025/ferry?amp=2",
        "https://ledger.example/2025/ferry?cid=7",
        "https://ledger.example/2025/ferry?mod=7",
        "https://ledger.example/2025/ferry?campaign=rss",
        "https://ledger.example/2025/ferry#!/second",
        "https://ledger.example/2025%2Fferry",
    ],
)
def test_what_may_be_another_article_is_another_address(other: str) -> None:
    assert canonical(other) not in ("", STORY)


@pytest.mark.parametrize(
    ("url", "form"),
    [
        ("https://www.npr.org/story.php?storyId=91&ft=nprml&f=1001", "npr.org/story.php?storyId=91"),
        ("https://abcnews.go.com/US/story?id=4&cid=social_twitter_abcn", "abcnews.go.com/US/story?id=4"),
        ("https://edition.cnn.com/x?cid=ios_app", "edition.cnn.com/x"),
        ("https://youtu.be/watch?v=a&si=b&feature=share", "youtu.be/watch?v=a"),
        ("https://notcnn.com/x?cid=7", "notcnn.com/x?cid=7"),
        ("https://cnn.com.example/x?cid=7", "cnn.com.example/x?cid=7"),
    ],
)
def test_what_a_site_means_by_a_word_counts_there_alone(url: str, form: str) -> None:
    assert canonical(url) == form


def test_parameters_are_in_one_order_and_escapes_in_one_form() -> None:
    assert canonical("https://a.example/?b=2&a=1") == canonical("https://a.example?a=1&utm_id=9&b=2")
    assert canonical("https://a.example/caf%c3%a9") == canonical("https://a.example/café")
    assert canonical("https://bücher.example/x") == canonical("https://xn--bcher-kva.example/x")


@pytest.mark.parametrize(
    "url",
    ["", "https://ledger.example/", "http://www.ledger.example?utm_source=x", "urn:x:1", "https://[x/y"],
)
def test_what_names_no_article_is_nothing(url: str) -> None:
    assert canonical(url) == ""


def test_the_host_tells_sites_apart() -> None:
    assert host("https://www.ledger.example/x") == "ledger.example"
    assert host("notes.txt") == host("https://[x/") == ""


@given(st.text(max_size=40), st.text(max_size=40))
def test_the_form_is_its_own_form(path: str, query: str) -> None:
    once = canonical(f"https://ledger.example/{path}?{query}")
    assert canonical(f"https://{once}") == once if once else True
