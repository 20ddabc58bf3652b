"""The commands and the bot find one library: by option, variable, .env and default, in this order."""

import json
import os
from pathlib import Path

import pytest

from bot.settings import Settings
from command import Done, run
from index.console.environment import Folders, environment, folders

NAMES = ("PULLQUOTE_DATA", "PULLQUOTE_LIBRARY", "DISCORD_TOKEN")


@pytest.fixture(autouse=True)
def working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def pullquote(*arguments: object, code: int = 0, **variables: str) -> Done:
    done = run(*arguments, **variables)
    assert done.code == code, done.stderr
    return done


@pytest.mark.parametrize(
    ("lines", "variables", "library", "named_by"),
    [
        ("", {}, "data/library", ""),
        ("PULLQUOTE_DATA=kept", {}, "kept/library", "PULLQUOTE_DATA in .env"),
        ("PULLQUOTE_LIBRARY=news", {}, "news", "PULLQUOTE_LIBRARY in .env"),
        ("PULLQUOTE_DATA=kept\nPULLQUOTE_LIBRARY=news", {}, "news", "PULLQUOTE_LIBRARY in .env"),
        ("PULLQUOTE_LIBRARY=news", {"PULLQUOTE_LIBRARY": "other"}, "other", "PULLQUOTE_LIBRARY"),
        ("PULLQUOTE_LIBRARY=news", {"PULLQUOTE_LIBRARY": " "}, "news", "PULLQUOTE_LIBRARY in .env"),
        ("PULLQUOTE_DATA=kept", {"PULLQUOTE_DATA": "other"}, "other/library", "PULLQUOTE_DATA"),
        ("\ufeffPULLQUOTE_LIBRARY='my news'\n", {}, "my news", "PULLQUOTE_LIBRARY in .env"),
        ("PULLQUOTE_LIBRARY\nPULLQUOTE_DATA=", {}, "data/library", ""),
    ],
)
def test_the_bot_and_the_commands_use_one_library(
    lines: str, variables: dict[str, str], library: str, named_by: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path(".env").write_text(lines, encoding="utf-8")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert (folders().library, folders().named_by) == (Path(library), named_by)
    bot = Settings.from_env({**environment(), "DISCORD_TOKEN": "a.token"})
    assert (bot.library, bot.data) == (folders().library, folders().data)


def test_what_the_operator_adds_is_what_members_see(working_folder: Path) -> None:
    (working_folder / ".env").write_text("DISCORD_TOKEN=a.token\nPULLQUOTE_DATA=kept\n")
    (working_folder / "ferry.txt").write_text("Ferry\n\nThe ferry ran aground in fog.")
    added = pullquote("add", "ferry.txt")
    assert added.stdout == "1 added, 0 updated, 0 unchanged, 0 failed\n"
    assert added.stderr.strip() == f"in {Path('kept/library')} (PULLQUOTE_DATA in .env)"
    assert (Settings.from_env(environment()).library / "library.sqlite").is_file()
    assert not (working_folder / "data").exists()
    assert "(PULLQUOTE_DATA in .env)" in pullquote("stats").stdout
    assert json.loads(pullquote("stats", "--json").stdout)["library"] == str(Path("kept/library"))
    assert "aground" in pullquote("ask", "Where did the ferry run aground?").stdout


def test_an_option_goes_before_all_and_needs_no_setting(working_folder: Path) -> None:
    (working_folder / ".env").write_bytes(b"PULLQUOTE_LIBRARY=\xff\xfe")
    (working_folder / "ferry.txt").write_text("Ferry\n\nThe ferry ran aground in fog.")
    assert pullquote("add", "ferry.txt", "-l", "own", PULLQUOTE_LIBRARY="other").stderr == ""
    assert (working_folder / "own" / "library.sqlite").is_file()
    assert "nowhere: no library here" in pullquote("stats", "-l", "nowhere", code=1).stderr


def test_a_library_that_is_missing_is_named_with_the_setting(working_folder: Path) -> None:
    (working_folder / ".env").write_text("PULLQUOTE_LIBRARY='my news'\n")
    line = pullquote("stats", code=1).stderr
    assert "my news (PULLQUOTE_LIBRARY in .env): no library here" in line
    assert "--library 'my news'`" in line


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PULLQUOTE_LIBRARY=\xff\xfe", ".env is not UTF-8 text: save it as UTF-8; see .env.example"),
        (b"PULLQUOTE_LIBRARY=ferry.txt", "PULLQUOTE_LIBRARY names ferry.txt, which is a file: name a folder"),
        (b"PULLQUOTE_DATA=~nobody-of-that-name/x", "PULLQUOTE_DATA is '~nobody-of-that-name/x': there is no"),
    ],
)
def test_a_wrong_setting_is_one_line_to_every_command(
    working_folder: Path, content: bytes, words: str
) -> None:
    (working_folder / ".env").write_bytes(content)
    (working_folder / "ferry.txt").write_text("Ferry")
    for command in (("stats",), ("add", "ferry.txt")):
        lines = pullquote(*command, code=1).stderr.splitlines()
        assert len(lines) == 1
        assert words in lines[0]


def test_a_folder_of_that_name_holds_no_settings() -> None:
    """Some keep a virtual environment there."""
    Path(".env").mkdir()
    assert folders() == Folders.of({})


def test_nothing_of_env_reaches_the_variables_of_the_process() -> None:
    Path(".env").write_text("DISCORD_TOKEN=secret\n")
    assert environment()["DISCORD_TOKEN"] == "secret"  # noqa: S105
    assert "DISCORD_TOKEN" not in os.environ


def test_folders_have_defaults() -> None:
    assert Folders.of({}) == Folders(data=Path("data"), library=Path("data/library"))
