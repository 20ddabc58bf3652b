"""What README.md and docs/commands.md tell people to type works."""

import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from typer.main import get_command

from command import pullquote
from index.cli.app import app

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
OPERATION = (ROOT / "docs" / "operation.md").read_text(encoding="utf-8")
ALL = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]
BOTS = {"bot", "preview"}


def commands() -> set[str]:
    return set(get_command(app).commands) | BOTS  # type: ignore[attr-defined]


def typed(text: str) -> list[list[str]]:
    """Return what the shell blocks of a document give to pullquote: the arguments of each call."""
    blocks = "\n".join(re.findall(r"```sh\n(.*?)```", text, re.DOTALL))
    lines = re.findall(r"^(?:\.venv/bin/)?pullquote (.*)$", blocks, re.MULTILINE)
    return [shlex.split(line, comments=True) for line in lines]


def of_the_sample(command: str) -> list[str]:
    """Return what the README gives to one command, but for the library that it names."""
    [call] = [one for one in typed(README) if one[0] == command]
    assert call[-2:] == ["--library", "data/sample"]
    return call[:-2]


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """The library that the README makes of the sample."""
    add = of_the_sample("add")
    folder = tmp_path / "library"
    assert "12 added" in pullquote("add", ROOT / add[1], "--library", folder)
    return folder


def test_every_command_of_the_table_exists_and_every_command_is_in_it() -> None:
    table = "\n".join(line for line in COMMANDS.splitlines() if line.startswith("| `pullquote "))
    cells = [line.split("|")[1] for line in table.splitlines()]
    named = {
        word.removeprefix("pullquote ").split()[0]
        for cell in cells
        for word in re.findall(r"`([^`]+)`", cell)
    }
    assert named == commands()


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.name)
def test_every_command_that_a_document_names_exists(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    quoted = [line.split()[0] for line in re.findall(r"`(?:\.venv/bin/)?pullquote ([^`]+)`", text)]
    named = {*quoted, *(arguments[0] for arguments in typed(text))} - {"COMMAND", "--version"}
    assert named <= commands()


def test_every_option_in_the_commands_table_is_one_of_its_command() -> None:
    for line in COMMANDS.splitlines():
        found = re.match(r"\| `pullquote (\w+)", line)
        if found is None or found[1] in BOTS:
            continue
        command = get_command(app).commands[found[1]]  # type: ignore[attr-defined]
        options = {option for parameter in command.params for option in parameter.opts}
        assert set(re.findall(r"--[a-z]+", line)) <= options, line


def test_the_shell_lines_of_the_readme_run_on_the_sample(sample: Path) -> None:
    calls = ["ask", "compare", "quote", "check"]
    assert {one[0] for one in typed(README)} == {*calls, "add", "chat"}
    asked, compared, quoted, checked = (pullquote(*of_the_sample(one), "--library", sample) for one in calls)
    assert "Installing it took another 18 hours" in " ".join(asked.split())
    assert "3 outlets with this matter" in compared
    assert "Harbor Ledger, 11 Mar 2025" in compared
    assert quoted.startswith("Not these words, but nearly:")
    assert "[-400-] {+340+} times" in quoted
    assert checked == "the library is whole\n"


def test_check_repair_mends_a_sample_whose_postings_are_gone(sample: Path) -> None:
    for segment in (sample / "segments").iterdir():
        segment.unlink()
    assert "the library is whole" not in pullquote("check", "--library", sample, code=1)
    assert pullquote(*of_the_sample("check"), "--library", sample).endswith("the library is whole\n")
    assert "Installing it took" in pullquote("ask", "Why did the parking meters stop?", "--library", sample)


def test_the_limit_that_the_readme_admits_is_there(sample: Path) -> None:
    [(asked, written)] = re.findall(r"“([^”]+)” does not find “([^”]+)”", README)
    assert pullquote("ask", f"Was anyone {asked}?", "--library", sample).startswith("Nothing in this library")
    assert "Nine people were hurt" in pullquote("ask", f"Was anyone {written}?", "--library", sample)


def test_the_python_example_runs(tmp_path: Path) -> None:
    [code] = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    folder = tmp_path / "my-articles"
    folder.mkdir()
    (folder / "bridge.txt").write_text("Bridge opens\n\nThe minister said that the bridge opens in May.")
    shown = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert "The minister said that the bridge opens in May. -- unknown outlet, undated" in shown.stdout


def test_the_first_example_is_what_the_sample_answers() -> None:
    example = README.split("```")[1]
    [question] = re.findall(r"^ask> (.*)$", example, re.MULTILINE)
    shown = subprocess.run(
        [sys.executable, "-m", "index.cli", "chat", "--sample"],
        input=question, capture_output=True, text=True, check=True, encoding="utf-8",
    ).stdout  # fmt: skip
    assert " ".join(example.split("1. ")[1].split()) in " ".join(shown.split())


def test_the_version_is_the_projects() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert pullquote("--version") == f"pullquote {project['version']}\n"


def test_the_two_commands_are_targets_of_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert {"make run", "make test"} <= set(re.findall(r"^make \w+", README, re.MULTILINE))
    for path in ALL:
        # In a document, what follows "make" in code is a target.
        for target in re.findall(r"(?:`|^)make (\w+)", path.read_text(encoding="utf-8"), re.MULTILINE):
            assert f"\n{target}:" in makefile, (path.name, target)


def test_every_setting_of_the_bot_is_in_the_example_file() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    places = (ROOT / "bot" / "settings.py", ROOT / "index" / "console" / "environment.py")
    settings = "\n".join(place.read_text(encoding="utf-8") for place in places)
    written = set(re.findall(r"^#?(DISCORD_TOKEN|PULLQUOTE_\w+)=", example, re.MULTILINE))
    assert set(re.findall(r"\b(DISCORD_TOKEN|PULLQUOTE_\w+)", settings)) == written
    for text in (README, COMMANDS, OPERATION):
        assert set(re.findall(r"\b(?:DISCORD_TOKEN|PULLQUOTE_\w+)", text)) <= written
