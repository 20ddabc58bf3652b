"""That the bot as a process answers."""

from bot_process import Desk

# Stands in the one answer that these articles have to what is asked.
FOUND = "close on Monday"


async def assert_answers(desk: Desk) -> None:
    """The bot hears and answers, by either way."""
    assert FOUND in await desk.replied(await desk.mentioned(), 10)
    assert FOUND in await desk.answered(await desk.ask(), 10)
