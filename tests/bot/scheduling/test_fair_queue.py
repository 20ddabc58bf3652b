"""Threads that servers share: whose turn it is, and how much one server may have."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.scheduling import fair_queue
from bot.scheduling.fair_queue import FairThreads, QueueFullError
from bot.scheduling.presence import Presence
from gates import Gate

HOSTILE, OTHER, THIRD = 1, 2, 3


@pytest.fixture
async def threads() -> AsyncIterator[FairThreads]:
    made = FairThreads(2, per_server=1, waiting=3, name="test")
    yield made
    await made.close()


@pytest.fixture
async def gate(threads: FairThreads) -> AsyncIterator[Gate]:
    made = Gate()
    yield made
    made.open()


async def test_one_server_never_has_more_threads_than_its_own(threads: FairThreads, gate: Gate) -> None:
    tasks = [asyncio.create_task(threads.run(HOSTILE, gate.work(f"hostile {n}"))) for n in range(3)]
    await gate.until_started(1)
    other = asyncio.create_task(threads.run(OTHER, gate.work("other")))
    await gate.until_started(2)
    assert gate.started == ["hostile 0", "other"]
    gate.open()
    assert await other == "other"
    assert await asyncio.gather(*tasks) == ["hostile 0", "hostile 1", "hostile 2"]


async def test_turns_go_round_whoever_came_first(gate: Gate) -> None:
    threads = FairThreads(1, per_server=1, waiting=9, name="test")
    hostile = [asyncio.create_task(threads.run(HOSTILE, gate.work(f"h{n}"))) for n in range(5)]
    await gate.until_started(1)
    others = [
        asyncio.create_task(threads.run(server, gate.work(f"{server}{n}")))
        for server in (OTHER, THIRD)
        for n in range(2)
    ]
    await asyncio.sleep(0)
    gate.open()
    await asyncio.gather(*hostile, *others)
    assert gate.started == ["h0", "h1", "20", "30", "h2", "21", "31", "h3", "h4"]
    await threads.close()


async def test_a_line_that_is_full_says_so_and_only_to_its_server(threads: FairThreads, gate: Gate) -> None:
    tasks = [asyncio.create_task(threads.run(HOSTILE, gate.work("hostile"))) for _ in range(4)]
    await asyncio.sleep(0)
    with pytest.raises(QueueFullError):
        await threads.run(HOSTILE, gate.work("too many"))
    other = asyncio.create_task(threads.run(OTHER, gate.work("other")))
    await asyncio.sleep(0)
    gate.open()
    assert await other == "other"
    assert len(await asyncio.gather(*tasks)) == 4


async def test_who_waits_no_longer_leaves_the_line_and_what_runs_keeps_its_slot(
    threads: FairThreads, gate: Gate
) -> None:
    running = asyncio.create_task(threads.run(HOSTILE, gate.work("running")))
    await gate.until_started(1)
    waiting = [asyncio.create_task(threads.run(HOSTILE, gate.work("waiting"))) for _ in range(3)]
    await asyncio.sleep(0)
    for task in (running, *waiting):
        task.cancel()
    assert all(
        isinstance(one, asyncio.CancelledError)
        for one in await asyncio.gather(running, *waiting, return_exceptions=True)
    )
    last = asyncio.create_task(threads.run(HOSTILE, gate.work("last")))
    await asyncio.sleep(0.01)
    assert gate.started == ["running"]
    gate.open()
    assert await last == "last"
    assert gate.started == ["running", "last"]


async def test_an_error_reaches_who_asked_and_frees_the_thread(threads: FairThreads) -> None:
    def fail() -> None:
        raise LookupError("nothing there")

    for _ in range(5):
        with pytest.raises(LookupError, match="nothing there"):
            await threads.run(HOSTILE, fail)
    assert await threads.run(HOSTILE, lambda: 1) == 1


async def test_who_has_used_up_its_share_rests_while_others_are_about(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(fair_queue, "BURST_S", 0.01)
    clock = [0.0]
    presence = Presence()
    threads, searching = (
        FairThreads(1, per_server=1, waiting=3, name="test", presence=presence, clock=lambda: clock[0])
        for _ in range(2)
    )

    def work() -> None:
        until = time.thread_time() + 0.05
        while time.thread_time() < until:
            pass

    # Alone it may do as it likes.
    await threads.run(HOSTILE, work)
    await threads.run(HOSTILE, work)
    # Others are about, though in another pool.
    await searching.run(OTHER, lambda: None)
    resting = asyncio.create_task(threads.run(HOSTILE, lambda: "rested"))
    await asyncio.sleep(0.01)
    assert not resting.done()
    assert await threads.run(OTHER, lambda: "at once") == "at once"
    assert not resting.done()
    clock[0] = 60.0  # by now it owes nothing
    assert await threads.run(OTHER, lambda: "again") == "again"
    assert await resting == "rested"
    await threads.close()
    await searching.close()


async def test_who_rests_begins_again_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fair_queue, "BURST_S", 0.01)
    threads = FairThreads(1, per_server=1, waiting=3, name="test")

    def work() -> None:
        until = time.thread_time() + 0.02
        while time.thread_time() < until:
            pass

    await threads.run(OTHER, lambda: None)
    await threads.run(HOSTILE, work)
    resting = asyncio.create_task(threads.run(HOSTILE, lambda: "rested"))
    await asyncio.sleep(0.01)
    assert not resting.done()
    # Nobody else comes.
    assert await asyncio.wait_for(resting, 5) == "rested"
    await threads.close()


async def test_a_second_of_work_is_nobody_s_loss_and_more_is_paid_back_before_the_next_turn() -> None:
    presence = Presence()
    threads = FairThreads(1, per_server=1, waiting=3, name="test", presence=presence)
    for server in (HOSTILE, OTHER):
        presence.note(server, 100.0)
    share = presence.share(HOSTILE, 100.0)
    assert share < 1
    for spent, rest in ((0.0, None), (1.0, 0.0), (1.5, 0.5 / share)):
        threads._spent[HOSTILE] = fair_queue._Spent(spent, 100.0)
        owed = threads._rest(HOSTILE, 100.0)
        assert owed < 0 if rest is None else owed == pytest.approx(rest)
    assert threads._rest(OTHER, 100.0) == 0.0
    await threads.close()


@pytest.mark.parametrize(("after", "share", "left"), [(0, 0.5, 3.0), (2, 0.5, 2.0), (6, 0.5, 0), (9, 1.0, 0)])
def test_a_share_of_the_time_pays_back_what_was_spent(after: float, share: float, left: float) -> None:
    assert fair_queue._Spent(3.0, 100.0).left(100.0 + after, share) == left


def test_waiting_is_no_work_and_a_busy_machine_counts_up_to_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    passed, worked = 50.0, 5.0
    monkeypatch.setattr(time, "perf_counter", lambda: passed)
    monkeypatch.setattr(time, "thread_time", lambda: worked)
    watch = fair_queue.Stopwatch()
    passed, worked = 53.0, 5.2
    assert watch.seconds() == pytest.approx(fair_queue.BUSY * 0.2)
    passed, worked = 51.0, 5.5
    assert watch.seconds() == pytest.approx(1.0)
    watch.restart()
    assert watch.seconds() == 0.0


async def test_closing_ends_what_waits_and_begins_nothing_new(gate: Gate) -> None:
    threads = FairThreads(1, per_server=1, waiting=3, name="test")
    running = asyncio.create_task(threads.run(HOSTILE, gate.work("running")))
    await gate.until_started(1)
    waiting = asyncio.create_task(threads.run(OTHER, gate.work("waiting")))
    await asyncio.sleep(0)
    closing = asyncio.create_task(threads.close())
    await asyncio.sleep(0)
    gate.open()
    await closing
    assert await running == "running"
    with pytest.raises(asyncio.CancelledError):
        await waiting
    with pytest.raises(RuntimeError, match="the bot is being stopped"):
        await threads.run(OTHER, gate.work("late"))
    assert gate.started == ["running"]


@given(
    st.lists(st.integers(1, 4), max_size=40),
    st.integers(1, 3),
    st.integers(1, 2),
)
def test_everything_is_done_once_and_no_server_has_too_much(
    servers: list[int], number: int, per_server: int
) -> None:
    running: dict[int, int] = dict.fromkeys(range(1, 5), 0)
    most: dict[int, int] = dict(running)
    lock = threading.Lock()

    def work(server: int, place: int) -> int:
        with lock:
            running[server] += 1
            most[server] = max(most[server], running[server])
        time.sleep(0)
        with lock:
            running[server] -= 1
        return place

    async def run() -> list[int]:
        threads = FairThreads(number, per_server=per_server, waiting=40, name="test")
        done = await asyncio.gather(
            *(
                threads.run(server, lambda server=server, place=place: work(server, place))  # type: ignore[misc]
                for place, server in enumerate(servers)
            )
        )
        await threads.close()
        return done

    assert asyncio.run(run()) == list(range(len(servers)))
    assert max(most.values()) <= min(per_server, number)
