"""What is looked up for one person keeps to one deadline, and ends with the bot; no request is cut off."""

import ast
import asyncio
from pathlib import Path

import pytest

from bot.scheduling import deadlines
from bot.scheduling.deadlines import SlowSearchError
from bot.scheduling.in_flight import InFlight, RestartingError

# As they are without the fixture below.
REAL = (deadlines.ACKNOWLEDGED_S, deadlines.ANSWERED_S)
BOT = Path(__file__).parents[3] / "bot"


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deadlines, "ACKNOWLEDGED_S", 0.05)
    monkeypatch.setattr(deadlines, "ANSWERED_S", 30.0)


async def test_before_the_acknowledgement_there_is_less_time_than_after() -> None:
    acknowledged = False
    deadlines.begin(lambda: acknowledged)
    with pytest.raises(SlowSearchError):
        await deadlines.within(asyncio.sleep(60))
    acknowledged = True
    assert await deadlines.within(asyncio.sleep(0, "in time")) == "in time"


async def test_what_is_shown_to_go_on_has_no_bound_and_afterwards_there_is_one_again() -> None:
    deadline = deadlines.begin(lambda: False)
    deadline.lift()
    assert await deadlines.within(asyncio.sleep(0.2, "late")) == "late"
    deadline.begin_anew()
    with pytest.raises(SlowSearchError):
        await deadlines.within(asyncio.sleep(60))


async def test_all_that_a_task_starts_shares_its_deadline_and_the_background_has_none() -> None:
    assert await deadlines.within(asyncio.sleep(0.2, "no deadline")) == "no deadline"
    deadlines.begin(lambda: False)
    both = (deadlines.within(asyncio.sleep(60)) for _ in range(2))
    ends = await asyncio.gather(*both, return_exceptions=True)
    assert [type(end) for end in ends] == [SlowSearchError, SlowSearchError]


async def test_a_bound_of_its_own_holds_until_the_next_one_and_counts_from_then() -> None:
    deadline = deadlines.begin(lambda: True)
    deadline.begin_anew(0.05)
    with pytest.raises(SlowSearchError, match=r"no answer within 0\.[01] s"):
        await deadlines.within(asyncio.sleep(60))
    assert deadline._when() == deadline._heard + 0.05
    deadline.begin_anew()
    assert deadline._when() == deadline._heard + 30.0
    assert asyncio.get_running_loop().time() - deadline._heard < 0.05
    assert await deadlines.within(asyncio.sleep(0.01, "in time")) == "in time"


async def test_an_end_is_what_all_hear_that_wait_and_all_that_come() -> None:
    deadline = deadlines.begin(lambda: True)
    deadline.lift()
    waiting = asyncio.create_task(deadlines.within(asyncio.sleep(60)))
    await asyncio.sleep(0)
    deadline.end(LookupError("stopping"))
    with pytest.raises(LookupError, match="stopping"):
        await waiting
    with pytest.raises(LookupError, match="stopping"):
        await deadlines.within(asyncio.sleep(60))
    assert deadline._waiting == set()


async def test_a_timeout_of_the_work_itself_is_passed_on() -> None:
    async def fail() -> None:
        raise TimeoutError("of its own")

    deadlines.begin(lambda: True)
    with pytest.raises(TimeoutError, match="of its own"):
        await deadlines.within(fail())


async def answer(in_flight: InFlight, work: float, told: list[str]) -> None:
    """Stands for any door."""
    try:
        in_flight.admit()
        await deadlines.within(asyncio.sleep(work))
        told.append("answered")
    except RestartingError:
        told.append("restarting")


async def test_the_end_waits_for_answers_and_tells_those_that_are_left_and_those_that_come() -> None:
    in_flight, told = InFlight(), list[str]()
    running = [asyncio.create_task(answer(in_flight, work, told)) for work in (0.05, 60.0)]
    await asyncio.sleep(0)
    finishing = asyncio.create_task(in_flight.finish(0.3))
    await asyncio.sleep(0)
    await asyncio.create_task(answer(in_flight, 0, told))
    assert told == ["restarting"]
    await finishing
    assert told == ["restarting", "answered", "restarting"]
    assert all(task.done() for task in running)


async def test_what_does_not_end_even_then_is_left_and_without_work_the_end_is_at_once() -> None:
    in_flight = InFlight()

    async def stuck() -> None:
        in_flight.admit()
        await asyncio.Event().wait()

    task = asyncio.create_task(stuck())
    await asyncio.sleep(0)
    await in_flight.finish(0.05)
    assert await asyncio.wait_for(asyncio.gather(task, return_exceptions=True), 30)
    await asyncio.wait_for(InFlight().finish(60), 30)


@pytest.mark.parametrize("path", sorted(BOT.rglob("*.py")), ids=lambda path: path.name)
def test_what_breaks_waiting_off_stands_where_nothing_is_sent(path: Path) -> None:
    """discord.py never recovers from a request that is cancelled while it waits out a global limit."""
    calls = [
        node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)
    ]
    names = {node.func.attr for node in calls if isinstance(node.func, ast.Attribute)}
    if names & {"timeout", "timeout_at", "wait_for"}:
        assert path.name in {"deadlines.py", "connection.py", "typing_indicator.py"}
    if "typing" in names:
        assert path.name == "typing_indicator.py"


def test_people_wait_no_longer_than_discord_and_the_promise_allow() -> None:
    # Discord takes three seconds for no answer; a question has ten in all.
    assert REAL == (2.5, 8.0)
