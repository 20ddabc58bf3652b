"""The tables, as a list of steps: a file of version n has had the first n of them.

A new table or column is a new step at the end; a step that has been released is never edited. No text here
holds a semicolon but those that end a statement.
"""

MIGRATIONS = (
    """
    CREATE TABLE answers (
        id TEXT PRIMARY KEY,
        guild INTEGER NOT NULL,
        channel INTEGER NOT NULL,
        asker INTEGER NOT NULL,
        quoted TEXT NOT NULL,
        page_size INTEGER NOT NULL,
        private INTEGER NOT NULL,
        language TEXT NOT NULL,
        created REAL NOT NULL,
        expires REAL NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX answers_expires ON answers (expires);
    CREATE INDEX answers_asker ON answers (asker);
    CREATE TABLE votes (
        answer TEXT NOT NULL REFERENCES answers (id) ON DELETE CASCADE,
        member INTEGER NOT NULL,
        vote TEXT NOT NULL,
        created REAL NOT NULL,
        PRIMARY KEY (answer, member)
    ) WITHOUT ROWID;
    CREATE TABLE preferences (
        guild INTEGER NOT NULL,
        channel INTEGER NOT NULL,
        name TEXT NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY (guild, channel, name)
    ) WITHOUT ROWID;
    CREATE TABLE gaps (
        number INTEGER PRIMARY KEY,
        guild INTEGER NOT NULL,
        asker INTEGER NOT NULL,
        question TEXT NOT NULL,
        created REAL NOT NULL,
        expires REAL NOT NULL
    );
    CREATE INDEX gaps_guild ON gaps (guild, created);
    CREATE INDEX gaps_expires ON gaps (expires);
    """,
    """
    CREATE TABLE feeds (
        number INTEGER PRIMARY KEY,
        guild INTEGER NOT NULL,
        url TEXT NOT NULL,
        title TEXT NOT NULL,
        etag TEXT NOT NULL DEFAULT '',
        modified TEXT NOT NULL DEFAULT '',
        due REAL NOT NULL DEFAULT 0,
        polled REAL NOT NULL DEFAULT 0,
        failures INTEGER NOT NULL DEFAULT 0,
        problem TEXT NOT NULL DEFAULT '',
        added INTEGER NOT NULL DEFAULT 0,
        UNIQUE (guild, url)
    );
    CREATE INDEX feeds_due ON feeds (due);
    CREATE TABLE feed_entries (
        guild INTEGER NOT NULL,
        entry BLOB NOT NULL,
        seen REAL NOT NULL,
        PRIMARY KEY (guild, entry)
    ) WITHOUT ROWID;
    CREATE INDEX feed_entries_seen ON feed_entries (seen);
    """,
    # Rows from before do not say whether somebody asked in private, and must then not be read by others.
    """
    DELETE FROM gaps;
    """,
    """
    CREATE TABLE daily_counts (
        guild INTEGER NOT NULL,
        name TEXT NOT NULL,
        day INTEGER NOT NULL,
        amount INTEGER NOT NULL,
        PRIMARY KEY (guild, name, day)
    ) WITHOUT ROWID;
    CREATE TABLE feed_shapes (
        number INTEGER PRIMARY KEY,
        guild INTEGER NOT NULL,
        feed BLOB NOT NULL,
        link BLOB NOT NULL,
        title BLOB NOT NULL,
        exact BLOB NOT NULL,
        sketch BLOB NOT NULL,
        taken INTEGER NOT NULL,
        seen REAL NOT NULL
    );
    CREATE INDEX feed_shapes_feed ON feed_shapes (guild, feed, seen);
    CREATE INDEX feed_shapes_seen ON feed_shapes (seen);
    ALTER TABLE feeds ADD COLUMN restless INTEGER NOT NULL DEFAULT 0;
    """,
    """
    CREATE TABLE page_checks (
        number INTEGER PRIMARY KEY,
        guild INTEGER NOT NULL,
        url TEXT NOT NULL,
        etag TEXT NOT NULL,
        modified TEXT NOT NULL,
        added REAL NOT NULL,
        due REAL NOT NULL,
        UNIQUE (guild, url)
    );
    CREATE INDEX page_checks_due ON page_checks (due);
    """,
)
