"""The table of the packages, what each may import, and what each does import: read from the code itself."""

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).parents[2]
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
    "index/lookup": (
        "index/model",
        "index/text",
        "index/analysis",
        "index/scoring",
        "index/storage",
        "index/ranking",
    ),
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


@cache
def file_of(name: str) -> Path | None:
    """Return the file of the module `name`, if there is one."""
    path = ROOT / name.replace(".", "/")
    return next((file for file in (path.with_suffix(".py"), path / "__init__.py") if file.is_file()), None)


@cache
def imports(path: Path) -> frozenset[str]:
    """Return the modules that a file imports, those too that it imports late or for types alone."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: imports are absolute"
            named = [f"{node.module}.{alias.name}" for alias in node.names]
            found |= {name if file_of(name) else str(node.module) for name in named}
    return frozenset(found)


def ours(path: Path) -> set[str]:
    return {name for name in imports(path) if name.partition(".")[0] in {"index", "bot"}}


@cache
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
