"""The one door from text to terms (analyzer, stop words, bigrams), to sentences, to passages (chunker).

Articles and questions go through the same `analyzer.Analyzer`. It folds compatibility forms, case, accents
and the digits of other scripts, drops `'s`, reads `5,000` as `5000` and `U.S.` as `US`, and takes the stem by
the library's language (`languages`; "simple" stems nothing). Text without blanks between words, such as
Chinese, Japanese and Thai, becomes overlapping pairs of characters in a library of any language (`bigrams`).

A question is first made readable (`char_filter`): addresses are dropped, tags and handles are followed by
their words, and of a very long one only the beginning is read. Stop words (`stopwords`) are dropped unless
nothing else is left.

The analyzer's fingerprint is stored with a library; when it changes, `index.upkeep.upgrade` makes the
postings anew. Passages (`chunker`) are whole sentences, as offsets into the article's text; `tokens` only
sizes them.
"""
