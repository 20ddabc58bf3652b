"""From a question to query terms with their expansions: synonyms, word families, spellings."""
