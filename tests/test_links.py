"""The documents lead where they say: each link to a file or a heading that is there, the map to the code."""

import ast
import importlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCUMENTS = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")),
    *sorted((ROOT / "docs").glob("*.md")),
]
QUALITY = (ROOT / "docs" / "quality.md").read_text(encoding="utf-8")
MAP = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
# What a newcomer looks for, by a word of the map's row, and what the file of that row has to hold.
FOUND = {
    "a question read": ("index/query/builder.py", "QueryBuilder"),
    "the command that takes a question": ("bot/cogs/ask.py", "AskCog"),
    '"nothing found" decided': ("index/ranking/confidence.py", "THRESHOLD"),
    "BM25, its parameters": ("index/scoring/bm25.py", "K1"),
    "a press of a button checked": ("bot/interactions/authorization.py", "authorize"),
    "a PDF read": ("index/readers/formats/pdf.py", "parse"),
    "a feed (RSS, Atom) polled": ("bot/feeds/poller.py", "INTERVAL_S"),
}


def prose(path: Path) -> str:
    """Return a document without its blocks of code."""
    return re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


def anchors(path: Path) -> set[str]:
    """Return the names under which GitHub links to the headings of a document."""
    headings = re.findall(r"^#+ (.+)$", prose(path), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_relative_link_leads_to_what_is_there(path: Path) -> None:
    for link in re.findall(r"\]\(([^)\s]+)\)", prose(path)):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = link.partition("#")
        target = (path.parent / name).resolve() if name else path
        assert target.exists(), link
        assert target.is_relative_to(ROOT), link
        if anchor:
            assert anchor in anchors(target), link


def test_a_link_that_shows_a_path_leads_to_that_path() -> None:
    for shown, target in re.findall(r"\[([\w/\\]+\.py)\]\(\.\./([^)]+)\)", MAP):
        assert target.endswith(shown.replace("\\", "")), (shown, target)


def test_every_file_that_the_map_names_in_code_is_there() -> None:
    code = {
        path.relative_to(ROOT).as_posix()
        for top in ("index", "bot", "tests")
        for path in (ROOT / top).rglob("*.py")
    }
    for name in re.findall(r"`([\w/]+\.py)`", MAP):
        assert any(path.endswith(f"/{name}") or path == name for path in code), name


@pytest.mark.parametrize("sought", FOUND)
def test_the_map_leads_a_newcomer_there(sought: str) -> None:
    path, held = FOUND[sought]
    [row] = [line for line in MAP.splitlines() if line.startswith("| ") and sought in line]
    assert f"](../{path})" in row
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    defined = {getattr(node, "name", None) for node in tree.body}
    defined |= {name.id for node in tree.body for name in ast.walk(node) if isinstance(name, ast.Name)}
    assert held in defined


def test_the_readme_leads_to_every_document() -> None:
    linked = set(re.findall(r"\]\(([\w/.-]+\.md)", (ROOT / "README.md").read_text(encoding="utf-8")))
    assert {path.relative_to(ROOT).as_posix() for path in DOCUMENTS} - {"README.md"} <= linked


def test_the_source_distribution_holds_every_document() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    [included] = re.findall(
        r"\[tool\.hatch\.build\.targets\.sdist\]\ninclude = \[(.*?)\]", project, re.DOTALL
    )
    names = set(re.findall(r'"([^"]+)"', included))
    assert {path.relative_to(ROOT).parts[0] for path in DOCUMENTS} <= names


def test_every_parameter_of_the_quality_table_has_the_value_that_it_gives() -> None:
    rows = re.findall(r"^\| `(\w+)\.(.+?) \| (.+?) \|", QUALITY, re.MULTILINE)
    assert len(rows) > 10
    for module, names, values in rows:
        [path] = (ROOT / "index").rglob(f"{module}.py")
        code = importlib.import_module(path.relative_to(ROOT).with_suffix("").as_posix().replace("/", "."))
        told = re.findall(r"-?\d*\.?\d+", values)
        for name, value in zip(re.findall(r"\w+", names), told, strict=True):
            assert getattr(code, name) == float(value), f"{module}.{name}"
