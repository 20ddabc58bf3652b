"""The bot is removed from a server: what it knew of it is gone, its articles are there when it comes back."""

import pytest
from simcord import Env

from bot.cogs.feed import FeedCog
from bot.settings import Settings
from bot.state import Preferences, Quoted
from bot.state.votes import Vote
from index import Article, Library
from library_room import STORY_FILE, Desk
from rooms import BRIDGE, Room

MEMBER = 7


async def leave_traces(room: Room) -> str:
    """Let the server have one of everything, and return the id of its answer."""
    state, guild = room.state, room.guild.id
    row = await state.answers.put(
        guild=guild,
        channel=room.channel.id,
        asker=MEMBER,
        quoted=[Quoted(library="", passage="a#1")],
        page_size=3,
        private=False,
        language="en",
    )
    await state.votes.put(row.id, MEMBER, Vote.HELPFUL)
    await state.gaps.put(guild=guild, asker=MEMBER, question="A volcano?")
    await state.feeds.put(guild, "https://a.example/feed", "A paper")
    await room.prefer("managers", [1])
    await room.prefer("private", True, channel=room.channel.id)
    return row.id


async def traces(room: Room, answer: str) -> dict[str, bool]:
    """Which of these traces there are still."""
    state, guild = room.state, room.guild.id
    here, whole = await state.preferences.of(guild, room.channel.id), await state.preferences.of(guild)
    return {
        "answer": await state.answers.get(answer) is not None,
        "member": any((await state.stored_about(MEMBER)).values()),
        "gap": await state.gaps.of_server(guild) != [],
        "feed": await state.feeds.of_server(guild) != [],
        "settings": (here, whole) != (Preferences(), Preferences()),
    }


async def happens(room: Room, **more: object) -> None:
    """Let Discord say that the bot is gone from the server, or that the server cannot be reached."""
    room.env.backend.emit("GUILD_DELETE", {"id": str(room.guild.id), **more})
    await room.env.settle()


async def test_what_was_stored_about_the_server_is_forgotten(
    room: Room, caplog: pytest.LogCaptureFixture
) -> None:
    answer = await leave_traces(room)
    assert set((await traces(room, answer)).values()) == {True}
    with caplog.at_level("INFO"):
        room.env.backend.remove_guild(room.guild.id)
        await room.env.settle()
    assert set((await traces(room, answer)).values()) == {False}
    assert str(room.own_library) in caplog.text


async def test_another_server_keeps_what_is_its_own(room: Room, simcord_env: Env, settings: Settings) -> None:
    other = Room.furnish(simcord_env, settings, "Elsewhere")
    answer = await leave_traces(other)
    await happens(room)
    assert set((await traces(other, answer)).values()) == {True}


async def test_an_outage_changes_nothing_and_a_removal_after_it_still_counts(room: Room) -> None:
    answer = await leave_traces(room)
    await happens(room, unavailable=True)
    assert set((await traces(room, answer)).values()) == {True}
    await happens(room)
    assert set((await traces(room, answer)).values()) == {False}


async def test_the_articles_are_there_when_the_bot_is_invited_again(room: Room) -> None:
    room.add(BRIDGE)
    await happens(room)
    with Library.open(room.own_library) as library:
        assert [one.title for one in library.articles()] == [BRIDGE.title]
    await room.restart()
    assert "will close on Monday" in " ".join(await room.ask())


async def test_no_feed_is_asked_any_more_nor_brings_back_what_was_removed(room: Room) -> None:
    removed = Article(title="Gone", text="It was.", url="https://a.example/gone")
    await leave_traces(room)
    await room.state.feeds.mark(room.guild.id, [removed])
    await happens(room)
    assert await room.state.feeds.due(10) == []
    cog = room.bot.get_cog("FeedCog")
    assert isinstance(cog, FeedCog)
    await cog.poller.poll_due()
    assert await room.state.feeds.unseen(room.guild.id, [removed]) == []


async def test_a_preview_that_waits_is_forgotten(room: Room) -> None:
    desk = Desk(room, room.librarian())
    await desk.give("source add", file=STORY_FILE)
    room.bot.intake.drafts.forget_server(room.guild.id + 1)
    assert room.bot.intake.drafts._drafts
    await happens(room)
    assert room.bot.intake.drafts._drafts == {}
