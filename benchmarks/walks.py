"""How far one has to walk through the code: `python benchmarks/walks.py [ask] [/ask] [add] [press]`.

Traces a question from the command line, the same with /ask in simcord's Discord, a file that is added, and
a press of "Passage 1", and prints by package and, with `--files`, by file what was entered. A *move* is a
call by which the execution enters a function in another file than the calling one (the nearest caller of
ours: what stands between, like discord.py, is no stop; going on after `yield` or `await` is no call); one
*between packages* enters another package. *Back up* are moves from a package into one that depends on it: a
function that was handed down is called. Importing counts as nothing. Each walk has a process of its own, with
nothing warmed up.
"""

import argparse
import ast
import asyncio
import contextlib
import importlib
import io
import pkgutil
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Awaitable, Callable
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import simcord
from walk_tracing import ROOT, Walk, package_of

SAMPLE = ROOT / "index" / "sample" / "articles.jsonl"
QUESTION = "Why did the parking meters stop working?"
TEXT = "Bridge opens in May\n\nThe minister said on Monday that the harbour bridge opens in May."


def import_all() -> None:
    """Import all of ours, so that no import is traced."""
    for name in ("index", "bot"):
        package = importlib.import_module(name)
        for module in pkgutil.walk_packages(package.__path__, f"{name}."):
            # Importing these is starting them; numba's kernels need the extra.
            if not module.name.endswith((".__main__", "numba_kernels", "numba_engine")):
                importlib.import_module(module.name)


def command(walk: Walk, *arguments: object) -> None:
    """Run `pullquote` in this process."""
    from index.cli import main

    sys.argv = ["pullquote", *map(str, arguments)]
    with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit), walk.tracing():
        main()


def walk_ask(walk: Walk, folder: Path) -> None:
    """Ask from the command line."""
    _fill(folder / "library")
    command(walk, "ask", QUESTION, "--library", folder / "library")


def walk_add(walk: Walk, folder: Path) -> None:
    """Add one file of text to a library."""
    _fill(folder / "library")
    (folder / "bridge.txt").write_text(TEXT, encoding="utf-8")
    command(walk, "add", folder / "bridge.txt", "--library", folder / "library")


def walk_slash_ask(walk: Walk, folder: Path) -> None:
    """Ask with /ask."""

    async def asked(alice: Any, channel: Any) -> None:
        with walk.tracing():
            await alice.slash(channel, "ask", question=QUESTION)

    asyncio.run(_in_discord(folder, asked))


def walk_press(walk: Walk, folder: Path) -> None:
    """Press a button of an answer."""

    async def pressed(alice: Any, channel: Any) -> None:
        await alice.slash(channel, "ask", question=QUESTION)
        with walk.tracing():
            await alice.click(channel.history(viewer=alice)[-1], label="Passage 1")

    asyncio.run(_in_discord(folder, pressed))


async def _in_discord(folder: Path, act: Callable[[Any, Any], Awaitable[None]]) -> None:
    from bot.client import create_bot
    from bot.preview.simulation import Installation, install
    from bot.settings import Settings

    settings = Settings.from_env({"DISCORD_TOKEN": "of.no.use", "PULLQUOTE_DATA": str(folder)})
    _fill(settings.library)
    async with simcord.run(create_bot(settings), settle_timeout=60.0) as env:
        install(env.backend, Installation())
        guild = env.create_guild("Newsroom")
        channel = guild.create_text_channel("news")
        await act(guild.add_member(env.create_user("alice")), channel)


def _fill(folder: Path) -> None:
    from index import Library, read_articles

    with Library.open(folder) as library:
        library.add(read_articles(SAMPLE))


@cache
def dependencies() -> dict[str, set[str]]:
    """Return, for each package, the packages that it imports, directly or through others."""
    direct: dict[str, set[str]] = {}
    for path in (*(ROOT / "index").rglob("*.py"), *(ROOT / "bot").rglob("*.py")):
        package = package_of(path.relative_to(ROOT).as_posix())
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                found = (_found(node.module, alias.name) for alias in node.names)
                direct.setdefault(package, set()).update(one for one in found if one not in (None, package))
    return {package: _reached(package, direct) for package in direct}


def _found(module: str, name: str) -> str | None:
    """Return the package of what `from module import name` imports; None for others' code."""
    for place in (f"{module}.{name}", module):
        path = ROOT / place.replace(".", "/")
        for file in (path.with_suffix(".py"), path / "__init__.py"):
            if file.is_file():
                return package_of(file.relative_to(ROOT).as_posix())
    return None


def _reached(package: str, direct: dict[str, set[str]]) -> set[str]:
    reached, waiting = set[str](), [package]
    while waiting:
        for one in direct.get(waiting.pop(), set()) - reached:
            reached.add(one)
            waiting.append(one)
    return reached


def report(name: str, walk: Walk, *, files: bool) -> None:
    """Print what a walk took."""
    between = [
        (package_of(before), package_of(entered))
        for before, entered in walk.moves
        if package_of(before) != package_of(entered)
    ]
    back = Counter(move for move in between if move[0] in dependencies().get(move[1], ()))
    entered = Counter(package for _, package in between)
    moves = Counter(package_of(file) for file in walk.files.elements())
    print(
        f"\n{name}: {len(walk.files)} files, {len(walk.moves)} moves; {len(moves)} packages, "
        f"{len(between)} moves between packages, {sum(back.values())} of them back up"
    )
    print(f"{'package':26}{'files':>6}{'moves':>7}{'entered from another':>22}")
    # In the order in which they were first entered.
    for package in dict.fromkeys(package_of(file) for _, file in walk.moves):
        held = sum(package_of(file) == package for file in walk.files)
        print(f"{package:26}{held:6}{moves[package]:7}{entered[package]:22}")
    sequence = [package for _, package in between]
    once = [sequence[0]] if sequence else []
    once += [after for before, after in pairwise(sequence) if after != before]
    print(f"sequence ({len(once)}): {' > '.join(once)}")
    for (before, after), count in back.most_common():
        print(f"back up: {before} calls what {after} handed it, {count} times")
    if files:
        for file, count in walk.files.most_common():
            print(f"  {count:4}  {file}")


WALKS = {"ask": walk_ask, "/ask": walk_slash_ask, "add": walk_add, "press": walk_press}


def main() -> None:
    """Read the options, and walk."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("walks", nargs="*", metavar="WALK", help=f"of {', '.join(WALKS)}; default: all")
    parser.add_argument("--files", action="store_true", help="list the files, too")
    options = parser.parse_args()
    names = options.walks or list(WALKS)
    if unknown := set(names) - set(WALKS):
        parser.error(f"no walk {', '.join(sorted(unknown))}; choose of {', '.join(WALKS)}")
    if len(names) > 1:
        flags = ["--files"] if options.files else []
        for name in names:
            subprocess.run([sys.executable, __file__, name, *flags], check=True)
        return
    import_all()
    walk = Walk()
    with tempfile.TemporaryDirectory(prefix="pullquote-") as folder:
        WALKS[names[0]](walk, Path(folder))
    sys.setprofile(None)
    threading.setprofile(None)  # type: ignore[arg-type]
    report(names[0], walk, files=options.files)


if __name__ == "__main__":
    main()
