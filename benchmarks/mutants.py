"""Do the tests notice? Breaks the modules that carry the invariants, one small way at a time.

Each mutant is made in a copy of the tree, and the tests that should notice run there until the first fails:

    python benchmarks/mutants.py --module index/ranking --count 10 --seed 3

A line a mutant says whether it was killed, survived, or took several times as long as the code as it is,
which counts as killed; then comes what was changed. The exit code is 1 when any survived. Some cannot be
told from the code as it is; a person judges.
"""

import argparse
import ast
import copy
import difflib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COPIED = ("bot", "index", "tests", "docs", "benchmarks")
FILES = ("pyproject.toml", "README.md", "CHANGELOG.md", "Makefile", ".env.example", "LICENSE")
# What carries the invariants, and what should notice beside the tests of the same package.
INVARIANTS = {
    "index/analysis/sentences.py": (),
    "index/analysis/sentence_ends.py": (),
    "index/analysis/full_stops.py": (),
    "index/analysis/chunker.py": (),
    "index/analysis/analyzer.py": (),
    "index/analysis/words.py": (),
    "index/indexing/commit.py": ("tests/index/test_library.py", "tests/index/upkeep/test_durability.py"),
    "index/indexing/identity.py": ("tests/index/test_library.py",),
    "index/indexing/writer.py": ("tests/index/test_library.py", "tests/index/upkeep/test_durability.py"),
    "index/query/builder.py": ("tests/index/ranking",),
    "index/ranking/answer_builder.py": ("tests/index/lookup",),
    "index/ranking/best_sentence.py": (),
    "index/ranking/confidence.py": (),
    "index/ranking/dedup.py": (),
    "index/ranking/fields.py": (),
    "index/ranking/proximity.py": (),
    "index/ranking/ranker.py": (),
    "index/scoring/bm25.py": ("tests/index/ranking/test_parts.py",),
    "index/scoring/numpy_engine.py": (),
    "index/scoring/statistics.py": ("tests/index/ranking/test_parts.py",),
    "index/scoring/top_k.py": ("tests/index/ranking/test_parts.py",),
    "index/storage/commit_record.py": ("tests/index/upkeep",),
    "index/storage/folder.py": ("tests/index/upkeep", "tests/index/indexing"),
    "index/storage/segment_file.py": ("tests/index/upkeep",),
    "index/storage/segments_table.py": ("tests/index/upkeep", "tests/index/ranking/test_ranking.py"),
    "index/upkeep/backup.py": ("tests/index/storage/test_access.py",),
    "index/upkeep/merged_postings.py": ("tests/index/ranking/test_ranking.py",),
    "index/upkeep/merger.py": ("tests/index/ranking/test_ranking.py",),
    "bot/answers/answer.py": ("tests/bot/test_quiet_log.py", "tests/bot/cogs"),
    "bot/citing/quotes.py": ("tests/bot/test_two_servers.py", "tests/bot/cogs"),
    "bot/interactions/authorization.py": ("tests/bot/test_two_servers.py", "tests/bot/cogs"),
    "bot/interactions/permissions.py": ("tests/bot/test_two_servers.py", "tests/bot/cogs"),
    "bot/libraries/libraries.py": ("tests/bot/test_two_servers.py", "tests/bot/cogs"),
    "bot/libraries/merged_hits.py": (),
    "bot/libraries/scopes.py": ("tests/bot/test_two_servers.py", "tests/bot/interactions"),
    "bot/scheduling/deadlines.py": ("tests/bot/cogs/test_ask_failures.py",),
    "bot/scheduling/fair_queue.py": (),
    "bot/state/answers.py": ("tests/bot/answers",),
    "bot/state/feeds.py": ("tests/bot/test_two_servers.py", "tests/bot/feeds"),
    "bot/state/gaps.py": ("tests/bot/admin",),
}  # fmt: skip
# A mutant that takes so many times as long has been noticed.
SLOWER = 4.0
SWAPPED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
# What is added to a whole number; and what any other is multiplied by.
BOTH_WAYS = (1, -1)
SCALES = (1.25, 0.8)


LEFT = (ast.Name, ast.expr_context, ast.operator, ast.arg, ast.arguments, ast.Attribute, ast.alias, ast.cmpop)


def changes(tree: ast.Module) -> Iterator[ast.Module]:
    """Yield copies of a module, each with one change."""
    for place, one in enumerate(ast.walk(tree)):
        # Names and their like cannot be changed: a copy of the module for each would take minutes.
        for way in range(0 if isinstance(one, LEFT) else 4):
            changed = copy.deepcopy(tree)
            node = list(ast.walk(changed))[place]
            if _change(node, way, changed):
                yield ast.fix_missing_locations(changed)


def _change(node: ast.AST, way: int, tree: ast.Module) -> bool:  # noqa: C901, PLR0912  a case a line
    """Change one node in one of the ways that there are for it; False when there is none of that number."""
    match node:
        case ast.Compare(ops=[op, *_]) if way == 0 and type(op) in SWAPPED:
            node.ops[0] = SWAPPED[type(op)]()
        case ast.BoolOp() if way == 0:
            node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        case ast.BoolOp() if way == 1:
            node.values.pop()
            if len(node.values) == 1:
                node.values.append(node.values[0])
        case ast.BinOp(op=ast.Add() | ast.Sub()) if way == 0:
            node.op = ast.Sub() if isinstance(node.op, ast.Add) else ast.Add()
        case ast.BinOp(op=ast.Mult() | ast.Div()) if way == 0:
            node.op = ast.Div() if isinstance(node.op, ast.Mult) else ast.Mult()
        case ast.Constant(value=bool(truth)):
            node.value = not truth
            return way == 0
        case ast.Constant(value=int(number)) if way < len(BOTH_WAYS):
            node.value = number + BOTH_WAYS[way]
        case ast.Constant(value=float(number)) if way < len(BOTH_WAYS):
            node.value = number * SCALES[way]
        case ast.UnaryOp(op=ast.USub(), operand=operand) if way == 0 and not isinstance(
            operand, ast.Constant
        ):
            node.op = ast.UAdd()
        case ast.If() | ast.IfExp() | ast.While() if way == 0:
            node.test = ast.UnaryOp(ast.Not(), node.test)
        case ast.With() | ast.AsyncWith() if way == 0 and all(
            one.optional_vars is None for one in node.items
        ):
            node.items = [ast.withitem(ast.parse("__import__('contextlib').nullcontext()", mode="eval").body)]
            if isinstance(node, ast.AsyncWith):
                return False
        case ast.Call(keywords=[*keywords]) if keywords and way < len(keywords):
            del keywords[way]
            node.keywords = keywords
        case ast.FunctionDef() | ast.AsyncFunctionDef() if way == 0 and node.decorator_list:
            node.decorator_list.pop()
        case ast.Expr(value=ast.Call() | ast.Await()) | ast.AugAssign() | ast.Raise() if way == 0:
            return _drop(node, tree)
        case ast.Return(value=ast.expr()) if way == 0:
            node.value = ast.Constant(None)
        case _:
            return False
    return True


def _drop(node: ast.AST, tree: ast.Module) -> bool:
    """Put `pass` in a statement's place."""
    for parent in ast.walk(tree):
        for field in ("body", "orelse", "finalbody"):
            block = getattr(parent, field, None)
            if isinstance(block, list) and node in block:
                block[block.index(node)] = ast.Pass()
                return True
    return False


def tests_of(module: str) -> list[str]:
    """Return what should notice: the tests of the same package, and those that are named."""
    mirrored = f"tests/{Path(module).parent}"
    found = [mirrored] if (ROOT / mirrored).is_dir() else []
    return [*found, *INVARIANTS[module]]


def is_killed(tree: Path, module: str, bound: float) -> str:
    """Run the tests in the copy; return how it ended."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-p", "no:randomly"]
    environment = {**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    with subprocess.Popen(
        [*command, *tests_of(module)], cwd=tree, env=environment, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        try:
            return "survived" if process.wait(bound) == 0 else "killed"
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            return "too slow"


def difference(before: str, after: str) -> str:
    """Return the lines that a mutant changed."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return "\n".join(f"    {line}" for line in lines if line[0] in "+-" and line[:3] not in {"+++", "---"})


def chosen(modules: Sequence[str], count: int, chance: random.Random) -> Iterator[tuple[str, str, str]]:
    """Yield modules in turn with their text, as ast writes it, before and after a change."""
    left = {name: ast.parse((ROOT / name).read_text(encoding="utf-8")) for name in modules}
    plain = {name: ast.unparse(tree) for name, tree in left.items()}
    ways = {}
    for name, tree in left.items():
        texts = list(dict.fromkeys(map(ast.unparse, changes(tree))))
        chance.shuffle(texts)
        ways[name] = [text for text in texts if text != plain[name]]
    order = list(modules)
    chance.shuffle(order)
    while count and any(ways.values()):
        for name in order:
            if ways[name] and count:
                count -= 1
                yield name, plain[name], ways[name].pop()


def lay_out(tree: Path) -> None:
    """Copy what the tests need."""
    for name in COPIED:
        shutil.copytree(ROOT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        shutil.copy(ROOT / name, tree / name)


def main() -> int:
    """Make mutants and say what became of them."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--module", default="", help="only modules whose path begins so")
    parser.add_argument("--count", type=int, default=20, help="so many mutants")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--each", type=float, default=300.0, help="seconds for the tests of a module")
    parser.add_argument("--all", type=float, default=3600.0, help="seconds after which no other begins")
    options = parser.parse_args()
    modules = [name for name in INVARIANTS if name.startswith(options.module)]
    if not modules:
        parser.error(f"no module begins with {options.module!r}; there are {', '.join(INVARIANTS)}")
    ends: list[str] = []
    bounds: dict[str, float] = {}
    until = time.monotonic() + options.all
    with tempfile.TemporaryDirectory() as scratch:
        tree = Path(scratch)
        lay_out(tree)
        for module, before, after in chosen(modules, options.count, random.Random(options.seed)):
            if time.monotonic() > until:
                print(f"stopped: {options.all:.0f} s are over")
                break
            if module not in bounds:
                began = time.monotonic()
                # Tests that fail on the code as it is would kill every mutant.
                if (end := is_killed(tree, module, options.each)) != "survived":
                    print(f"left out  {module}: unchanged, its tests end as {end}", flush=True)
                bounds[module] = 10 + SLOWER * (time.monotonic() - began) if end == "survived" else 0.0
            if not bounds[module]:
                continue
            (tree / module).write_text(after, encoding="utf-8")
            ends.append(is_killed(tree, module, bounds[module]))
            shutil.copy(ROOT / module, tree / module)
            print(f"{ends[-1]:9} {module}\n{difference(before, after)}", flush=True)
    survived, slow = ends.count("survived"), ends.count("too slow")
    print(f"{len(ends) - survived} of {len(ends)} killed, {slow} by time (seed {options.seed})")
    return min(survived, 1)


if __name__ == "__main__":
    sys.exit(main())
