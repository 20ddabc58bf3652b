"""/feed: a server follows feeds, politely, each entry comes once, and what was removed does not come back."""

from collections.abc import AsyncIterator
from hashlib import blake2b

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from simcord import Env

from bot.cards.base import TEXT_LIMIT
from bot.feeds import intake
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
from index import Guard, Library
from index.readers import feed_updates
from library_room import Desk, said, told
from papers import LONG, Paper, ask_again, feeds, poller, titles
from rooms import Room
from web_server import HOME, running_site


def entry(name: str, text: str = LONG) -> str:
    return (
        f"<item><title>{name}</title><link>https://paper.example/{name}</link>"
        f"<pubDate>Wed, 04 Mar 2026 10:00:00 GMT</pubDate><description>{name}: {text}</description></item>"
    )


@pytest.fixture
async def paper(room: Room, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Paper]:
    monkeypatch.setattr(feed_updates, "PAUSE_S", 0.0)
    async with running_site() as site:
        room.bot.intake.guard = Guard(allow=frozenset({(HOME, site.port)}))
        yield Paper(site)


@pytest.fixture
def desk(room: Room) -> Desk:
    return Desk(room, room.librarian())


async def follow(desk: Desk, paper: Paper, *names: str) -> str:
    paper.entries = [entry(name) for name in names]
    return said(await desk.give("feed add", address=paper.site.url("/feed")))


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


async def test_of_a_large_feed_the_rest_waits_for_the_next_time(
    desk: Desk, paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "MOST_NEW", 2)
    assert "2 articles added" in await follow(desk, paper, "one", "two", "three")
    await ask_again(desk.room)
    assert titles(desk.room) == ["one", "three", "two"]


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
