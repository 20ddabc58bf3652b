"""Feeds and what they brought: each row is one server's, and nobody else moves it."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.state import State, feeds
from bot.state.feeds import ENTRY_LIFETIME_S, keys_of
from index import Article

HERE, THERE = 1, 2
HARBOUR = "https://harbour.example/feed"
MARKET = "https://market.example/feed"
FOG = Article(title="Fog", url="https://harbour.example/fog", text="Fog came in.")
RAIN = Article(title="Rain", text="Rain fell.")


@pytest.fixture
async def state(tmp_path: Path) -> AsyncIterator[State]:
    state = await State.open(tmp_path)
    yield state
    await state.close()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time, as the only entry, to be set."""
    time = [1_000_000.0]
    monkeypatch.setattr(feeds, "now", lambda: time[0])
    return time


async def test_a_feed_is_followed_once_by_each_server(state: State) -> None:
    assert await state.feeds.put(HERE, HARBOUR, "Harbour")
    assert not await state.feeds.put(HERE, HARBOUR, "Harbour again")
    assert await state.feeds.put(THERE, HARBOUR, "Harbour")
    assert await state.feeds.put(HERE, MARKET, "Market")
    assert [(row.url, row.title) for row in await state.feeds.of_server(HERE)] == [
        (HARBOUR, "Harbour"),
        (MARKET, "Market"),
    ]
    assert [row.guild for row in await state.feeds.of_server(THERE)] == [THERE]


async def test_another_server_s_number_removes_nothing(state: State) -> None:
    await state.feeds.put(HERE, HARBOUR, "Harbour")
    await state.feeds.put(HERE, MARKET, "Market")
    first, second = await state.feeds.of_server(HERE)
    assert await state.feeds.remove(THERE, first.number) is None
    assert await state.feeds.is_followed(first)
    assert await state.feeds.remove(HERE, first.number) == first
    assert not await state.feeds.is_followed(first)
    assert await state.feeds.remove(HERE, first.number) is None
    assert await state.feeds.of_server(HERE) == [second]


async def test_what_became_of_a_poll_comes_back_as_it_was_put_and_brings_no_removed_feed_back(
    state: State,
) -> None:
    for guild in (HERE, THERE):
        await state.feeds.put(guild, HARBOUR, "Harbour")
    [row] = await state.feeds.of_server(HERE)
    [other] = await state.feeds.of_server(THERE)
    polled = replace(
        row,
        title="The harbour",
        etag='"e"',
        modified="Mon",
        due=5.5,
        polled=4.5,
        failures=3,
        problem="away",
        added=9,
        restless=2,
    )
    await state.feeds.save_poll(polled)
    assert await state.feeds.of_server(HERE) == [polled]
    assert await state.feeds.of_server(THERE) == [other]
    await state.feeds.remove(HERE, row.number)
    await state.feeds.save_poll(polled)
    assert await state.feeds.of_server(HERE) == []


async def test_feeds_are_due_in_rounds_of_one_a_server_and_by_how_long_they_waited(
    state: State, clock: list[float]
) -> None:
    dues = {
        "https://a.example/1": (HERE, 10.0),
        "https://a.example/2": (HERE, 20.0),
        "https://a.example/3": (HERE, clock[0]),
        "https://a.example/4": (HERE, clock[0] + 0.1),  # not yet
        "https://b.example/1": (THERE, 30.0),
        "https://b.example/2": (THERE, 15.0),
    }
    for url, (guild, due) in dues.items():
        await state.feeds.put(guild, url, "")
        [row] = [one for one in await state.feeds.of_server(guild) if one.url == url]
        await state.feeds.save_poll(replace(row, due=due))
    order = ["a.example/1", "b.example/2", "a.example/2", "b.example/1", "a.example/3"]
    assert [row.url.removeprefix("https://") for row in await state.feeds.due(9)] == order
    assert [row.url.removeprefix("https://") for row in await state.feeds.due(3)] == order[:3]


async def test_an_entry_is_known_by_its_address_or_by_its_words_in_one_server_alone(state: State) -> None:
    await state.feeds.mark(HERE, [FOG, RAIN])
    assert await state.feeds.unseen(HERE, [FOG, RAIN]) == []
    assert await state.feeds.unseen(THERE, [FOG, RAIN]) == [FOG, RAIN]
    rewritten = replace(FOG, text="Fog left.")
    tracked = replace(rewritten, url="http://www.harbour.example/fog?utm_source=feed")
    moved = replace(FOG, url="https://harbour.example/moved")
    other = replace(RAIN, title="More rain")
    assert await state.feeds.unseen(HERE, [rewritten, tracked, moved, other]) == [other]


async def test_many_entries_keep_their_order(state: State) -> None:
    many = [Article(title=f"Report {number}", text="Words.") for number in range(250)]
    await state.feeds.mark(HERE, many[1::2])
    assert await state.feeds.unseen(HERE, many) == many[::2]


async def test_an_entry_is_forgotten_so_long_after_it_was_seen_last(state: State, clock: list[float]) -> None:
    await state.feeds.mark(HERE, [FOG, RAIN])
    clock[0] += ENTRY_LIFETIME_S - 1
    await state.feeds.sweep()
    assert await state.feeds.unseen(HERE, [FOG]) == []  # seen again
    clock[0] += 1
    await state.feeds.sweep()
    assert await state.feeds.unseen(HERE, [FOG, RAIN]) == [RAIN]


async def test_a_server_that_leaves_follows_nothing_and_what_was_seen_stays_known(state: State) -> None:
    for guild in (HERE, THERE):
        await state.feeds.put(guild, HARBOUR, "Harbour")
    await state.feeds.mark(HERE, [FOG])
    await state.feeds.forget_server(HERE)
    assert await state.feeds.of_server(HERE) == []
    assert len(await state.feeds.of_server(THERE)) == 1
    assert await state.feeds.unseen(HERE, [FOG]) == []


async def test_an_entry_of_an_earlier_version_is_known_by_all_spellings_from_then_on(state: State) -> None:
    spelled = replace(FOG, url="https://www.harbour.example/fog?utm_source=feed")
    as_it_stood, *_ = keys_of(spelled)
    await state.feeds._database.run(
        lambda db: db.execute("INSERT INTO feed_entries VALUES (?, ?, 0)", (HERE, as_it_stood))
    )
    bare = replace(FOG, text="Other words.")
    assert await state.feeds.unseen(HERE, [bare]) == [bare]
    assert await state.feeds.unseen(HERE, [spelled]) == []
    assert await state.feeds.unseen(HERE, [bare]) == []


def test_keys_are_of_addresses_and_of_title_with_text() -> None:
    assert len(keys_of(RAIN)) == 1
    as_it_stands, shared, words = keys_of(FOG)
    other = keys_of(replace(FOG, url="http://www.harbour.example/fog"))
    assert other[0] != as_it_stands
    assert other[1:] == [shared, words]
    assert keys_of(RAIN) != keys_of(replace(RAIN, title="Rain\nRain", text="fell."))


def test_keys_stay_those_that_were_stored_before() -> None:
    # Other ones would bring every entry of every feed again.
    assert [key.hex() for key in keys_of(FOG)] == [
        "5a18c4906a0c3e9d8f875ccaed37422b",
        "b5fcca41a7d23ccbf42d0fbb2572be70",
        "55bc265f502de0ec064e2c3e7b1a3bc5",
    ]
