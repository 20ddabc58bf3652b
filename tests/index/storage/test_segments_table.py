"""Which passages of a segment were removed: told bit by bit, also where its chunks meet."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from index import Library
from index.model.errors import DamageError
from index.storage.segment_writer import Written
from index.storage.segments_table import SegmentRows

# Three chunks of 32,768 bits, the last of them not full.
PASSAGES = 70_000


@pytest.fixture
def rows(tmp_path: Path) -> Iterator[SegmentRows]:
    Library.open(tmp_path).close()
    db = sqlite3.connect(tmp_path / "library.sqlite")
    yield SegmentRows(db)
    db.close()


def written(name: str, first: int, passages: int = PASSAGES) -> Written:
    return Written(
        name=name,
        checksum=7,
        passages=passages,
        length=9 * passages,
        first_key=first,
        last_key=first + passages - 1,
    )


def test_removed_passages_are_those_that_were_named_and_no_others(rows: SegmentRows) -> None:
    number = rows.add(written("a", 1))
    [row] = rows.all()
    assert rows.live(row) is None
    rows.remove(number, [0, 32_767, 32_768], 21, {"fog": 2, "rain": 1})
    rows.remove(number, [1, 69_999], 9, {"fog": 1})
    [row] = rows.all()
    assert (row.removed, row.removed_length) == (5, 30)
    live = rows.live(row)
    assert live is not None
    assert len(live) == PASSAGES
    assert np.flatnonzero(~live).tolist() == [0, 1, 32_767, 32_768, 69_999]
    assert rows.removed_terms(number) == {"fog": 3, "rain": 1}


def test_segments_stand_in_the_order_of_their_keys_and_leave_with_all_that_was_removed_from_them(
    rows: SegmentRows,
) -> None:
    later, earlier = rows.add(written("b", 100, 10)), rows.add(written("a", 1, 10))
    assert [(row.name, row.first_key, row.last_key) for row in rows.all()] == [("a", 1, 10), ("b", 100, 109)]
    for number in (later, earlier):
        rows.remove(number, [3], 9, {"fog": number})
    assert rows.removed_passages([earlier, later], ["fog", "rain"]) == {"fog": earlier + later}
    assert rows.removed_passages([later], ["fog"]) == {"fog": later}
    rows.drop([later])
    assert [row.name for row in rows.all()] == ["a"]
    assert rows.removed_terms(later) == {}
    assert rows.removed_terms(earlier) == {"fog": earlier}
    # A new segment under the number that became free has lost nothing.
    [row] = rows.all()
    rows.drop_all()
    again = rows.add(written("c", 1, 10))
    assert rows.removed_terms(again) == rows.removed_terms(row.number) == {}
    assert rows._bits(row.number, 0).any() == np.False_


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE segments SET removed = -1",
        "UPDATE segments SET name = x'00'",
        "UPDATE segments SET last_key = 'x'",
        "UPDATE removed_docs SET chunk = 1",
        "UPDATE removed_docs SET chunk = -1",
        "UPDATE removed_docs SET bits = x'00'",
        "UPDATE removed_docs SET bits = 'x'",
    ],
)
def test_rows_that_cannot_be_are_damage(rows: SegmentRows, statement: str) -> None:
    number = rows.add(written("a", 1, 10))
    rows.remove(number, [3], 9, {"fog": 1})
    rows._db.execute(statement)
    with pytest.raises(DamageError):
        rows.live(rows.all()[0])


def test_counts_that_are_no_numbers_are_damage(rows: SegmentRows) -> None:
    number = rows.add(written("a", 1, 10))
    rows.remove(number, [3], 9, {"fog": 1})
    rows._db.execute("UPDATE removed_terms SET passages = 'x'")
    with pytest.raises(DamageError):
        rows.removed_terms(number)
