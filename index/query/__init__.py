"""From a question to query terms with their expansions: synonyms, word families, spellings.

`builder` makes a query term of each word: its own index terms, and expansions, which are all forms that a
passage may hold instead, each with a weight and a reason. The library's synonyms and those of round numbers
come first (`synonyms`, `number_synonyms`), then other spellings and forms of the same word and stems of its
family (`word_families`). A word that the library lacks, and a name that few passages hold, are also looked up
among the library's own spellings (`index.spelling`); two frequent names count as one only when the terms
around them are alike (`name_contexts`). The parts of a code such as F-16 are one query term (`codes`). In
scripts without blanks, a pair of characters that no passage holds, between two that some do, is where two
words meet, and no query term.
"""
