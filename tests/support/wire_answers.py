"""That the bot as a process answers."""

from bot_process import WiredChannel

# Stands in the one answer that these articles have to what is asked.
FOUND = "close on Monday"


async def assert_answers(wired: WiredChannel) -> None:
    """The bot hears and answers, by either way."""
    assert FOUND in await wired.replied(await wired.mentioned(), 10)
    assert FOUND in await wired.answered(await wired.ask(), 10)
