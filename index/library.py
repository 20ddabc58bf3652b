"""A library: the one face of index/ that the command line and the bot see."""

import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self

from index.analysis import languages
from index.analysis.analyzer import DEFAULT_LANGUAGE, Analyzer, analyzer
from index.indexing import corrections, usage
from index.indexing.ingest import IngestRun
from index.indexing.usage import LibraryUsage
from index.indexing.writer import Writer
from index.lookup.lookup import Lookup
from index.model.answer import Answer
from index.model.article import Article
from index.model.errors import LibraryError
from index.model.report import AddReport
from index.model.settings import PASSAGE_TOKENS, LibrarySettings
from index.model.source_file import LIBRARY_FILE, FileState, ReadItem
from index.query import synonyms
from index.query.library_synonyms import LibrarySynonyms
from index.query.synonyms import SynonymsFile
from index.ranking.searcher import Searcher
from index.storage.commit_record import CommitRecord
from index.storage.contents import Contents
from index.storage.diagnosis import explained
from index.storage.filters import Filters
from index.storage.folder import LibraryFolder
from index.upkeep import integrity
from index.upkeep.kept_versions import KeptVersions
from index.upkeep.maintenance import Maintenance
from index.upkeep.merger import Merger
from index.upkeep.upgrade import Upgrade

log = logging.getLogger(__name__)

WORTH_MERGING_ALL = 0.1


class Library(Contents, LibrarySynonyms, Maintenance, KeptVersions):
    """A set of articles in one folder that can be searched. Safe to share between threads.

    Use `Library.open`. Raises LibraryError, in one line that names the place and the remedy, whenever the
    folder cannot be read or written as asked.
    """

    def __init__(self, folder: LibraryFolder) -> None:
        super().__init__(folder)
        self._merger = Merger(folder)
        self.analyzer: Analyzer = _analyzer(folder)
        self._synonyms = SynonymsFile(folder.path / synonyms.FILE_NAME, self.analyzer.analyze)
        self._searcher = Searcher(folder, self.analyzer, self._synonyms)
        # Suggestions, neighbours, comparisons and quotes.
        self.lookup = Lookup(folder, self, self._searcher)
        self._upgrade = Upgrade(folder, self.analyzer.fingerprint, self._merger.wake)
        self._upgrade.begin()

    @classmethod
    def open(
        cls, path: str | Path, *, language: str = DEFAULT_LANGUAGE, passage_tokens: int = PASSAGE_TOKENS
    ) -> Self:
        """Open the library in the folder `path`, or lay out an empty one there.

        `language` names the stemmer of a new library and `passage_tokens` the size of its passages; an
        existing one keeps its own. Raises LibraryError for a language that `languages` does not know.
        """
        try:
            name = languages.named(language)
        except ValueError as error:
            raise LibraryError(str(error)) from None
        folder = LibraryFolder(Path(path), LibrarySettings(name, passage_tokens), integrity.first_problem)
        if lost := folder.lost_commits():
            log.error("%s", lost)
        return cls(folder)

    @staticmethod
    def stands_in(folder: Path) -> bool:
        """Whether there is a library in that folder, or what is left of one that lost its database.

        Raises LibraryError where that cannot be known.
        """
        with explained(folder):
            return (folder / LIBRARY_FILE).is_file() or bool(CommitRecord(folder).had_articles())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Finish the merge that is under way, if any, and close all files. The articles stay.

        An upgrade that is under way goes on when the library is opened again.
        """
        self._upgrade.stop()
        self._merger.wait()
        self._folder.close()

    # Changing

    def add(
        self,
        articles: Iterable[ReadItem],
        *,
        on_commit: Callable[[AddReport], None] | None = None,
        workers: int | None = None,
    ) -> AddReport:
        """Add articles, or update the ones that the library has under the same identity.

        An article is matched by its id, then by its URL, then by its origin, then by equal text with an
        equal or unknown outlet (`index.indexing.identity`); conflicts among these are problems in the report.
        Ids are never given twice: a removed article that comes back under its record's id goes on with its
        serials. Problems that a reader yields pass through to the report. Articles are
        committed in batches; `on_commit` is called after each with all that is safe by then. An interrupted
        call that is repeated finds what was committed unchanged. Input of more than one batch is prepared by
        `workers` processes, by default one a core.
        """
        self.upgrade()
        run = IngestRun(self._folder, self._writer, workers)
        run.add(articles, on_commit)
        # One segment answers fastest; to write all of them again is worth it when much of it is new.
        if run.commits > 1 and run.passages > self.passage_count() * WORTH_MERGING_ALL:
            self._merger.wake(whole=True)
        return run.report

    def usage(self) -> LibraryUsage:
        """Return how much the library holds, without reading any article."""
        with self._folder.reading() as store:
            return usage.library_usage(store)

    def stored_lengths(self, articles: Sequence[Article]) -> list[int | None]:
        """Return for each article how many characters of text the one has that `add` would update.

        None stands for an article that would be a new one.
        """
        with self._folder.reading() as store:
            return usage.stored_lengths(store, articles)

    def has_read(self, file: FileState) -> bool:
        """Whether reading this file again would change nothing; `read_changed` asks this."""
        with self._folder.reading() as store:
            return store.files.is_known(file)

    def correct(
        self,
        article_id: str,
        *,
        title: str | None = None,
        outlet: str | None = None,
        author: str | None = None,
        published: str | None = None,
        url: str | None = None,
        reset: Collection[str] = (),
    ) -> Article:
        """Correct what is known of an article, and return it.

        None leaves a field as it is and "" makes it unknown; `published` is an ISO 8601 date or date-time.
        A corrected field stays when the article is read again; the fields named in `reset` go back to what
        was last read. Raises CorrectionError and UnknownArticleError, and then corrects nothing.
        """
        fields = {"title": title, "outlet": outlet, "author": author, "published": published, "url": url}
        values = corrections.checked(fields, reset)
        with self._writer() as writer:
            return writer.correct(article_id, values, reset)

    def remove(self, ids: Iterable[str]) -> list[str]:
        """Remove the articles with these ids in one commit and return the ids.

        Raises UnknownArticleError, and removes nothing, when one of them is not there.
        """
        wanted = list(dict.fromkeys(ids))
        with self._writer() as writer:
            writer.remove(wanted)
        return wanted

    # Asking

    def search(
        self,
        question: str,
        limit: int = 3,
        *,
        outlet: str | None = None,
        after: date | None = None,
        before: date | None = None,
        articles: Sequence[str] = (),
        exclude: Sequence[str] = (),
    ) -> Answer:
        """Return the passages that answer `question`, at most `limit` of them, or none.

        The filters keep to one outlet, to articles published from `after` up to and including `before`,
        to the articles with these ids, or away from those in `exclude`.
        """
        filters = Filters.between(after, before, outlet=outlet, ids=articles, exclude=exclude)
        return self._searcher.search(question, limit, filters)

    def rank(
        self,
        question: str,
        depth: int = 100,
        *,
        unit: str = "article",
        exclude: Sequence[str] = (),
        plain: bool = False,
    ) -> list[tuple[str, float]]:
        """Return the ids and scores of the `depth` best articles or passages.

        Whether they answer is not decided, and near-copies are not grouped. An article's score is that of its
        best passage. `plain` ranks by rank_bm25's score alone.
        """
        filters = Filters(exclude=exclude)
        if plain:
            return self._searcher.order_by_bm25(question, depth, unit=unit, filters=filters)
        return self._searcher.order(question, depth, unit=unit, filters=filters)

    def rebuild(self) -> None:
        """Make all postings anew from the stored articles and switch to them in one commit."""
        with self._writer() as writer:
            writer.rebuild(self.analyzer.fingerprint)

    def upgrade(self) -> None:
        """Bring a library of an older format or analyser up to date, and wait for it.

        Opening one begins this in the background; until it is done, what is there answers.
        """
        if self._upgrade.is_due:
            with self._writer():
                pass

    @contextmanager
    def _writer(self) -> Iterator[Writer]:
        with self._folder.writing() as store:
            self._upgrade.finish(store)
            yield Writer(self._folder.segments, store, self._folder.settings)
        self._merger.wake()


def _analyzer(folder: LibraryFolder) -> Analyzer:
    try:
        return analyzer(folder.settings.language)
    except ValueError as error:
        # Laid out with a later version of the stemmers.
        raise LibraryError(f"{folder.path}: {error}", "or install a newer PyStemmer") from None
