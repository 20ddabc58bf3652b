"""What the README tells people to type works."""

import re
import subprocess
import sys
from pathlib import Path

from typer.main import get_command

from index.cli.app import app

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_command_of_the_table_exists_and_every_command_is_in_it() -> None:
    table = "\n".join(line for line in README.splitlines() if line.startswith("| `pullquote "))
    cells = [line.split("|")[1] for line in table.splitlines()]
    named = {
        word.removeprefix("pullquote ").split()[0]
        for cell in cells
        for word in re.findall(r"`([^`]+)`", cell)
    }
    commands = set(get_command(app).commands) | {"bot", "preview"}  # type: ignore[attr-defined]
    assert named == commands


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


def test_the_two_commands_are_targets_of_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert {"make run", "make test"} <= set(re.findall(r"^make \w+", README, re.MULTILINE))
    assert all(f"\n{target}:" in makefile for target in ("run", "test", "lint"))


def test_every_setting_of_the_bot_is_in_the_example_file() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    places = (ROOT / "bot" / "settings.py", ROOT / "index" / "environment.py")
    settings = "\n".join(place.read_text(encoding="utf-8") for place in places)
    assert set(re.findall(r"\b(DISCORD_TOKEN|PULLQUOTE_\w+)", settings)) == set(
        re.findall(r"^#?(DISCORD_TOKEN|PULLQUOTE_\w+)=", example, re.MULTILINE)
    )
