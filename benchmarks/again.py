"""Adding the same sources twice: how long each takes, and what the second one changes.

python benchmarks/again.py PATH...
"""

import sys
import tempfile
import time

from index import Library
from index.readers import read_changed


def main(*paths: str) -> None:
    """Print seconds and what became of the articles, for both times."""
    with tempfile.TemporaryDirectory(prefix="pullquote-") as folder:
        seconds = []
        for _ in range(2):
            # Opened each time: closing waits for the merge in the background.
            with Library.open(folder) as library:
                began = time.perf_counter()
                report = library.add(read_changed(*paths, unchanged=library.has_read))
                seconds.append(time.perf_counter() - began)
            counts = (("added", report.added), ("updated", report.updated), ("unchanged", report.unchanged))
            said = ", ".join(f"{len(ids)} {name}" for name, ids in counts)
            print(f"{seconds[-1]:8.3f} s  {said}, {len(report.failed)} failed")
        print(f"the second time took {seconds[1] / seconds[0]:.2%} of the first")


if __name__ == "__main__":
    main(*sys.argv[1:])
