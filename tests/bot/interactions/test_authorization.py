"""The rule at each door: what was allowed when a card was sent is asked again when it is used."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.scheduling.cooldowns import Cooldowns
from bot.texts import ENGLISH
from bot.texts.refusal import RefusalError
from newsroom import FERRY, ferries
from rooms import Room, shown
from visits import CLAIM, MENUS, SHARING, TYPED, Visit, refusal


@pytest.fixture
async def visit(room: Room) -> Visit:
    return await Visit.begin(room)


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


async def test_everyone_is_a_role_that_everybody_has(room: Room) -> None:
    room.add(*ferries())
    await room.prefer("askers", [room.guild.id])
    assert refusal(await room.alice.slash(room.channel, "ask", question=FERRY)) == ""
