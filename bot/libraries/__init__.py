"""Which libraries somebody may see, opened and searched in threads, hits merged.

`scopes` alone decides which libraries a question is asked of: a server's own one only for a message of that
server or for an interaction that was installed to it, and the shared ones that the server chose.
`libraries` takes a scope for every access, and searches, suggests and writes in threads; `open_libraries`
keeps a bounded number of libraries open (`open_files` says how many). `merged_hits` makes one answer of
those of several libraries, `references` finds a passage by what people type.

Each kind of work (searching, typing, adding) has its own `FairThreads` (`bot.scheduling.fair_queue`), so
that nobody who asks waits behind somebody who adds.
"""
