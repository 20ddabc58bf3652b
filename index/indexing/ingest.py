"""One ingest run: from a stream of articles to commits, and to what is remembered of their files."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager

from index.indexing.identity import identify, is_unchanged
from index.indexing.process_pool import prepare_all
from index.indexing.writer import Writer
from index.model.article import Article, ReadFrom
from index.model.report import AddReport, Change, Outcome, Problem
from index.model.source_file import FileRead, ReadItem
from index.storage.files_table import FileRow
from index.storage.folder import LibraryFolder
from index.storage.sql import chunks

# A batch is what one commit acknowledges.
BATCH_ARTICLES = 512
BATCH_CHARACTERS = 4_000_000


class _File:
    """One source whose articles are on their way: what became of them, and how many still wait."""

    def __init__(self) -> None:
        self.read: FileRead | None = None
        self.numbers: dict[int, None] = {}
        self.problems: list[Problem] = []
        self.waiting = 0
        # The library's own objections depend on more than the file, so that it has to be read again, unless
        # the article was new: it is known by itself the next time.
        self.settled = True

    def count(self, outcome: Outcome) -> None:
        self.waiting -= 1
        self.numbers[outcome.number] = None
        self.settled &= outcome.problem is None or outcome.change is Change.ADDED

    def row(self) -> FileRow | None:
        """Return the row to store for the file; None where it must be read again."""
        if self.read is None or self.read.state is None or self.read.skipped or not self.settled:
            return None
        place = self.read.place
        if not all(problem.place.startswith(place) for problem in self.problems):
            return None
        problems = [
            (one.place.removeprefix(place), one.reason, one.lost, one.remedy, one.command, one.kind)
            for one in self.problems
        ]
        return FileRow(self.read.state, tuple(self.numbers), problems)


class IngestRun:
    """One call of `Library.add`, with its report."""

    def __init__(
        self,
        folder: LibraryFolder,
        writing: Callable[[], AbstractContextManager[Writer]],
        workers: int | None,
    ) -> None:
        self.report = AddReport()
        self.passages = self.commits = 0
        self._folder = folder
        self._writing = writing
        self._workers = workers or os.cpu_count() or 1
        self._files = deque([_File()])
        # The file of each article of the batches that are being prepared.
        self._sources: deque[list[_File]] = deque()
        # What an earlier article of the same input changes, a later one may change back.
        self._touched: set[int] = set()
        # The articles that say what they said before, with what they were read from.
        self._seen: dict[int, ReadFrom | None] = {}
        self._run = 0

    def add(self, items: Iterable[ReadItem], on_commit: Callable[[AddReport], None] | None) -> None:
        """Add the articles, a batch a commit."""
        batches = self._fresh(self._batches(items))
        for batch, prepared in prepare_all(batches, self._folder.settings, self._workers):
            with self._writing() as writer:
                self._run, outcomes = writer.put(batch, prepared, self._run)
                for file, outcome in zip(self._sources.popleft(), outcomes, strict=True):
                    self._count(file, outcome)
                self._remember(writer)
            self.passages += sum(map(len, prepared.spans))
            self.commits += 1
            if on_commit:
                on_commit(self.report)
        # What only repeats what the library has is worth no merge, but need not be read again either.
        if rows := self._finished():
            with self._writing() as writer:
                writer.remember(rows, self._run)
        seen = self._worth_noting()
        # A part at a time: others may want to write.
        for numbers in chunks(list(seen)):
            with self._writing() as writer:
                writer.note_seen({number: seen[number] for number in numbers})

    def _worth_noting(self) -> dict[int, ReadFrom | None]:
        """Return the articles of which it is to be noted that they were seen again."""
        if not self._folder.is_writable:
            return {}
        with self._folder.reading() as store:
            rows = store.readings.of(list(self._seen))
        return {
            number: read_from
            for number, read_from in self._seen.items()
            if (row := rows.get(number)) is None or row.seen_again(read_from).says_more(row)
        }

    def _batches(self, items: Iterable[ReadItem]) -> Iterator[list[tuple[Article, _File]]]:
        """Yield the articles in batches for one commit each; everything else goes where it belongs."""
        batch: list[tuple[Article, _File]] = []
        characters = 0
        for item in items:
            file = self._files[-1]
            if isinstance(item, FileRead):
                self._end(file, item)
            elif isinstance(item, Problem):
                self.report.problems.append(item)
                file.problems.append(item)
            else:
                file.waiting += 1
                batch.append((item, file))
                characters += len(item.text)
            if len(batch) >= BATCH_ARTICLES or characters >= BATCH_CHARACTERS:
                yield batch
                batch, characters = [], 0
        if batch:
            yield batch

    def _end(self, file: _File, read: FileRead) -> None:
        if read.skipped and read.state:
            with self._folder.reading() as store:
                ids, problems = store.files.yielded(read.state, read.place)
                self._seen |= dict.fromkeys(store.files.numbers(read.state))
            self.report.unchanged += ids
            self.report.problems += problems
        file.read = read
        self._files.append(_File())

    def _fresh(self, batches: Iterable[list[tuple[Article, _File]]]) -> Iterator[list[Article]]:
        """Yield the articles that are new or changed; preparing the others would be for nothing."""
        for batch in batches:
            fresh: list[Article] = []
            sources: list[_File] = []
            with self._folder.reading() as store:
                for article, file in batch:
                    match = identify(store, article)
                    known = match.known
                    settled = known and not match.note and known.number not in self._touched
                    if known and settled and is_unchanged(match, article):
                        self._count(file, Outcome(Change.UNCHANGED, known.number, known.id))
                        self._seen[known.number] = article.read_from
                        continue
                    if known:
                        self._touched.add(known.number)
                    fresh.append(article)
                    sources.append(file)
            if fresh:
                self._sources.append(sources)
                yield fresh

    def _count(self, file: _File, outcome: Outcome) -> None:
        file.count(outcome)
        self.report.count(outcome)

    def _remember(self, writer: Writer) -> None:
        if rows := self._finished():
            writer.remember(rows, self._run)

    def _finished(self) -> list[FileRow]:
        """Return what to remember of the files whose articles are all committed."""
        rows = []
        while self._files and self._files[0].read and not self._files[0].waiting:
            row = self._files.popleft().row()
            if row:
                rows.append(row)
        return rows
