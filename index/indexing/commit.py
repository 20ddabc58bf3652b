"""Adds and removes passages in a commit: their rows and their postings together."""

import logging
import secrets
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import numpy as np

from index.analysis.analyzer import analyzer
from index.indexing import postings
from index.indexing.prepare import Prepared, indexed_text, take, term_lists, vocabulary
from index.model.article import Article, Span
from index.model.errors import DamagedArticleError
from index.model.settings import LibrarySettings
from index.storage.database import Store
from index.storage.passages_table import PassageRow
from index.storage.segment_file import Segment
from index.storage.segment_writer import Written
from index.storage.segments_table import SegmentRow

log = logging.getLogger(__name__)

# How many passages a rebuild holds in memory at once, at least.
_REBUILT_AT_ONCE = 5000


class CommitBuilder:
    """Changes passages inside the writer's transactions, and writes their postings as a segment."""

    def __init__(self, folder: Path, store: Store, settings: LibrarySettings) -> None:
        self._folder = folder
        self._store = store
        self._settings = settings
        self._analyzer = analyzer(settings.language)
        # The new passages of this commit: article -> key and position among the prepared, for each.
        self._pending: dict[int, list[tuple[int, int]]] = {}
        self._opened: dict[str, Segment] = {}
        self._last_key = 0

    def begin(self) -> None:
        """Begin a commit; new passages get keys above all that were ever given."""
        self._last_key = self._store.passages.last_key()

    def add(self, number: int, serials: Sequence[int], spans: Sequence[Span], first: int) -> None:
        """Add an article's passages; `first` is the place of the first one among the prepared."""
        rows = [
            PassageRow(self._last_key + position, number, serial, position, start, end)
            for position, (serial, (start, end)) in enumerate(zip(serials, spans, strict=True), start=1)
        ]
        self._store.passages.put(rows)
        self._pending[number] = [(row.key, first + row.position - 1) for row in rows]
        self._last_key += len(rows)

    def take_out(self, number: int, article: Article) -> list[PassageRow]:
        """Remove an article's passages from store and postings, and return their rows."""
        rows = self._store.passages.of(number)
        # Added in this very commit: no segment has them yet.
        if self._pending.pop(number, None) is None and rows:
            # An article's passages were written together and only ever move together.
            segment = self._holder(rows[0].key)
            terms = [
                self._analyzer.analyze(indexed_text(article.title, article.text[row.start : row.end]))
                for row in rows
            ]
            counts = Counter(term for one in terms for term in set(one))
            docs = self._open(segment).positions([row.key for row in rows])
            self._store.segments.remove(segment.number, docs, sum(map(len, terms)), counts)
        self._store.passages.delete(number)
        return rows

    def write(self, prepared: Prepared) -> None:
        """Write the postings of what was added as a segment; the commit that names it comes after."""
        rows = [(key, number, place) for number, pairs in self._pending.items() for key, place in pairs]
        if not rows:
            return
        keys, articles, places = np.array(sorted(rows), np.int64).T
        terms = take(prepared.terms, places)
        salt = self._store.salt()
        self._store.segments.add(
            postings.write_new(self._folder, keys, articles, terms, prepared.words, salt)
        )
        self._pending.clear()

    def rebuild(self) -> None:
        """Make all postings anew, with a new salt."""
        salt = secrets.token_bytes(16)
        self._store.set_meta(salt=salt)
        self._store.segments.drop_all()
        self._store.rebuilding.drop()
        last_key = 0
        while written := self.reindex_after(last_key, salt):
            self._store.segments.add(written)
            last_key = written.last_key

    def reindex_after(self, key: int, salt: bytes) -> Written | None:
        """Write a segment for the next passages after `key`, as they were cut; None when there are no more.

        Its row is the caller's to write.
        """
        rows: list[PassageRow] = []
        for row in self._store.passages.all(key):
            if len(rows) >= _REBUILT_AT_ONCE and row.article != rows[-1].article:
                break
            rows.append(row)
        return self._reindex(rows, salt) if rows else None

    def _holder(self, key: int) -> SegmentRow:
        return next(row for row in self._store.segments.all() if row.first_key <= key <= row.last_key)

    def _open(self, row: SegmentRow) -> Segment:
        if row.name not in self._opened:
            self._opened[row.name] = Segment(self._folder / row.name, row.checksum)
        return self._opened[row.name]

    def _reindex(self, rows: Sequence[PassageRow], salt: bytes) -> Written:
        found = [
            self._read(number, [Span(row.start, row.end) for row in group])
            for number, group in groupby(rows, key=lambda row: row.article)
        ]
        terms = term_lists(found, self._settings.language)
        words = vocabulary(found, self._settings.language)
        keys = np.array([row.key for row in rows], np.int64)
        articles = np.array([row.article for row in rows], np.int64)
        return postings.write_new(self._folder, keys, articles, terms, words, salt)

    def _read(self, number: int, spans: list[Span]) -> tuple[Article, list[Span]]:
        """Return an article and its passages; of a damaged one empty ones, which no term finds."""
        try:
            return self._store.articles.get(number), spans
        except DamagedArticleError as error:
            log.warning("%s", error)
            return Article(id="damaged", text=""), [Span(0, 0)] * len(spans)
