"""Reads from the postings how often each term stands in a candidate and in its article."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.storage.segment_file import Ints, LiveSegment, Segment, runs
from index.storage.snapshot import TermPostings

Frequencies = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class TermFrequencies:
    """Candidates in the order of their keys.

    `articles` are their articles' numbers, `lengths` and `article_lengths` in terms; `passage` and `article`
    hold, a row a term and a column a candidate, how often a term stands in each.
    """

    keys: Ints
    articles: Ints
    lengths: Ints
    article_lengths: Ints
    passage: Frequencies
    article: Frequencies


def gather(segments: Sequence[LiveSegment], found: TermPostings, keys: Ints) -> TermFrequencies:
    """Return the term frequencies of the passages with these keys, which ascend and are all there."""
    parts = []
    for number, live in enumerate(segments):
        segment = live.segment
        first, last = np.searchsorted(keys, (segment.keys[0], segment.keys[-1] + 1)).tolist()
        if first < last:
            parts.append(_of_segment(segment, found.places[number], keys[first:last]))
    return TermFrequencies(
        keys=np.concatenate([one.keys for one in parts]),
        articles=np.concatenate([one.articles for one in parts]),
        lengths=np.concatenate([one.lengths for one in parts]),
        article_lengths=np.concatenate([one.article_lengths for one in parts]),
        passage=np.hstack([one.passage for one in parts]),
        article=np.hstack([one.article for one in parts]),
    )


def _of_segment(segment: Segment, places: Ints, keys: Ints) -> TermFrequencies:
    docs = np.searchsorted(segment.keys, keys)
    begins, ends = _articles(segment, docs)
    own, whole = np.zeros((2, len(places), len(docs)))
    for row, place in enumerate(places.tolist()):
        if place < 0:
            continue
        start, end = segment.offsets[place : place + 2].tolist()
        posting_docs, frequencies = segment.docs[start:end], segment.frequencies[start:end]
        first, last = _between(posting_docs, begins), _between(posting_docs, ends)
        counts = last - first
        if not counts.any():
            continue
        inside = runs(first, counts)
        values = frequencies[inside].astype(np.float64)
        columns = np.repeat(np.arange(len(docs)), counts)
        whole[row] = np.bincount(columns, values, minlength=len(docs))
        here = posting_docs[inside] == docs[columns]
        own[row, columns[here]] = values[here]
    return TermFrequencies(
        keys=keys,
        articles=segment.articles[docs],
        lengths=segment.lengths[docs].astype(np.int64),
        article_lengths=_sums(segment.lengths, begins, ends - begins),
        passage=own,
        article=whole,
    )


def _sums(values: NDArray[np.int32], begins: Ints, counts: Ints) -> Ints:
    """Return the sum of `counts` values from each of `begins` on."""
    columns = np.repeat(np.arange(len(begins)), counts)
    return np.bincount(columns, values[runs(begins, counts)], minlength=len(begins)).astype(np.int64)


def _between(posting_docs: NDArray[np.int32], docs: Ints) -> Ints:
    return np.searchsorted(posting_docs, docs.astype(np.int32)).astype(np.int64)


def _articles(segment: Segment, docs: Ints) -> tuple[Ints, Ints]:
    """Return where the passages of each candidate's article begin and end: they stand side by side."""
    starts = segment.article_starts
    place = np.searchsorted(starts, docs, side="right")
    ends: NDArray[Any] = np.append(starts, len(segment))[place]
    return starts[place - 1], ends
