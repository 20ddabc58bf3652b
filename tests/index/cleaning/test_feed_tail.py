"""What the software of feeds appends to an entry is no part of its text; what only looks so stays."""

import pytest

from documents import document, only
from index.cleaning.feed_tail import text_end
from index.readers.formats import feed

TITLE, OUTLET = "Mast falls", "Quay Post"
TEXT = "The mast fell across the slipway.\nTwo boats were hit."


def left(tail: str, title: str = TITLE) -> str:
    whole = TEXT + tail
    return whole[: text_end(whole, title, OUTLET)]


@pytest.mark.parametrize(
    "tail",
    [
        "\nThe post Mast falls appeared first on Quay Post.",
        " The post Mast falls appeared first on Quay Post.",
        "\nThe post Mast falls first appeared on quaypost.example.",
        "\nDer Beitrag Mast falls erschien zuerst auf Quay Post.",
        "\nL’article Mast falls est apparu en premier sur Quay Post.",
        "\nLa entrada Mast falls se publicó primero en Quay Post.",
        "\nHet bericht Mast falls verscheen eerst op Quay Post.",
        "\nThis article was originally published on Quay Post.",
        "\nContinue reading →",
        "\nContinue reading Mast falls at Quay Post.",
        " Continue reading Mast falls »",
        "\nRead the full story on Quay Post.",
        "\nRead more…",
        "\nRead more: Crane turns over",
        "\n[Read the full story]",
        " Weiterlesen",
        "\nLire la suite →",
        "\nSigue leyendo",
        "\n続きを読む",
        "\nاقرأ المزيد",
        "\nShare this: Facebook Twitter",
        "\nShare this:\nClick to share on Twitter (Opens in new window)\nLike this:\nLike Loading...",
        "\nTeilen mit:\nTwitter\nGefällt mir:\nGefällt mir Wird geladen …\nÄhnliche Beiträge",
        "\nRelated\nCrane turns over\nTwo tugs sold",
        "\nRelated: Crane turns over on the quay",
        "\nsubmitted by /u/bosun [link] [comments]",
        "\nTags: mast, slipway",
        "\nLeave a comment",
        "\nRead more\nThe post Mast falls appeared first on Quay Post.\nShare this: Facebook",
    ],
)
def test_what_was_appended_goes(tail: str) -> None:
    assert left(tail) == TEXT


@pytest.mark.parametrize("mark", ["[…]", "[...]", "…"])
def test_the_mark_that_the_text_was_cut_stays(mark: str) -> None:
    assert left(f" {mark} Continue reading →") == f"{TEXT} {mark}"


@pytest.mark.parametrize(
    "sentence",
    [
        "He told them to continue reading.",
        "The post office first appeared on a map in 1902.",
        "The post of harbour master appeared first on the lists of 1902.",
        "“Read more,” she said.",
        "Read more books, the mayor said.",
        "Related work goes on.",
        "Share prices fell: by two percent.",
        "The article first appeared on Monday.",
    ],
)
def test_a_sentence_of_the_text_stays(sentence: str) -> None:
    assert left(f"\n{sentence}") == f"{TEXT}\n{sentence}"


def test_an_entry_of_nothing_else_is_kept() -> None:
    assert text_end("Read more", TITLE, OUTLET) == len("Read more")


def test_a_feed_keeps_what_it_leaves_out_with_the_reason() -> None:
    source = (
        f'<rss version="2.0"><channel><title>{OUTLET}</title><item><title>{TITLE}</title><description>'
        "&lt;p&gt;Two boats were hit.&lt;/p&gt;&lt;p&gt;The post Mast falls appeared first on Quay Post."
        "&lt;/p&gt;</description></item></channel></rss>"
    )
    article = only(feed.parse(document(source)))
    [(start, end, reason)] = article.dropped
    assert article.text == "Two boats were hit."
    assert article.extracted[start:end].strip() == "The post Mast falls appeared first on Quay Post."
    assert reason == "appended by the feed's software"
