"""A folder of hostile files, small ones here; `python benchmarks/hostile_files.py` reads it at full size."""

import time
from pathlib import Path

from hostile import GOOD, build
from index import Article, Problem, read_articles
from index.model.limits import MIB, Limits

# In proportion to the files.
SMALL = Limits(
    file_bytes=2 * MIB,
    record_bytes=100_000,
    text_characters=100_000,
    unpacked_bytes=MIB,
    archive_files=50,
    pages=100,
    seconds=2,
    memory_bytes=128 * MIB,
)
# Broken, but not beyond reading: a row or a page with something in it, and a note or nothing to say.
# The bomb is so small here that a machine at rest unpacks it within all limits.
HARMLESS = {"open.csv", "half.txt", "bytes.jsonl", "bomb.pdf"}


def test_hostile_files_say_why_in_one_line_and_the_good_ones_are_read(tmp_path: Path) -> None:
    hostile = build(tmp_path, scale=0.003)
    assert len(hostile) > 40
    start = time.perf_counter()
    items = list(read_articles(tmp_path, limits=SMALL))
    # Each has two seconds, and its process some to start.
    assert time.perf_counter() - start < 300
    problems = [item for item in items if isinstance(item, Problem)]
    said = {
        name: [item for item in problems if item.place.removeprefix(f"{tmp_path}/").startswith(name)]
        for name in hostile
    }
    assert {name for name, lines in said.items() if not lines} <= HARMLESS
    # Besides its own name, which may be long.
    shown = [str(item).replace(str(tmp_path), "") for item in problems]
    assert [line for line in shown if len(line) > 300 or not line.isprintable()] == []
    assert max(len(lines) for lines in said.values()) <= 21
    articles = [item for item in items if isinstance(item, Article)]
    read = {Path(article.origin).name or article.id for article in articles}
    assert set(GOOD) - {"good.jsonl", "good.csv"} | {"good", "good-row"} <= read
    assert not any(Path(article.origin).name.startswith(("line", "bomb", "deep")) for article in articles)
    assert not any("root:" in article.text for article in articles)
