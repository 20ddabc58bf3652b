"""Cards are sent and let go."""

import asyncio
import gc

from bot.cards.base import Card
from rooms import BRIDGE, Room


async def test_nothing_of_a_sent_card_is_kept(room: Room) -> None:
    room.add(BRIDGE)
    await room.ask(private=True)
    await room.ask()
    for label in ("Helpful", "Report"):
        await room.press(label)
    await room.ask("What does no article speak of?", private=True)
    # discord.py lets a view that waits for presses time out by a task of its own.
    assert [task for task in asyncio.all_tasks() if "timeout_task" in repr(task.get_coro())] == []
    gc.collect()
    assert [kept for kept in gc.get_objects() if type(kept) is Card] == []
