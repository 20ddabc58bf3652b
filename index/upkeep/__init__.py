"""Work on a whole library that changes no article: merge, verify, repair, upgrade, copy.

*Merging.* `merger` joins four neighbouring segments of one size into the next size, in the background, so
that their number stays logarithmic. It takes the writer's lock only to commit.

*Repair.* `repair` brings back what can be: `log_replay` reads the log beyond its first damaged frame,
`rescue` copies whole rows into a new database, `salvage` puts it in the place of the old one, which is kept
beside it with a file of the damaged articles, and the postings are made anew.

*Upgrading.* A library of an older format or analyzer is read with what it has. Where it may be written,
`upgrade` brings it up to date in the background, a commit a step: the format (`index.storage.migrations`),
then postings for some thousand passages at a time, which count from the last step on, all at once. The tables
of `index.storage.rebuild_table` hold what is done, so that a killed upgrade goes on; a writer finishes it
first.
"""
