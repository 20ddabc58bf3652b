"""The one door from text to terms, for passages and questions alike."""

import threading
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import chain

from index.analysis import bigrams, languages, magnitudes, stopwords
from index.analysis.char_filter import readable
from index.analysis.words import APOSTROPHE, TOKEN, fold, plain, spans, written
from index.model.article import Span

# Raised whenever the same text would give other terms: libraries then rebuild their postings.
VERSION = 4
DEFAULT_LANGUAGE = "english"

# A cache entry costs about 200 bytes. News has some 500,000 spellings in 25,000 articles, most of them rare:
# to keep more than these saves no time, as measured.
_CACHE_SIZE = 50_000
# A line is "in capitals" when it shouts as a whole; one or two such words ("US", "WHO chief") may be names.
_SHOUTED_WORDS = 3
_LONGEST_AMBIGUOUS = 4
# What stands between blanks and is longer hardly comes again: an address, or a sentence in Chinese.
_LONGEST_KEPT = 40


class _TermOfWord(dict[str, str]):
    """Word as written -> term ("" for none), filled as words are met; emptied when it grows too large."""

    def __init__(self, language: str, acronyms: frozenset[str]) -> None:
        super().__init__()
        self._language = language
        self._acronyms = acronyms
        self._magnitudes = magnitudes.by_language(language)
        self._local = threading.local()

    def __missing__(self, word: str) -> str:
        bare = plain(word)
        bare = self._magnitudes.get(bare, bare)
        term = bare if bare in self._acronyms else self._stem()(fold(bare))
        if len(self) >= _CACHE_SIZE:
            self.clear()
        self[word] = term
        return term

    def _stem(self) -> Callable[[str], str]:
        # A PyStemmer object keeps buffers of its own and is not thread-safe.
        if not hasattr(self._local, "stem"):
            self._local.stem = languages.stemmer(self._language)
        stem: Callable[[str], str] = self._local.stem
        return stem


class _TermsOfChunk(dict[str, tuple[str, ...]]):
    """What stands between blanks -> its terms. No token spans a blank, and most chunks come again."""

    def __init__(self, term_of: _TermOfWord) -> None:
        super().__init__()
        self._term_of = term_of

    def __missing__(self, chunk: str) -> tuple[str, ...]:
        terms = tuple(filter(None, map(self._term_of.__getitem__, written(chunk))))
        if len(chunk) > _LONGEST_KEPT:
            return terms
        if len(self) >= _CACHE_SIZE:
            self.clear()
        self[chunk] = terms
        return terms


class _WordsOfChunk(dict[str, tuple[tuple[str, bool], ...]]):
    """What stands between blanks -> its words in small type and unstemmed, and whether with a capital.

    Runs of scripts without blanks are left out: they are no words.
    """

    def __missing__(self, chunk: str) -> tuple[tuple[str, bool], ...]:
        spaced = chunk if chunk.isascii() else bigrams.RUN.sub(" ", chunk)
        words = tuple(
            (fold(bare), token[0].isupper())
            for token in TOKEN.findall(spaced)
            if token[0].isalpha() and (bare := plain(token))
        )
        if len(chunk) > _LONGEST_KEPT:
            return words
        if len(self) >= _CACHE_SIZE // 2:
            self.clear()
        self[chunk] = words
        return words


class Analyzer:
    """Turns text of one language into terms. Safe to share between threads.

    Raises ValueError for a language that `languages` does not know.
    """

    def __init__(self, language: str = DEFAULT_LANGUAGE) -> None:
        self.language = languages.named(language)
        # Of other languages no list stands in the index: their stop words are known by their spelling, since
        # stems would take others with them (Spanish "para" and "paro").
        words = stopwords.of(self.language) if self.language == DEFAULT_LANGUAGE else frozenset()
        self._stop_words = frozenset(map(fold, stopwords.of(self.language) - words))
        # "US", "IT" and "WHO" are names where "us", "it" and "who" are stop words.
        self._ambiguous = frozenset(
            word.upper() for word in words if word.isalpha() and 1 < len(word) <= _LONGEST_AMBIGUOUS
        )
        self._term_of = _TermOfWord(self.language, self._ambiguous)
        self._terms_of = _TermsOfChunk(self._term_of)
        self._words_of = _WordsOfChunk()
        self._stop_terms = frozenset(self._term_of[word] for word in words)

    @property
    def fingerprint(self) -> str:
        """Changes whenever the same text may give other terms."""
        versions = f"snowball {languages.STEMMER_VERSION}/unicode {unicodedata.unidata_version}"
        return f"{VERSION}/{self.language}/{versions}"

    def analyze(self, text: str) -> list[str]:
        """Return the terms of `text` in their order, stop words among them."""
        terms: list[str] = []
        for line in text.split("\n"):
            if line.isupper():
                words = self._lower_shouted(line, written(line))
                terms.extend(filter(None, map(self._term_of.__getitem__, words)))
            else:
                # A third of the time that the expression takes over the whole line.
                terms.extend(chain.from_iterable(map(self._terms_of.__getitem__, line.split())))
        return terms

    def locate(self, text: str) -> Iterator[tuple[str, Span]]:
        """Yield the terms of `text` as `analyze` does, each with the span of its word in `text`.

        Spans begin and end in order; those of scripts without blanks overlap (see `bigrams`).
        """
        start = 0
        for line in text.split("\n"):
            places = spans(line)
            words = self._lower_shouted(line, written(line))
            for word, (first, last) in zip(words, places, strict=True):
                if term := self._term_of[word]:
                    yield term, Span(start + first, start + last)
            start += len(line) + 1

    def count_words(self, texts: Iterable[str]) -> dict[str, tuple[int, int]]:
        """Return the words of `texts`, folded but unstemmed: how many texts hold each, and as a name.

        As a name means: with a capital. Counted by what stands between blanks, three times as fast as by
        words: a text that holds "Baghdad," and "Baghdad" counts twice.
        """
        chunks: Counter[str] = Counter()
        for text in texts:
            chunks.update(set(text.split()))
        counts: dict[str, tuple[int, int]] = {}
        for chunk, held in chunks.items():
            for word, capital in self._words_of[chunk]:
                before = counts.get(word, (0, 0))
                counts[word] = before[0] + held, before[1] + capital * held
        return counts

    def is_stop(self, term: str) -> bool:
        """Return whether `term` is a stop word's."""
        return term in self._stop_terms or bigrams.is_function(term)

    def question_terms(self, question: str) -> list[str]:
        """Return the terms to search for, each once; stop words only when there is nothing else.

        Addresses are left out, tags and handles taken apart (see `char_filter`).
        """
        text = readable(question)
        located = list(self.locate(text))
        shouted = text.isupper()
        telling = dict.fromkeys(
            term
            for term, (start, end) in located
            if not self.is_stop(term) and not self._is_stop_word(text[start:end], shouted=shouted)
        )
        return list(telling or dict.fromkeys(term for term, _ in located))

    def _is_stop_word(self, word: str, *, shouted: bool) -> bool:
        """Return whether a word as it is written is a stop word, or several of them ("qu'est")."""
        if not self._stop_words or (not shouted and len(word) > 1 and word.isupper()):
            # In capitals it is a name: "PO" is a Polish party, "po" means "after".
            return False
        return all(fold(part) in self._stop_words for part in APOSTROPHE.split(word))

    def _lower_shouted(self, line: str, words: list[str]) -> list[str]:
        """Undo the capitals of words that are no acronyms because their whole line is in capitals."""
        # Only words with capitals can shout: a line in Chinese may hold one, a name.
        if line.isupper() and sum(map(str.isupper, words)) >= _SHOUTED_WORDS:
            return [word.lower() if word in self._ambiguous else word for word in words]
        return words


@cache
def analyzer(language: str = DEFAULT_LANGUAGE) -> Analyzer:
    """Return the one analyzer of `language` in this process."""
    return Analyzer(language)


def analyze(text: str, language: str = DEFAULT_LANGUAGE) -> list[str]:
    """Return the terms of `text`; see `Analyzer.analyze`."""
    return analyzer(language).analyze(text)
