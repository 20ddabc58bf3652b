"""The part of `Library` that looks after versions: which were quoted, and which are not to be kept."""

from abc import abstractmethod
from collections.abc import Collection, Sequence

from index.indexing.identity import by_id, identify
from index.indexing.versions import is_noted, note_quoted
from index.model.article import Article
from index.model.errors import UnknownArticleError, UnknownVersionError
from index.storage.folder import LibraryFolder


class KeptVersions:
    """Changes what is kept of earlier texts; none of it changes an article."""

    _folder: LibraryFolder

    @abstractmethod
    def upgrade(self) -> None:
        """Bring a library of an older format up to date, which alone has versions."""

    def same_as(self, article: Article) -> Article | None:
        """Return the article that adding this one would update, as it stands; None where it would be new."""
        with self._folder.reading() as store:
            known = identify(store, article).known
            return store.articles.get(known.number) if known else None

    def read_by_others(self, readers: Collection[bytes]) -> list[Article]:
        """Return the articles that none of these readers read, and those of which that is unknown.

        Damaged ones are left out.
        """
        with self._folder.reading() as store:
            numbers = store.readings.by_others(readers)
            whole = store.articles.load(numbers)
            return [whole[number].article for number in numbers if number in whole]

    def count_read_by_others(self, readers: Collection[bytes]) -> int:
        """Return how many articles `read_by_others` would find, without reading one."""
        with self._folder.reading() as store:
            return len(store.readings.by_others(readers))

    def erase_version(self, article_id: str, number: int) -> None:
        """Erase for good what an article said before, by the number of the version.

        Raises UnknownArticleError and UnknownVersionError.
        """
        self.upgrade()
        with self._folder.writing() as store, store.transaction(write=True):
            known = by_id(store, article_id)
            if known is None:
                raise UnknownArticleError(article_id)
            if not store.versions.erase(known.number, number):
                raise UnknownVersionError(article_id, number)

    def mark_quoted(self, passage_ids: Sequence[str]) -> None:
        """Note that passages were quoted: what an article said in them is forgotten last."""
        self.upgrade()
        with self._folder.reading() as store:
            new = [name for name in passage_ids if not is_noted(store, name)]
        if new:
            with self._folder.writing() as store, store.transaction(write=True):
                for name in new:
                    note_quoted(store, name)
