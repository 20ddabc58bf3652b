"""Articles of a library that is damaged, and the ways to damage and to repair it."""

import sqlite3
from pathlib import Path

from index import Article, Library

FOG = Article(id="fog", title="Fog", outlet="Skarra Post", text="Fog came in from the sound. It was thick.")
RAIN = Article(id="rain", title="Rain", outlet="Northern Wire", text="Rain fell on the bank. It was warm.")
SNOW = Article(
    id="snow", title="Snow", url="https://wire.example/snow", text="Snow lay on the sound for weeks."
)
HAIL = Article(id="hail", text="Hail fell.")
DATABASE, LOG = "library.sqlite", "library.sqlite-wal"


def change(folder: Path, *statements: str) -> None:
    """Change rows behind the library's back."""
    with sqlite3.connect(folder / DATABASE) as db:
        for statement in statements:
            db.execute(statement)
    db.close()


def overwrite(path: Path, place: int) -> None:
    """Change one byte of a file."""
    data = bytearray(path.read_bytes())
    data[place] ^= 0x55
    path.write_bytes(bytes(data))


def repaired(folder: Path) -> list[str]:
    """Repair a library, and return what was said; it must be whole then."""
    said = list(Library.repair(folder))
    assert Library.problems(folder) == []
    return said


def lay_out(place: Path) -> Path:
    """Lay out a library of three articles, a commit each, and close it."""
    with Library.open(place) as library:
        for article in (FOG, RAIN, SNOW):
            library.add([article])
    return place
