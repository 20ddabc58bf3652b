"""What is on disk and how a process gets at it: SQLite tables, segment files, locks, snapshots, ids."""
