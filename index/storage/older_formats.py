"""Shows a library of an older format as one of today's: what it lacks is an empty view or table in memory.

Nothing of it reaches the disk; `migrations` brings a library to today's format for good. A format needs an
entry here only where what was added since would be missed by name: a column that is asked for, or a table.
For digests format 2 has none: whoever wants them asks `DigestRows.exist` first, and verifies nothing
without them.
"""

import sqlite3

from index.storage.readings_table import COLUMNS as READINGS
from index.storage.versions_table import COLUMNS as VERSIONS

_NO_VERSIONS = (
    f"CREATE TEMP TABLE versions ({VERSIONS}, row_digest)",
    f"CREATE TEMP TABLE readings ({READINGS}, row_digest)",
)
_NO_ALIASES = "CREATE TEMP TABLE aliases (id, article, next_serial, serials, reading, row_digest)"
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
        _NO_ALIASES,
        *_NO_VERSIONS,
    ),
    2: (_NO_ALIASES, *_NO_VERSIONS),
    3: (_NO_ALIASES, *_NO_VERSIONS),
    4: _NO_VERSIONS,
}


def show_as_newer(db: sqlite3.Connection, found: int) -> None:
    """Let a connection that only reads see a library of format `found` as one of a newer format."""
    for statement in _LACKING.get(found, ()):
        db.execute(statement)
