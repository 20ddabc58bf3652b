"""Writes the postings of new passages as a segment; `index.upkeep.merged_postings` joins several segments."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.model.errors import LibraryError
from index.scoring.bm25 import saturation
from index.spelling.vocabulary import ARRAYS, Vocabulary
from index.storage.segment_file import WORDS, Ints, term_hash
from index.storage.segment_writer import SegmentFile, Shape, Written

SAME_HASH = "two terms share a hash; `pullquote check --repair` draws another salt"
# A term's rank and a passage's position share 64 bits while they are sorted.
_POSITION_BITS = 31


@dataclass(frozen=True, slots=True)
class TermLists:
    """The terms of passages, one list after another: `ids` into `vocabulary`, `lengths` of the lists."""

    vocabulary: Sequence[str]
    ids: NDArray[np.int32]
    lengths: NDArray[np.int32]


def write_new(
    folder: Path, keys: Ints, articles: Ints, terms: TermLists, words: Vocabulary, salt: bytes
) -> Written:
    """Write a segment of new passages; `keys` ascend, `words` are theirs and may be others' too."""
    used = np.flatnonzero(np.bincount(terms.ids, minlength=len(terms.vocabulary)))
    hashes = np.fromiter(
        (term_hash(terms.vocabulary[one], salt) for one in used.tolist()), np.uint64, len(used)
    )
    order = np.argsort(hashes)
    used, hashes = used[order], hashes[order]
    if len(hashes) > 1 and (hashes[1:] == hashes[:-1]).any():
        raise LibraryError(SAME_HASH)
    rank = np.zeros(len(terms.vocabulary), np.int64)
    rank[used] = np.arange(len(used))
    docs, frequencies, counts = _count(rank[terms.ids], terms.lengths, len(used))
    spellings = [terms.vocabulary[one].encode() for one in used.tolist()]
    average = average_of(terms.lengths)
    offsets = offsets_of(counts)
    arrays: dict[str, NDArray[Any]] = {
        "keys": keys,
        "articles": articles,
        "lengths": terms.lengths,
        "hashes": hashes,
        "bounds": bounds_of(frequencies, terms.lengths[docs], average, offsets),
        "offsets": offsets,
        "docs": docs,
        "frequencies": frequencies.astype(np.min_scalar_type(int(frequencies.max(initial=0)))),
        "text_offsets": offsets_of(np.array([len(spelling) for spelling in spellings], np.int64)),
        "text": np.frombuffer(b"".join(spellings), np.uint8),
        **word_arrays(words),
    }
    shapes = {name: Shape(array.dtype.str, len(array)) for name, array in arrays.items()}
    with SegmentFile(folder, average, shapes) as file:
        for name, array in arrays.items():
            file.write(name, array)
    return written(file, keys, terms.lengths)


def _count(ranks: Ints, lengths: NDArray[np.int32], terms: int) -> tuple[NDArray[np.int32], Ints, Ints]:
    """Return the postings in the order of term and passage, and how many postings each term has."""
    docs = np.repeat(np.arange(len(lengths), dtype=np.int64), lengths)
    occurrences = np.sort((ranks << _POSITION_BITS) | docs)
    first = np.flatnonzero(np.diff(occurrences, prepend=-1))
    frequencies = np.diff(first, append=len(occurrences))
    pairs = occurrences[first]
    counts = np.bincount(pairs >> _POSITION_BITS, minlength=terms)
    return (pairs & ((1 << _POSITION_BITS) - 1)).astype(np.int32), frequencies, counts


def word_arrays(words: Vocabulary) -> dict[str, NDArray[Any]]:
    """Return the arrays of a vocabulary by their names in a segment."""
    return {WORDS + name: getattr(words, name) for name in ARRAYS}


def bounds_of(
    frequencies: NDArray[Any], lengths: NDArray[Any], average: float, offsets: Ints
) -> NDArray[np.float32]:
    """Return each term's greatest saturation; `offsets` end with the number of postings."""
    if len(offsets) == 1:
        return np.empty(0, np.float32)
    highest = np.maximum.reduceat(saturation(frequencies, lengths, average), offsets[:-1])
    # Rounded up: a bound that is a little too low would lose a passage.
    return np.nextafter(highest.astype(np.float32), np.float32(np.inf))


def average_of(lengths: NDArray[np.int32]) -> float:
    """Return the mean length of a segment's passages."""
    # Passages without any term hold no posting, so any average serves them.
    return float(lengths.mean()) or 1.0


def offsets_of(counts: NDArray[Any]) -> Ints:
    """Return where each of some things begins, given how many each has, and where the last ends."""
    offsets = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=offsets[1:])
    return offsets


def written(file: SegmentFile, keys: Ints, lengths: NDArray[np.int32]) -> Written:
    """Return the facts of a written segment file that its row in the store states."""
    return Written(
        name=file.name,
        checksum=file.checksum,
        passages=len(keys),
        length=int(lengths.sum()),
        first_key=int(keys[0]),
        last_key=int(keys[-1]),
    )
