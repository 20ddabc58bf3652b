"""The packages, what each may import, and that nothing else happens: read from the code itself."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# What each package may import of ours. `index` stands for its face: `index/__init__.py` and `library.py`.
# A module right in `bot/` is a package by itself.
BELOW_LIBRARY = (
    *("index/model", "index/text", "index/analysis", "index/spelling", "index/storage", "index/scoring"),
    *("index/query", "index/ranking", "index/indexing", "index/upkeep", "index/lookup"),
)
ROOMS = (
    *("bot/answers", "bot/citing", "bot/own_articles", "bot/feeds", "bot/admin"),
    *(
        "bot/interactions",
        "bot/cards",
        "bot/libraries",
        "bot/intake",
        "bot/scheduling",
        "bot/state",
        "bot/texts",
    ),
    *("bot/quotas", "bot/settings"),
)
PLUMBING = ("bot/interactions", "bot/cards", "bot/libraries", "bot/scheduling", "bot/state", "bot/texts")
MAY_IMPORT: Mapping[str, tuple[str, ...]] = {
    "index/model": (),
    "index/text": ("index/model",),
    "index/analysis": ("index/model", "index/text"),
    "index/spelling": (),
    "index/storage": ("index/model", "index/text", "index/analysis", "index/spelling"),
    "index/scoring": ("index/model", "index/storage"),
    "index/query": ("index/model", "index/analysis", "index/spelling", "index/storage"),
    "index/ranking": ("index/model", "index/analysis", "index/query", "index/scoring", "index/storage"),
    "index/indexing": (
        *("index/model", "index/text", "index/analysis", "index/spelling", "index/scoring", "index/storage"),
    ),
    "index/upkeep": (
        *(
            "index/model",
            "index/analysis",
            "index/spelling",
            "index/storage",
            "index/query",
            "index/indexing",
        ),
    ),
    "index/lookup": ("index/model", "index/analysis", "index/scoring", "index/storage", "index/ranking"),
    "index/citation": ("index/model",),
    "index/cleaning": ("index/model", "index/text", "index/analysis"),
    "index/fetching": ("index/model",),
    "index/readers": (
        *("index/model", "index/text", "index/cleaning", "index/fetching"),
        *("index/readers/formats", "index/readers/sandbox"),
    ),
    "index/readers/formats": ("index/model", "index/text", "index/cleaning"),
    "index/readers/sandbox": ("index/model", "index/text", "index/readers/formats"),
    "index/sample": ("index/model", "index/readers/formats"),
    "index/console": ("index/model",),
    "index": (*BELOW_LIBRARY, "index/fetching", "index/readers", "index/readers/formats"),
    "index/evaluation": ("index", "index/model", "index/readers"),
    "index/cli": (
        *("index", *BELOW_LIBRARY, "index/citation", "index/cleaning", "index/fetching", "index/readers"),
        *("index/readers/formats", "index/console", "index/sample", "index/evaluation"),
    ),
    "bot/texts": (),
    "bot/scheduling": ("bot/texts",),
    "bot/state": ("bot/scheduling",),
    "bot/quotas": (),
    "bot/settings": ("bot/quotas",),
    "bot/event_loop": (),
    "bot/intake": ("bot/scheduling", "bot/texts"),
    "bot/libraries": ("bot/scheduling", "bot/state", "bot/settings", "bot/texts"),
    "bot/cards": ("bot/libraries", "bot/texts"),
    "bot/interactions": (
        *("bot/cards", "bot/intake", "bot/libraries", "bot/scheduling", "bot/state", "bot/texts"),
        *("bot/quotas", "bot/settings"),
    ),
    "bot/citing": PLUMBING,
    "bot/answers": ("bot/citing", *PLUMBING),
    "bot/own_articles": ("bot/intake", "bot/quotas", *PLUMBING),
    "bot/feeds": ("bot/intake", "bot/quotas", *PLUMBING),
    "bot/admin": ("bot/intake", "bot/quotas", *PLUMBING),
    "bot/cogs": ROOMS,
    "bot/connection": ROOMS,
    "bot/shutdown": ROOMS,
    "bot/client": ("bot/cogs", "bot/connection", *ROOMS),
    "bot/preview": ("bot/client", "bot/settings", "bot/interactions"),
    "bot/__main__": ("bot/client", "bot/connection", "bot/event_loop", "bot/shutdown", *ROOMS),
    "bot": (),
}
# Of these the map says in words what they may import.
WIDE = {"index", "index/cli", "bot/cogs"}
# What the bot may know of the other half.
INDEX_FOR_BOT = ("index", "index/citation", "index/console", "index/sample")


def modules() -> Iterator[tuple[str, Path]]:
    """Yield every module of ours: its package and its file."""
    for path in chain((ROOT / "index").rglob("*.py"), (ROOT / "bot").rglob("*.py")):
        yield package_of(path), path


def package_of(path: Path) -> str:
    folder = path.parent.relative_to(ROOT).as_posix()
    return f"bot/{path.stem}" if folder == "bot" and path.stem != "__init__" else folder


def file_of(name: str) -> Path | None:
    """Return the file of the module `name`, if there is one."""
    path = ROOT / name.replace(".", "/")
    return next((file for file in (path.with_suffix(".py"), path / "__init__.py") if file.is_file()), None)


def imports(path: Path) -> set[str]:
    """Return the modules that a file imports, those too that it imports late or for types alone."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: imports are absolute"
            named = [f"{node.module}.{alias.name}" for alias in node.names]
            found |= {name if file_of(name) else str(node.module) for name in named}
    return found


def ours(path: Path) -> set[str]:
    return {name for name in imports(path) if name.partition(".")[0] in {"index", "bot"}}


def arrows() -> dict[str, dict[str, set[str]]]:
    """Return what each package imports of other packages, and which files do it."""
    found: dict[str, dict[str, set[str]]] = {package: {} for package, _ in modules()}
    for package, path in modules():
        for name in ours(path):
            file = file_of(name)
            assert file is not None, f"{path} imports {name}, which is not there"
            if package_of(file) != package:
                found[package].setdefault(package_of(file), set()).add(path.relative_to(ROOT).as_posix())
    return found


def test_every_package_stands_in_the_table() -> None:
    assert {package for package, _ in modules()} == set(MAY_IMPORT)


@pytest.mark.parametrize("package", sorted(MAY_IMPORT))
def test_a_package_imports_what_the_table_permits(package: str) -> None:
    permitted = set(MAY_IMPORT[package])
    if package.startswith("bot"):
        permitted |= set(INDEX_FOR_BOT)
    assert {name: files for name, files in arrows()[package].items() if name not in permitted} == {}


def test_arrows_make_no_circle() -> None:
    try:
        tuple(TopologicalSorter(arrows()).static_order())
    except CycleError as error:
        pytest.fail(f"a circle of packages: {error.args[1]}")


def test_files_make_no_circle() -> None:
    graph = {path: {file_of(name) for name in ours(path)} - {path} for _, path in modules()}
    # `from index import Library` inside `bot` loads the face; inside `index` nothing imports it from below.
    try:
        tuple(TopologicalSorter(graph).static_order())
    except CycleError as error:
        pytest.fail(f"a circle of files: {[str(path) for path in error.args[1]]}")


def test_the_table_itself_runs_downwards() -> None:
    tuple(TopologicalSorter(MAY_IMPORT).static_order())


@pytest.mark.parametrize("path", sorted((ROOT / "index").rglob("*.py")), ids=lambda path: path.stem)
def test_index_knows_no_discord(path: Path) -> None:
    assert not {name.partition(".")[0] for name in imports(path)} & {"bot", "discord"}


def test_no_cog_imports_a_cog() -> None:
    cogs = [path for package, path in modules() if package == "bot/cogs"]
    assert [path.name for path in cogs if any(name.startswith("bot.cogs.") for name in ours(path))] == []


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


def test_the_map_says_what_the_table_says() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z_/]+?)/?(?:\.py)?` \| (.+?) \| (.*?) \|$", text, re.MULTILINE)
    said = {
        package: (sentence, tuple(re.findall(r"`([a-z_/]+?)/?`", may))) for package, sentence, may in rows
    }
    packages = {package for package in MAY_IMPORT if package.count("/") == 0 or (ROOT / package).is_dir()}
    assert set(said) == packages
    for package, (sentence, may) in said.items():
        docstring = ast.get_docstring(ast.parse((ROOT / package / "__init__.py").read_text(encoding="utf-8")))
        assert docstring is not None
        assert " ".join(docstring.partition("\n\n")[0].split()) == sentence, package
        assert set(may) == set(MAY_IMPORT[package]) or package in WIDE, package
