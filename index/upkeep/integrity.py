"""Checks that a library is whole: its database, each segment file, and that both agree."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from index.model.errors import LibraryError
from index.storage.database import Store
from index.storage.diagnosis import explained
from index.storage.durable_file import checksum
from index.storage.folder import LibraryFolder
from index.storage.segment_file import Ints, Segment
from index.storage.segments_table import SegmentRow
from index.upkeep import row_checks
from index.upkeep.merged_postings import MergeInput, live_counts


def problems(folder: LibraryFolder) -> Iterator[str]:
    """Yield what is wrong with a library, a line each; nothing when it is whole.

    Looks at one committed state; others may write meanwhile.
    """
    if lost := folder.lost_commits():
        yield lost
    if folder.record.is_damaged():
        yield f"{folder.path}: the record of its commits is damaged; the next commit writes it anew"
    with folder.undisturbed() as store:
        yield from _found(folder, store)


def first_problem(folder: LibraryFolder) -> str | None:
    """Return the first problem of a library on which something failed; None when it is whole.

    Takes no lock: whoever asks may hold it.
    """
    try:
        with explained(folder.path):
            store = Store(folder.path, writable=False)
            try:
                with store.transaction():
                    line = next(_found(folder, store), None)
            finally:
                store.close()
    except LibraryError as error:
        return error.reason
    return None if line is None else f"{folder.path}: {line}"


def _found(folder: LibraryFolder, store: Store) -> Iterator[str]:
    damage = list(row_checks.problems(store))
    yield from (f"{store.path}: {line}" for line in damage)
    if damage:
        # What is built on these rows would only be wrong in other words.
        return
    yield from _passages(store)
    keys = [np.empty(0, np.int64)]
    for row in store.segments.all():
        found = list(_segment(folder, store, row, keys))
        yield from (f"{row.name}: {line}" for line in found)
    yield from _agreement(store, np.concatenate(keys))


def _agreement(store: Store, indexed: Ints) -> Iterator[str]:
    """Check that every passage is in one segment, and that segments hold no others."""
    stored = np.fromiter((row.key for row in store.passages.all()), np.int64)
    if missing := np.setdiff1d(stored, indexed).size:
        yield f"{missing} passages are in no segment"
    if extra := np.setdiff1d(indexed, stored).size:
        yield f"{extra} passages of segments are not in the store"
    if len(indexed) != len(np.unique(indexed)):
        yield "some passages are in two segments"


def _passages(store: Store) -> Iterator[str]:
    """Check that each article's passages lie in its text, in order and apart."""
    count = 0
    for number, article in store.articles.all():
        rows = store.passages.of(number)
        count += len(rows)
        if not rows:
            yield f"article {article.id} has no passages"
        if [row.position for row in rows] != list(range(1, len(rows) + 1)):
            yield f"article {article.id}: its passages are not numbered from 1 on"
        last = 0
        for row in rows:
            if not last <= row.start < row.end <= len(article.text):
                yield f"article {article.id}: passage {row.serial} lies outside its text or on another"
            last = row.end
    if count != store.passages.count():
        yield f"{store.passages.count() - count} passages belong to no article"


def _segment(folder: LibraryFolder, store: Store, row: SegmentRow, keys: list[Ints]) -> Iterator[str]:
    """Check a segment's file against its row; add the keys of its live passages to `keys`."""
    path = folder.segments / row.name
    try:
        if checksum(path) != row.checksum:
            yield "the file has changed since it was written"
            return
        segment = Segment(path)
    except (OSError, LibraryError) as error:
        yield f"cannot be read ({error})"
        return
    live = store.segments.live(row)
    keys.append(segment.keys if live is None else segment.keys[live])
    if len(segment) != row.passages or int(segment.lengths.sum()) != row.length:
        yield "its row counts other passages or terms than the file"
    removed = np.zeros(len(segment), bool) if live is None else ~live
    if int(removed.sum()) != row.removed or int(segment.lengths[removed].sum()) != row.removed_length:
        yield "its row counts other removed passages than are marked"
    docs, frequencies, offsets = segment.docs, segment.frequencies, segment.offsets
    if (
        len(docs) != len(frequencies)
        or offsets[0] != 0
        or offsets[-1] != len(docs)
        or (np.diff(offsets) < 1).any()
    ):
        yield "the postings do not fit together"
        return
    if len(docs) and not 0 <= int(docs.min()) <= int(docs.max()) < len(segment):
        yield "postings name passages that do not exist"
        return
    same_term = np.ones(len(docs), bool)
    same_term[offsets[:-1]] = False
    if (np.diff(docs, prepend=0)[same_term] <= 0).any() or (np.diff(segment.keys) <= 0).any():
        yield "postings or keys are not in order"
    counted = np.bincount(docs, frequencies, minlength=len(segment))
    if not np.array_equal(counted, segment.lengths):
        yield "the postings of some passages do not add up to their lengths"
    yield from _removed_terms(store, row, segment, live)


def _removed_terms(
    store: Store, row: SegmentRow, segment: Segment, live: NDArray[np.bool_] | None
) -> Iterator[str]:
    """Check what the store subtracts from the segment's document frequencies."""
    gone = np.diff(segment.offsets) - live_counts(MergeInput(segment, live))
    expected = {segment.spelling(place): int(gone[place]) for place in np.flatnonzero(gone).tolist()}
    if expected != store.segments.removed_terms(row.number):
        yield "document frequencies do not agree with what was removed"
