"""/feed: a server follows feeds and lists them, is told which fail, and unfollows them."""

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from simcord import Env

from bot.cards.base import TEXT_LIMIT
from bot.feeds import poller as polling
from bot.feeds.panel import listing
from bot.preview.simulation import Installation
from bot.quotas import MOST_FEEDS
from bot.settings import Settings
from bot.state import FeedRow
from bot.state.database import now
from bot.texts import voice
from bot.texts.feed_notes import NOTES
from hostile_labels import HOSTILE, length
from library_room import Desk, said, told
from papers import Paper, ask_again, entry, feeds, follow, titles
from rooms import Room


async def test_following_a_feed_adds_its_entries_and_later_the_new_ones(desk: Desk, paper: Paper) -> None:
    text = await follow(desk, paper, "one", "two")
    assert "Following The Paper" in text
    assert "2 articles added" in text
    assert titles(desk.room) == ["one", "two"]
    paper.entries.append(entry("three"))
    row = await ask_again(desk.room)
    assert titles(desk.room) == ["one", "three", "two"]
    assert row.added == 3
    assert "3 articles, asked" in said(await desk.give("feed list"))


async def test_a_feed_that_fails_is_asked_ever_less_often_and_says_why(desk: Desk, paper: Paper) -> None:
    await follow(desk, paper, "one")
    paper.status = 503
    waits = []
    for _ in range(6):
        row = await ask_again(desk.room)
        waits.append((row.due - now()) / 3600)
    # Twice the time after each failure, up to a day; a second may have passed since.
    assert waits == [pytest.approx(hours, rel=polling.JITTER + 0.01) for hours in (2, 4, 8, 16, 24, 24)]
    assert "Could not be read 6 times" in said(await desk.give("feed list"))
    assert "The Paper" in said(await desk.give("doctor"))
    paper.status = 200
    row = await ask_again(desk.room)
    assert (row.failures, row.problem) == (0, "")


@pytest.mark.parametrize("address", ["/etc/passwd", "http://127.0.0.1/", "http://[::1]/feed", "nonsense"])
async def test_an_address_that_is_no_feed_is_refused_and_not_followed(desk: Desk, address: str) -> None:
    assert "cannot be read" in told(await desk.give("feed add", address=address))
    assert await feeds(desk.room) == []


async def test_a_page_that_is_no_feed_is_refused(desk: Desk, paper: Paper) -> None:
    paper.site.page(b"<html><body>hello</body></html>")
    assert "cannot be read" in told(await desk.give("feed add", address=paper.site.url("/page")))


async def test_a_feed_is_followed_once_and_a_server_follows_only_so_many(desk: Desk, paper: Paper) -> None:
    await follow(desk, paper, "one")
    assert "already" in told(await desk.give("feed add", address=paper.site.url("/feed")))
    for number in range(MOST_FEEDS - 1):
        await desk.room.state.feeds.put(desk.room.guild.id, f"https://a.example/{number}", "")
    assert f"up to {MOST_FEEDS}" in told(await desk.give("feed add", address=paper.site.url("/feed")))
    assert len(said(await desk.give("feed list"))) < TEXT_LIMIT


async def test_feeds_are_unfollowed_from_the_list_also_after_a_restart(desk: Desk, paper: Paper) -> None:
    await follow(desk, paper, "one")
    shown = await desk.give("feed list")
    await desk.room.restart()
    (row,) = await feeds(desk.room)
    assert "none yet" in said(await desk.choose(shown, "feed-unfollow", [str(row.number)]))
    assert titles(desk.room) == ["one"]
    assert "no such feed" in told(await desk.give("feed remove", feed=str(row.number)))


@pytest.mark.parametrize("typed", ["The Paper", "-1", "٣", "²", "9" * 40])
async def test_what_was_typed_and_not_chosen_is_no_feed(desk: Desk, typed: str) -> None:
    assert "no such feed" in told(await desk.give("feed remove", feed=typed))


# Who may, and walls


async def test_feeds_are_for_those_who_manage_articles_of_that_server(
    desk: Desk, paper: Paper, simcord_env: Env, settings: Settings, installation: Installation
) -> None:
    await follow(desk, paper, "one")
    (row,) = await feeds(desk.room)
    alice = Desk(desk.room, desk.room.alice)
    commands: dict[str, dict[str, str]] = {
        "feed add": {"address": "https://a.example/"},
        "feed list": {},
        "feed remove": {"feed": str(row.number)},
    }
    for command, options in commands.items():
        assert "Manage Server" in told(await alice.give(command, **options))
        with installation.by_user():
            assert "only in a server" in told(await desk.give(command, **options))
    assert await alice.actor.autocomplete(desk.room.channel, "feed remove", "feed", "") == []
    other = Room.furnish(simcord_env, settings, "Elsewhere")
    stranger = Desk(other, other.librarian("otto"))
    assert "none yet" in said(await stranger.give("feed list"))
    assert "no such feed" in told(await stranger.give("feed remove", feed=str(row.number)))
    assert await stranger.actor.autocomplete(other.channel, "feed remove", "feed", "") == []
    (choice,) = await desk.actor.autocomplete(desk.room.channel, "feed remove", "feed", "paper")
    assert choice["value"] == str(row.number)
    assert len(await feeds(desk.room)) == 1


@hypothesis_settings(max_examples=40)
@given(
    st.lists(
        st.tuples(HOSTILE, HOSTILE | st.sampled_from(sorted(NOTES)).map("{} 99999".format)),
        max_size=MOST_FEEDS,
    ),
    st.sampled_from(["en", "de"]),
)
def test_the_list_stays_within_the_limit(feeds: list[tuple[str, str]], locale: str) -> None:
    rows = [
        FeedRow(
            number=1,
            guild=1,
            url=title,
            title=title,
            polled=1.0,
            failures=999,
            problem=text,
            added=99_999,
        )
        for title, text in feeds
    ]
    assert length(listing(rows, 1e9, voice(locale))) <= TEXT_LIMIT
