"""Read a full-size folder of hostile files, and say how long it takes, how much memory, and what each says.

    python benchmarks/hostile_files.py [--scale 0.1] [--keep FOLDER]

Memory is the sum over this program's processes of what each has resident, sampled every 20 ms (Linux).
"""

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from hostile import GOOD, build  # noqa: E402  found by the path above

READ = """
import sys, time
from index import Article, read_articles
last = time.perf_counter()
for item in read_articles(sys.argv[1]):
    now = time.perf_counter()
    kind = "good" if isinstance(item, Article) else "bad" if item.lost else "note"
    print(f"{kind}\\t{now - last:.2f} s\\t{item.origin or item.id if kind == 'good' else item}")
    last = now
"""


def resident(root: int) -> int:
    """Return the bytes that the process `root` and all that it started have resident."""
    parents: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append(int(path.parent.name))
    total, waiting = 0, [root]
    while waiting:
        process = waiting.pop()
        waiting += parents.get(process, [])
        try:
            total += int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        except OSError:
            continue
    return total


def run(command: list[str]) -> tuple[str, float, int]:
    """Run a command; return what it printed, the seconds it took and the most bytes it had resident."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    peak = 0
    done = threading.Event()

    def watch() -> None:
        nonlocal peak
        while not done.wait(0.02):
            peak = max(peak, resident(process.pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    shown, _ = process.communicate()
    done.set()
    watcher.join()
    return shown, time.perf_counter() - start, peak


def main() -> None:
    """Make the folder, read it, and print what was said."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--keep", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="pullquote-") as scratch:
        folder = arguments.keep or Path(scratch)
        folder.mkdir(exist_ok=True)
        hostile = build(folder, arguments.scale)
        size = sum(path.lstat().st_size for path in folder.iterdir())
        print(f"{len(hostile)} hostile and {len(GOOD)} good files, {size / 2**20:,.0f} MB")
        shown, seconds, peak = run([sys.executable, "-c", READ, str(folder)])
    lines = [line.replace(f"{folder}/", "") for line in shown.splitlines()]
    seen: Counter[str] = Counter()
    for line in lines:
        name = max((name for name in hostile if name in line), key=len, default="")
        seen[name] += bool(name)
        if seen[name] <= 3:  # noqa: PLR2004  enough of a file with a hundred bad lines
            print(line[:200])
    good = sum(line.startswith("good") for line in lines)
    print(f"\n{seconds:.1f} s, {peak / 2**20:.0f} MB resident at most; {good} articles read")
    print("without a line:", ", ".join(name for name in hostile if not seen[name]) or "none")


if __name__ == "__main__":
    main()
