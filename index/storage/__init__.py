"""A library on disk and how a process reads and writes it: SQLite tables, segments, locks, snapshots, ids.

*Opening.* Opening a library that is there writes nothing. Connections that read are lent and given back
(`connections`): two rest, eight are lent at a time, none belongs to a thread. Small segments are read, larger
ones are mapped (`file_mapping`), which keeps a handle of each until Python 3.13. When few handles are left
(`file_handles`), the bot closes libraries that nobody uses.

*Reading only.* Where nothing may be written (a read-only mount, another owner, a full disk), `opening` reads
the database as it is, without locks. A writer elsewhere is supported on the same machine, also through
another mount: once it has commits in `library.sqlite-wal`, its locks are used. A question during which it
took these into the database is refused ("ask again") rather than answered from two commits. On network file
systems, where locks and times do not travel, copy the library instead. Commits in a `-wal` whose `-shm` is
missing cannot be read without write access; the message says so, and they are never left out.

*Damage.* `digests` has four hashes an article (blake2b): of its label, of its address, of all that is shown
of it (text, label, pages, where each passage stands), and of what only the writer uses. Whatever is shown or
indexed is compared with them (`stored_articles`); an article is checked before a transaction changes it and
hashed anew before the commit. A search that meets a damaged article goes on without it (`damage`); where
nothing else answers, the error names it, since "nothing found" would not be true. Candidates are only scored
by what is read unchecked (`scoring_texts`). Segments have a checksum, which is compared by `check`, before a
merge, and when what stands there makes no sense; the postings of a term are checked at its first use, since
compiled code trusts them blindly. A changed byte in postings can so change a score or an order until `check`
runs, never what is shown.

*Lost commits.* After each commit, `library.commit` beside the database has its number and the count of
articles (`commit_record`), safe on disk. A database behind it is read and not written, by connections that
cannot touch its log. A database without its log, or an older copy, is shown as it was at its last commit.

*Older formats.* What an older format lacks is shown empty by views in the connection's memory
(`older_formats`), and code that needs a newer column asks `Store.format`; `migrations` brings the format up
to date.

*Errors.* `diagnosis` alone turns what SQLite, the system and damaged bytes raise into one `LibraryError`.
SQLite does not tell why it cannot open a file, so the reason is looked for: handles, rights, room. A
`KeyError` and its like are damage only when they come from code that decodes what is stored, or when a check
of the library finds damage; others pass, being faults of the program.
"""
