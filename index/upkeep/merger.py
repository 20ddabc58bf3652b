"""Merges segments in the background, so that their number stays logarithmic."""

import logging
import threading
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np

from index.analysis.analyzer import analyzer
from index.model.errors import LibraryError
from index.storage.database import Store
from index.storage.durable_file import refuse_changed
from index.storage.folder import LibraryFolder
from index.storage.segment_file import Segment, term_hash
from index.storage.segment_writer import Written
from index.storage.segments_table import SegmentRow
from index.upkeep import merged_postings
from index.upkeep.merged_postings import MergeInput

log = logging.getLogger(__name__)

# How many neighbours of about one size make one of the next size: at most FACTOR - 1 of a size are left, and
# a passage is written again log(passages) / log(FACTOR) times in all.
FACTOR = 4
# Segments below this size count as one size: merging them takes milliseconds.
SMALLEST = 256
# A segment that has lost this share of its passages is written anew without them.
MOST_REMOVED = 0.25


def plan(rows: Sequence[SegmentRow], *, whole: bool = False) -> list[SegmentRow]:
    """Return neighbouring segments to merge, in the order of their keys; none when all is well.

    With `whole`, everything becomes one segment.
    """
    if whole and len(rows) > 1:
        return list(rows)
    sizes = [_size_class(row.passages - row.removed) for row in rows]
    for size in sorted(set(sizes)):
        # A run may contain smaller ones: only neighbours can be merged, because keys must not overlap.
        run: list[SegmentRow] = []
        for row, own in zip(rows, sizes, strict=True):
            if own > size:
                if len(run) >= FACTOR:
                    return run
                run = []
            else:
                run.append(row)
        if len(run) >= FACTOR:
            return run
    return next(([row] for row in rows if row.removed > row.passages * MOST_REMOVED), [])


def _size_class(passages: int) -> int:
    size = 0
    while passages >= SMALLEST:
        passages //= FACTOR
        size += 1
    return size


class Merger:
    """Merges a library's segments in a thread of its own, as often as there is something to merge."""

    def __init__(self, folder: LibraryFolder) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._again = self._whole = False

    def wake(self, *, whole: bool = False) -> None:
        """Merge what is to be merged, or everything, without waiting for it."""
        with self._lock:
            self._again = True
            self._whole = self._whole or whole
            if self._thread is None:
                # Not a daemon: the interpreter's end waits for a merge rather than cut it off.
                self._thread = threading.Thread(target=self._run, name="merging")
                self._thread.start()

    def wait(self) -> None:
        """Wait until nothing is left to merge."""
        with self._lock:
            thread = self._thread
        if thread is not None:
            thread.join()

    def _run(self) -> None:
        while True:
            with self._lock:
                if not self._again:
                    self._thread = None
                    return
                whole, self._again, self._whole = self._whole, False, False
            try:
                while merge_once(self._folder, whole=whole):
                    continue
            except LibraryError as error:
                # Searching goes on without the merge; the next commit tries again.
                log.warning("Could not merge: %s", error)
            except Exception:
                log.exception("Could not merge")


def merge_once(folder: LibraryFolder, *, whole: bool = False) -> bool:
    """Merge one run of segments; return False when there is none, or another process is merging."""
    with folder.explained(), folder.keeping_files() as mine:
        if not mine or folder.lost_commits():
            return False
        with folder.reading() as store:
            rows = plan(store.segments.all(), whole=whole)
            if not rows:
                return False
            salt = store.salt()
            lives = [store.segments.live(row) for row in rows]
            terms = [store.segments.removed_terms(row.number) for row in rows]
        sources = [
            MergeInput(Segment(folder.segments / row.name), live)
            for row, live in zip(rows, lives, strict=True)
        ]
        for row in rows:
            # What is merged gets a new checksum, which would hide what the old one tells.
            refuse_changed(folder.segments / row.name, row.checksum)
        # Without the writer's lock: others add and remove meanwhile.
        written = merged_postings.write_merged(folder.segments, sources, _hash_of(folder, salt))
        with folder.writing() as store:
            committed = _commit(store, rows, sources, terms, written, folder)
        unnamed = [row.name for row in rows] if committed else [written.name] if written else []
        folder.delete([folder.segments / name for name in unnamed])
        return committed


def _hash_of(folder: LibraryFolder, salt: bytes) -> Callable[[str], int | None]:
    analyze = analyzer(folder.settings.language).analyze
    return lambda word: next((term_hash(term, salt) for term in analyze(word)), None)


def _commit(
    store: Store,
    rows: Sequence[SegmentRow],
    sources: Sequence[MergeInput],
    terms: Sequence[dict[str, int]],
    written: Written | None,
    folder: LibraryFolder,
) -> bool:
    """Switch to the merged segment, with what was removed while it was written."""
    with store.transaction(write=True):
        today = {row.number: row for row in store.segments.all()}
        if any(row.number not in today for row in rows):
            return False  # a rebuild has replaced them
        keys: list[int] = []
        length = 0
        counts: Counter[str] = Counter()
        for row, source, before in zip(rows, sources, terms, strict=True):
            now = today[row.number]
            if now.removed == row.removed:
                continue
            live = store.segments.live(now)
            gone = ~live if live is not None else np.zeros(now.passages, bool)
            if source.live is not None:
                gone &= source.live
            keys += source.segment.keys[gone].tolist()
            length += now.removed_length - row.removed_length
            after = Counter(store.segments.removed_terms(row.number))
            after.subtract(before)
            counts.update(after)
        store.segments.drop(row.number for row in rows)
        if written is not None:
            number = store.segments.add(written)
            if keys:
                docs = Segment(folder.segments / written.name).positions(keys)
                store.segments.remove(number, docs, length, {term: n for term, n in counts.items() if n})
        store.next_generation()
    return True
