"""The one door from text to terms, for passages and questions alike."""

import re
import threading
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain

import Stemmer

from index import stopwords
from index.article import Span

# Raised whenever the same text would give other terms: libraries then rebuild their postings.
VERSION = 1
DEFAULT_LANGUAGE = "english"

# A cache entry costs about 200 bytes; news has some 500,000 spellings in 25,000 articles.
_CACHE_SIZE = 400_000
# A line is "in capitals" when it shouts as a whole; one or two such words ("US", "WHO chief") may be names.
_SHOUTED_WORDS = 3
_LONGEST_AMBIGUOUS = 4


def _character_class(codes: Iterable[int]) -> str:
    """Return the inside of a regular expression's [...] for `codes`, as ranges."""
    ranges: list[list[int]] = []
    for code in codes:
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"\\U{low:08x}-\\U{high:08x}" for low, high in ranges)


# Python's \w leaves out combining marks, which would cut Hindi, Thai and decomposed Latin words apart.
# They stand between U+0300 and the end of the first supplementary plane, and in U+E0100 to U+E01EF.
_MARKS = _character_class(
    code
    for code in (*range(0x300, 0x1F000), *range(0xE0100, 0xE01F0))
    if unicodedata.category(chr(code))[0] == "M"
)
# Soft hyphen, zero-width joiner and non-joiner stand inside words and mean nothing to a reader.
_JOINERS = "\u00ad\u200c\u200d"
_APOSTROPHES = "'\u2019\u02bc\uff07"
_TOKEN = re.compile(
    rf"""
      [^\W\d_] (?: \. [^\W\d_] )+ (?!\w) \.?                              # U.S.  p.m.
    | \d{{1,3}} (?: , \d{{3}} )+ (?: \.\d+ )? (?!\w)                      # 5,000  1,234.5
    | \d+ (?: \.\d+ )+ (?!\w)                                             # 2.5
    | [^\W_]+ (?: [{_MARKS}{_JOINERS}{_APOSTROPHES}]+ [^\W_]+ )* [{_MARKS}]*
    """,
    re.VERBOSE,
)
_DROPPED = str.maketrans("", "", _JOINERS + _APOSTROPHES)
_POSSESSIVE = re.compile(rf"[{_APOSTROPHES}][sS]$")

# Accents of Latin, Greek and Cyrillic, Hebrew points and Arabic vowel signs are folded away. Marks of other
# classes carry letters: Devanagari vowels (0), nukta (7), kana voicing (8), virama (9), Thai vowels (103).
_FOLDED_CLASSES = frozenset((*range(10, 37), *range(200, 241)))


def _fold(word: str) -> str:
    """Fold compatibility forms, case and accents."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", word).casefold())
    kept = "".join(c for c in decomposed if unicodedata.combining(c) not in _FOLDED_CLASSES)
    return unicodedata.normalize("NFKC", kept)


class _TermOfWord(dict[str, str]):
    """Word as written -> term ("" for none), filled as words are met; emptied when it grows too large."""

    def __init__(self, language: str, acronyms: frozenset[str]) -> None:
        super().__init__()
        self._language = language
        self._acronyms = acronyms
        self._local = threading.local()

    def __missing__(self, word: str) -> str:
        plain = word if word.isalnum() else self._plain(word)
        term = plain if plain in self._acronyms else self._stemmer().stemWord(_fold(plain))
        if len(self) >= _CACHE_SIZE:
            self.clear()
        self[word] = term
        return term

    @staticmethod
    def _plain(word: str) -> str:
        """Drop what stands inside a token without being part of the word: dots, commas, apostrophes."""
        if word[0].isdigit() and ("," in word or "." in word):
            return word.replace(",", "")
        return _POSSESSIVE.sub("", word).replace(".", "").translate(_DROPPED)

    def _stemmer(self) -> Stemmer.Stemmer:
        # A PyStemmer object keeps buffers of its own and is not thread-safe.
        if not hasattr(self._local, "stemmer"):
            self._local.stemmer = Stemmer.Stemmer(self._language, 0)
        return self._local.stemmer


class _TermsOfChunk(dict[str, tuple[str, ...]]):
    """What stands between blanks -> its terms. No token spans a blank, and most chunks come again."""

    def __init__(self, term_of: _TermOfWord) -> None:
        super().__init__()
        self._term_of = term_of

    def __missing__(self, chunk: str) -> tuple[str, ...]:
        terms = tuple(filter(None, map(self._term_of.__getitem__, _TOKEN.findall(chunk))))
        if len(self) >= _CACHE_SIZE:
            self.clear()
        self[chunk] = terms
        return terms


class Analyzer:
    """Turns text of one language into terms. Safe to share between threads.

    Raises ValueError for a language that Snowball does not know.
    """

    def __init__(self, language: str = DEFAULT_LANGUAGE) -> None:
        if language not in Stemmer.algorithms():
            known = ", ".join(sorted(Stemmer.algorithms()))
            raise ValueError(f'no stemmer for language "{language}"; choose one of: {known}')
        self.language = language
        words = stopwords.LISTS.get(language, frozenset())
        # "US", "IT" and "WHO" are names where "us", "it" and "who" are stop words.
        self._ambiguous = frozenset(
            word.upper() for word in words if word.isalpha() and 1 < len(word) <= _LONGEST_AMBIGUOUS
        )
        self._term_of = _TermOfWord(language, self._ambiguous)
        self._terms_of = _TermsOfChunk(self._term_of)
        self._stop_terms = frozenset(self._term_of[word] for word in words)

    @property
    def fingerprint(self) -> str:
        """Changes whenever the same text may give other terms."""
        return f"{VERSION}/{self.language}/snowball {Stemmer.version()}/unicode {unicodedata.unidata_version}"

    def analyze(self, text: str) -> list[str]:
        """Return the terms of `text` in their order, stop words among them."""
        terms: list[str] = []
        for line in text.split("\n"):
            if line.isupper():
                words = self._lower_shouted(line, _TOKEN.findall(line))
                terms.extend(filter(None, map(self._term_of.__getitem__, words)))
            else:
                # A third of the time that the expression takes over the whole line.
                terms.extend(chain.from_iterable(map(self._terms_of.__getitem__, line.split())))
        return terms

    def locate(self, text: str) -> Iterator[tuple[str, Span]]:
        """Yield the terms of `text` as `analyze` does, each with the span of its word in `text`."""
        start = 0
        for line in text.split("\n"):
            matches = list(_TOKEN.finditer(line))
            words = self._lower_shouted(line, [match.group() for match in matches])
            for word, match in zip(words, matches, strict=True):
                if term := self._term_of[word]:
                    yield term, Span(start + match.start(), start + match.end())
            start += len(line) + 1

    def question_terms(self, question: str) -> list[str]:
        """Return the terms to search for, each once; stop words only when there is nothing else."""
        terms = list(dict.fromkeys(self.analyze(question)))
        return [term for term in terms if term not in self._stop_terms] or terms

    def _lower_shouted(self, line: str, words: list[str]) -> list[str]:
        """Undo the capitals of words that are no acronyms because their whole line is in capitals."""
        if len(words) >= _SHOUTED_WORDS and line.isupper():
            return [word.lower() if word in self._ambiguous else word for word in words]
        return words


@cache
def analyzer(language: str = DEFAULT_LANGUAGE) -> Analyzer:
    """Return the one analyzer of `language` in this process."""
    return Analyzer(language)


def analyze(text: str, language: str = DEFAULT_LANGUAGE) -> list[str]:
    """Return the terms of `text`; see `Analyzer.analyze`."""
    return analyzer(language).analyze(text)
