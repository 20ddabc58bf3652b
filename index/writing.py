"""Changing a library: one batch, one commit."""

import secrets
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from index import segments
from index.article import Article
from index.errors import UnknownArticleError
from index.passages import split
from index.report import AddReport, Problem
from index.segments import PassageTerms, Segment
from index.store import PassageRow, Store, StoredArticle
from index.terms import Analyzer

SEGMENTS = "segments"
# Without 0, 1, i, l and o, which people confuse when they type an id from a screen; 40 bits.
_ID_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
_ID_LENGTH = 8


class Writer:
    """The one writer of a library while it holds the lock."""

    def __init__(self, folder: Path, store: Store, analyzer: Analyzer) -> None:
        self._folder = folder / SEGMENTS
        self._store = store
        self._analyzer = analyzer
        self._pending: dict[int, PassageTerms] = {}
        self._opened: dict[str, Segment] = {}

    def sweep(self) -> None:
        """Delete segment files that no commit names: what a killed process left behind."""
        for path in segments.leftovers(self._folder, (row.name for row in self._store.segments())):
            path.unlink(missing_ok=True)

    def put(self, articles: Iterable[Article]) -> AddReport:
        """Add or update the articles in one commit and say what became of each."""
        report = AddReport()
        with self._store.transaction(write=True):
            for article in articles:
                self._put_one(article, report)
            if report.added or report.updated:
                self._write_pending()
                self._store.next_generation()
        return report

    def remove(self, ids: Sequence[str]) -> None:
        """Remove the articles in one commit; raise UnknownArticleError when one is not there."""
        with self._store.transaction(write=True):
            for article_id in ids:
                stored = self._store.find_article("id", article_id)
                if stored is None:
                    raise UnknownArticleError(article_id)
                self._take_out(stored)
                self._store.delete_article(stored.number)
            self._store.next_generation()

    def rebuild(self) -> None:
        """Make all postings anew and switch to them in the same commit."""
        with self._store.transaction(write=True):
            self._store.set_meta(fingerprint=self._analyzer.fingerprint, salt=secrets.token_bytes(16))
            self._store.drop_segments()
            for article in self._store.articles():
                stored = self._store.find_article("id", article.id)
                assert stored is not None  # noqa: S101  it was just read in this transaction
                for row in self._store.passages_of(stored.number):
                    self._index(row, article)
            self._write_pending()
            self._store.next_generation()

    def _put_one(self, article: Article, report: AddReport) -> None:
        stored = self._match(article)
        if stored is None:
            article = replace(article, id=article.id or self._new_id())
            spans = split(article.text)
            if not spans:
                report.problems.append(
                    Problem(article.origin or article.id, "has no text; there is nothing to quote")
                )
                return
            number = self._store.put_article(article, next_serial=len(spans) + 1)
            self._add_passages(number, article, list(enumerate(spans, start=1)))
            report.added.append(article.id)
            return
        article = replace(article, id=stored.article.id)
        if replace(article, origin="") == replace(stored.article, origin=""):
            report.unchanged.append(article.id)
            return
        self._update(stored, article)
        report.updated.append(article.id)

    def _match(self, article: Article) -> StoredArticle | None:
        """Return the article that this one is a new reading of."""
        find = self._store.find_article
        if article.id:
            return find("id", article.id)
        return (
            (find("url", article.url) if article.url else None)
            or (find("origin", article.origin) if article.origin else None)
            or self._store.find_same_text(article.text, article.outlet)
        )

    def _update(self, stored: StoredArticle, article: Article) -> None:
        """Replace an article; passages whose text is the same keep their serials, others get new ones."""
        serials: defaultdict[str, list[int]] = defaultdict(list)
        for row in reversed(self._take_out(stored)):
            serials[stored.article.text[row.start : row.end]].append(row.serial)
        numbered = []
        next_serial = stored.next_serial
        for span in split(article.text):
            same = serials[article.text[span.start : span.end]]
            numbered.append((same.pop() if same else next_serial, span))
            next_serial += numbered[-1][0] == next_serial
        self._store.put_article(article, next_serial, stored.number)
        self._add_passages(stored.number, article, numbered)

    def _add_passages(
        self, number: int, article: Article, numbered: Sequence[tuple[int, tuple[int, int]]]
    ) -> None:
        for position, (serial, (start, end)) in enumerate(numbered, start=1):
            key = self._store.add_passage(number, serial, position, start, end)
            self._index(PassageRow(key, number, serial, position, start, end), article)

    def _index(self, row: PassageRow, article: Article) -> None:
        self._pending[row.key] = PassageTerms(row.key, row.article, self._terms(row, article))

    def _terms(self, row: PassageRow, article: Article) -> list[str]:
        # The same text as ranking.indexed_text gives for the passage.
        return self._analyzer.analyze(f"{article.title}\n{article.text[row.start : row.end]}")

    def _take_out(self, stored: StoredArticle) -> list[PassageRow]:
        """Take the article's passages out of store and postings, and return what they were."""
        rows = self._store.passages_of(stored.number)
        by_segment: defaultdict[int, list[PassageRow]] = defaultdict(list)
        segment_rows = self._store.segments()
        for row in rows:
            if self._pending.pop(row.key, None) is None:
                [segment] = [
                    one for one in segment_rows if self._holds(one.name, one.first_key, one.last_key, row.key)
                ]
                by_segment[segment.number].append(row)
        names = {one.number: one.name for one in segment_rows}
        for segment_number, inside in by_segment.items():
            keys = self._segment(names[segment_number]).keys
            counts: Counter[str] = Counter()
            length = 0
            for row in inside:
                terms = self._terms(row, stored.article)
                length += len(terms)
                counts.update(set(terms))
            docs = np.searchsorted(keys, [row.key for row in inside]).tolist()
            self._store.remove_docs(segment_number, docs, length, counts.items())
        self._store.delete_passages(stored.number)
        return rows

    def _holds(self, name: str, first_key: int, last_key: int, key: int) -> bool:
        if not first_key <= key <= last_key:
            return False
        keys = self._segment(name).keys
        place = int(np.searchsorted(keys, key))
        return place < len(keys) and int(keys[place]) == key

    def _segment(self, name: str) -> Segment:
        if name not in self._opened:
            self._opened[name] = Segment(self._folder / name)
        return self._opened[name]

    def _write_pending(self) -> None:
        """Write the postings of this commit as a segment; the commit that names it comes after."""
        if not self._pending:
            return
        salt = self._store.meta("salt")
        assert isinstance(salt, bytes)  # noqa: S101  every library is laid out with one
        arrays = segments.build((self._pending[key] for key in sorted(self._pending)), salt)
        name = segments.write(self._folder, arrays)
        keys = arrays["keys"]
        self._store.add_segment(name, len(keys), int(arrays["lengths"].sum()), int(keys[0]), int(keys[-1]))
        self._pending.clear()

    def _new_id(self) -> str:
        while True:
            article_id = "".join(secrets.choice(_ID_ALPHABET) for _ in range(_ID_LENGTH))
            if self._store.find_article("id", article_id) is None:
                return article_id
