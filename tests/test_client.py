import http.server
import json
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import discord
import pytest
from discord import app_commands
from filelock import FileLock
from simcord import Env, HttpLogEntry

from bot.client import LOCK_NAME, SYNCED_NAME, create_bot
from bot.settings import Settings
from discord_api import description, problems
from index import Article, Library

ROOT = Path(__file__).parents[1]
TOKEN = "a.token.of.tests"  # noqa: S105


def test_discords_description_is_there_to_validate_requests() -> None:
    if description() is None:
        pytest.skip("no ../shared/discord/openapi.json: requests are held against our own rules only")


@pytest.mark.skipif(description() is None, reason="no ../shared/discord/openapi.json")
def test_the_validator_finds_fault() -> None:
    fine = {"content": "a", "flags": 4, "allowed_mentions": {"parse": []}}
    wrong = {
        "unknown route": ("/channels/1/massages", fine),
        "wrong type": ("/channels/1/messages", {**fine, "content": 5}),
        "too long": ("/channels/1/messages", {**fine, "content": "x" * 2001}),
        "mentions": ("/channels/1/messages", {"content": "a", "flags": 4}),
        "previews": ("/channels/1/messages", {**fine, "flags": 0}),
        "content beside components": ("/channels/1/messages", {**fine, "flags": 4 | 1 << 15}),
        "body of a callback": ("/interactions/1/t/callback", {"type": 4, "data": {"content": "a"}}),
    }
    assert not problems([HttpLogEntry("POST", "/channels/1/messages", {}, fine, None)])
    for name, (path, body) in wrong.items():
        assert problems([HttpLogEntry("POST", path, {}, body, None)]), name


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


# python -m bot


class Refusing(http.server.BaseHTTPRequestHandler):
    """Answers as Discord does to a wrong token."""

    def do_GET(self) -> None:
        self.answer(401, {"message": "401: Unauthorized", "code": 0})

    def answer(self, status: int, value: object) -> None:
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Stay quiet."""


class Welcoming(Refusing):
    """Lets the bot log in."""

    def do_GET(self) -> None:
        user = {"id": "1", "username": "pullquote", "discriminator": "0", "avatar": None}
        application = {"id": "1", "name": "Pullquote", "description": "", "icon": None, "verify_key": ""}
        public = {"bot_public": True, "bot_require_code_grant": False, "owner": user}
        self.answer(200, user if self.path == "/users/@me" else {**application, **public})

    def do_PUT(self) -> None:
        self.answer(200, [])


@contextmanager
def serving(handler: type[Refusing]) -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def environment(**values: str) -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("DISCORD", "PULLQUOTE"))
    }
    return {**kept, "PYTHONPATH": str(ROOT), **values}


def redirected(discord_at: str) -> str:
    """Code that does as `python -m bot`, with Discord's API at another address."""
    return f"""
import runpy
import yarl
from discord import gateway, http
http.Route.BASE = {discord_at!r}
gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL("ws://127.0.0.1:9")
runpy.run_module("bot", run_name="__main__")
"""


def start(folder: Path, *, discord_at: str = "", **values: str) -> subprocess.CompletedProcess[str]:
    """Run the bot in `folder`, with Discord's API at another address if one is given."""
    arguments = ["-c", redirected(discord_at)] if discord_at else ["-m", "bot"]
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=environment(**values),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def assert_one_line(run: subprocess.CompletedProcess[str], code: int, *parts: str) -> None:
    assert run.returncode == code, run.stderr
    lines = [line for line in run.stderr.splitlines() if " INFO " not in line]
    assert len(lines) == 1, run.stderr
    assert lines[0].startswith("pullquote: ")
    for part in parts:
        assert part in lines[0]
    assert TOKEN not in run.stdout + run.stderr


def test_without_a_token_the_bot_says_so_and_exits_with_2(tmp_path: Path) -> None:
    assert_one_line(start(tmp_path), 2, "DISCORD_TOKEN", ".env.example")


def test_settings_come_from_the_env_file_of_the_working_folder(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"DISCORD_TOKEN={TOKEN}\nPULLQUOTE_LOG_LEVEL=LOUD\n", encoding="utf-8")
    assert_one_line(start(tmp_path), 2, "PULLQUOTE_LOG_LEVEL", "'LOUD'")


def test_an_env_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"DISCORD_TOKEN=\xff\xfe")
    assert_one_line(start(tmp_path), 2, ".env is not UTF-8")


def test_a_wrong_token_is_named_and_exits_with_2(tmp_path: Path) -> None:
    with serving(Refusing) as discord_at:
        run = start(tmp_path, discord_at=discord_at, DISCORD_TOKEN=TOKEN)
    assert_one_line(run, 2, "DISCORD_TOKEN", "refused", ".env.example")


def test_without_a_network_the_bot_says_so_and_exits_with_1(tmp_path: Path) -> None:
    run = start(tmp_path, discord_at="http://127.0.0.1:9", DISCORD_TOKEN=TOKEN)
    assert_one_line(run, 1, "cannot be reached")


def test_a_library_that_cannot_be_opened_is_named_and_exits_with_1(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library") as library:
        library.add([Article(text="A sentence.")])
    for file in (tmp_path / "library").glob("*.sqlite*"):
        file.write_bytes(b"no database " * 100)
    with serving(Welcoming) as discord_at:
        run = start(tmp_path, discord_at=discord_at, DISCORD_TOKEN=TOKEN, PULLQUOTE_LIBRARY="library")
    assert_one_line(run, 1, "library")


def test_a_second_bot_on_the_same_data_is_named_and_exits_with_1(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    with FileLock(tmp_path / "data" / LOCK_NAME), serving(Welcoming) as discord_at:
        run = start(tmp_path, discord_at=discord_at, DISCORD_TOKEN=TOKEN)
    assert_one_line(run, 1, "another bot works with this folder", "PULLQUOTE_DATA")


def test_a_gateway_that_cannot_be_reached_is_named_and_exits_with_1(tmp_path: Path) -> None:
    with serving(Welcoming) as discord_at:
        run = start(tmp_path, discord_at=discord_at, DISCORD_TOKEN=TOKEN)
    assert run.returncode == 1
    assert run.stderr.splitlines()[-1].startswith("pullquote: Discord cannot be reached")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to send")
def test_stopping_the_process_ends_it_quietly(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.settimeout(30)
        values = environment(DISCORD_TOKEN=TOKEN)
        code = redirected(f"http://127.0.0.1:{silent.getsockname()[1]}")
        with subprocess.Popen(
            [sys.executable, "-c", code], cwd=tmp_path, env=values, stderr=subprocess.PIPE, text=True
        ) as process:
            connection, _ = silent.accept()
            process.send_signal(signal.SIGTERM)
            _, errors = process.communicate(timeout=30)
            connection.close()
    assert process.returncode == 0, errors
    assert [line for line in errors.splitlines() if " INFO " not in line] == []
