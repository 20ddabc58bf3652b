"""Libraries as earlier versions laid them out, made from today's."""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from filelock import FileLock

from index import Library
from index.storage.digests import MetaDigest


@contextmanager
def opened_before_its_upgrade(folder: Path) -> Iterator[Library]:
    """Open a library while somebody else writes, for whom its upgrade waits, and closing waits no more."""
    with ExitStack() as closing, FileLock(folder / "writer.lock", is_singleton=False):
        library = closing.enter_context(Library.open(folder))
        yield library
        library._upgrade._stopping.set()


def to_format_4(folder: Path) -> None:
    """Take away what format 5 added: versions and readings."""
    with sqlite3.connect(folder / "library.sqlite") as db:
        db.execute("DROP TABLE versions")
        db.execute("DROP TABLE readings")
        db.execute("UPDATE meta SET value = 4 WHERE name = 'format'")
        MetaDigest(db).seal()
    db.close()


def to_format_3(folder: Path) -> None:
    """Take away what formats 4 and 5 added: aliases, versions and readings."""
    to_format_4(folder)
    with sqlite3.connect(folder / "library.sqlite") as db:
        db.execute("DROP TABLE aliases")
        db.execute("UPDATE meta SET value = 3 WHERE name = 'format'")
        MetaDigest(db).seal()
    db.close()


def to_format_2(folder: Path) -> None:
    """Take away what formats 3 to 5 added: digests, aliases, versions, and the record of commits."""
    to_format_3(folder)
    with sqlite3.connect(folder / "library.sqlite") as db:
        db.execute("DROP TABLE digests")
        for table in ("retired", "files"):
            db.execute(f"ALTER TABLE {table} DROP COLUMN row_digest")
        db.execute("DELETE FROM meta WHERE name IN ('digest', 'commit')")
        db.execute("UPDATE meta SET value = 2 WHERE name = 'format'")
    db.close()
    (folder / "library.commit").unlink()


def to_format_1(folder: Path) -> None:
    """Take away what all later formats added: what articles are known by, files and changes."""
    to_format_2(folder)
    with sqlite3.connect(folder / "library.sqlite") as db:
        for event in ("INSERT", "UPDATE", "DELETE"):
            db.execute(f"DROP TRIGGER changes_{event}")
        db.execute("DROP INDEX articles_card")
        for table in ("addresses", "corrections", "retired", "files", "changes"):
            db.execute(f"DROP TABLE {table}")
        db.execute("DROP INDEX articles_run")
        for column in ("own_id", "run"):
            db.execute(f"ALTER TABLE articles DROP COLUMN {column}")
        db.execute("CREATE INDEX articles_url ON articles (url) WHERE url != ''")
        db.execute("UPDATE meta SET value = 1 WHERE name = 'format'")
    db.close()
