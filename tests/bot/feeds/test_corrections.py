"""Corrections arrive: what a feed's own record changed is read again at once, and old cards say so."""

from collections.abc import AsyncIterator

import pytest

from index import Article, Library, Reason, Version
from papers import LONG, Paper, ask_again, entry, running_paper, titles
from rooms import Room, answer_to, shown

FIRST = f"The tram carried 300 people to the pier. {LONG}"
SECOND = FIRST.replace("300", "700")


@pytest.fixture
async def paper(room: Room, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Paper]:
    async with running_paper(room, monkeypatch) as running:
        await room.state.feeds.put(room.guild.id, running.site.url("/feed"), "")
        yield running


def stored(room: Room) -> tuple[Article, list[Version]]:
    with Library.open(room.own_library) as library:
        (article,) = library.articles()
        return article, library.versions(article.id)


def show(paper: Paper, *entries: str) -> None:
    """Change the feed, and what its server calls this state of it."""
    paper.entries = [*entries, *(["<!-- -->"] * (len(paper.entries) + 1))]


def page(paper: Paper, text: str) -> None:
    paper.site.page(f"<html><body><article><h1>Tram</h1><p>{text}</p></article></body></html>".encode())


def teaser(paper: Paper, text: str) -> str:
    return entry("tram", text).replace("https://paper.example/tram", paper.site.url("/page"))


async def test_a_corrected_entry_is_there_with_the_next_poll_and_the_old_card_shows_both(
    room: Room, paper: Paper
) -> None:
    show(paper, entry("tram", FIRST))
    await ask_again(room)
    await room.ask("How many people did the tram carry to the pier?")
    old = room.channel.last_message
    show(paper, entry("tram", SECOND))
    await ask_again(room)
    article, versions = stored(room)
    assert "700 people" in article.text
    assert [one.reason for one in versions] == [Reason.SOURCE]
    card = "\n".join(shown(answer_to(await room.press("Context and citation", message=old))))
    assert "300 people" in card
    assert "the publisher corrected the article" in card
    assert "~~300~~ **700** people" in card
    assert "700 people" in " ".join(await room.ask("How many people did the tram carry to the pier?"))
    # The same once more is no news.
    await ask_again(room)
    assert stored(room)[1] == versions


async def test_a_changed_teaser_has_its_page_read_again_and_never_takes_its_place(
    room: Room, paper: Paper
) -> None:
    page(paper, FIRST)
    show(paper, teaser(paper, "Read on"))
    await ask_again(room)
    assert "300 people" in stored(room)[0].text
    # The page cannot be read now: the whole article stays, and the correction waits.
    del paper.site.pages["/page"]
    show(paper, teaser(paper, "Corrected. Read on"))
    await ask_again(room)
    assert "300 people" in stored(room)[0].text
    page(paper, SECOND)
    await ask_again(room)
    article, versions = stored(room)
    assert "700 people" in article.text
    assert [one.reason for one in versions] == [Reason.SOURCE]


async def test_what_the_feed_alone_carried_is_corrected_without_a_page(room: Room, paper: Paper) -> None:
    for text in ("Short: 3 trams.", "Short: 7 trams."):
        show(paper, teaser(paper, text))
        await ask_again(room)
    assert "7 trams" in stored(room)[0].text


async def test_a_correction_brings_back_nothing_that_was_removed(room: Room, paper: Paper) -> None:
    show(paper, entry("tram", FIRST))
    await ask_again(room)
    with Library.open(room.own_library) as library:
        library.remove([article.id for article in library.articles()])
    show(paper, entry("tram", SECOND))
    await ask_again(room)
    assert titles(room) == []


async def test_corrections_have_a_bound_and_the_others_wait(
    room: Room, paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    show(paper, *(entry(name, FIRST) for name in ("one", "two", "three")))
    await ask_again(room)
    monkeypatch.setattr("bot.feeds.intake.MOST_NEW", 2)
    show(paper, *(entry(name, SECOND) for name in ("one", "two", "three")))
    counts = []
    for _ in range(2):
        await ask_again(room)
        with Library.open(room.own_library) as library:
            counts.append(sum("700" in article.text for article in library.articles()))
    assert counts == [2, 3]
