"""One byte of a library is changed, and then it is read: where bytes stand, and one flip after the other.

Areas are places where a byte can stand: rows of text, rows of labels, further rows, anywhere in the database,
the write-ahead log, and segments.
"""

import random
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from flip_fates import Result, fate
from flipped_library import DATABASE, LOG, Truth, build

_TABLES = (
    "passages",
    "corrections",
    "addresses",
    "digests",
    "meta",
    "retired",
    "aliases",
    "files",
    "changes",
    "segments",
)


def flip(folder: Path, file: str, place: int, chance: random.Random) -> None:
    """Change one byte of a file to any other value."""
    with (folder / file).open("r+b") as opened:
        opened.seek(place)
        [before] = opened.read(1)
        opened.seek(place)
        opened.write(bytes([(before + chance.randrange(1, 256)) % 256]))


# Where bytes stand


def places(area: str, folder: Path, truth: Truth, chance: random.Random) -> Iterator[tuple[str, int]]:
    """Yield files and places in them that belong to the area, at random, without end."""
    data = (folder / DATABASE).read_bytes()
    articles = list(truth.articles.values())
    while True:
        article = chance.choice(articles)
        if area == "text":
            yield from _standing(data, article.text.encode(), chance)
        elif area == "labels":
            label = (
                article.id,
                article.title,
                article.outlet,
                article.author,
                article.published,
                article.url,
            )
            yield from _standing(data, chance.choice(label).encode(), chance, whole=True)
        elif area == "other rows":
            page_size, pages = _pages(folder, chance.choice(_TABLES))
            start = (chance.choice(pages) - 1) * page_size
            # What stands before is the list of cells, and room.
            used = int.from_bytes(data[start + 5 : start + 7], "big") % page_size
            yield DATABASE, start + chance.randrange(used, page_size)
        elif area == "database":
            yield DATABASE, chance.randrange(len(data))
        elif area == "log":
            yield LOG, chance.randrange((folder / LOG).stat().st_size)
        else:
            file = chance.choice(sorted((folder / "segments").iterdir()))
            yield f"segments/{file.name}", chance.randrange(file.stat().st_size)


def _standing(
    data: bytes, wanted: bytes, chance: random.Random, *, whole: bool = False
) -> Iterator[tuple[str, int]]:
    """Yield a place of a byte of `wanted` in the database: in the table or in any index."""
    offset = chance.randrange(len(wanted))
    start = 0 if whole else max(0, offset - 30)
    piece = wanted if whole else wanted[start : offset + 30]
    found = []
    place = data.find(piece)
    while place >= 0:
        found.append(place + offset - start)
        place = data.find(piece, place + 1)
    if found:
        yield DATABASE, chance.choice(found)


def _pages(folder: Path, table: str) -> tuple[int, list[int]]:
    """Return the size of a page, and the pages of a table's tree, by SQLite's file format."""
    db = sqlite3.connect(f"{(folder / DATABASE).as_uri()}?mode=ro&immutable=1", uri=True)
    [root] = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
    [size] = db.execute("PRAGMA page_size").fetchone()
    db.close()
    data = (folder / DATABASE).read_bytes()
    waiting, pages = [root], []
    while waiting:
        page = waiting.pop()
        pages.append(page)
        at = (page - 1) * size + (100 if page == 1 else 0)
        if data[at] in {2, 5}:  # an inner page; its children follow
            cells = int.from_bytes(data[at + 3 : at + 5], "big")
            waiting.append(int.from_bytes(data[at + 8 : at + 12], "big"))
            for cell in range(cells):
                pointer = at + 12 + 2 * cell
                start = (page - 1) * size + int.from_bytes(data[pointer : pointer + 2], "big")
                waiting.append(int.from_bytes(data[start : start + 4], "big"))
    return size, pages


AREAS = ("text", "labels", "other rows", "database", "log", "segments")


def flips(folder: Path, seed: int, wanted: dict[str, int], articles: int = 24) -> Iterator[Result]:
    """Change one byte at a time, as often in each area as `wanted`, each in a fresh copy of the library."""
    closed, killed, truth = build(folder, seed, articles)
    chance = random.Random(seed)
    for area, count in wanted.items():
        source = killed if area == "log" else closed
        at = places(area, source, truth, chance)
        for _ in range(count):
            file, place = next(at)
            copy = folder / "copy"
            shutil.copytree(source, copy)
            flip(copy, file, place, chance)
            yield fate(copy, truth, area, file, place)
            shutil.rmtree(copy)
