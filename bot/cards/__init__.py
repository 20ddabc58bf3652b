"""Pure functions: values to Components V2; markdown, labels, dates, cutting.

Nothing here talks to Discord or opens a library. `base` has what all cards are made of; `answer`,
`article`, `passage`, `comparison` and `quote_check` are the cards; `labels` and `dates` name sources in the
reader's language.

`markdown` makes foreign text show as itself, with an exact inverse, so that tests can compare what is shown
with the article. `excerpts` cuts a passage at sentence ends around the sentence that answers best; a width
is always counted in UTF-16 units, which no reading of Discord's limits counts lower.
"""
