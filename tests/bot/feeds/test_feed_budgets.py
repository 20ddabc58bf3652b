"""What a feed may cost, and what comes of feeds that show something else each time they are read."""

import asyncio
import random
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from aiohttp import web
from simcord import Env

from bot.feeds import intake
from bot.quotas import Quotas
from bot.settings import Settings
from bot.texts.feed_notes import NO_ROOM, RESTLESS, TODAY
from index import Article, Guard, Library, Limits, PageBudget, complete
from index.readers import feed_updates
from library_room import Desk, said, told
from papers import LONG, Paper, ask_again, feeds, poller, titles
from rooms import Room
from web_server import HOME, Site, running_site


def prose(seed: str, words: int = 220) -> str:
    chance = random.Random(seed)
    return " ".join("".join(chance.choices("abcdefghiklmnoprstu", k=6)) for _ in range(words)) + "."


def entry(title: str, link: str, text: str, day: int = 4) -> str:
    return (
        f"<item><title>{title}</title><link>https://paper.example/{link}</link>"
        f"<pubDate>Wed, {day:02} Mar 2026 10:00:00 GMT</pubDate><description>{text}</description></item>"
    )


class Changing(Paper):
    """A feed whose entries are made anew for each reading."""

    def read(self, number: int, *entries: str) -> None:
        self.entries = [*entries, f"<!-- {number} -->"]

    async def answer(self, _: web.Request) -> web.Response:
        body = f"<rss version='2.0'><channel><title>The Paper</title>{''.join(self.entries)}</channel></rss>"
        return web.Response(text=body, content_type="application/rss+xml")


@pytest.fixture
async def paper(room: Room, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Changing]:
    monkeypatch.setattr(feed_updates, "PAUSE_S", 0.0)
    async with running_site() as site:
        room.bot.intake.guard = Guard(allow=frozenset({(HOME, site.port)}))
        await room.state.feeds.put(room.guild.id, site.url("/feed"), "")
        yield Changing(site)


async def test_a_feed_whose_links_and_marks_change_each_time_brings_each_entry_once(
    room: Room, paper: Changing
) -> None:
    stories = {f"Story {number}": prose(f"story {number}") for number in range(70)}
    for reading in range(4):
        paper.read(
            reading,
            *(
                entry(title, f"{reading}-{number}?sid={reading}", f"Read {reading * 7 + 1} times. {text}")
                for number, (title, text) in enumerate(stories.items())
            ),
        )
        row = await ask_again(room)
    assert titles(room) == sorted(stories)
    assert (row.added, row.problem, row.restless) == (70, "", 0)


async def test_genuine_entries_arrive_however_much_else_a_feed_shows(room: Room, paper: Changing) -> None:
    genuine = [f"Genuine {number}" for number in range(20)]
    for reading in range(3):
        noise = [f"Noise {reading} {number}" for number in range(80)]
        paper.read(
            reading,
            *(entry(title, title.replace(" ", "-"), prose(title), day=5) for title in noise),
            *(entry(title, title.replace(" ", "-"), prose(title), day=1) for title in genuine),
        )
        await ask_again(room)
    assert set(genuine) <= set(titles(room))


async def test_what_is_other_each_time_fills_no_library(
    room: Room, paper: Changing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "RESTLESS_A_DAY", 5)
    monkeypatch.setattr(intake, "MOST_NEW", 10)
    for reading in range(8):
        noise = [f"Noise {reading} {number}" for number in range(12)]
        paper.read(reading, *(entry(title, title.replace(" ", "-"), prose(title)) for title in noise))
        row = await ask_again(room)
    # Two readings before it is known for that, then no more: their twenty count among those of the day.
    assert row.added == 20
    assert row.problem == f"{RESTLESS} 5"
    assert "other entries each time" in said(await Desk(room, room.librarian()).give("feed list"))


async def test_links_that_are_places_in_a_list_keep_no_entry_away_and_overwrite_none(
    room: Room, paper: Changing
) -> None:
    stories = [f"Story {number}" for number in range(9)]
    for reading in range(5):
        shown = stories[4 - reading : 9 - reading]
        paper.read(
            reading, *(entry(title, f"item?n={place}", prose(title)) for place, title in enumerate(shown))
        )
        await ask_again(room)
    assert titles(room) == sorted(stories)
    with Library.open(room.own_library) as library:
        assert all(one.text == prose(one.title) for one in library.articles())


async def test_entries_that_share_one_link_all_arrive(room: Room, paper: Changing) -> None:
    stories = [f"Story {number}" for number in range(6)]
    for reading, shown in enumerate((stories[:3], stories[1:5], stories[3:])):
        spelled = (f"live?utm_source={reading}", "live#post", "live/")
        paper.read(reading, *(entry(title, spelled[at % 3], prose(title)) for at, title in enumerate(shown)))
        row = await ask_again(room)
    assert titles(room) == stories
    assert row.added == len(stories)
    with Library.open(room.own_library) as library:
        assert all(one.text == prose(one.title) for one in library.articles())


async def test_a_feed_brings_so_much_a_day_and_the_rest_the_next_day(
    room: Room, paper: Changing, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.bot.settings = replace(room.settings, quotas=Quotas(feed_articles=3))
    stories = [f"Story {number}" for number in range(5)]
    paper.read(0, *(entry(title, title.replace(" ", "-"), prose(title)) for title in stories))
    row = await ask_again(room)
    assert (row.added, row.problem) == (3, f"{TODAY} 3")
    assert (await ask_again(room)).added == 3
    monkeypatch.setattr("bot.state.daily_counts.DAY_S", 24 * 3600 + 7)  # another day
    row = await ask_again(room)
    assert (row.added, row.problem) == (5, "")


async def test_a_server_that_is_full_gets_nothing_more_and_says_so_until_there_is_room(
    room: Room, paper: Changing
) -> None:
    room.bot.settings = replace(room.settings, quotas=Quotas(articles=2))
    stories = [f"Story {number}" for number in range(3)]
    paper.read(0, *(entry(title, title.replace(" ", "-"), prose(title)) for title in stories))
    row = await ask_again(room)
    assert (row.added, row.problem, row.failures) == (2, NO_ROOM, 0)
    assert "no room" in said(await Desk(room, room.librarian()).give("feed list"))
    with Library.open(room.own_library) as library:
        library.remove([next(iter(library.articles())).id])
    row = await ask_again(room)
    assert (row.added, row.problem) == (3, "")
    assert "Story 2" in titles(room)


# What the pages behind teasers may cost


def teasers(site: Site, number: int) -> list[Article]:
    return [Article(text=f"Teaser {place}.", url=site.url(f"/page/{place}")) for place in range(number)]


async def texts(site: Site, articles: list[Article], budget: PageBudget, seconds: float = 20) -> list[str]:
    guard = Guard(allow=frozenset({(HOME, site.port)}))
    limits = Limits(seconds=seconds)
    found = await asyncio.to_thread(lambda: list(complete(articles, budget, limits=limits, guard=guard)))
    return [one.text if one else "" for one in found]


@pytest.fixture
async def site(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Site]:
    monkeypatch.setattr(feed_updates, "PAUSE_S", 0.0)
    async with running_site() as running:
        yield running


async def test_pages_that_hang_cost_a_feed_its_own_budget_and_no_more(site: Site) -> None:
    async def hang(_: web.Request) -> web.Response:
        await asyncio.Event().wait()
        raise AssertionError

    for place in range(20):
        site.pages[f"/page/{place}"] = hang
    found = await texts(site, teasers(site, 20), PageBudget(seconds=1.0), seconds=0.6)
    # The first had its try and stays a teaser; those that nothing was left for wait.
    assert found[0] == "Teaser 0."
    assert found[2:] == [""] * 18
    assert len([path for path in site.asked if path.startswith("/page")]) <= 2


@pytest.mark.parametrize(
    ("budget", "fetched"),
    [(PageBudget(pages=3), 3), (PageBudget(bytes=2_500), 2), (PageBudget(seconds=60), 5)],
)
async def test_pages_are_fetched_as_far_as_the_budget_goes(
    site: Site, budget: PageBudget, fetched: int
) -> None:
    for place in range(5):
        site.page(
            f"<html><body><article><p>{LONG[:1000]}</p></article></body></html>".encode(),
            path=f"/page/{place}",
        )
    found = await texts(site, teasers(site, 5), budget)
    assert [len(text) > 100 for text in found] == [True] * fetched + [False] * (5 - fetched)
    assert found[fetched:] == [""] * (5 - fetched)


# What others feel of it


async def test_a_feed_whose_pages_hang_delays_no_other_servers_feed(
    room: Room, paper: Changing, simcord_env: Env, settings: Settings
) -> None:
    released = asyncio.Event()
    hanging = asyncio.Event()

    async def hang(_: web.Request) -> web.Response:
        hanging.set()
        await released.wait()
        return web.Response(status=404)

    paper.site.pages["/page"] = hang
    link = paper.site.url("/page")
    paper.entries = [entry("Slow", "x", "Read on").replace("https://paper.example/x", link)]
    round_ = asyncio.create_task(poller(room).poll_due())
    await hanging.wait()
    other = Room.furnish(simcord_env, settings, "Elsewhere")
    quick = Changing(paper.site)
    quick.entries = [entry("Quick", "quick", prose("quick"))]
    paper.site.pages["/quick"] = quick.answer
    desk = Desk(other, other.librarian("otto"))
    # Nothing of the first server's is done before that.
    assert "1 article added" in said(await desk.give("feed add", address=paper.site.url("/quick")))
    assert not round_.done()
    assert (await feeds(room))[0].polled == 0
    # The next look finds other servers' feeds, too, while the first one's round is under way.
    (row,) = await feeds(other)
    await room.state.feeds.save_poll(replace(row, due=0.0, polled=0.0))
    await poller(room)._begin()
    await poller(room)._rounds[other.guild.id]
    assert (await feeds(other))[0].polled > 0
    released.set()
    await round_
    assert titles(room) == ["Slow"]


async def test_of_many_due_feeds_each_server_has_its_turn(room: Room) -> None:
    for number in range(30):
        await room.state.feeds.put(1, f"https://hostile.example/{number}", "")
    await room.state.feeds.put(2, "https://a.example/", "")
    assert {row.guild for row in await room.state.feeds.due(2)} == {1, 2}


async def test_feeds_are_bounded_as_the_operator_says(room: Room) -> None:
    room.bot.settings = replace(room.settings, quotas=Quotas(feeds=0))
    desk = Desk(room, room.librarian())
    assert "up to 0 feeds" in told(await desk.give("feed add", address="https://a.example/feed"))
