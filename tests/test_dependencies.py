"""What is imported is depended on by name, however old the installer is."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, packages_distributions, requires
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
OURS = {"bot", "index"}
# Modules that are imported only where an extra was asked for, and the extra.
OPTIONAL = {"numba": "fast", "simcord": "preview"}


def named(requirements: list[str]) -> set[str]:
    return {canonicalize_name(Requirement(one).name) for one in requirements}


NEEDED = named(PROJECT["dependencies"])
EXTRAS = {extra: named(given) for extra, given in PROJECT["optional-dependencies"].items()}


def imported(tree: ast.AST) -> Iterator[str]:
    """Yield the top-level names of all modules that a file imports, wherever in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            yield node.module.split(".")[0]


@cache
def foreign_modules() -> Mapping[str, set[str]]:
    """Return all modules imported in bot/ and index/ that are neither ours nor Python's, and where."""
    found: dict[str, set[str]] = {}
    for path in (*(ROOT / "bot").rglob("*.py"), *(ROOT / "index").rglob("*.py")):
        for name in imported(ast.parse(path.read_text(encoding="utf-8"))):
            if name not in OURS and name not in sys.stdlib_module_names:
                found.setdefault(name, set()).add(str(path.relative_to(ROOT)))
    return found


def distributions_of(module: str) -> set[str]:
    return {canonicalize_name(name) for name in packages_distributions().get(module, ())}


def closure(requirements: list[str]) -> Iterator[tuple[str, Requirement]]:
    """Yield what these requirements need, and what that needs, each with who needs it."""
    waiting, seen = [("pullquote", Requirement(one)) for one in requirements], set()
    while waiting:
        needing, wanted = waiting.pop()
        if str(wanted) in seen:
            continue
        seen.add(str(wanted))
        yield needing, wanted
        for extra in ("", *wanted.extras):
            waiting += [(wanted.name, one) for one in needs_of(wanted.name, extra)]


def needs_of(name: str, extra: str) -> list[Requirement]:
    try:
        declared = [Requirement(one) for one in requires(name) or ()]
    except PackageNotFoundError:
        # A marker of another system or Python has kept it out.
        return []
    without = {one for one in declared if not one.marker or one.marker.evaluate({"extra": ""})}
    if not extra:
        return [one for one in declared if one in without]
    # Metadata writes an extra's name in either way.
    ways = {extra, extra.replace("_", "-"), extra.replace("-", "_")}
    return [
        one
        for one in declared
        if one not in without and one.marker and any(one.marker.evaluate({"extra": way}) for way in ways)
    ]


@pytest.mark.parametrize("module", sorted(foreign_modules()))
def test_every_imported_module_is_of_a_package_that_we_name(module: str) -> None:
    extra = OPTIONAL.get(module)
    allowed = EXTRAS[extra] if extra else NEEDED
    assert distributions_of(module) & allowed, f"{module}, imported by {foreign_modules()[module]}"


def test_what_an_extra_brings_is_imported_only_where_it_was_asked_for() -> None:
    for module in OPTIONAL:
        for place in foreign_modules()[module]:
            tree = ast.parse((ROOT / place).read_text(encoding="utf-8"))
            if place == "index/scoring/numba_kernels.py":
                # Imported as a whole only by index/scoring/numba_engine.py, once numba has been found.
                continue
            assert module not in imported_at_once(tree), place


def imported_at_once(tree: ast.Module) -> set[str]:
    return {name for node in tree.body if not isinstance(node, ast.If) for name in imported_directly(node)}


def imported_directly(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.Import | ast.ImportFrom):
        yield from imported(node)


def test_nothing_comes_only_by_an_extra_whose_name_older_installers_misread() -> None:
    """pip before 23.3 looks for the extra `a_b` by that name, while metadata may call it `a-b`."""
    needs = list(closure(PROJECT["dependencies"]))
    assert len(needs) > len(NEEDED)
    for needing, wanted in needs:
        for extra in wanted.extras:
            if re.search(r"[-_.A-Z]", extra):
                missing = {canonicalize_name(one.name) for one in needs_of(wanted.name, extra)} - NEEDED
                assert not missing, f"{needing} needs {wanted}"
