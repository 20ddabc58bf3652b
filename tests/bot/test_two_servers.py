"""Two servers at each door: whatever one of them has and knows, the other sees nothing of it."""

import json
from collections.abc import Sequence
from typing import Any

import pytest
from simcord import Env

from bot.settings import Settings
from index import Article
from looking import menu
from rooms import Room

# Nobody types these: where they are seen, they came from the library.
SECRETS = ("Quillwort", "Zanderfeld", "Orrinsund")
THEIRS = Article(
    id="theirs",
    title="Harbour bridge of Quillwort",
    outlet="Zanderfeld Post",
    published="2026-03-04",
    text="The harbour bridge will close on Monday for repairs, said the mayor of Orrinsund.",
)
MINE = Article(id="mine", title="Ferries", outlet="Bay Herald", text="A ferry crosses the bay on Sunday.")
CLAIM = "The harbour bridge will close on Monday for repairs."


@pytest.fixture
def other(room: Room, simcord_env: Env, settings: Settings) -> Room:
    """A second server, with an article of its own; the first one has the secret."""
    room.add(THEIRS)
    other = Room.furnish(simcord_env, settings, "Elsewhere")
    other.add(MINE)
    return other


def sent(room: Room, since: int) -> str:
    """All that the bot has told Discord since then."""
    return json.dumps([one.json for one in room.env.http_requests[since:]], ensure_ascii=False, default=str)


async def at_each_door(room: Room) -> Sequence[str]:
    """Ask at each door, and return what the bot said at each."""
    alice, channel = room.alice, room.channel
    said = []

    async def door(work: Any) -> Any:
        since = len(room.env.http_requests)
        result = await work
        said.append(sent(room, since) + repr(result if isinstance(result, list) else ""))
        return result

    await door(alice.slash(channel, "ask", question="When will the harbour bridge close?"))
    await door(alice.send(channel, f"{room.mention} When will the harbour bridge close?"))
    await door(alice.send(channel, f"{room.mention} [[theirs#1]]"))
    await door(alice.slash(channel, "cite", passage="theirs#1"))
    await door(alice.slash(channel, "lookup", article="theirs"))
    await door(alice.slash(channel, "compare", topic="harbour bridge repairs"))
    for name in ("Find sources", "Check quote"):
        await door(menu(room, name, f"{CLAIM} They wrote “close on Monday for repairs”."))
    for command, option, typed in (
        ("lookup", "article", "harb"),
        ("lookup", "article", ""),
        ("cite", "passage", "harb"),
        ("ask", "outlet", ""),
    ):
        await door(alice.autocomplete(channel, command, option, typed))
    manager = room.librarian()
    for command, options in (
        ("source list", {}),
        ("source show", {"article": "theirs"}),
        ("source remove", {"article": "theirs"}),
        ("doctor", {}),
        ("settings", {}),
        ("gaps", {}),
        ("feed list", {}),
    ):
        await door(manager.slash(channel, command, **options))
    return said


async def test_no_door_of_another_server_shows_anything(room: Room, other: Room) -> None:
    said = await at_each_door(other)
    assert [text for text in said if any(secret in text for secret in SECRETS)] == []
    # The same doors of the server itself do: the test would see it.
    shown = await at_each_door(room)
    assert sum(any(secret in text for secret in SECRETS) for text in shown) >= 12


async def test_another_server_s_buttons_do_nothing_for_the_first(room: Room, other: Room) -> None:
    await room.ask("When will the harbour bridge close?")
    card = room.channel.last_message
    assert card is not None
    stored = room.env.backend.get_message(room.channel.id, card.id)
    await other.alice.send(other.channel, f"{other.mention} When does the ferry cross?")
    forged = other.channel.last_message
    assert forged is not None
    # As if somebody had carried a card over: the ids say whose answer it is.
    other.env.backend.get_message(other.channel.id, forged.id).components[:] = stored.components
    since = len(room.env.http_requests)
    for name in _names(stored.components):
        result = await other.alice.click(forged, custom_id=name)
        assert result.acknowledged, name
    assert len(room.env.http_requests) > since
    assert not any(secret in sent(room, since) for secret in SECRETS)


def _names(components: Any) -> list[str]:
    """The custom ids of the buttons in what Discord stores of a message."""
    found: list[str] = []
    for one in components:
        one = one if isinstance(one, dict) else one.to_dict()  # noqa: PLW2901
        if one.get("type") == 2 and "custom_id" in one:
            found.append(one["custom_id"])
        found += _names(one.get("components", ()))
        found += _names([one["accessory"]] if "accessory" in one else ())
    return found


async def test_a_feed_is_removed_by_its_own_server_alone(room: Room, other: Room) -> None:
    feeds = room.state.feeds
    await feeds.put(room.guild.id, "https://a.example/feed", "Theirs")
    await feeds.put(other.guild.id, "https://b.example/feed", "Mine")
    (theirs,) = await feeds.of_server(room.guild.id)
    (mine,) = await feeds.of_server(other.guild.id)
    assert await feeds.remove(other.guild.id, theirs.number) is None
    assert await feeds.of_server(room.guild.id) == [theirs]
    manager = other.librarian()
    shown = await manager.slash(other.channel, "feed list")
    assert shown.response is not None
    message = shown.response.message
    stored = other.env.backend.get_message(other.channel.id, message.id)
    _offer(stored.components, str(mine.number), str(theirs.number))
    (name,) = [one for one in json.dumps(stored.components).split('"') if one.startswith("feed-unfollow")]
    result = await manager.select(message, [str(theirs.number)], custom_id=name)
    assert result.acknowledged
    assert await feeds.of_server(room.guild.id) == [theirs]
    assert await feeds.remove(room.guild.id, theirs.number) == theirs
    assert await feeds.of_server(room.guild.id) == []
    assert await feeds.of_server(other.guild.id) == [mine]


def _offer(components: Any, value: str, instead: str) -> None:
    """Forge an option of a select."""
    for one in components:
        for option in one.get("options", ()):
            if option["value"] == value:
                option["value"] = instead
        _offer(one.get("components", ()), value, instead)


async def test_a_server_that_is_forgotten_leaves_the_others_feeds_and_entries(
    room: Room, other: Room
) -> None:
    feeds = room.state.feeds
    for one in (room, other):
        await feeds.put(one.guild.id, "https://a.example/feed", "The same")
    await feeds.mark(room.guild.id, [THEIRS])
    assert await feeds.unseen(other.guild.id, [THEIRS]) == [THEIRS]
    assert await feeds.unseen(room.guild.id, [THEIRS]) == []
    await feeds.forget_server(room.guild.id)
    assert await feeds.of_server(room.guild.id) == []
    assert len(await feeds.of_server(other.guild.id)) == 1
