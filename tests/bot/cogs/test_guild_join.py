"""When the bot starts or is invited: the operator hears in one line what a server does not let it do."""

import discord
import pytest
from simcord import Env

from bot.interactions import permissions
from bot.settings import Settings
from rooms import Room


def mute(room: Room) -> None:
    """Let nobody write in the server, the bot included."""
    rights = permissions.NEEDED & ~discord.Permissions(send_messages=True, read_message_history=True)
    for role in list(room.env.backend.get_guild(room.guild.id).roles):
        room.env.backend.edit_role(room.guild.id, role, {"permissions": rights.value})


async def test_at_the_start_each_server_that_gives_too_little_is_one_line(
    room: Room, simcord_env: Env, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    Room.furnish(simcord_env, settings, "Elsewhere")
    mute(room)
    with caplog.at_level("WARNING", "bot"):
        await room.restart()
        await room.env.settle()
    [line] = [record.getMessage() for record in caplog.records if "does not let" in record.message]
    assert line.startswith(
        f"Server 'Newsroom' ({room.guild.id}) does not let the bot send messages, read message history: "
    )
    assert "https://discord.com/oauth2/authorize?client_id=" in line


async def test_a_server_that_gives_what_is_needed_is_no_news(
    room: Room, simcord_env: Env, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("WARNING", "bot"):
        Room.furnish(simcord_env, settings, "Elsewhere")
        await room.restart()
        await room.env.settle()
    assert "does not let" not in caplog.text
