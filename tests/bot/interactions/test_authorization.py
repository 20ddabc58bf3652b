"""The rule at each door: what was allowed when a card was sent is asked again when it is used."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import discord
import pytest
from simcord import ChannelHandle

from bot.preview.simulation import Installation
from bot.scheduling.cooldowns import Cooldowns
from bot.texts import ENGLISH
from bot.texts.refusal import RefusalError
from newsroom import FERRY, ferries
from rooms import Room, answer_to, shown
from visits import CLAIM, MENUS, SHARING, TYPED, Visit, refusal


@pytest.fixture
async def visit(room: Room) -> Visit:
    """A visit in a channel where a role is needed to ask, with all cards there are."""
    room.add(*ferries())
    role = room.guild.create_role("Readers")
    await room.prefer("askers", [role.id])
    member = room.guild.add_member(room.env.create_user("rae"), roles=[role])
    made = Visit(room, member, role, room.channel)
    await made.collect()
    return made


async def lose_the_role(visit: Visit) -> str:
    visit.room.env.backend.remove_member_role(visit.room.guild.id, visit.member.id, visit.role.id)
    return "refusal.asker"


async def switch_the_channel_off(visit: Visit) -> str:
    await visit.room.prefer("asking", False, channel=visit.channel.id)
    return "refusal.channel"


async def switch_the_server_off(visit: Visit) -> str:
    await visit.room.prefer("asking", False)
    return "refusal.channel"


async def delete_the_role(visit: Visit) -> str:
    await visit.room.prefer("askers", [1])
    return "refusal.asker"


CHANGES: list[Callable[[Visit], Awaitable[str]]] = [
    lose_the_role,
    switch_the_channel_off,
    switch_the_server_off,
    delete_the_role,
]


async def test_what_may_be_used_is_not_refused(visit: Visit) -> None:
    lines = await visit.press_all()
    assert len(lines) > 12
    assert set(lines) >= SHARING - {"share-article"}
    # Some of the actions say what they did in a line of their own.
    done = {"vote.helpful", "vote.report", "share.done"}
    assert set(lines.values()) <= {"", *done}
    assert (await visit.click(visit.cards[0], "delete")).acknowledged


@pytest.mark.parametrize("change", CHANGES, ids=lambda one: one.__name__)
async def test_cards_do_nothing_for_who_may_no_longer_ask(visit: Visit, change: Any) -> None:
    key = await change(visit)
    before = visit.public()
    lines = await visit.press_all()
    assert len(lines) > 12
    assert set(lines.values()) == {key}
    assert visit.public() == before


@pytest.mark.parametrize("change", CHANGES, ids=lambda one: one.__name__)
async def test_an_answer_of_ones_own_can_still_be_deleted(visit: Visit, change: Any) -> None:
    await change(visit)
    before = len(visit.public())
    assert refusal(await visit.click(visit.cards[0], "delete")) == ""
    assert len(visit.public()) == before - 1


@pytest.mark.parametrize("change", CHANGES, ids=lambda one: one.__name__)
async def test_commands_menus_and_autocompletes_are_closed_alike(visit: Visit, change: Any) -> None:
    room, member = visit.room, visit.member
    for command, option, typed in TYPED:
        assert await member.autocomplete(visit.channel, command, option, typed)
    key = await change(visit)
    for command, option, typed in TYPED:
        assert await member.autocomplete(visit.channel, command, option, typed) == []
    for command, options in (
        ("ask", {"question": FERRY}),
        ("lookup", {"article": "ferry-torvik"}),
        ("cite", {"passage": "ferry-torvik#1"}),
        ("compare", {"topic": FERRY}),
    ):
        assert refusal(await member.slash(visit.channel, command, **options)) == key
    message = await member.send(visit.channel, CLAIM)
    for menu in MENUS:
        assert refusal(await member.context_menu(visit.channel, menu, message)) == key
    for text in (FERRY, "[[ferry-torvik#1]]", ""):
        room.bot.cooldowns = Cooldowns()
        await member.send(visit.channel, f"{room.mention} {text}", reply_to=visit.cards[0])
        assert shown(visit.channel.last_message) == [ENGLISH[key]]
    causes = [getattr(one, "original", one) for one in room.env.errors]
    assert [one.key for one in causes if isinstance(one, RefusalError)] == [key] * len(causes) == [key] * 6


async def test_what_anybody_may_learn_stays_open(visit: Visit) -> None:
    for change in CHANGES:
        await change(visit)
    for command in ("help", "doctor", "privacy"):
        assert not refusal(await visit.member.slash(visit.channel, command)).startswith("refusal")


async def test_somebody_without_the_role_can_do_nothing_with_anothers_answer(visit: Visit) -> None:
    carol = visit.room.guild.add_member(visit.room.env.create_user("carol"))
    others = replace(visit, member=carol, cards=[one for one in visit.cards if not one.flags.ephemeral])
    before = visit.public()
    lines = await others.press_all()
    assert set(lines.values()) == {"refusal.asker"}
    assert refusal(await others.click(others.cards[0], "delete")) == "refusal.delete"
    assert visit.public() == before


async def test_who_runs_the_server_may_ask_without_the_role(visit: Visit) -> None:
    manager = replace(visit, member=visit.room.librarian(), cards=visit.cards[:1])
    assert refusal(await manager.click(visit.cards[0], "open")) == ""


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


async def test_everyone_is_a_role_that_everybody_has(room: Room) -> None:
    room.add(*ferries())
    await room.prefer("askers", [room.guild.id])
    assert refusal(await room.alice.slash(room.channel, "ask", question=FERRY)) == ""
