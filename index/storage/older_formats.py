"""Shows a library of an older format as one of today's: what it lacks is an empty view or table in memory.

Nothing of it reaches the disk; `migrations` brings a library to today's format for good. A format needs an
entry here only where what was added since would be missed by name: a column that is asked for, or a table.
Format 2 has none: whoever wants digests asks `DigestRows.exist` first; without them nothing is verified.
"""

import sqlite3

# Views and tables of the schema `temp` stand before those of the same name in the file.
_LACKING = {
    1: (
        "CREATE TEMP VIEW articles AS SELECT *, 0 AS own_id, 0 AS run FROM main.articles",
        "CREATE TEMP TABLE addresses (address TEXT, article INTEGER)",
        "CREATE TEMP TABLE corrections (article INTEGER, field TEXT, read TEXT)",
        "CREATE TEMP TABLE retired (id_digest BLOB, next_serial INTEGER)",
        "CREATE TEMP TABLE files (number, origin, size, digest, reader, run, articles, problems)",
        # Every article counts as changed once; the greatest number grows with each that is added.
        "CREATE TEMP VIEW changes AS SELECT number AS change, number AS article FROM main.articles",
    ),
}


def show_as_newer(db: sqlite3.Connection, found: int) -> None:
    """Let a connection that only reads see a library of format `found` as one of a newer format."""
    for statement in _LACKING.get(found, ()):
        db.execute(statement)
