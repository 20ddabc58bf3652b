"""The options of /ask, and what a server or channel may decide about asking."""

import pytest
from simcord import Env
from undo_markdown import unescape

from bot.scheduling import cooldowns
from bot.scheduling.cooldowns import Cooldowns
from bot.settings import Settings
from newsroom import FERRY, OUTLETS, ferries
from rooms import Room, answer_to, buttons, shown


@pytest.fixture
def ferry_room(room: Room) -> Room:
    room.add(*ferries())
    return room


async def refused(room: Room, **options: object) -> str:
    """The one private line with which /ask is refused at once."""
    result = await room.alice.slash(room.channel, "ask", **{"question": FERRY, **options})
    assert result.acknowledged
    assert result.ephemeral
    (line,) = shown(answer_to(result))
    return unescape(line)


async def test_an_outlet_narrows_the_answer(ferry_room: Room) -> None:
    texts = await ferry_room.ask(FERRY, outlet="Gazette")
    assert [text for text in texts if text.startswith("-# Gazette")]
    assert not any("Courier" in text for text in texts)


async def test_days_narrow_the_answer(ferry_room: Room) -> None:
    texts = " ".join(await ferry_room.ask(FERRY, after="2026-03-03", before="2026-03-03"))
    assert "3 Mar 2026" in texts
    assert "2 Mar 2026" not in texts
    assert "Nothing found" in " ".join(await ferry_room.ask(FERRY, after="2027-01-01"))


@pytest.mark.parametrize("day", ["tomorrow", "12.3.2026", "2026-02-30"])
async def test_what_is_no_day_is_refused_with_an_example(ferry_room: Room, day: str) -> None:
    line = await refused(ferry_room, after=day)
    assert f"“{day}”" in line
    assert "2026-03-12" in line


async def test_days_in_the_wrong_order_are_refused(ferry_room: Room) -> None:
    assert "exchange the two" in await refused(ferry_room, after="2026-03-03", before="2026-03-01")


async def test_outlets_are_suggested_from_this_servers_articles_alone(
    ferry_room: Room, simcord_env: Env, settings: Settings
) -> None:
    other = Room.furnish(simcord_env, settings, "Elsewhere")
    choices = await ferry_room.alice.autocomplete(ferry_room.channel, "ask", "outlet", "")
    assert {choice["value"] for choice in choices} == set(OUTLETS)
    choices = await ferry_room.alice.autocomplete(ferry_room.channel, "ask", "outlet", " gaz")
    assert [choice["value"] for choice in choices] == ["Gazette"]
    assert await other.alice.autocomplete(other.channel, "ask", "outlet", "") == []


async def test_a_private_answer_is_seen_by_its_asker_alone(ferry_room: Room) -> None:
    result = await ferry_room.alice.slash(ferry_room.channel, "ask", question=FERRY, private=True)
    assert result.acknowledged
    assert result.ephemeral
    assert ferry_room.channel.history() == []


async def test_where_answers_are_private_an_option_does_not_make_one_public(ferry_room: Room) -> None:
    await ferry_room.prefer("private", True, channel=ferry_room.channel.id)
    assert "whatever is chosen" not in " ".join(await ferry_room.ask(FERRY))
    assert "whatever is chosen" in (await ferry_room.ask(FERRY, private=False))[-1]
    assert "whatever is chosen" in (await ferry_room.ask("Volcanoes on Mars?", private=False))[-1]
    assert ferry_room.channel.history() == []
    await ferry_room.alice.send(ferry_room.channel, f"{ferry_room.mention} {FERRY}")
    assert "private only" in shown(ferry_room.channel.last_message)[0]


async def test_a_channel_can_be_closed_to_questions(ferry_room: Room) -> None:
    await ferry_room.prefer("asking", False)
    assert "do not answer in this channel" in await refused(ferry_room)
    assert "do not answer" in (await ferry_room.tell(f"{ferry_room.mention} {FERRY}"))[0]
    await ferry_room.prefer("asking", True, channel=ferry_room.channel.id)
    assert "ferry" in " ".join(await ferry_room.ask(FERRY))


async def test_only_those_may_ask_whom_the_server_chose(ferry_room: Room) -> None:
    role = ferry_room.guild.create_role("Readers")
    await ferry_room.prefer("askers", [role.id])
    assert "cannot ask me here" in await refused(ferry_room)
    reader = ferry_room.guild.add_member(ferry_room.env.create_user("reader"), roles=[role])
    result = await reader.slash(ferry_room.channel, "ask", question=FERRY)
    assert result.acknowledged
    assert not result.ephemeral


async def test_questions_that_found_nothing_are_kept_for_the_server_and_others_are_not(room: Room) -> None:
    room.add(*ferries())
    await room.ask(FERRY)
    await room.ask("How do volcanoes form under glaciers?")
    (gap,) = await room.state.gaps.of_server(room.guild.id)
    assert gap.question == "How do volcanoes form under glaciers?"
    bob = room.env.create_user("bob")
    await bob.send_dm("How do volcanoes form?")
    assert len(await room.state.gaps.of_server(0)) == 0


# Cooldowns


def test_a_few_questions_at_once_then_one_every_while() -> None:
    clock = [0.0]
    counts = Cooldowns(lambda: clock[0])
    assert [counts.take(1) for _ in range(cooldowns.QUESTIONS)] == [0] * cooldowns.QUESTIONS
    clock[0] = 10.5
    assert counts.take(1) == 20
    assert counts.take(2) == 0
    assert [counts.tell(1), counts.tell(1)] == [True, False]
    clock[0] = cooldowns.PER_SECONDS
    assert counts.take(1) == 0


def test_people_are_forgotten_soon_after_they_asked() -> None:
    clock = [0.0]
    counts = Cooldowns(lambda: clock[0])
    for person in range(9):
        clock[0] += 20
        counts.take(person)
        counts.tell(person)
        assert len(counts._asked) <= 4
        assert len(counts._told) <= 4


async def test_who_asks_too_often_is_told_the_time_left_once(ferry_room: Room) -> None:
    for _ in range(cooldowns.QUESTIONS):
        await ferry_room.ask(FERRY)
    assert "seconds" in await refused(ferry_room)
    before = len(ferry_room.channel.history())
    await ferry_room.alice.send(ferry_room.channel, f"{ferry_room.mention} {FERRY}")
    await ferry_room.alice.send(ferry_room.channel, f"{ferry_room.mention} {FERRY}")
    assert len(ferry_room.channel.history()) == before + 3
    lines = [text for message in ferry_room.channel.history() for text in shown(message) if "second" in text]
    assert len(lines) == 1
    assert not buttons(ferry_room.channel.history()[-2])
