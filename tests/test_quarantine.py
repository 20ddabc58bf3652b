"""What only one package may do: use an awkward library, read the environment, print."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from layers import MAY_IMPORT, ROOT, imports, modules


@pytest.mark.parametrize("path", sorted((ROOT / "index").rglob("*.py")), ids=lambda path: path.stem)
def test_index_knows_no_discord(path: Path) -> None:
    assert not {name.partition(".")[0] for name in imports(path)} & {"bot", "discord"}


# The one package that may import a library which is awkward or dangerous in many hands.
QUARANTINED = {
    "rank_bm25": {"index/scoring"},
    "numba": {"index/scoring"},
    "Stemmer": {"index/analysis"},
    "sentencex": {"index/analysis"},
    "tiktoken": {"index/analysis"},
    "socket": {"index/fetching"},
    "aiohttp": {"index/fetching", "bot/__main__", "bot/connection", "bot/interactions"},
    "sqlite3": {"index/storage", "index/upkeep", "bot/state"},
    "numpy": {name for name in MAY_IMPORT if name.startswith("index/")},
    "simcord": {"bot/preview"},
}


@pytest.mark.parametrize("name", sorted(QUARANTINED))
def test_a_library_stays_in_its_room(name: str) -> None:
    users = {
        package for package, path in modules() if name in {used.partition(".")[0] for used in imports(path)}
    }
    assert users <= QUARANTINED[name]


def test_one_module_alone_reads_the_environment() -> None:
    users = [
        path for _, path in modules() if "environ" in set(names(ast.parse(path.read_text(encoding="utf-8"))))
    ]
    assert users == [ROOT / "index" / "console" / "environment.py"]


def test_only_the_terminal_prints() -> None:
    """All else goes through `index.console.terminal`, which makes what others wrote legible."""
    door = ROOT / "index" / "console" / "terminal.py"
    # These speak to their parent process over a pipe, with bytes.
    pipes = {ROOT / "index/indexing/process_pool.py", ROOT / "index/readers/sandbox/child.py"}
    banned = {"print", "input", "Console", "get_console", "echo", "secho", "print_exc", "print_exception"}
    banned |= {"StreamHandler", "basicConfig", "lastResort"}
    for path in {path for _, path in modules()} - {door}:
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


def test_importing_the_library_imports_no_discord_and_nothing_heavy() -> None:
    code = "import index, sys; print(*sorted(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"discord", "bot", "aiohttp"} & set(loaded)
