"""The one door from text to terms (analyzer, stop words, bigrams), to sentences, to passages (chunker)."""
