"""Prepares articles for a commit: cuts passages and makes their terms. Pure, so that it runs anywhere."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, count

import numpy as np
from numpy.typing import NDArray

from index.analysis import languages
from index.analysis.analyzer import analyzer
from index.indexing.postings import TermLists
from index.model.article import Article, Span
from index.model.settings import LibrarySettings
from index.spelling.vocabulary import Vocabulary

_LENGTH_BYTES = 8
# How many characters are prepared here: that takes less than the second that a process needs to start.
PREPARED_HERE = 500_000


@dataclass(frozen=True, slots=True)
class Prepared:
    """The passages of some articles, `spans[i]` of the i-th, the terms of each, and the words of all."""

    spans: tuple[tuple[Span, ...], ...]
    terms: TermLists
    words: Vocabulary


class _Numbers(dict[str, int]):
    """Gives each new term the next number."""

    def __missing__(self, term: str) -> int:
        number = self[term] = len(self)
        return number


def indexed_text(title: str, passage: str) -> str:
    """Return the text under which a passage is indexed: its article's title and its own words."""
    return f"{title}\n{passage}"


def prepare(articles: Sequence[Article], settings: LibrarySettings) -> Prepared:
    """Cut the articles into passages and analyze these."""
    # The splitter brings tiktoken's vocabulary; a process that only answers never needs it.
    from index.analysis.chunker import split  # noqa: PLC0415

    code = languages.code(settings.language)
    spans = tuple(tuple(split(article.text, settings.passage_tokens, code)) for article in articles)
    return index_terms(articles, spans, settings)


def index_terms(
    articles: Sequence[Article], spans: Sequence[Sequence[Span]], settings: LibrarySettings
) -> Prepared:
    """Make the terms of the articles' passages, given their spans."""
    found = list(zip(articles, spans, strict=True))
    terms, words = term_lists(found, settings.language), vocabulary(found, settings.language)
    return Prepared(tuple(map(tuple, spans)), terms, words)


def retitled(prepared: Prepared, articles: Mapping[int, Article], settings: LibrarySettings) -> Prepared:
    """Return what was prepared, with the terms of some articles under the titles that they are stored with.

    Their texts are the same. The words of their titles are counted as well; those of the titles read stay.
    """
    if not articles:
        return prepared
    numbers = _Numbers(zip(prepared.terms.vocabulary, count()))
    lists = _lists(prepared.terms)
    firsts = [0, *accumulate(map(len, prepared.spans))]
    titles: list[str] = []
    for place, article in articles.items():
        spans = prepared.spans[place]
        again = term_lists([(article, spans)], settings.language, numbers)
        lists[firsts[place] : firsts[place + 1]] = _lists(again)
        titles += [article.title] * len(spans)
    words = Vocabulary.build(analyzer(settings.language).count_words(titles))
    lengths = np.array([len(one) for one in lists], np.int32)
    terms = TermLists(list(numbers), np.concatenate(lists), lengths)
    return Prepared(prepared.spans, terms, Vocabulary.merge([prepared.words, words]))


def vocabulary(articles: Iterable[tuple[Article, Sequence[Span]]], language: str) -> Vocabulary:
    """Return the words of the articles' passages, as people wrote them."""
    texts = (
        indexed_text(article.title, article.text[start:end])
        for article, spans in articles
        for start, end in spans
    )
    return Vocabulary.build(analyzer(language).count_words(texts))


def term_lists(
    articles: Iterable[tuple[Article, Sequence[Span]]], language: str, numbers: _Numbers | None = None
) -> TermLists:
    """Return the terms of the articles' passages, one passage after another.

    `numbers` are those of the terms so far; new terms are added to them.
    """
    numbers = _Numbers() if numbers is None else numbers
    analyze = analyzer(language).analyze
    ids: list[int] = []
    lengths: list[int] = []
    for article, spans in articles:
        for start, end in spans:
            before = len(ids)
            ids.extend(
                map(numbers.__getitem__, analyze(indexed_text(article.title, article.text[start:end])))
            )
            lengths.append(len(ids) - before)
    return TermLists(list(numbers), np.array(ids, np.int32), np.array(lengths, np.int32))


def _lists(terms: TermLists) -> list[NDArray[np.int32]]:
    return np.split(terms.ids, np.cumsum(terms.lengths)[:-1])


def take(terms: TermLists, passages: NDArray[np.int64]) -> TermLists:
    """Return the lists of these passages, whose positions ascend."""
    if len(passages) == len(terms.lengths):
        return terms
    keep = np.zeros(len(terms.lengths), bool)
    keep[passages] = True
    return TermLists(terms.vocabulary, terms.ids[np.repeat(keep, terms.lengths)], terms.lengths[keep])
