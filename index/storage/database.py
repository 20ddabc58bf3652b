"""One connection to a library's SQLite database: transactions, facts about the library, and its tables."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from index.model.errors import DamageError, LibraryError
from index.model.source_file import LIBRARY_FILE
from index.storage.aliases_table import SCHEMA as ALIAS_SCHEMA
from index.storage.aliases_table import AliasRows
from index.storage.articles_table import ArticleRows
from index.storage.changes_table import ChangeRows
from index.storage.commit_record import CommitRecord
from index.storage.counters import Counters
from index.storage.digests import DIGEST_SCHEMA, DigestRows, MetaDigest
from index.storage.files_table import FileRows
from index.storage.identity_table import IdentityRows
from index.storage.older_formats import show_as_newer
from index.storage.opening import Frozen, connect_reader, connect_writer, primary
from index.storage.passages_table import PassageRows
from index.storage.readings_table import ReadingRows
from index.storage.rebuild_table import RebuildRows
from index.storage.schema import FORMAT, IDENTITY_SCHEMA, SCHEMA, VERSION_SCHEMA
from index.storage.scoring_texts import ScoringTexts
from index.storage.segments_table import SegmentRows
from index.storage.sql import marks
from index.storage.versions_table import VersionRows


class Store:
    """One connection to a library's database; used by one thread at a time.

    One that only reads sees a library of an older format with what that lacks empty; what needs a column of
    a newer one asks `format`.
    """

    def __init__(self, folder: Path, *, writable: bool) -> None:
        self.path = folder / LIBRARY_FILE
        self._frozen: Frozen | None = None
        if writable:
            self._db = connect_writer(self.path)
        else:
            self._db, self._frozen = connect_reader(self.path)
        self.digests = DigestRows(self._db)
        self.meta_digest = MetaDigest(self._db)
        self._record = CommitRecord(folder)
        # The format that this connection was made for; 0 where nothing is laid out.
        self._made_for = 0 if writable else self._made_readable()
        self.passages = PassageRows(self._db, self.digests)
        self.versions = VersionRows(self._db)
        self.readings = ReadingRows(self._db)
        self.articles = ArticleRows(self._db, self.passages, self.digests, self.readings)
        self.scoring_texts = ScoringTexts(self._db, self.passages, self.digests)
        self.identity = IdentityRows(self._db, self.digests)
        self.aliases = AliasRows(self._db)
        self.files = FileRows(self._db, self.digests)
        self.segments = SegmentRows(self._db)
        self.changes = ChangeRows(self._db, self.digests)
        self.rebuilding = RebuildRows(self._db)
        self.counters = Counters(self._db)

    def close(self) -> None:
        """Close the connection."""
        self._db.close()

    @property
    def format(self) -> int:
        """The number of the library's format, as this connection sees it."""
        if self._made_for == FORMAT:
            return FORMAT
        return int(self.meta("format") or 0)

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""
        return self._db.in_transaction

    def is_current(self) -> bool:
        """Whether this connection shows the library's last commit when it is used again."""
        if self._frozen is not None and not self._frozen.is_current():
            return False
        return self._made_for == self.format

    @contextmanager
    def transaction(self, *, write: bool = False) -> Iterator[None]:
        """Show one state of the library throughout; with `write`, commit all or nothing."""
        self._db.execute("BEGIN IMMEDIATE" if write else "BEGIN")
        try:
            if write and not self.is_empty_file():
                self.meta_digest.check()
            yield
            written = self._seal() if write else None
            self._db.execute("COMMIT")
            self._ensure_whole()
        finally:
            # SQLite has rolled back on its own when the disk is full.
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            self.digests.forget()
        if written:
            # Being killed here is no harm: a database may be ahead of its record.
            self._record.write(*written)

    def _seal(self) -> tuple[int, int]:
        """Hash what the transaction has changed; return the number of the commit and that of articles."""
        self.digests.seal()
        commit = self.commit() + 1
        self.set_meta(commit=commit)
        self.meta_digest.seal()
        return commit, self.articles.count()

    def commit(self) -> int:
        """Return the number of the last commit."""
        return self._count("commit")

    def _count(self, name: str) -> int:
        count = self.meta(name) or 0
        if not isinstance(count, int):
            raise DamageError(f"{self.path} is damaged")
        return count

    def begin(self) -> None:
        """Show one state of the library until `end`; leaner than `transaction`, for each question."""
        self._db.execute("BEGIN")

    def end(self) -> None:
        """End what `begin` began.

        Raises LibraryError when the database was read without locks and somebody wrote into it meanwhile.
        """
        self._db.execute("COMMIT")
        self._ensure_whole()

    def create(self, **meta: str | int | bytes) -> None:
        """Lay out an empty library, inside a transaction."""
        self.execute(f"{SCHEMA};{IDENTITY_SCHEMA};{DIGEST_SCHEMA};{ALIAS_SCHEMA};{VERSION_SCHEMA}")
        self.changes.create()
        self.set_meta(format=FORMAT, generation=0, **meta)

    def execute(self, script: str) -> None:
        """Execute statements inside a transaction; executescript() would commit on its own."""
        for statement in script.split(";"):
            if statement.strip():
                self._db.execute(statement)

    def is_empty_file(self) -> bool:
        """Whether nothing was ever laid out here."""
        return not self._db.execute("SELECT 1 FROM sqlite_schema").fetchone()

    def check_format(self) -> int:
        """Return the library's format; raise LibraryError unless this program understands it."""
        try:
            found = self.meta("format")
        except sqlite3.OperationalError as error:
            # No such table: a database of another program. Whatever else went wrong is told as it is.
            if primary(error) != sqlite3.SQLITE_ERROR:
                raise
            found = None
        if not isinstance(found, int):
            if self._record.had_articles():
                raise DamageError(f"{self.path} is damaged")
            raise LibraryError(
                f"{self.path} is no Pullquote library", command="choose another folder with --library"
            )
        if found > FORMAT:
            raise LibraryError(
                f"{self.path} has format {found}, this program reads {FORMAT}", "install a newer Pullquote"
            )
        return found

    def meta(self, name: str) -> str | int | bytes | None:
        """Return a fact about the library itself."""
        row = self._db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def set_meta(self, **facts: str | int | bytes) -> None:
        """Store facts about the library itself."""
        self._db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", facts.items())

    def drop_meta(self, name: str) -> None:
        """Forget a fact about the library itself."""
        self._db.execute("DELETE FROM meta WHERE name = ?", (name,))

    def salt(self) -> bytes:
        """Return the salt with which the library hashes its terms."""
        salt = self.meta("salt")
        if not isinstance(salt, bytes):
            raise LibraryError(f"{self.path} has lost its salt", command="run `pullquote check --repair`")
        return salt

    def generation(self) -> int:
        """Return the number of commits that changed what a search finds."""
        return self._count("generation")

    def next_generation(self) -> None:
        """Count a commit that changes what a search finds, so that readers notice."""
        self._db.execute("UPDATE meta SET value = value + 1 WHERE name = 'generation'")

    def next_run(self) -> int:
        """Return the number of a new ingest run."""
        run = self.last_run() + 1
        self.set_meta(run=run)
        return run

    def last_run(self) -> int:
        """Return the number of the last ingest run that wrote anything."""
        return self._count("run")

    def _made_readable(self) -> int:
        """Let what only reads find what it asks for; return the library's format, 0 where there is none."""
        found = 0 if self.is_empty_file() else self.check_format()
        if 0 < found < FORMAT:
            show_as_newer(self._db, found)
        self._db.execute("PRAGMA query_only = ON")
        return found

    def _ensure_whole(self) -> None:
        if self._frozen is not None:
            self._frozen.ensure_whole()

    def used_bytes(self) -> int:
        """Return the bytes of the database in use: without pages that wait to be used again."""
        pages, free, size = (
            int(self._db.execute(f"PRAGMA {name}").fetchone()[0])
            for name in ("page_count", "freelist_count", "page_size")
        )
        return (pages - free) * size

    def backup(self, target: Path) -> None:
        """Copy one committed state of the database to the file `target`."""
        copy = sqlite3.connect(target)
        try:
            self._db.backup(copy)
        finally:
            copy.close()

    def insert(self, table: str, columns: str, row: Sequence[object]) -> None:
        """Insert a row of another database as it was there, its numbers included."""
        self._db.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks(row)})", tuple(row))  # noqa: S608

    def orphans(self) -> int:
        """Return how many rows belong to an article that does not exist."""
        return len(self._db.execute("PRAGMA foreign_key_check").fetchall())

    def damage(self) -> list[str]:
        """Return what SQLite's own check finds wrong, nothing when all is well."""
        rows = [row[0] for row in self._db.execute("PRAGMA integrity_check")]
        return [] if rows == ["ok"] else rows
