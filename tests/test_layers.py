"""The packages, what each may import, and that nothing else happens: read from the code itself."""

import ast
import re
from graphlib import CycleError, TopologicalSorter

import pytest

from layers import INDEX_FOR_BOT, MAY_IMPORT, ROOT, WIDE, arrows, file_of, modules, ours


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


def test_no_cog_imports_a_cog() -> None:
    cogs = [path for package, path in modules() if package == "bot/cogs"]
    assert [path.name for path in cogs if any(name.startswith("bot.cogs.") for name in ours(path))] == []


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
