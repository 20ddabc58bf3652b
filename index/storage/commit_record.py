"""A small file beside the database with the number of its last commit, so that a lost one is noticed.

SQLite takes a damaged or missing write-ahead log for one that ends there, and an older copy of the database
for the database. Neither can have more commits than were written down here after each of them.
"""

import json
import logging
import os
import zlib
from dataclasses import dataclass
from pathlib import Path

from index.model.errors import LibraryError, LostCommitsError
from index.storage.durable_file import sync_folder
from index.storage.segment_file import SUFFIX

log = logging.getLogger(__name__)

FILE_NAME = "library.commit"
_UNFINISHED = f"{FILE_NAME}.unfinished"
_MOST = 2**53
_DATABASE, _LOG, _SEGMENTS = "library.sqlite", "library.sqlite-wal", "segments"


@dataclass(frozen=True, slots=True)
class Recorded:
    """The number of a commit, and how many articles there were after it."""

    commit: int
    articles: int


class CommitRecord:
    """The record of one library's folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self) -> Recorded | None:
        """Return what was recorded last; None where nothing was, or the record itself is damaged."""
        try:
            line = (self._folder / FILE_NAME).read_bytes()
            body, _, check = line.rstrip(b"\n").rpartition(b" ")
            if not body or int(check, 16) != zlib.crc32(body):
                return None
            recorded = Recorded(**json.loads(body))
            # SQLite can count no further, and nobody committed that often.
            numbers = (recorded.commit, recorded.articles)
            return recorded if all(type(one) is int and one < _MOST for one in numbers) else None
        except (FileNotFoundError, ValueError, TypeError):
            return None

    def is_damaged(self) -> bool:
        """Whether there is a record that cannot be read; the next commit writes it anew."""
        return (self._folder / FILE_NAME).is_file() and self.read() is None

    def write(self, commit: int, articles: int) -> None:
        """Record a commit that is safe. A disk that has no room for it costs the record, not the commit."""
        body = json.dumps({"commit": commit, "articles": articles}).encode()
        unfinished = self._folder / _UNFINISHED
        try:
            with unfinished.open("wb") as file:
                file.write(b"%s %08x\n" % (body, zlib.crc32(body)))
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(self._folder / FILE_NAME)
            sync_folder(self._folder)
        except OSError as error:
            log.warning("%s: commit %d could not be recorded: %s", self._folder / FILE_NAME, commit, error)

    def lost(self, commit: int, articles: int) -> str:
        """Return, as a line, what a database with this commit and number of articles lost; "" for nothing."""
        recorded = self.read()
        if recorded is None or recorded.commit <= commit:
            return ""
        return (
            f"{self._folder}: the database has lost commits {commit + 1} to {recorded.commit} "
            f"(it has {articles} articles, {recorded.articles} were committed): its log was damaged or an "
            "older copy was put back; it is read-only until you restore a backup, or save what is left "
            "with `pullquote check --repair`"
        )

    def had_articles(self) -> str:
        """Return, as words, what is left of a library whose database is gone; "" for nothing."""
        recorded = self.read()
        if recorded is not None and (recorded.articles or recorded.commit > 1):
            return f"{recorded.articles} articles in {recorded.commit} commits"
        if any((self._folder / _SEGMENTS).glob(f"*{SUFFIX}")):
            return "articles, whose postings are there still"
        written = self._folder / _LOG
        database = self._folder / _DATABASE
        empty = not database.is_file() or not database.stat().st_size
        if empty and written.is_file() and written.stat().st_size:
            return "commits, which are in its log still"
        return ""

    def refuse_to_lay_out(self) -> None:
        """Raise LostCommitsError when an empty library would be laid over one that had articles.

        Raises LibraryError when what has the database's name is no file that could be one.
        """
        database = self._folder / _DATABASE
        if database.is_symlink() and not database.exists():
            raise LibraryError(
                f"{database} is a link to {database.readlink()}, where nothing is",
                "bring back the disk or folder that it leads to, or the database itself",
            )
        if database.exists() and not database.is_file():
            what = "a folder" if database.is_dir() else "no ordinary file"
            raise LibraryError(f"{database} is {what}", "put the database in its place, or restore a backup")
        if had := self.had_articles():
            raise LostCommitsError(
                f"{self._folder / _DATABASE} is missing or empty, but the library had {had}",
                command="restore a backup, or save what is left with `pullquote check --repair`",
            )
