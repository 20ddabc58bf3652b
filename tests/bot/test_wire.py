"""The bot as a process, while Discord limits, fails, hangs and breaks off: no answer is lost to that."""

import time
from functools import partial
from pathlib import Path

import pytest

from bot_process import WiredChannel, running_bot, slow_library, text_of
from wire import Wire
from wire_answers import FOUND, assert_answers
from wire_faults import broken_off, failing, limited, slow
from wire_parts import until


async def test_a_limit_on_any_request_of_an_answer_costs_no_answer(
    wire: Wire, wired: WiredChannel, tmp_path: Path
) -> None:
    # The search takes long enough for the limit to be there before the answer is.
    async with running_bot(wire, tmp_path, slow_library(0.3)):
        for route, everywhere in (
            ("/typing$", True),
            ("/typing$", False),
            ("POST /channels/[0-9]+/messages$", True),
            ("POST /interactions/.*/callback$", False),
            ("/webhooks/", False),
        ):
            fault = wire.fail(route, limited(0.6, everywhere=everywhere))
            mention, ask = await wired.mentioned(), await wired.ask()
            assert FOUND in await wired.replied(mention, 10), route
            assert FOUND in await wired.answered(ask, 10), route
            assert fault.hits == 1, route
        await assert_answers(wired)


async def test_typing_that_hangs_or_fails_delays_nobody_and_piles_up_nowhere(
    wire: Wire, wired: WiredChannel, tmp_path: Path
) -> None:
    async with running_bot(wire, tmp_path) as bot:
        await assert_answers(wired)
        before = bot.usage()
        hanging = wire.fail("/typing$", slow(60.0), times=100)
        for _ in range(8):
            assert FOUND in await wired.replied(await wired.mentioned(), 10)
        assert hanging.hits == 1
        assert bot.usage().handles <= before.handles + 4
        hanging.times = 0
        elsewhere = wired.guild.create_text_channel("elsewhere")
        for answer in (failing(500), broken_off):
            fault = wire.fail("/typing$", answer)
            message = await wired.mentioned(channel=elsewhere)
            assert FOUND in await wired.replied(message, 10, elsewhere)
            await until(partial(getattr, fault, "hits"), 10)
        assert "Traceback" not in bot.logged()


async def test_a_question_whose_answer_breaks_off_is_told_of_it_and_the_next_one_is_answered(
    wire: Wire, wired: WiredChannel, tmp_path: Path
) -> None:
    async with running_bot(wire, tmp_path) as bot:
        wire.fail("POST /channels/[0-9]+/messages$", broken_off)
        assert "(error " in await wired.replied(await wired.mentioned(), 10)
        wire.fail("POST /webhooks/", broken_off)
        assert "(error " in await wired.answered(await wired.ask(), 10)
        await assert_answers(wired)
        assert "Traceback" not in bot.logged()


@pytest.mark.parametrize("method", ["lookup", "search"])
async def test_what_takes_too_long_is_given_up_in_one_line(
    wire: Wire, wired: WiredChannel, tmp_path: Path, method: str
) -> None:
    # Shorter bounds than the bot's, so that the test need not wait for these.
    bounds = (
        "from bot.scheduling import deadlines\ndeadlines.ANSWERED_S, deadlines.ACKNOWLEDGED_S = 2.0, 1.5\n"
    )
    slowly = slow_library(20.0, "passages" if method == "lookup" else "search")
    async with running_bot(wire, tmp_path, bounds + slowly) as bot:
        began = time.monotonic()
        if method == "lookup":
            result = await wired.somebody().slash(wired.channel, "lookup", article="bridge")
        else:
            result = await wired.ask()
        assert "took too long" in await wired.answered(result, 10)
        assert time.monotonic() - began < 20.0
        line = next(line for line in bot.logged().splitlines() if "Error " in line)
        assert line.partition("Error ")[2][:8] in text_of(result)
        assert "Traceback" not in bot.logged()
