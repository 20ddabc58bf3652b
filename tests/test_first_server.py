"""docs/first-server.md, walked through as far as it can be without Discord."""

import logging
import re
from pathlib import Path

import pytest
from simcord import Env
from undo_markdown import unescape

from bot.interactions import permissions
from bot.texts import voice
from library_room import STORY_FILE, Desk, said
from rooms import Room

PATH = (Path(__file__).parents[1] / "docs" / "first-server.md").read_text(encoding="utf-8")


def quoted() -> list[str]:
    """What the path says that the bot shows."""
    return [line.strip().removeprefix("> ") for line in PATH.splitlines() if line.strip().startswith("> ")]


def test_the_path_has_fewer_than_ten_steps_and_asks_for_what_the_bot_needs() -> None:
    assert re.findall(r"^(\d+)\. ", PATH, re.MULTILINE) == [str(n) for n in range(1, 10)]
    assert set(re.findall(r"\d{9,}", PATH)) == {str(permissions.NEEDED.value)}
    flat = " ".join(PATH.split())
    for name in permissions.NEEDED_NAMES:
        assert voice("en")(f"permission.{name}") in flat
    assert f"permissions={permissions.NEEDED.value}" in permissions.invitation(1)


def test_the_invitation_asks_for_nothing_more_than_is_named() -> None:
    assert permissions.NEEDED.value == 1 << 10 | 1 << 11 | 1 << 16 | 1 << 35 | 1 << 38


@pytest.fixture
def starting(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO)
    return caplog


async def test_the_bots_steps_show_what_the_path_says(
    starting: pytest.LogCaptureFixture, simcord_env: Env, room: Room
) -> None:
    said_at_start = [record.getMessage() for record in starting.get_records("setup")]
    assert "Registered the commands with Discord" in said_at_start
    invitation = permissions.invitation(simcord_env.bot.application_id or 0)
    assert f"To invite the bot to a server, open {invitation}" in said_at_start
    desk = Desk(room, room.librarian())
    shown = [said(await desk.give("doctor"))]
    form = await desk.give("source add")
    preview = await desk.fill(form, files=[STORY_FILE])
    shown += [said(preview), said(await desk.press(preview, "Add"))]
    shown += await room.ask("When did the keeper of the lighthouse retire?")
    everything = unescape("\n".join(shown)).replace("**", "")
    assert len(quoted()) == 4
    for line in quoted():
        assert line.replace("**", "") in everything, line
    assert "keeper of the Skarra lighthouse retired" in everything
