"""One server that is hostile by feed, upload, question or button holds up no other one's work.

Told by whose work starts and ends while the hostile one's is under way, never by a clock. For feeds, see
test_feed_budgets; for presses, test_interaction_rates.
"""

import asyncio
import threading
from collections.abc import Iterator
from functools import partial

import pytest
from simcord import Env

from bot import quotas
from bot.intake import intake
from bot.intake.intake import Taken
from bot.libraries.libraries import READERS, WAITING, WRITERS
from bot.libraries.scopes import OWN, Scope
from bot.quotas import slices
from bot.scheduling.fair_queue import QueueFullError
from bot.settings import Settings
from gates import Gate
from index import Article, Library, Problem
from library_room import STORY_FILE, Desk, said
from rooms import BRIDGE, QUESTION, Room

HOSTILE = 7


def scope(guild: int) -> Scope:
    return Scope(guild, ())


@pytest.fixture
def gate() -> Iterator[Gate]:
    made = Gate()
    yield made
    made.open()


async def test_another_servers_question_is_answered_although_many_hostile_ones_wait(
    room: Room, gate: Gate
) -> None:
    room.add(BRIDGE)
    with Library.open(room.bot.libraries.own_folder(HOSTILE)) as library:
        library.add([BRIDGE])

    def slow(_: Library) -> str:
        return gate.work("hostile")()

    servers = room.bot.libraries
    hostile = [asyncio.create_task(servers.read(scope(HOSTILE), OWN, slow)) for _ in range(READERS + WAITING)]
    await gate.until_started(1)
    assert "close on Monday" in " ".join(await room.ask())
    # One at a time, however many there are, and what was too much was told so at once.
    assert gate.started == ["hostile"]
    refused = [task for task in hostile if task.done()]
    assert all(isinstance(task.exception(), QueueFullError) for task in refused)
    assert len(refused) == READERS + WAITING - 1 - WAITING
    gate.open()
    await asyncio.gather(*hostile, return_exceptions=True)


async def test_another_server_adds_although_one_adds_without_end(room: Room, gate: Gate) -> None:
    servers = room.bot.libraries
    hostile = [
        asyncio.create_task(servers.write(HOSTILE, lambda _: gate.work("hostile")()))
        for _ in range(WRITERS + 3)
    ]
    await gate.until_started(1)
    desk = Desk(room, room.librarian())
    preview = await desk.give("source add", file=STORY_FILE)
    assert "1 article added" in said(await desk.press(preview, "Add"))
    assert gate.started == ["hostile"]
    gate.open()
    await asyncio.gather(*hostile)


async def test_another_servers_upload_is_read_although_one_never_ends(room: Room, gate: Gate) -> None:
    def endless() -> Iterator[Article | Problem]:
        yield Article(text=gate.work("hostile")())

    hostile = [
        asyncio.create_task(room.bot.intake._take(HOSTILE, Taken(), endless)) for _ in range(intake.WAITING)
    ]
    await gate.until_started(1)
    desk = Desk(room, room.librarian())
    assert "Preview" in said(await desk.give("source add", file=STORY_FILE))
    assert gate.started == ["hostile"]
    gate.open()
    await asyncio.gather(*hostile)


async def test_a_reading_ends_when_its_time_is_over_and_says_what_is_left_out(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "SECONDS", 0.0)
    lines = b"\n".join(b'{"text": "Record number %d is here."}' % number for number in range(50))
    text = said(await Desk(room, room.librarian()).give("source add", file=("many.jsonl", lines)))
    assert "Record number 0" in text
    assert "Record number 1" not in text
    assert "took too long" in text


async def test_a_reading_that_is_cut_short_ends_its_processes() -> None:
    ended = threading.Event()

    def endless() -> Iterator[Article | Problem]:
        try:
            while True:
                yield Article(text="Once more. ")
        finally:
            ended.set()

    taken = Taken()
    intake._collect(taken, endless())
    assert ended.is_set()
    assert taken.first_left_out is not None


async def test_a_large_draft_is_added_in_turns(
    room: Room, simcord_env: Env, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quotas, "SLICE_ARTICLES", 3)
    turns: list[int] = []
    write = room.bot.libraries.write

    async def counted(guild: int, work: object, **options: bool) -> object:
        turns.append(guild)
        return await write(guild, work, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(room.bot.libraries, "write", counted)
    lines = b"\n".join(b'{"text": "Record number %d is here."}' % number for number in range(10))
    desk = Desk(room, room.librarian())
    preview = await desk.give("source add", file=("many.jsonl", lines))
    assert "10 articles added" in said(await desk.press(preview, "Add all 10"))
    assert len(turns) == 4 + 1  # and one to read what stands there now


def test_slices_are_bounded_by_articles_and_by_text() -> None:
    short = [Article(text="Short.")] * (2 * quotas.SLICE_ARTICLES + 1)
    assert [len(one) for one in slices(short)] == [quotas.SLICE_ARTICLES] * 2 + [1]
    long = [Article(text="x" * quotas.SLICE_CHARACTERS)] * 3
    assert [len(one) for one in slices(long)] == [1, 1, 1]


async def test_what_people_see_while_they_type_never_waits_behind_another_server(
    room: Room, gate: Gate
) -> None:
    room.add(BRIDGE)
    typists = room.bot.libraries._typists
    hostile = [asyncio.create_task(typists.run(HOSTILE, gate.work("hostile"))) for _ in range(9)]
    await gate.until_started(1)
    choices = await room.alice.autocomplete(room.channel, "ask", "outlet", "ald")
    assert [choice["name"] for choice in choices] == ["Aldmoor Courier"]
    assert gate.started == ["hostile"]
    gate.open()
    await asyncio.gather(*hostile)


async def test_people_outside_servers_have_lines_of_their_own(room: Room, gate: Gate) -> None:
    await asyncio.to_thread(partial(Library.open(room.settings.library).add, [BRIDGE]))
    typists = room.bot.libraries._readers
    hostile = [asyncio.create_task(typists.run(-HOSTILE, gate.work("hostile"))) for _ in range(9)]
    await gate.until_started(1)
    bob = room.env.create_user("bob")
    room.guild.add_member(bob)
    await bob.send_dm(QUESTION)
    assert bob.dm_channel.last_message is not None
    gate.open()
    await asyncio.gather(*hostile)
