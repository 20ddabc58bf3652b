"""python -m bot: what stands in the way of a start is one line, and a stop is quiet."""

import http.server
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from filelock import FileLock

from bot.client import LOCK_NAME
from index import Article, Library

ROOT = Path(__file__).parents[2]
TOKEN = "a.token.of.tests"  # noqa: S105


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


def test_the_most_talkative_log_leaves_out_what_discord_receives_and_sends(tmp_path: Path) -> None:
    with serving(Refusing) as discord_at:
        run = start(tmp_path, discord_at=discord_at, DISCORD_TOKEN=TOKEN, PULLQUOTE_LOG_LEVEL="DEBUG")
    assert " DEBUG " in run.stderr
    assert " DEBUG   discord" not in run.stderr


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
