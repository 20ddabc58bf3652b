"""/doctor, /gaps and /privacy: what is missing, what was not found, what is stored."""

from dataclasses import replace

import discord
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from simcord import Env

from bot.admin.doctor_checks import Channel, Patient, doctor_card, findings
from bot.admin.gaps_panel import GapGroup, grouped, page_of
from bot.cards.base import TEXT_LIMIT
from bot.cards.base import card as framed
from bot.interactions import permissions
from bot.preview.simulation import Installation
from bot.settings import Settings
from bot.state import FeedRow, Gap, Preferences, Quoted
from bot.state.votes import Vote
from bot.texts import voice
from hostile_labels import HOSTILE, length
from index import Article
from index.model.article import ReadFrom
from library_room import Desk, buttons, card, said, told
from rooms import BRIDGE, Room

ALL = discord.Permissions.all()
WELL = Patient(
    here=Channel(id=1, permissions=ALL, threads=True),
    others=(),
    preferences=Preferences(),
    asked_anywhere=True,
    lost_askers=0,
    lost_managers=0,
    withdrawn=(),
    articles=1,
    feeds=(),
)


# The doctor


async def test_articles_of_an_older_reader_are_counted_for_those_who_run_the_server(desk: Desk) -> None:
    older = Article(text="Sleet fell.", read_from=ReadFrom(b"bytes", b"an older one"))
    desk.room.add(older, Article(text="Hail fell."))
    assert "1 article was read by an older version of me" in said(await desk.give("doctor"))


async def test_all_is_well_where_nothing_is_missing(desk: Desk) -> None:
    desk.room.add(BRIDGE)
    assert "All is well" in said(await desk.give("doctor"))


async def test_a_server_without_articles_is_told_how_to_begin(desk: Desk) -> None:
    assert "/source add" in said(await desk.give("doctor"))


@pytest.mark.parametrize("name", permissions.NEEDED_NAMES)
async def test_each_permission_that_is_missing_here_is_named_with_its_remedy(desk: Desk, name: str) -> None:
    room = desk.room
    room.add(BRIDGE)
    await room.prefer("threads", True)
    missing = discord.PermissionOverwrite(**{name: False})
    bot = room.bot.user
    assert bot is not None
    muted = room.guild.create_text_channel("muted", overwrites={bot: missing})
    text = said(await desk.give("doctor"))
    assert f"in <#{muted.id}>" in text
    assert voice("en")(f"permission.{name}") in text
    assert f"permissions={permissions.NEEDED.value}" in text
    # Only those who run a server hear of other channels.
    assert str(muted.id) not in said(await Desk(room, room.alice).give("doctor"))


async def test_threads_need_their_permission_only_where_answers_open_them() -> None:
    say = voice("en")
    alone = discord.Permissions(permissions.NEEDED.value)
    alone.create_public_threads = False
    for threads, lines in ((False, 0), (True, 1)):
        patient = replace(WELL, here=Channel(id=1, permissions=alone, threads=threads))
        assert len(findings(patient, say)) == lines


async def test_settings_that_stand_in_the_way_are_named(desk: Desk) -> None:
    room = desk.room
    room.add(BRIDGE)
    await room.prefer("asking", False)
    await room.prefer("askers", [1, 2])
    await room.prefer("managers", [3])
    await room.prefer("shared", ["gone"])
    text = said(await desk.give("doctor"))
    assert "4 things to mend" in text
    for line in ("in every channel", "2 roles that may ask were deleted", "A role that may manage", "gone"):
        assert line in text
    await room.prefer("asking", True, channel=room.channel.id)
    assert "3 things to mend" in said(await desk.give("doctor"))
    elsewhere = room.guild.create_text_channel("elsewhere")
    result = await desk.actor.slash(elsewhere, "doctor")
    assert result.acknowledged
    assert "switched off in this channel" in said(result)


async def test_a_feed_that_fails_is_named(desk: Desk) -> None:
    room = desk.room
    room.add(BRIDGE)
    await room.state.feeds.put(room.guild.id, "https://a.example/feed", "A paper")
    (row,) = await room.state.feeds.of_server(room.guild.id)
    await room.state.feeds.save_poll(
        FeedRow(number=row.number, guild=0, url="", title="A paper", problem="is gone")
    )
    assert "**A paper** cannot be read: is gone" in said(await desk.give("doctor"))


async def test_where_the_bot_is_no_member_it_says_so(desk: Desk, installation: Installation) -> None:
    with installation.by_user():
        assert "no member here" in said(await desk.give("doctor"))


@hypothesis_settings(max_examples=40)
@given(HOSTILE, st.lists(HOSTILE, max_size=30), st.integers(0, 60), st.sampled_from(["en", "de"]))
def test_the_doctors_card_stays_within_the_limit(
    text: str, names: list[str], number: int, locale: str
) -> None:
    say = voice(locale)
    nothing = discord.Permissions.none()
    some = discord.Permissions(view_channel=True)
    patient = Patient(
        here=Channel(id=10**18, permissions=some, threads=True),
        others=[
            Channel(id=10**18 + n, permissions=some if n % 2 else nothing, threads=True)
            for n in range(number)
        ],
        preferences=Preferences(asking=False),
        asked_anywhere=bool(number % 2),
        lost_askers=number,
        lost_managers=number,
        withdrawn=names,
        articles=0,
        feeds=[FeedRow(number=1, guild=1, url=text, title=text, problem=text or "x")] * 5,
    )
    assert length(doctor_card(findings(patient, say), permissions.invitation(10**18), say)) <= TEXT_LIMIT


# Gaps


async def gap(room: Room, question: str, asker: int = 7) -> None:
    await room.state.gaps.put(guild=room.guild.id, asker=asker, question=question)


async def test_questions_that_found_nothing_are_grouped_and_dismissed_together(desk: Desk) -> None:
    room = desk.room
    room.add(BRIDGE)
    assert "Every question found something" in said(await desk.give("gaps"))
    for question in ("Who leads the ferry company?", "the leading ferries companies", "Volcano?"):
        await gap(room, question)
    shown = await desk.give("gaps")
    assert "2 gaps in the articles" in said(shown)
    assert "asked 2 times, last 1 minute ago" in said(shown)
    newest = (await room.state.gaps.of_server(room.guild.id))[1]
    await room.restart()
    left = await desk.choose(shown, "gaps-dismiss", [str(newest.number)])
    assert "1 gap in the articles" in said(left)
    assert "Volcano?" in said(left)
    assert [one.question for one in await room.state.gaps.of_server(room.guild.id)] == ["Volcano?"]


async def test_gaps_come_ten_a_page_and_without_articles_too(desk: Desk) -> None:
    for number in range(12):
        await gap(desk.room, f"Question {number}?")
    shown = await desk.give("gaps")
    assert "12 gaps" in said(shown)
    assert "◀" not in buttons(card(shown))
    last = await desk.press(shown, "▶")
    assert said(last).count("asked once") == 2


async def test_gaps_are_for_those_who_manage_articles_of_that_server(
    desk: Desk, simcord_env: Env, settings: Settings
) -> None:
    await gap(desk.room, "A secret question?")
    assert "Manage Server" in told(await Desk(desk.room, desk.room.alice).give("gaps"))
    other = Room.furnish(simcord_env, settings, "Elsewhere")
    assert "secret" not in said(await Desk(other, other.librarian("otto")).give("gaps"))


@hypothesis_settings(max_examples=40)
@given(st.lists(HOSTILE.filter(str.strip), min_size=1, max_size=10), st.sampled_from(["en", "de"]))
def test_gaps_stay_within_the_limit(questions: list[str], locale: str) -> None:
    groups = [
        GapGroup(newest=Gap(number=n, question=one, created=0.0), numbers=(n,))
        for n, one in enumerate(questions)
    ]
    assert length(framed(page_of(groups, 99_999, 1e9, voice(locale)))) <= TEXT_LIMIT


def test_what_is_asked_most_comes_first_then_what_is_newest() -> None:
    gaps = [
        Gap(number=n, question=question, created=float(n))
        for n, question in enumerate(["ferry", "a", "b", "Ferry", "a b", "??"])
    ]
    found = grouped(gaps, lambda question: question.lower().replace("?", "").split())
    assert [one.newest.question for one in found] == ["Ferry", "??", "a b", "b", "a"]
    assert found[0].numbers == (0, 3)


# Privacy


async def test_a_member_sees_what_is_stored_and_has_it_deleted_in_all_servers(
    desk: Desk, simcord_env: Env, settings: Settings
) -> None:
    room = desk.room
    other = Room.furnish(simcord_env, settings, "Elsewhere")
    alice = Desk(room, room.alice)
    assert "Nothing." in said(await alice.give("privacy"))
    for guild, asker in ((room.guild.id, room.alice.id), (other.guild.id, room.alice.id), (room.guild.id, 7)):
        row = await room.state.answers.put(
            guild=guild,
            channel=1,
            asker=asker,
            quoted=[Quoted(library="", passage="a#1")],
            page_size=3,
            private=False,
            language="en",
        )
        await room.state.votes.put(row.id, asker, Vote.HELPFUL)
    await gap(room, "Volcano?", room.alice.id)
    shown = await alice.give("privacy")
    assert "2 answers that you asked for" in said(shown)
    assert "2 votes" in said(shown)
    assert "1 question that found nothing" in said(shown)
    await room.restart()
    sure = await alice.press(shown, "Delete all of it")
    assert "Delete all that is stored about you?" in said(sure)
    assert "Nothing is stored about you" in said(await alice.press(sure, "Delete it now"))
    assert set((await room.state.stored_about(room.alice.id)).values()) == {0}
    assert (await room.state.stored_about(7))["answers"] == 1
    assert buttons(card(await alice.give("privacy"))) == {}


async def test_privacy_works_in_direct_messages(room: Room) -> None:
    bob = room.env.create_user("bob")
    room.guild.add_member(bob)
    result = await bob.slash("privacy")
    assert result.acknowledged
    assert "What is stored about you" in said(result)
