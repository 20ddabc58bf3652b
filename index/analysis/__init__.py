"""The one door from text to terms (analyzer, stop words, bigrams), to sentences, to passages (chunker).

Articles and questions go through the same `analyzer.Analyzer`. It folds compatibility forms, case, accents
and the digits of other scripts, drops `'s`, reads `5,000` as `5000` and `U.S.` as `US`, and takes the stem by
the library's language (`languages`; "simple" stems nothing). Letters and figures are parted, so that `25kg`
is `25 kg` and `F16` is `F-16`, and short names of large numbers read as the long ones (`magnitudes`). Text
without blanks between words, such as Chinese, Japanese and Thai, and Korean, whose nouns have particles,
become overlapping pairs of characters in a library of any language (`bigrams`).

A question is first made readable (`char_filter`): addresses are dropped, tags and handles are followed by
their words, and of a very long one only the beginning is read. Stop words (`stopwords`) are dropped unless
nothing else is left.

The analyzer's fingerprint is stored with a library; when it changes, `index.upkeep.upgrade` makes the
postings anew. Where sentences end, sentencex says and `sentence_ends` judges, by `abbreviations` and
`full_stops`. Passages (`chunker`) are whole sentences, as offsets into the article's text; `tokens` only
sizes them. Passages that are stored keep their bounds when these rules change.
"""
