"""From articles to commits: identity, chunk and analyze, postings, one commit a batch.

*One commit.* `ingest` takes articles in batches. `prepare` cuts passages and makes terms, for long input in
processes of its own (`process_pool`); `commit` writes a segment of postings and the rows, in one SQLite
commit by `writer`. The segment file and its folder are on disk before the row that names it commits; a file
that no row names is what a killed process left, and is deleted under the writer's lock.

*Identity.* `identity` tells which stored article a reading is of: by the record's id, then by the canonical
address (`index.text.canonical_url`), then by the local path, then by equal text where the outlet is equal or
unknown. By text alone a reading counts as a copy: it adds what was unknown and overwrites nothing. A record
never becomes an article that another record named; two records at one address, or a path and an address that
lead to two articles, are reported, and both are kept. Two addresses differ when another path, parameter or
host could mean another article; http and https, `www.`, a slash at the end, fragments and tracking parameters
could not. An address without a path names a site.

*Corrections.* The article's row holds what people see; the table `corrections` holds, for each field
corrected by hand, what was last read there. A new reading is compared with earlier readings, and is shown
with the corrections on top. A correction writes the passages' postings anew, as every change does, and keeps
their serials.

*Versions.* When an article's words change, or its passages are cut otherwise, `versions` keeps what stood
there with its serials and dates. It is a correction only where nothing but the source explains it: the same
code read other bytes. A text that comes back gets the serials that it had.

*Ids.* Passage serials only ever grow. Of a removed article, the table `retired` keeps a digest of its id and
its next serial: a generated id is never given again, a record that comes back goes on counting, and a quote
of it says "withdrawn" or "changed", never another text.

*Files that have not changed.* Of each file that was read, the table `files` keeps path, size, SHA-256, what
read it (the code of readers and cleaning, the versions of their libraries, format and limits), the articles
and the problems. The same file is skipped, and its problems are reported again. It is read again when one of
its articles was removed or was changed by another source since, when the library had objections of its own,
and when the file changed while it was read. Times of files do not count: hashing is fast, and a clock's tick
can hide a change.
"""
