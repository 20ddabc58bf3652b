"""Cards are sent and let go."""

import asyncio
import gc

from bot.cards.base import Card
from rooms import BRIDGE, Room

PATIENCE_S = 10.0


def cards() -> list[Card]:
    gc.collect()
    return [one for one in gc.get_objects() if type(one) is Card]


async def test_nothing_of_a_sent_card_is_kept(room: Room) -> None:
    of_other_tests = cards()
    room.add(BRIDGE)
    await room.ask(private=True)
    await room.ask()
    for label in ("Helpful", "Report"):
        await room.press(label)
    await room.ask("What does no article speak of?", private=True)
    # discord.py lets a view that waits for presses time out by a task of its own.
    assert [task for task in asyncio.all_tasks() if "timeout_task" in repr(task.get_coro())] == []
    until = asyncio.get_running_loop().time() + PATIENCE_S
    # What sent the last one may be about to end.
    while left := len(cards()) - len(of_other_tests):
        assert asyncio.get_running_loop().time() < until, f"{left} are kept"
        await asyncio.sleep(0.05)
