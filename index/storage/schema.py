"""The tables of a library's database and the number of their format."""

FORMAT = 5

SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE articles (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    text TEXT NOT NULL, title TEXT NOT NULL, outlet TEXT NOT NULL, author TEXT NOT NULL,
    published TEXT NOT NULL, url TEXT NOT NULL, origin TEXT NOT NULL, pages TEXT NOT NULL,
    extracted TEXT NOT NULL, dropped TEXT NOT NULL,
    text_digest BLOB NOT NULL, digest BLOB NOT NULL,
    next_serial INTEGER NOT NULL,
    own_id INTEGER NOT NULL DEFAULT 0, run INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX articles_origin ON articles (origin) WHERE origin != '';
CREATE INDEX articles_text ON articles (text_digest);
CREATE TABLE passages (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL REFERENCES articles (number),
    serial INTEGER NOT NULL, position INTEGER NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL
);
CREATE INDEX passages_article ON passages (article);
CREATE TABLE segments (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    checksum INTEGER NOT NULL,
    passages INTEGER NOT NULL, length INTEGER NOT NULL,
    first_key INTEGER NOT NULL, last_key INTEGER NOT NULL,
    removed INTEGER NOT NULL DEFAULT 0, removed_length INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE removed_docs (
    segment INTEGER NOT NULL, chunk INTEGER NOT NULL, bits BLOB NOT NULL, PRIMARY KEY (segment, chunk)
) WITHOUT ROWID;
CREATE TABLE removed_terms (
    segment INTEGER NOT NULL, term TEXT NOT NULL, passages INTEGER NOT NULL, PRIMARY KEY (segment, term)
) WITHOUT ROWID;
"""
# The tables that format 2 added: for the identity of articles, and the files they came from.
IDENTITY_SCHEMA = """
CREATE TABLE addresses (
    address TEXT NOT NULL, article INTEGER NOT NULL REFERENCES articles (number) ON DELETE CASCADE,
    PRIMARY KEY (address, article)
) WITHOUT ROWID;
CREATE INDEX addresses_article ON addresses (article);
CREATE TABLE corrections (
    article INTEGER NOT NULL REFERENCES articles (number) ON DELETE CASCADE,
    field TEXT NOT NULL, read TEXT NOT NULL,
    PRIMARY KEY (article, field)
) WITHOUT ROWID;
CREATE TABLE retired (id_digest BLOB PRIMARY KEY, next_serial INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX articles_run ON articles (number, run);
CREATE TABLE files (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    origin TEXT NOT NULL UNIQUE,
    size INTEGER NOT NULL, digest BLOB NOT NULL, reader BLOB NOT NULL,
    run INTEGER NOT NULL,
    articles TEXT NOT NULL, problems TEXT NOT NULL
);
"""
# The tables that format 5 added: what articles said before, and when and from what they were read.
VERSION_SCHEMA = """
CREATE TABLE versions (
    article INTEGER NOT NULL REFERENCES articles (number) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    since TEXT NOT NULL, replaced TEXT NOT NULL, reason TEXT NOT NULL, quoted INTEGER NOT NULL,
    id TEXT NOT NULL, title TEXT NOT NULL, outlet TEXT NOT NULL, author TEXT NOT NULL,
    published TEXT NOT NULL, url TEXT NOT NULL, text TEXT NOT NULL, pages TEXT NOT NULL,
    passages TEXT NOT NULL, row_digest BLOB NOT NULL,
    PRIMARY KEY (article, version)
);
CREATE TABLE readings (
    article INTEGER PRIMARY KEY REFERENCES articles (number) ON DELETE CASCADE,
    added TEXT NOT NULL, since TEXT NOT NULL, seen TEXT NOT NULL,
    source BLOB NOT NULL, reader BLOB NOT NULL,
    quoted TEXT NOT NULL, versions INTEGER NOT NULL, row_digest BLOB NOT NULL
);
"""
