"""The rule by the place: private channels, threads and posts, other servers and installations."""

from dataclasses import replace
from typing import Any

import discord
import pytest
from simcord import ChannelHandle

from bot.preview.simulation import Installation
from bot.texts import ENGLISH
from newsroom import FERRY
from rooms import Room, answer_to, shown
from visits import SHARING, Visit, refusal


@pytest.fixture
async def visit(room: Room) -> Visit:
    return await Visit.begin(room)


# Private places


async def test_where_answers_became_private_nothing_is_shared_and_the_rest_still_works(visit: Visit) -> None:
    await visit.room.prefer("private", True, channel=visit.channel.id)
    before = visit.public()
    shared = await visit.press_all(*SHARING)
    assert set(shared) == SHARING - {"share-article"}
    assert set(shared.values()) == {"refusal.share_private"}
    lines = await visit.press_all("open", "page", "turn", "cite-as", "style", "cite-one", "cite-passage")
    assert len(lines) == 7
    assert set(lines.values()) == {""}
    # The asker's next page, too, comes in private: the public card stays as it was.
    assert visit.public() == before


async def test_a_channel_decides_before_its_server(visit: Visit) -> None:
    room = visit.room
    await room.prefer("private", True)
    await room.prefer("asking", False)
    await room.prefer("private", False, channel=visit.channel.id)
    await room.prefer("asking", True, channel=visit.channel.id)
    before = len(visit.public())
    assert refusal(await visit.click(visit.cards[1], "share")) == ""
    assert len(visit.public()) == before + 1
    elsewhere = room.guild.create_text_channel("elsewhere")
    assert refusal(await visit.member.slash(elsewhere, "ask", question=FERRY)) == "refusal.channel"


async def test_a_private_answer_offers_no_sharing_where_answers_are_private(visit: Visit) -> None:
    await visit.room.prefer("private", True)
    await visit.collect()
    assert {action for _, action, _ in visit.actions()} & SHARING == set()


# Threads and forum posts


async def posts(visit: Visit, kind: str) -> tuple[ChannelHandle, ChannelHandle]:
    """A thread, or a forum's post, with the channel that it belongs to."""
    room = visit.room
    if kind == "forum":
        parent = room.guild.create_forum_channel("ideas")
        forum = room.bot.get_channel(parent.id)
        assert isinstance(forum, discord.ForumChannel)
        await forum.create_thread(
            name="Post", content="Hm", allowed_mentions=discord.AllowedMentions.none(), suppress_embeds=True
        )
    else:
        parent = visit.channel
        channel = room.bot.get_channel(parent.id)
        assert isinstance(channel, discord.TextChannel)
        await channel.create_thread(name="Thread", type=discord.ChannelType.public_thread)
    (thread,) = parent.threads
    return thread, parent


@pytest.mark.parametrize("kind", ["thread", "forum"])
@pytest.mark.parametrize("known", [True, False])
async def test_a_thread_has_the_settings_of_its_parent(visit: Visit, kind: str, *, known: bool) -> None:
    room = visit.room
    thread, parent = await posts(visit, kind)
    inside = replace(visit, channel=thread, cards=[])
    await inside.collect()
    if not known:
        # As when a thread is older than the bot's connection.
        guild = room.bot.get_guild(room.guild.id)
        assert guild is not None
        guild._threads.clear()
    await room.prefer("private", True, channel=parent.id)
    before = inside.public()
    assert refusal(await inside.click(inside.cards[1], "share")) == "refusal.share_private"
    await visit.member.send(thread, f"{room.mention} {FERRY}")
    assert shown(thread.last_message) == [ENGLISH["ask.private_here"]]
    await room.prefer("asking", False, channel=parent.id)
    lines = await inside.press_all()
    assert set(lines.values()) == {"refusal.channel"}
    await visit.member.send(thread, f"{room.mention} {FERRY}")
    assert shown(thread.last_message) == [ENGLISH["refusal.channel"]]
    assert inside.public()[: len(before)] == before


# Other servers, other installations, time


async def test_cards_do_nothing_once_their_time_is_over(visit: Visit) -> None:
    await visit.room.state._database.run(lambda db: db.execute("UPDATE answers SET expires = 0"))
    assert set((await visit.press_all()).values()) == {"refusal.gone"}


async def test_an_answer_of_a_server_does_not_open_for_what_a_user_installed(
    visit: Visit, installation: Installation
) -> None:
    before = visit.public()
    with installation.by_user():
        assert set((await visit.press_all()).values()) == {"refusal.gone"}
    assert visit.public() == before


async def test_what_a_user_installed_answers_in_private_whatever_the_option_says(
    visit: Visit, installation: Installation
) -> None:
    with installation.by_user():
        result = await visit.member.slash(visit.channel, "ask", question=FERRY, private=False)
    assert result.ephemeral
    assert shown(answer_to(result))[-1] == ENGLISH["ask.stays_private"]


async def test_a_private_option_that_changes_nothing_is_told_in_the_askers_language(
    visit: Visit, installation: Installation
) -> None:
    await visit.room.prefer("private", True)
    with installation.speaking("de"):
        result = await visit.member.slash(visit.channel, "ask", question=FERRY, private=False)
    assert result.ephemeral
    assert "Deine Antworten sind hier privat" in shown(answer_to(result))[-1]


async def test_who_may_not_write_in_a_channel_is_answered_in_private_there(visit: Visit) -> None:
    mute: Any = {visit.room.guild.default_role: discord.PermissionOverwrite(send_messages=False)}
    channel = visit.room.guild.create_text_channel("announcements", overwrites=mute)
    for command, options in (
        ("ask", {"question": FERRY, "private": False}),
        ("lookup", {"article": "ferry-torvik"}),
        ("cite", {"passage": "ferry-torvik#1"}),
        ("compare", {"topic": FERRY}),
    ):
        assert (await visit.member.slash(channel, command, **options)).ephemeral
    assert channel.history() == []
    thread, _ = await posts(visit, "thread")
    assert not (await visit.member.slash(thread, "ask", question=FERRY)).ephemeral


@pytest.mark.parametrize("become_private", [False, True])
async def test_another_or_a_private_place_turns_no_card_that_all_see(
    visit: Visit, *, become_private: bool
) -> None:
    reader = visit.room.guild.add_member(visit.room.env.create_user("reader"), roles=[visit.role])
    if become_private:
        await visit.room.prefer("private", True)
        reader = visit.member
    public = [one for one in visit.cards if not one.flags.ephemeral]
    pressing = replace(visit, member=reader, cards=public)
    before = visit.public()
    lines = await pressing.press_all("page", "page-of", "open-article")
    assert lines == {"page": "", "page-of": "", "open-article": ""}
    assert visit.public() == before
