"""Changing a library: one batch, one commit."""

import secrets
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import numpy as np

from index import postings
from index.article import Article, Span
from index.article_rows import Known, PassageRow, digest
from index.errors import UnknownArticleError
from index.preparing import Prepared, Settings, indexed_text, take, term_lists
from index.report import AddReport, Problem
from index.segment_rows import SegmentRow
from index.segments import Segment
from index.store import Store
from index.terms import analyzer

# Without 0, 1, i, l and o, which people confuse when they type an id from a screen; 40 bits.
_ID_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
_ID_LENGTH = 8
# How many passages a rebuild holds in memory at once, at least.
_REBUILT_AT_ONCE = 5000


def match(store: Store, article: Article) -> Known | None:
    """Return the stored article that `article` is a new reading of."""
    find = store.articles.find
    if article.id:
        return find("id", article.id)
    return (
        (find("url", article.url) if article.url else None)
        or (find("origin", article.origin) if article.origin else None)
        or store.articles.find_same_text(article.text, article.outlet)
    )


class Writer:
    """The one writer of a library while it holds the lock."""

    def __init__(self, folder: Path, store: Store, settings: Settings) -> None:
        self._folder = folder
        self._store = store
        self._settings = settings
        self._analyzer = analyzer(settings.language)
        # The new passages of this commit: article -> key and position among the prepared, for each.
        self._pending: dict[int, list[tuple[int, int]]] = {}
        self._opened: dict[str, Segment] = {}
        self._last_key = 0

    def put(self, articles: Sequence[Article], prepared: Prepared) -> AddReport:
        """Add or update the articles in one commit and say what became of each."""
        report = AddReport()
        firsts = np.cumsum([0, *map(len, prepared.spans)]).tolist()
        with self._store.transaction(write=True):
            self._last_key = self._store.articles.last_key()
            for article, spans, first in zip(articles, prepared.spans, firsts, strict=False):
                self._put_one(article, spans, first, report)
            if report.added or report.updated:
                self._write_pending(prepared)
                self._store.next_generation()
        return report

    def remove(self, ids: Sequence[str]) -> None:
        """Remove the articles in one commit; raise UnknownArticleError when one is not there."""
        with self._store.transaction(write=True):
            for article_id in ids:
                known = self._store.articles.find("id", article_id)
                if known is None:
                    raise UnknownArticleError(article_id)
                self._take_out(known.number, self._store.articles.get(known.number))
                self._store.articles.delete(known.number)
            self._store.next_generation()

    def rebuild(self, fingerprint: str) -> None:
        """Make all postings anew, with a new salt, and switch to them in one commit."""
        salt = secrets.token_bytes(16)
        with self._store.transaction(write=True):
            self._store.set_meta(fingerprint=fingerprint, salt=salt)
            self._store.segments.drop_all()
            rows: list[PassageRow] = []
            for row in self._store.articles.all_passages():
                if len(rows) >= _REBUILT_AT_ONCE and row.article != rows[-1].article:
                    self._reindex(rows, salt)
                    rows = []
                rows.append(row)
            self._reindex(rows, salt)
            self._store.next_generation()

    def _put_one(self, article: Article, spans: Sequence[Span], first: int, report: AddReport) -> None:
        known = match(self._store, article)
        if known and known.digest == digest(article):
            report.unchanged.append(known.id)
            return
        if not spans:
            place = article.origin or article.id or article.title or "an article"
            report.problems.append(Problem(place, "has no text; there is nothing to quote"))
            return
        if known is None:
            article = replace(article, id=article.id or self._new_id())
            number = self._store.articles.put(article, next_serial=len(spans) + 1)
            self._add_passages(number, range(1, len(spans) + 1), spans, first)
            report.added.append(article.id)
            return
        self._update(known, replace(article, id=known.id), spans, first)
        report.updated.append(known.id)

    def _update(self, known: Known, article: Article, spans: Sequence[Span], first: int) -> None:
        """Replace an article; passages whose text is the same keep their serials, others get new ones."""
        before = self._store.articles.get(known.number)
        serials: defaultdict[str, list[int]] = defaultdict(list)
        for row in reversed(self._take_out(known.number, before)):
            serials[before.text[row.start : row.end]].append(row.serial)
        numbered = []
        next_serial = known.next_serial
        for start, end in spans:
            same = serials[article.text[start:end]]
            numbered.append(same.pop() if same else next_serial)
            next_serial += numbered[-1] == next_serial
        self._store.articles.put(article, next_serial, known.number)
        self._add_passages(known.number, numbered, spans, first)

    def _add_passages(self, number: int, serials: Sequence[int], spans: Sequence[Span], first: int) -> None:
        rows = [
            PassageRow(self._last_key + position, number, serial, position, start, end)
            for position, (serial, (start, end)) in enumerate(zip(serials, spans, strict=True), start=1)
        ]
        self._store.articles.put_passages(rows)
        self._pending[number] = [(row.key, first + row.position - 1) for row in rows]
        self._last_key += len(rows)

    def _take_out(self, number: int, article: Article) -> list[PassageRow]:
        """Take an article's passages out of store and postings, and return what they were."""
        rows = self._store.articles.passages_of(number)
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
        self._store.articles.delete_passages(number)
        return rows

    def _holder(self, key: int) -> SegmentRow:
        return next(row for row in self._store.segments.all() if row.first_key <= key <= row.last_key)

    def _open(self, row: SegmentRow) -> Segment:
        if row.name not in self._opened:
            self._opened[row.name] = Segment(self._folder / row.name)
        return self._opened[row.name]

    def _write_pending(self, prepared: Prepared) -> None:
        """Write the postings of this commit as a segment; the commit that names it comes after."""
        rows = [(key, number, place) for number, pairs in self._pending.items() for key, place in pairs]
        if not rows:
            return
        keys, articles, places = np.array(sorted(rows), np.int64).T
        terms = take(prepared.terms, places)
        self._store.segments.add(postings.write_new(self._folder, keys, articles, terms, self._store.salt()))
        self._pending.clear()

    def _reindex(self, rows: Sequence[PassageRow], salt: bytes) -> None:
        """Write the postings of stored passages, as they were cut when they were added."""
        if not rows:
            return
        groups = [(number, list(group)) for number, group in groupby(rows, key=lambda row: row.article)]
        terms = term_lists(
            (
                (self._store.articles.get(number), [Span(row.start, row.end) for row in group])
                for number, group in groups
            ),
            self._settings.language,
        )
        keys = np.array([row.key for row in rows], np.int64)
        articles = np.array([row.article for row in rows], np.int64)
        self._store.segments.add(postings.write_new(self._folder, keys, articles, terms, salt))

    def _new_id(self) -> str:
        while True:
            article_id = "".join(secrets.choice(_ID_ALPHABET) for _ in range(_ID_LENGTH))
            if self._store.articles.find("id", article_id) is None:
                return article_id
