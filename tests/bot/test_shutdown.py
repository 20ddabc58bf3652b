"""The bot as a process that is told to end: what runs is finished, who comes is told, and it ends in time."""

import signal
import sys
from pathlib import Path

import pytest

from bot import shutdown
from bot.scheduling import in_flight
from bot_process import WiredChannel, running_bot, slow_library, text_of
from rooms import buttons
from wire import Wire
from wire_answers import FOUND
from wire_faults import slow
from wire_parts import until

RESTARTING = "I am restarting"
# Of the most impatient service manager.
PATIENCE_S = 10.0
# What a machine with other work to do may take for an end, and what takes longer than that.
ENDED_S = 60.0
NEVER_S = 600.0
# Code that gives the bot's process less time than it has: the bounds themselves are numbers.
HURRIED = """
from bot import shutdown
from bot.scheduling import in_flight
in_flight.FINISH_S, shutdown.CLOSE_S = 1.0, 3.0
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to send")


def test_the_bounds_of_an_end_are_within_the_patience_of_service_managers() -> None:
    assert in_flight.FINISH_S + in_flight.TELL_S < shutdown.CLOSE_S < PATIENCE_S


async def test_what_is_being_answered_is_finished_and_who_comes_then_is_told(
    wire: Wire, wired: WiredChannel, tmp_path: Path
) -> None:
    async with running_bot(wire, tmp_path, slow_library(1.5)) as bot:
        old = await wired.ask()
        await wired.answered(old)
        ask, mention = await wired.ask(), await wired.mentioned()
        await until(lambda: ask.deferred and wire.count("/typing$"), 20)
        bot.signal()
        await until(lambda: "Stopping (SIGTERM)" in bot.logged(), 20)
        late = [await wired.ask(), await wired.somebody().slash(wired.channel, "help")]
        assert old.response is not None
        (name,) = [name for label, name in buttons(old.response) if label == "Helpful"]
        late.append(await wired.somebody().click(old.response, custom_id=name))
        late_mention = await wired.mentioned()
        assert FOUND in await wired.answered(ask, 10)
        assert FOUND in await wired.replied(mention, 10)
        for one in late:
            assert RESTARTING in (text := await wired.answered(one, 10))
            assert one.ephemeral
            assert text.rpartition("(error ")[2].removesuffix(")") in bot.logged()
        assert RESTARTING in await wired.replied(late_mention, 10)
        assert await bot.ended(ENDED_S) == 0
        assert "Traceback" not in bot.logged()


async def test_what_cannot_be_finished_in_time_is_told_so_and_the_bot_ends_in_time(
    wire: Wire, wired: WiredChannel, tmp_path: Path
) -> None:
    async with running_bot(wire, tmp_path, HURRIED + slow_library(NEVER_S)) as bot:
        ask, mention = await wired.ask(), await wired.mentioned()
        await until(lambda: ask.deferred and wire.count("/typing$"), 20)
        bot.signal(signal.SIGINT)
        assert await bot.ended(ENDED_S) == 0
        assert RESTARTING in text_of(ask)
        assert RESTARTING in wired.reply_to(mention)
        assert "Traceback" not in bot.logged()


async def test_a_second_signal_ends_the_bot_at_once(wire: Wire, wired: WiredChannel, tmp_path: Path) -> None:
    async with running_bot(wire, tmp_path, slow_library(NEVER_S)) as bot:
        ask = await wired.ask()
        await until(lambda: ask.deferred, 20)
        bot.signal()
        await until(lambda: "Stopping (SIGTERM)" in bot.logged(), 20)
        bot.signal()
        # Before the answer, and before the time that the first one grants.
        assert await bot.ended(ENDED_S) == 128 + signal.SIGTERM


async def test_a_discord_that_hangs_does_not_keep_the_bot_from_ending(
    wire: Wire, wired: WiredChannel, tmp_path: Path
) -> None:
    async with running_bot(wire, tmp_path, HURRIED) as bot:
        wire.fail(".", slow(NEVER_S), times=1000)
        await wired.mentioned()
        await wired.ask()
        await until(lambda: wire.count("callback$"), 20)
        bot.signal()
        assert await bot.ended(ENDED_S) == 0
        assert "Traceback" not in bot.logged()


async def test_articles_under_way_are_whole_or_absent_after_a_stop(
    wire: Wire, wired: WiredChannel, tmp_path: Path
) -> None:
    async with running_bot(wire, tmp_path, HURRIED + slow_library(NEVER_S, "add")) as bot:
        editor = wired.somebody(editor=True)
        form = await editor.slash(wired.channel, "source add")
        await until(lambda: form.modal, 20)
        text = "The lighthouse at Cape Orrin was lit for the first time on Sunday, said its keeper."
        sent = await editor.submit_modal(form, {"text": f"A lighthouse is lit\n\n{text}"})
        card = await until(lambda: sent.response, 20)
        await until(lambda: any(label.startswith("Add") for label, _ in buttons(sent.response)), 20)
        (name,) = [name for label, name in buttons(sent.response) if label.startswith("Add")]
        press = await editor.click(card, custom_id=name)
        await until(lambda: press.acknowledged, 10)
        bot.signal()
        assert await bot.ended(ENDED_S) == 0
        assert RESTARTING in text_of(press)
    async with running_bot(wire, tmp_path):
        assert FOUND in await wired.answered(await wired.ask())
