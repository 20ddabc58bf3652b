"""Do the tests notice? Breaks the modules that carry the invariants, one small way at a time.

Each mutant is made in a copy of the tree, and the tests that should notice run there until the first fails:

    python benchmarks/mutants.py --module index/ranking --count 10 --seed 3

A line a mutant says whether it was killed, survived, or took several times as long as the code as it is,
which counts as killed; then comes what was changed. The exit code is 1 when any survived. Some cannot be
told from the code as it is; a person judges.
"""

import argparse
import ast
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
from xml.etree import ElementTree as ET

from mutations import changed, places

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
    "index/upkeep/backup.py": ("tests/index/storage/test_read_only.py", "tests/index/storage/test_folder.py"),
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
# A mutant that takes so many times as long has been noticed; seconds for pytest to begin come on top.
SLOWER = 4.0
START = 40.0


def test_files(module: str) -> list[Path]:
    """Return what should notice: the tests of the same package, and those that are named; closest first."""
    found: dict[Path, None] = {}
    for name in (f"tests/{Path(module).parent}", *INVARIANTS[module]):
        path = ROOT / name
        found.update(dict.fromkeys(sorted(path.rglob("test_*.py")) if path.is_dir() else [path]))
    dotted = module.removesuffix(".py").replace("/", ".")

    def farness(path: Path) -> bool:
        return Path(module).stem not in path.stem and dotted not in path.read_text(encoding="utf-8")

    return [path.relative_to(ROOT) for path in sorted(found, key=farness)]


def seconds_of(tree: Path, modules: Sequence[str], bound: float) -> dict[Path, float]:
    """Run the tests of all modules on the code as it is; return how long each file took that passed."""
    files = sorted({path for module in modules for path in test_files(module)})
    report = tree / "report.xml"
    run_tests(tree, [*map(str, files), "-o", "junit_family=xunit1", f"--junitxml={report}"], bound)
    seconds = dict.fromkeys(files, 0.0)
    for case in ET.parse(report).iter("testcase"):  # noqa: S314  pytest's own
        path = Path(case.get("file", ""))
        if case.find("failure") is not None or case.find("error") is not None:
            # It would kill every mutant.
            print(f"left out  {path}: {case.get('name')} fails as it is", flush=True)
            seconds.pop(path, None)
        if path in seconds:
            seconds[path] += float(case.get("time", 0))
    return seconds


def run_tests(tree: Path, arguments: Sequence[str], bound: float) -> str:
    """Run tests in the copy; return how it ended: survived, killed, or too slow."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:randomly"]
    environment = {**os.environ, "PYTHONPATH": str(tree)}
    with subprocess.Popen(
        [*command, *arguments], cwd=tree, env=environment, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        try:
            return "survived" if process.wait(bound) == 0 else "killed"
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            return "too slow"


def put(path: Path, text: str) -> None:
    """Write a module; what was compiled of it goes, which a change of the same second and size would keep."""
    path.write_text(text, encoding="utf-8")
    for compiled in (path.parent / "__pycache__").glob(f"{path.stem}.*.pyc"):
        compiled.unlink()


def difference(before: str, after: str) -> str:
    """Return the lines that a mutant changed."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return "\n".join(f"    {line}" for line in lines if line[0] in "+-" and line[:3] not in {"+++", "---"})


def chosen(modules: Sequence[str], count: int, chance: random.Random) -> Iterator[tuple[str, str, str]]:
    """Yield modules in turn with their text, as ast writes it, before and after a change."""
    order = list(modules)
    chance.shuffle(order)
    turns = [_ways(name, chance) for name in order]
    while turns and count > 0:
        for turn in tuple(turns):
            if (one := next(turn, None)) is None:
                turns.remove(turn)
            elif count > 0:
                count -= 1
                yield one


def _ways(name: str, chance: random.Random) -> Iterator[tuple[str, str, str]]:
    """Yield a module with its text before and after, each change once, in an order of chance."""
    tree = ast.parse((ROOT / name).read_text(encoding="utf-8"))
    plain = ast.unparse(tree)
    tried = {"", plain}
    left = places(tree)
    chance.shuffle(left)
    for number, way in left:
        if (text := changed(tree, number, way)) not in tried:
            tried.add(text)
            yield name, plain, text


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
    parser.add_argument("--all", type=float, default=3600.0, help="seconds after which no other begins")
    options = parser.parse_args()
    modules = [name for name in INVARIANTS if name.startswith(options.module)]
    if not modules:
        parser.error(f"no module begins with {options.module!r}; there are {', '.join(INVARIANTS)}")
    ends: list[str] = []
    until = time.monotonic() + options.all
    with tempfile.TemporaryDirectory() as scratch:
        tree = Path(scratch)
        lay_out(tree)
        seconds = seconds_of(tree, modules, options.all)
        for module, before, after in chosen(modules, options.count, random.Random(options.seed)):
            if time.monotonic() > until:
                print(f"stopped: {options.all:.0f} s are over")
                break
            files = [path for path in test_files(module) if path in seconds]
            original = (tree / module).read_text(encoding="utf-8")
            put(tree / module, after)
            bound = START + SLOWER * sum(map(seconds.__getitem__, files))
            ends.append(run_tests(tree, ["-x", *map(str, files)], bound))
            put(tree / module, original)
            print(f"{ends[-1]:9} {module}\n{difference(before, after)}", flush=True)
    survived, slow = ends.count("survived"), ends.count("too slow")
    print(f"{len(ends) - survived} of {len(ends)} killed, {slow} by time (seed {options.seed})")
    return min(survived, 1)


if __name__ == "__main__":
    sys.exit(main())
