"""The arrows between the parts run one way."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def files(*packages: str) -> list[Path]:
    return sorted(path for package in packages for path in (ROOT / package).rglob("*.py"))


def imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    return names | {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}


@pytest.mark.parametrize("path", sorted((ROOT / "index").rglob("*.py")), ids=lambda path: path.name)
def test_index_knows_no_discord(path: Path) -> None:
    assert not {name.split(".")[0] for name in imports(path)} & {"bot", "discord"}


def test_only_one_file_reads_the_environment() -> None:
    sources = {path: path.read_text(encoding="utf-8") for path in files("bot", "index")}
    readers = {path.name for path, text in sources.items() if re.search(r"\benviron\b|\bgetenv\b", text)}
    assert readers | {path.name for path in sources if "dotenv" in imports(path)} == {"environment.py"}


@pytest.mark.parametrize("path", sorted((ROOT / "bot").rglob("*.py")), ids=lambda path: path.name)
def test_the_bot_uses_nothing_below_the_library(path: Path) -> None:
    used = {name for name in imports(path) if name.split(".")[0] == "index"}
    assert used <= {
        "index",
        "index.model.answer",
        "index.model.article",
        "index.citation.styles",
        "index.console.environment",
        "index.model.errors",
        "index.library",
        "index.sample",
        "index.analysis.sentences",
    }
    assert not {name.split(".")[0] for name in imports(path)} & {"numpy", "rank_bm25"}


def test_only_the_bots_memory_speaks_sql() -> None:
    bot = ROOT / "bot"
    users = {path.relative_to(bot).parts[0] for path in bot.rglob("*.py") if "sqlite3" in imports(path)}
    assert users == {"state"}


def test_the_simulation_is_no_part_of_the_running_bot() -> None:
    users = [path.name for path in (ROOT / "bot").rglob("*.py") if "bot.preview.simulation" in imports(path)]
    assert users == ["preview.py"]
    assert not [path.name for path in (ROOT / "bot").rglob("*.py") if "bot.preview" in imports(path)]


def test_only_the_terminal_prints() -> None:
    """All else goes through `index.terminal`, which makes what others wrote legible."""
    doors = {ROOT / "index" / "terminal.py"}
    # These speak to their parent process over a pipe, with bytes.
    pipes = {ROOT / "index" / "preparing.py", ROOT / "index" / "readers" / "child.py"}
    banned = {"print", "input", "Console", "get_console", "echo", "secho", "print_exc", "print_exception"}
    banned |= {"StreamHandler", "basicConfig", "lastResort"}
    for path in set(files("bot", "index")) - doors:
        text = path.read_text(encoding="utf-8")
        assert not set(names(ast.parse(text))) & banned, path
        streams = re.findall(r"sys\.(?:__)?std(?:out|err)\S*", text)
        assert not [use for use in streams if path not in pipes or ".buffer" not in use], path
        assert not imports(path) & {"rich", "rich.console", "rich.live", "rich.table", "rich.markup"}, path


def names(tree: ast.AST) -> Iterator[str]:
    """Yield the names and attributes that a file uses."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.ImportFrom):
            yield from (alias.name for alias in node.names)


def test_rank_bm25_stays_in_one_file() -> None:
    users = [path.name for path in (ROOT / "index").rglob("*.py") if "rank_bm25" in imports(path)]
    assert users == ["bm25.py"]


def test_importing_the_library_imports_no_discord_and_nothing_heavy() -> None:
    code = "import index, sys; print(*sorted(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"discord", "bot", "aiohttp"} & set(loaded)
