"""The bot as a process, while the gateway says what none should: only a wrong token ends it."""

import json
from functools import partial
from pathlib import Path
from typing import Any

from bot_process import WiredChannel, running_bot
from wire import Wire
from wire_answers import assert_answers
from wire_parts import DISPATCH, until

# What the bot takes in; every one of them arrives without what it needs, and as something else altogether.
EVENTS = (
    *("MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_DELETE", "INTERACTION_CREATE", "GUILD_CREATE"),
    *("GUILD_UPDATE", "GUILD_DELETE", "GUILD_ROLE_CREATE", "GUILD_MEMBER_UPDATE", "CHANNEL_CREATE"),
    *("CHANNEL_UPDATE", "CHANNEL_DELETE", "THREAD_CREATE", "THREAD_UPDATE", "USER_UPDATE", "RESUMED"),
    *("GUILD_MEMBERS_CHUNK", "APPLICATION_COMMAND_PERMISSIONS_UPDATE", "VOICE_STATE_UPDATE"),
)
PAYLOADS: tuple[Any, ...] = (
    *({}, [], None, "text", 7, {"id": "no number"}, {"id": None, "guild_id": []}),
    {"id": "1", "type": "x", "data": 3, "channel_id": {}, "author": 5, "guild_id": "1"},
)
OLD_BUTTON = {
    "type": 1,
    "components": [{"type": 2, "style": 2, "label": "Old", "custom_id": "button-of-2019:1"}],
}
FRAMES = (
    "no json",
    "[]",
    "null",
    '{"op": 0, "t": "MESSAGE_CREATE", "d"',
    json.dumps({"op": 10}),
    json.dumps({"op": DISPATCH, "t": "READY"}),
    json.dumps({"op": DISPATCH, "t": ["MESSAGE_CREATE"], "d": {}}),
)


def came_back(wire: Wire, times: int) -> bool:
    return wire.identified + wire.resumed == times


async def test_an_event_that_makes_no_sense_costs_that_event_alone(
    wire: Wire, wired: WiredChannel, tmp_path: Path
) -> None:
    async with running_bot(wire, tmp_path) as bot:
        for event in EVENTS:
            # That a session was resumed is no more than a word; it arrives as an object or not at all.
            for payload in PAYLOADS[:1] if event == "RESUMED" else PAYLOADS:
                wire.push(event, payload)
        for frame in ({"op": 99}, {}, {"op": "x", "d": 1}, {"op": DISPATCH, "t": "UNHEARD_OF", "d": 1}):
            await wire.tell(json.dumps(frame))
        await assert_answers(wired)
        assert bot.running
        assert wire.identified == 1
        assert "Left out an event MESSAGE_CREATE of Discord's (error " in bot.logged()
        assert "Traceback" not in bot.logged()


async def test_after_a_frame_that_makes_no_sense_the_bot_comes_back(
    wire: Wire, wired: WiredChannel, tmp_path: Path
) -> None:
    # Without the pauses that grow with each attempt; that they are there is looked at in the log.
    async with running_bot(
        wire, tmp_path, "from bot import connection\nconnection.LONGEST_WAIT_S = 0.2\n"
    ) as bot:
        await assert_answers(wired)
        before = bot.usage()
        for count, frame in enumerate(FRAMES, start=2):
            await wire.tell(frame)
            await until(partial(came_back, wire, count), 30, frame)
            assert bot.running, frame
        await assert_answers(wired)
        assert bot.logged().count("Lost Discord (error ") == len(FRAMES)
        assert bot.usage().threads <= before.threads + 2
        assert bot.usage().handles <= before.handles + 4


async def test_when_discord_hangs_up_the_bot_comes_back(
    wire: Wire, wired: WiredChannel, tmp_path: Path
) -> None:
    async with running_bot(wire, tmp_path):
        await assert_answers(wired)
        for count, code in enumerate((4000, 4008, 1001), start=2):
            await wire.hang_up(code)
            await until(partial(came_back, wire, count), 30)
            await assert_answers(wired)


async def test_a_token_that_is_withdrawn_ends_the_bot_in_one_line(
    wire: Wire, wired: WiredChannel, tmp_path: Path
) -> None:
    async with running_bot(wire, tmp_path) as bot:
        await assert_answers(wired)
        await wire.hang_up(4004)
        assert await bot.ended(20) == 2
        assert "DISCORD_TOKEN was refused" in bot.logged().splitlines()[-1]
        assert "Traceback" not in bot.logged()


async def test_a_press_and_a_form_that_nobody_knows_any_more_are_answered(
    wire: Wire, wired: WiredChannel, tmp_path: Path
) -> None:
    editor = wired.somebody(editor=True)
    async with running_bot(wire, tmp_path):
        answer = await wired.ask()
        await wired.answered(answer)
        form = await editor.slash(wired.channel, "source add")
        await until(lambda: form.modal, 20)
        assert answer.response is not None
        answer.response._message.components.append(OLD_BUTTON)
    async with running_bot(wire, tmp_path):
        press = await wired.somebody().click(answer.response, custom_id="button-of-2019:1")
        assert "This answer is gone" in await wired.answered(press)
        sent = await editor.submit_modal(form, {"text": "A title\n\nA sentence."})
        assert "restarted since" in await wired.answered(sent)
