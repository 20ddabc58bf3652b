"""Changes a library: each batch, correction or removal is one commit."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, count
from pathlib import Path
from typing import NamedTuple

from index.indexing.commit import CommitBuilder
from index.indexing.corrections import applied
from index.indexing.identity import IdentityMatch, by_id, completed, identify, is_unchanged, new_id
from index.indexing.prepare import Prepared, index_terms, retitled
from index.indexing.versions import earlier_serials, keep_replaced, note_added, note_seen
from index.model.article import Article, ReadFrom, Span
from index.model.errors import CorrectionError, DamagedArticleError, UnknownArticleError
from index.model.report import Change, Outcome, Problem
from index.model.settings import LibrarySettings
from index.storage.database import Store
from index.storage.files_table import FileRow
from index.storage.known_article import Known, digest
from index.text.canonical_url import canonical


class Incoming(NamedTuple):
    """An article of a batch: its place there, its passages, and the place of the first one among all."""

    place: int
    article: Article
    spans: Sequence[Span]
    first: int


class Writer:
    """Writes to a library while the caller holds the writer's lock."""

    def __init__(self, folder: Path, store: Store, settings: LibrarySettings) -> None:
        self._store = store
        self._settings = settings
        self._commit = CommitBuilder(folder, store, settings)
        # The articles of this commit that are stored under another title than was read, by their positions.
        self._retitled: dict[int, Article] = {}
        self._run = 0

    def put(self, articles: Sequence[Article], prepared: Prepared, run: int = 0) -> tuple[int, list[Outcome]]:
        """Add or update the articles in one commit; return the run and what became of each article.

        `run` is what an earlier call for the same input returned, or 0.
        """
        firsts = [0, *accumulate(map(len, prepared.spans))]
        with self._store.transaction(write=True):
            self._run = run or self._store.next_run()
            self._commit.begin()
            incoming = map(Incoming, count(), articles, prepared.spans, firsts)
            outcomes = [self._put_one(one) for one in incoming]
            if any(outcome.change in (Change.ADDED, Change.UPDATED) for outcome in outcomes):
                self._commit.write(retitled(prepared, self._retitled, self._settings))
                self._retitled.clear()
                self._store.next_generation()
        return self._run, outcomes

    def correct(self, article_id: str, values: Mapping[str, str], reset: Collection[str]) -> Article:
        """Correct fields of an article and undo corrections, in one commit; return the article.

        Raises UnknownArticleError, and CorrectionError for the address of another article.
        """
        with self._store.transaction(write=True):
            return self.put_corrections(self._known(article_id), values, reset)

    def put_corrections(
        self, known: Known, values: Mapping[str, str], reset: Collection[str] = ()
    ) -> Article:
        """Correct fields of an article and undo corrections, inside a transaction; return the article."""
        self._store.digests.touch(known.number)
        before = self._store.articles.get(known.number)
        read = self._store.identity.corrections(known.number)
        undone = {field: read.pop(field) for field in reset if field in read}
        after = applied(before, undone)
        for field, value in values.items():
            read.setdefault(field, getattr(after, field))
            after = applied(after, {field: value})
        self._refuse_taken(known, values.get("url", ""))
        if digest(after) == digest(before):
            self._store.identity.put_corrections(known.number, read)
            return before
        rows = self._store.passages.of(known.number)
        spans = [Span(row.start, row.end) for row in rows]
        # As they were cut when they were added: a correction changes no passage.
        prepared = index_terms([after], [spans], self._settings)
        self._commit.begin()
        self._run = known.run
        self._replace(known, before, after, read, Incoming(0, after, spans, 0))
        self._commit.write(prepared)
        self._store.next_generation()
        return after

    def cut_anew(self, found: Sequence[tuple[Known, Article, Sequence[Span]]]) -> None:
        """Give articles other passages, inside a transaction; those that they had are kept as versions."""
        prepared = index_terms(
            [article for _, article, _ in found], [one[2] for one in found], self._settings
        )
        self._commit.begin()
        first = 0
        for place, (known, article, spans) in enumerate(found):
            self._store.digests.touch(known.number)
            self._run = known.run
            read = self._store.identity.corrections(known.number)
            self._replace(known, article, article, read, Incoming(place, article, spans, first))
            first += len(spans)
        self._commit.write(prepared)
        self._store.next_generation()

    def remember(self, files: Sequence[FileRow], run: int) -> None:
        """Store files whose articles are committed, so that they need not be read again."""
        with self._store.transaction(write=True):
            self._store.files.put(files, run or self._store.last_run())

    def note_seen(self, articles: Mapping[int, ReadFrom | None]) -> None:
        """Note which articles, by their numbers, say the same as before, and what they were read from."""
        with self._store.transaction(write=True):
            there = set(self._store.articles.numbers())
            for number, read_from in articles.items():
                if number in there:  # nobody has removed it meanwhile
                    note_seen(self._store, number, read_from)

    def remove(self, ids: Sequence[str]) -> None:
        """Remove the articles in one commit; raise UnknownArticleError when one is not there."""
        with self._store.transaction(write=True):
            # Several ids may lead to one article.
            wanted = {known.number: known for known in map(self._known, ids)}
            for known in wanted.values():
                aliases = self._store.aliases.of(known.number)
                self._commit.take_out(known.number, self._store.articles.get(known.number))
                self._store.articles.delete(known.number)
                self._store.identity.retire(known.id, known.next_serial)
                for alias in aliases:
                    self._store.identity.retire(alias.id, alias.next_serial)
            self._store.next_generation()

    def rebuild(self, fingerprint: str) -> None:
        """Make all postings anew, with a new salt, and switch to them in one commit."""
        with self._store.transaction(write=True):
            self._store.set_meta(fingerprint=fingerprint)
            self._commit.rebuild()
            self._store.next_generation()

    def _put_one(self, incoming: Incoming) -> Outcome:
        article = incoming.article
        match = identify(self._store, article)
        known = match.known
        place = article.origin or article.id or article.title or "an article"
        problem = Problem(place, match.note, lost=False) if match.note else None
        if known and is_unchanged(match, article):
            note_seen(self._store, known.number, article.read_from)
            return Outcome(Change.UNCHANGED, known.number, known.id, problem)
        if not incoming.spans:
            return Outcome(
                Change.FAILED, problem=Problem(place, "has no text", remedy="there is nothing to quote")
            )
        if known is None:
            return self._insert(incoming, problem)
        try:
            self._store.digests.touch(known.number)
        except DamagedArticleError as error:
            # Nothing was changed yet: the others of the batch go on.
            return Outcome(Change.FAILED, problem=Problem.of(place, error))
        change = self._revise(match, known, incoming)
        return Outcome(change, known.number, known.id, problem)

    def _insert(self, incoming: Incoming, problem: Problem | None) -> Outcome:
        """Add an article; one that comes back under its own id goes on with its serials."""
        own_id = bool(incoming.article.id)
        article = replace(incoming.article, id=incoming.article.id or new_id(self._store))
        serial = self._store.identity.revive(article.id)
        end = serial + len(incoming.spans)
        number = self._store.articles.put(article, next_serial=end, own_id=own_id, run=self._run)
        note_added(self._store, number, article.read_from)
        self._name(number, article, article.url)
        self._commit.add(number, range(serial, end), incoming.spans, incoming.first)
        return Outcome(Change.ADDED, number, article.id, problem)

    def _revise(self, match: IdentityMatch, known: Known, incoming: Incoming) -> Change:
        """Store another reading of an article; fields corrected by hand stay as they are."""
        article = incoming.article
        before = self._store.articles.get(known.number)
        read = self._store.identity.corrections(known.number)
        if match.copy:
            reading = completed(applied(before, read), article)
        else:
            reading = replace(article, id=known.id, origin=article.origin or before.origin)
        corrected = {field: getattr(before, field) for field in read}
        # A source that says what was corrected may be our own export; then the old reading says more.
        read = {
            field: old if getattr(reading, field) == corrected[field] else getattr(reading, field)
            for field, old in read.items()
        }
        after = applied(reading, corrected)
        if digest(after) != digest(before):
            if after.title != article.title:
                self._retitled[incoming.place] = after
            self._replace(known, before, after, read, incoming)
            note_seen(self._store, known.number, article.read_from)
            return Change.UPDATED
        note_seen(self._store, known.number, article.read_from)
        self._store.articles.put_reading(known.number, digest(applied(after, read)), after.origin)
        self._store.identity.put_corrections(known.number, read)
        self._name(known.number, after, read.get("url", after.url))
        return Change.UNCHANGED

    def _replace(
        self, known: Known, before: Article, after: Article, read: Mapping[str, str], incoming: Incoming
    ) -> None:
        """Replace an article; passages whose text is the same keep their serials, others get new ones."""
        serials: defaultdict[str, list[int]] = defaultdict(list)
        rows = self._commit.take_out(known.number, before)
        standing = {row.serial for row in rows}
        for text, earlier in earlier_serials(self._store, known).items():
            serials[text] += (one for one in earlier if one not in standing)
        for row in reversed(rows):
            serials[before.text[row.start : row.end]].append(row.serial)
        numbered: list[int] = []
        next_serial = known.next_serial
        for start, end in incoming.spans:
            same = serials[after.text[start:end]]
            numbered.append(same.pop() if same else next_serial)
            next_serial += numbered[-1] == next_serial
        self._store.articles.put(
            after,
            next_serial=next_serial,
            own_id=bool(known.own_id),
            run=self._run,
            as_read=digest(applied(after, read)),
            number=known.number,
        )
        keep_replaced(self._store, known.number, before, rows, after, numbered)
        self._store.identity.put_corrections(known.number, read)
        self._name(known.number, after, read.get("url", after.url))
        self._commit.add(known.number, numbered, incoming.spans, incoming.first)

    def _name(self, number: int, article: Article, url_read: str) -> None:
        """Store the addresses and the path by which the article is identified again."""
        self._store.identity.put_addresses(number, (canonical(article.url), canonical(url_read)))
        if article.origin:
            self._store.articles.release(article.origin, number)

    def _refuse_taken(self, known: Known, url: str) -> None:
        taken = [one for one in self._store.identity.at(canonical(url)) if one.number != known.number]
        if taken:
            raise CorrectionError(f'{url} is the address of article "{taken[0].id}"', "remove one of the two")

    def _known(self, article_id: str) -> Known:
        known = by_id(self._store, article_id)
        if known is None:
            raise UnknownArticleError(article_id)
        return known
