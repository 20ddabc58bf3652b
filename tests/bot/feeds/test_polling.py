"""What a followed feed brings when it is polled: each story once, and nothing that was removed."""

from hashlib import blake2b

import pytest

from bot.feeds import intake
from bot.state.database import now
from index import Library
from library_room import Desk, said
from papers import LONG, Paper, ask_again, entry, feeds, follow, poller, titles
from rooms import Room


async def test_a_feed_that_has_not_changed_is_not_sent_again(desk: Desk, paper: Paper) -> None:
    await follow(desk, paper, "one")
    assert len(paper.asked) == 1
    row = await ask_again(desk.room)
    assert paper.asked[-1].headers["If-None-Match"] == '"1"'
    assert (row.problem, row.failures, row.added) == ("", 0, 1)


async def test_what_was_removed_never_comes_back_not_even_when_the_feed_is_followed_anew(
    desk: Desk, paper: Paper
) -> None:
    await follow(desk, paper, "one", "two")
    with Library.open(desk.room.own_library) as library:
        (article,) = [one for one in library.articles() if one.title == "one"]
    sure = await desk.give("source remove", article=article.id)
    await desk.press(sure, "Remove for good")
    paper.entries.append(entry("three"))
    await ask_again(desk.room)
    assert titles(desk.room) == ["three", "two"]
    (row,) = await feeds(desk.room)
    await desk.give("feed remove", feed=str(row.number))
    assert "0 articles added" in said(await desk.give("feed add", address=paper.site.url("/feed")))
    assert titles(desk.room) == ["three", "two"]


async def test_what_was_removed_before_a_feed_brought_it_does_not_come_either(
    desk: Desk, paper: Paper
) -> None:
    record = b'{"id": "x", "url": "https://paper.example/one", "text": "The tram reached the harbour."}'
    await desk.press(await desk.give("source add", file=("a.jsonl", record)), "Add")
    await desk.press(await desk.give("source remove", article="x"), "Remove for good")
    assert "1 article added" in await follow(desk, paper, "one", "two")
    assert titles(desk.room) == ["two"]


async def test_a_teaser_is_completed_from_its_page(desk: Desk, paper: Paper) -> None:
    # Not by the command: two parsers that start take longer than simcord waits on a busy machine.
    await desk.room.state.feeds.put(desk.room.guild.id, paper.site.url("/feed"), "")
    page = paper.site.url("/page")
    paper.site.page(f"<html><body><article><h1>Tram</h1><p>{LONG}</p></article></body></html>".encode())
    paper.entries = [entry("one", "Read on").replace("https://paper.example/one", page)]
    await poller(desk.room).poll_due()
    with Library.open(desk.room.own_library) as library:
        (article,) = library.articles()
    assert len(article.text) > 1_000
    assert (article.title, article.outlet, article.url) == ("one", "The Paper", page)


async def test_a_page_that_robots_may_not_read_leaves_the_teaser(desk: Desk, paper: Paper) -> None:
    site = paper.site
    site.page(b"User-agent: *\nDisallow: /page", "text/plain", "/robots.txt")
    site.page(f"<html><body><article><p>{LONG}</p></article></body></html>".encode())
    paper.entries = [entry("one", "Read on").replace("https://paper.example/one", site.url("/page"))]
    await desk.give("feed add", address=site.url("/feed"))
    assert "/page" not in site.asked
    with Library.open(desk.room.own_library) as library:
        assert [one.text for one in library.articles()] == ["one: Read on"]


async def test_of_a_large_feed_the_rest_waits_for_the_next_time(
    desk: Desk, paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "MOST_NEW", 2)
    assert "2 articles added" in await follow(desk, paper, "one", "two", "three")
    await ask_again(desk.room)
    assert titles(desk.room) == ["one", "three", "two"]


def campaign(name: str, parameters: str, text: str = LONG) -> str:
    return entry(name, text).replace("</link>", f"?{parameters}</link>")


async def test_a_story_under_another_campaign_is_no_second_article(room: Room, paper: Paper) -> None:
    await room.state.feeds.put(room.guild.id, paper.site.url("/feed"), "")
    paper.entries = [campaign("Ferry", "at_medium=RSS&amp;at_campaign=a")]
    await ask_again(room)
    paper.entries = [campaign("Ferry", "at_medium=RSS&amp;at_campaign=b", f"Corrected. {LONG}"), "<!-- -->"]
    assert (await ask_again(room)).added == 1
    assert titles(room) == ["Ferry"]


async def test_a_removed_story_does_not_come_back_under_another_campaign(room: Room, paper: Paper) -> None:
    await room.state.feeds.put(room.guild.id, paper.site.url("/feed"), "")
    paper.entries = [campaign("Ferry", "ito=1")]
    await ask_again(room)
    with Library.open(room.own_library) as library:
        library.remove([article.id for article in library.articles()])
    paper.entries = [campaign("Ferry", "ito=2", f"{LONG} Corrected."), "<!-- -->"]
    await ask_again(room)
    assert titles(room) == []


async def test_what_an_earlier_version_had_seen_is_known_by_all_spellings_once_shown(
    room: Room, paper: Paper
) -> None:
    await room.state.feeds.put(room.guild.id, paper.site.url("/feed"), "")
    # As it was kept: the address as it stood, and nothing else of an entry that has changed since.
    key = blake2b(b"https://paper.example/Ferry?ito=1", digest_size=16).digest()
    row = (room.guild.id, key, now())
    await room.state._database.run(lambda db: db.execute("INSERT INTO feed_entries VALUES (?, ?, ?)", row))
    paper.entries = [campaign("Ferry", "ito=1"), entry("Tram")]
    await ask_again(room)
    paper.entries = [campaign("Ferry", "ito=2", f"{LONG} Corrected."), entry("Tram"), "<!-- -->"]
    await ask_again(room)
    assert titles(room) == ["Tram"]
