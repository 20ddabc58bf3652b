"""Look-ups beside questions: autocomplete, comparison of outlets, quotations and their check, claims.

`Library.lookup` is a `lookup.Lookup`. `suggest` keeps a card of each article in memory (`prefix_index`: word
beginnings to cards, newest first). Triggers note in the table `changes` (`index.storage.changes_table`) which
article was written or deleted, whoever did it; each keystroke reads the number of the last change and takes
in what is new. `compare` groups the hits of a wide search to one an outlet. `quote_check` takes the articles
that hold all words of a quote, stop words too (`index.scoring.conjunction`), and finds the very words there,
so that none is missed; only without any it aligns the quote (`alignment`) with the texts that rank first.
`quotations` and `claims` tell what of a message to check.
"""
