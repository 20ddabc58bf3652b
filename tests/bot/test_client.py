"""The bot as a whole: what it may see, its registration with Discord, and its error handler."""

import logging
import threading

import discord
import pytest
from discord import app_commands
from simcord import Env

from bot.client import SYNCED_NAME, create_bot
from bot.settings import Settings

# What the bot may see and do


async def test_no_privileged_intent_is_asked_for(settings: Settings) -> None:
    bot = create_bot(settings)
    asked = {name for name, on in bot.intents if on}
    assert asked == {"guilds", "guild_messages", "dm_messages"}
    await bot.close()


async def test_sends_mention_nobody_by_default(settings: Settings) -> None:
    bot = create_bot(settings)
    assert bot.allowed_mentions is not None
    assert bot.allowed_mentions.to_dict() == discord.AllowedMentions.none().to_dict()
    await bot.close()


async def test_the_library_is_laid_out_at_login_and_closed_with_the_bot(
    simcord_env: Env, settings: Settings
) -> None:
    assert settings.library.is_dir()
    await simcord_env.bot.close()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("library")]


# Registering the commands


def registrations(env: Env) -> int:
    return sum(request.method == "PUT" for request in env.http_requests)


async def restart(env: Env, settings: Settings, *more: app_commands.ContextMenu) -> None:
    await env.bot.close()
    bot = create_bot(settings)
    for command in more:
        bot.tree.add_command(command)
    await env.restart_bot(bot)


async def test_commands_are_registered_once_and_not_again_after_a_restart(
    simcord_env: Env, settings: Settings
) -> None:
    assert registrations(simcord_env) == 1
    await restart(simcord_env, settings)
    assert registrations(simcord_env) == 1


async def test_commands_are_registered_again_when_they_changed(simcord_env: Env, settings: Settings) -> None:
    async def callback(interaction: discord.Interaction, message: discord.Message) -> None:
        """Do nothing."""

    await restart(simcord_env, settings, app_commands.ContextMenu(name="Another", callback=callback))
    assert registrations(simcord_env) == 2


async def test_commands_are_registered_again_for_another_application(
    simcord_env: Env, settings: Settings
) -> None:
    simcord_env.backend.application_id += 1
    await restart(simcord_env, settings)
    assert registrations(simcord_env) == 2


async def test_a_failed_registration_is_logged_and_tried_again_at_the_next_start(
    simcord_env: Env, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    (settings.data / SYNCED_NAME).unlink()
    simcord_env.inject_error("PUT", "/applications/*/commands")
    await restart(simcord_env, settings)
    assert "Could not register the commands" in caplog.text
    assert not (settings.data / SYNCED_NAME).exists()
    await restart(simcord_env, settings)
    assert registrations(simcord_env) == 3
    assert (settings.data / SYNCED_NAME).exists()


async def test_when_the_note_of_it_cannot_be_written_the_bot_starts_all_the_same(
    simcord_env: Env, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    (settings.data / SYNCED_NAME).unlink()
    (settings.data / SYNCED_NAME).mkdir()
    await restart(simcord_env, settings)
    assert registrations(simcord_env) == 2
    assert "Could not note that the commands are registered" in caplog.text


async def test_commands_may_be_used_where_they_make_sense(simcord_env: Env) -> None:
    # What changes a server's library or settings is for servers, and for the bot as their member.
    in_servers = {"source", "feed", "settings", "gaps"}
    (request,) = [request for request in simcord_env.http_requests if request.method == "PUT"]
    assert isinstance(request.json, list)
    for command in request.json:
        own = command["name"] in in_servers
        assert command["contexts"] == ([0] if own else [0, 1, 2])
        assert command["integration_types"] == ([0] if own else [0, 1])
        assert command["default_member_permissions"] is None


async def test_the_log_of_a_whole_start_never_holds_the_token(
    simcord_env: Env, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        await restart(simcord_env, settings)
    assert settings.token not in caplog.text


async def test_a_command_that_fails_before_it_answers_is_told_to_its_user_alone(
    simcord_env: Env, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail(interaction: discord.Interaction, message: discord.Message) -> None:
        raise ValueError("inner detail")

    await restart(simcord_env, settings, app_commands.ContextMenu(name="Fail", callback=fail))
    channel = simcord_env.create_guild().create_text_channel("news")
    alice = simcord_env.guild.add_member(simcord_env.create_user("alice"))
    result = await alice.context_menu(channel, "Fail", await alice.send(channel, "a message"))
    assert result.acknowledged
    assert result.ephemeral
    assert result.response is not None
    (text,) = result.response.message.components
    assert isinstance(text, discord.TextDisplay)
    assert "inner detail" not in text.content
    assert text.content.removesuffix(")").split()[-1] in caplog.text
    assert len(simcord_env.errors) == 1
