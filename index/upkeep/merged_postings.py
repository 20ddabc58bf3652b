"""Writes the postings of several segments as one segment."""

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.indexing.postings import SAME_HASH, average_of, bounds_of, offsets_of, word_arrays, written
from index.model.errors import LibraryError
from index.spelling.vocabulary import Vocabulary
from index.storage.segment_file import Ints, Segment, runs
from index.storage.segment_writer import SegmentFile, Shape, Written

# How many postings a merge holds in memory at once; one takes about 60 bytes there.
_AT_ONCE = 2_000_000


@dataclass(frozen=True, slots=True)
class MergeInput:
    """A segment to merge, and which of its passages are there still (None: all)."""

    segment: Segment
    live: NDArray[np.bool_] | None


def write_merged(
    folder: Path, sources: Sequence[MergeInput], hash_of: Callable[[str], int | None]
) -> Written | None:
    """Write one segment with the live passages of `sources`; None when there are none.

    The keys of each source are greater than all keys of the one before it. `hash_of` gives the hash of a
    word's term: words whose term has left with the removed passages leave as well.
    """
    kept = [np.arange(len(one.segment)) if one.live is None else np.flatnonzero(one.live) for one in sources]
    starts = np.cumsum([0, *map(len, kept)])
    if not starts[-1]:
        return None
    lengths = np.concatenate([one.segment.lengths[docs] for one, docs in zip(sources, kept, strict=True)])
    keys = np.concatenate([one.segment.keys[docs] for one, docs in zip(sources, kept, strict=True)])
    articles = np.concatenate([one.segment.articles[docs] for one, docs in zip(sources, kept, strict=True)])
    vocabulary = _Vocabulary(sources)
    counts = np.zeros(len(vocabulary.hashes), np.int64)
    for number, one in enumerate(sources):
        counts[vocabulary.ranks[number]] += live_counts(one)
    held = np.flatnonzero(counts)
    offsets, average = offsets_of(counts), average_of(lengths)
    text_offsets, text = vocabulary.spellings(held)
    dtype = np.result_type(*(one.segment.frequencies.dtype for one in sources))
    small: dict[str, NDArray[Any]] = {
        "keys": keys,
        "articles": articles,
        "lengths": lengths,
        "hashes": vocabulary.hashes[held],
        "offsets": offsets_of(counts[held]),
        "text_offsets": text_offsets,
        "text": text,
        **word_arrays(_merged_words(sources, vocabulary.hashes[held], hash_of)),
    }
    shapes = {name: Shape(array.dtype.str, len(array)) for name, array in small.items()}
    shapes["bounds"] = Shape("<f4", len(held))
    shapes["docs"] = Shape("<i4", int(offsets[-1]))
    shapes["frequencies"] = Shape(dtype.str, int(offsets[-1]))
    bounds = np.zeros(len(counts), np.float32)
    with SegmentFile(folder, average, shapes) as file:
        for name, array in small.items():
            file.write(name, array)
        for low, high in _ranges(counts):
            docs, frequencies = _merge_range(sources, vocabulary.ranks, starts, offsets, low, high, dtype)
            file.write("docs", docs, int(offsets[low]))
            file.write("frequencies", frequencies, int(offsets[low]))
            inside = np.flatnonzero(counts[low:high]) + low
            bounds[inside] = bounds_of(
                frequencies, lengths[docs], average, np.append(offsets[inside], offsets[high]) - offsets[low]
            )
        file.write("bounds", bounds[held])
    return written(file, keys, lengths)


def _merged_words(
    sources: Sequence[MergeInput], held: NDArray[np.uint64], hash_of: Callable[[str], int | None]
) -> Vocabulary:
    parts = [one.segment.vocabulary for one in sources]
    if all(one.live is None for one in sources):
        return Vocabulary.merge(parts)
    there = frozenset(held.tolist())
    return Vocabulary.merge(parts, keep=lambda word: hash_of(word) in there)


class _Vocabulary:
    """The terms of all sources together; `ranks` says where each source's terms stand among them.

    Raises LibraryError when two different terms share a hash.
    """

    def __init__(self, sources: Sequence[MergeInput]) -> None:
        segments = [one.segment for one in sources]
        together = np.concatenate([segment.hashes for segment in segments])
        self.hashes, first, inverse = np.unique(together, return_index=True, return_inverse=True)
        begins = np.cumsum([0, *(len(segment.hashes) for segment in segments)])
        self.ranks = [inverse[start:end] for start, end in itertools.pairwise(begins.tolist())]
        sizes = np.concatenate([np.diff(segment.text_offsets) for segment in segments])
        texts = np.concatenate([segment.text for segment in segments])
        offsets = offsets_of(sizes)
        self._sizes = sizes[first]
        self._text = texts[runs(offsets[first], self._sizes)]
        # Every source's spelling of a hash must be the one that is kept.
        kept_sizes = self._sizes[inverse]
        kept = self._text[runs(offsets_of(self._sizes)[inverse], kept_sizes)]
        if not (np.array_equal(kept_sizes, sizes) and np.array_equal(kept, texts)):
            raise LibraryError(SAME_HASH)

    def spellings(self, held: Ints) -> tuple[Ints, NDArray[np.uint8]]:
        """Return offsets and text of the terms at the ranks `held`."""
        sizes = self._sizes[held]
        return offsets_of(sizes), self._text[runs(offsets_of(self._sizes)[held], sizes)]


def _merge_range(
    sources: Sequence[MergeInput],
    ranks: Sequence[Ints],
    starts: Ints,
    offsets: Ints,
    low: int,
    high: int,
    dtype: np.dtype[Any],
) -> tuple[NDArray[np.int32], NDArray[Any]]:
    """Return the postings of the merged terms from `low` to `high`, in their order."""
    docs = np.empty(int(offsets[high] - offsets[low]), np.int32)
    frequencies = np.empty(len(docs), dtype)
    # Where the next posting of each term goes: sources come in the order of their passages' keys.
    following = offsets[low:high] - offsets[low]
    for number, one in enumerate(sources):
        segment = one.segment
        first, last = np.searchsorted(ranks[number], [low, high])
        begin, end = segment.offsets[first], segment.offsets[last]
        terms = np.repeat(ranks[number][first:last] - low, np.diff(segment.offsets[first : last + 1]))
        inside = segment.docs[begin:end]
        values = segment.frequencies[begin:end]
        if one.live is None:
            moved = inside + np.int32(starts[number])
        else:
            alive = one.live[inside]
            terms, values = terms[alive], values[alive]
            moved = (np.cumsum(one.live) - 1)[inside[alive]].astype(np.int32) + np.int32(starts[number])
        counts = np.bincount(terms, minlength=high - low)
        targets = runs(following, counts)
        docs[targets] = moved
        frequencies[targets] = values
        following = following + counts
    return docs, frequencies


def live_counts(source: MergeInput) -> Ints:
    """Return how many live passages hold each term of the source."""
    segment = source.segment
    counts = np.diff(segment.offsets)
    if source.live is None:
        return counts
    result = np.empty(len(counts), np.int64)
    for low, high in _ranges(counts):
        begin, end = segment.offsets[low], segment.offsets[high]
        alive = source.live[segment.docs[begin:end]]
        terms = np.repeat(np.arange(high - low), counts[low:high])
        result[low:high] = np.bincount(terms[alive], minlength=high - low)
    return result


def _ranges(counts: Ints) -> Iterator[tuple[int, int]]:
    """Yield runs of terms that have about `_AT_ONCE` postings together, or one term with more."""
    ends = np.cumsum(counts)
    low = 0
    while low < len(counts):
        done = ends[low - 1] if low else 0
        high = max(low + 1, int(np.searchsorted(ends, done + _AT_ONCE, side="right")))
        yield low, high
        low = high
