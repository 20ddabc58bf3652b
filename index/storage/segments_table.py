"""The tables of segments: which belong to the library, and which of their passages were removed."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.model.errors import DamageError
from index.storage.segment_writer import Written
from index.storage.sql import marks

# A removal rewrites the bits of one chunk, 4 KiB, however large its segment is.
_CHUNK = 32_768


@dataclass(frozen=True, slots=True)
class SegmentRow:
    """A segment of the library. Lengths are in terms; `passages` counts the removed ones, too."""

    number: int
    name: str
    checksum: int
    passages: int
    length: int
    first_key: int
    last_key: int
    removed: int = 0
    removed_length: int = 0


_COLUMNS = "number, name, checksum, passages, length, first_key, last_key, removed, removed_length"


class SegmentRows:
    """Segments and what was removed from them, through one connection."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def all(self) -> list[SegmentRow]:
        """Return the library's segments in the order of their keys, which never overlap."""
        rows = self._db.execute(f"SELECT {_COLUMNS} FROM segments ORDER BY first_key")  # noqa: S608
        return [_row(row) for row in rows]

    def add(self, written: Written) -> int:
        """Add a written segment to the library, from the next commit on; return its number."""
        cursor = self._db.execute(
            "INSERT INTO segments (name, checksum, passages, length, first_key, last_key) "
            "VALUES (:name, :checksum, :passages, :length, :first_key, :last_key)",
            asdict(written),
        )
        return int(cursor.lastrowid or 0)

    def drop(self, numbers: Iterable[int]) -> None:
        """Remove these segments from the library."""
        rows = [(number,) for number in numbers]
        self._db.executemany("DELETE FROM segments WHERE number = ?", rows)
        self._db.executemany("DELETE FROM removed_docs WHERE segment = ?", rows)
        self._db.executemany("DELETE FROM removed_terms WHERE segment = ?", rows)

    def drop_all(self) -> None:
        """Remove all segments from the library."""
        for table in ("segments", "removed_docs", "removed_terms"):
            self._db.execute(f"DELETE FROM {table}")  # noqa: S608

    def remove(self, number: int, docs: Sequence[int], length: int, terms: Mapping[str, int]) -> None:
        """Mark passages of a segment as removed, given their positions, length and document frequencies."""
        by_chunk: dict[int, list[int]] = {}
        for doc in docs:
            by_chunk.setdefault(doc // _CHUNK, []).append(doc % _CHUNK)
        for chunk, inside in by_chunk.items():
            bits = self._bits(number, chunk)
            bits[inside] = True
            self._db.execute(
                "INSERT OR REPLACE INTO removed_docs VALUES (?, ?, ?)",
                (number, chunk, np.packbits(bits).tobytes()),
            )
        self._db.execute(
            "UPDATE segments SET removed = removed + ?, removed_length = removed_length + ? WHERE number = ?",
            (len(docs), length, number),
        )
        self._db.executemany(
            "INSERT INTO removed_terms VALUES (?, ?, ?) "
            "ON CONFLICT (segment, term) DO UPDATE SET passages = passages + excluded.passages",
            # In the order of the table, so that a page is touched once.
            [(number, term, count) for term, count in sorted(terms.items())],
        )

    def live(self, row: SegmentRow) -> NDArray[np.bool_] | None:
        """Return which of a segment's passages are not removed; None when none is removed."""
        if not row.removed:
            return None
        live = np.ones(-(-row.passages // _CHUNK) * _CHUNK, bool)
        chunks = self._db.execute("SELECT chunk, bits FROM removed_docs WHERE segment = ?", (row.number,))
        for chunk, bits in chunks:
            if not isinstance(chunk, int) or not 0 <= chunk * _CHUNK < len(live):
                raise DamageError(f"what was removed from segment {row.name} is damaged")
            live[chunk * _CHUNK : (chunk + 1) * _CHUNK] = ~_unpacked(bits)
        return live[: row.passages]

    def removed_passages(self, numbers: Sequence[int], terms: Sequence[str]) -> dict[str, int]:
        """Return how many passages removed from these segments hold each of the terms, where any does."""
        query = (
            "SELECT term, sum(passages) FROM removed_terms "  # noqa: S608
            f"WHERE segment IN ({marks(numbers)}) AND term IN ({marks(terms)}) GROUP BY term"
        )
        return _counts(self._db.execute(query, (*numbers, *terms)))

    def removed_terms(self, number: int) -> dict[str, int]:
        """Return how many removed passages of a segment hold each term."""
        query = "SELECT term, passages FROM removed_terms WHERE segment = ?"
        return _counts(self._db.execute(query, (number,)))

    def _bits(self, number: int, chunk: int) -> NDArray[np.bool_]:
        row = self._db.execute(
            "SELECT bits FROM removed_docs WHERE segment = ? AND chunk = ?", (number, chunk)
        ).fetchone()
        return _unpacked(row[0]) if row else np.zeros(_CHUNK, bool)


def _row(row: Sequence[Any]) -> SegmentRow:
    """Return a segment's row; `check` compares its numbers with the file."""
    number, name, *numbers = row
    if not isinstance(name, str) or not all(isinstance(one, int) and one >= 0 for one in (number, *numbers)):
        raise DamageError("the table of segments is damaged")
    return SegmentRow(number, name, *numbers)


def _counts(rows: Iterable[tuple[Any, Any]]) -> dict[str, int]:
    found = dict(rows)
    if not all(isinstance(count, int) for count in found.values()):
        raise DamageError("the counts of removed words are damaged")
    return found


def _unpacked(bits: Any) -> NDArray[np.bool_]:
    if not isinstance(bits, bytes) or len(bits) != _CHUNK // 8:
        raise DamageError("what was removed from a segment is damaged")
    return np.unpackbits(np.frombuffer(bits, np.uint8)).astype(bool)
