"""Segment files: postings on disk as term-major arrays, written once, mapped, never changed.

A segment file is a line of JSON (what stands where) and the arrays it names, each aligned to 8 bytes:

| array        | type, length           | holds                                                             |
|--------------|------------------------|-------------------------------------------------------------------|
| keys         | int64, passages        | each passage's key in the store, ascending                        |
| articles     | int64, passages        | its article's number in the store                                 |
| lengths      | int32, passages        | its length in terms                                               |
| hashes       | uint64, terms          | each term's hash, ascending                                       |
| bounds       | float32, terms         | what no posting of the term exceeds (see `bm25.saturation`)       |
| offsets      | int64, terms + 1       | where a term's postings begin                                     |
| docs         | int32, postings        | the passages that hold it, as positions in `keys`, ascending      |
| frequencies  | uint8/16/32, postings  | how often each holds it                                           |
| text_offsets | int64, terms + 1       | where a term's spelling begins                                    |
| text         | uint8                  | all spellings, UTF-8                                              |

and the words of the passages as people wrote them, for spelling variants: the arrays of
`spelling.vocabulary.Vocabulary`, each with `word_` before its name.
"""

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.model.errors import DamageError, LibraryError
from index.spelling.vocabulary import ARRAYS, Vocabulary
from index.storage.file_mapping import contents

FORMAT = 2
WORDS = "word_"
SUFFIX = ".segment"
# Questions use the same words again and again; an entry takes some 200 bytes.
_REMEMBERED_HASHES = 1 << 15

Ints = NDArray[np.int64]
# The types of the arrays, as the table above has them.
_KINDS = {
    **dict.fromkeys(("keys", "articles", "offsets", "text_offsets"), "<i8"),
    **dict.fromkeys(("lengths", "docs"), "<i4"),
    "hashes": "<u8",
    "bounds": "<f4",
    "frequencies": "|u1 <u2 <u4 <u8",
    "text": "|u1",
}


@lru_cache(_REMEMBERED_HASHES)
def term_hash(term: str, salt: bytes) -> int:
    """Return the 64-bit hash under which segments file `term`.

    The salt is the library's own, so that nobody can prepare articles whose terms collide.
    """
    return int.from_bytes(blake2b(term.encode(), digest_size=8, key=salt).digest(), "little")


class Segment:
    """A segment file, mapped into memory: opening one reads its first line only.

    `average` is the mean length for which `bounds` hold.
    """

    average: float
    keys: Ints
    articles: Ints
    lengths: NDArray[np.int32]
    hashes: NDArray[np.uint64]
    bounds: NDArray[np.float32]
    offsets: Ints
    docs: NDArray[np.int32]
    frequencies: NDArray[Any]
    text_offsets: Ints
    text: NDArray[np.uint8]
    vocabulary: Vocabulary

    def __init__(self, path: Path, checksum: int | None = None) -> None:
        """Map the file at `path`; a small one, which is read, is held against its `checksum`.

        Raises FileNotFoundError when a merge has taken it away, LibraryError when it is damaged.
        """
        self.path = path
        self._article_starts: Ints | None = None
        self._sound: NDArray[np.bool_] | None = None
        try:
            data = contents(path)
            if checksum is not None and isinstance(data, bytes) and zlib.crc32(data) != checksum:
                raise DamageError(f"{path} is damaged: it has changed since it was written")
            start = data.find(b"\n") + 1
            header = json.loads(data[:start])
            if header["format"] > FORMAT:
                raise LibraryError(
                    f"{path} was written by a newer Pullquote", "install that version to read it"
                )
            self.average = float(header["average"])
            arrays = {
                name: np.frombuffer(data, dtype, count, start + offset)
                for name, (dtype, count, offset) in header["arrays"].items()
            }
            self.vocabulary = Vocabulary(**{name: arrays.pop(WORDS + name) for name in ARRAYS})
            for name, kind in _KINDS.items():
                setattr(self, name, _of_kind(arrays[name], kind))
            self._refuse_unequal()
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
            raise DamageError(f"{path} is damaged ({error})") from error

    def _refuse_unequal(self) -> None:
        """Raise ValueError unless the arrays are as long as each other where they must be."""
        terms, passages = len(self.hashes), len(self.keys)
        if not (
            len(self.articles) == len(self.lengths) == passages
            and len(self.bounds) == terms
            and len(self.offsets) == len(self.text_offsets) == terms + 1
            and len(self.docs) == len(self.frequencies)
        ):
            raise ValueError("its arrays do not fit together")

    def __len__(self) -> int:
        """Return the number of passages, removed ones among them."""
        return len(self.keys)

    @property
    def article_starts(self) -> Ints:
        """Where the passages of each article begin: they were written together and stand side by side."""
        if self._article_starts is None:
            self._article_starts = np.flatnonzero(np.diff(self.articles, prepend=-1))
        return self._article_starts

    def find(self, hashes: NDArray[np.uint64]) -> Ints:
        """Return the position of each term, by its hash, in this segment, or -1 where it does not occur.

        No two terms of a segment share a hash, and the salt is secret: that a term which is not here has
        the hash of one that is, among a million, happens once in 10^13 times.
        """
        if not len(self.hashes):
            return np.full(len(hashes), -1)
        places = self.hashes.searchsorted(hashes)
        places[places == len(self.hashes)] = 0
        places[self.hashes[places] != hashes] = -1
        return places

    def refuse_damaged(self, places: Ints) -> None:
        """Raise DamageError unless the postings of these terms name passages of this segment, in order.

        Compiled code goes by them without looking. Each term is looked through once, at its first use.
        """
        if self._sound is None:
            self._sound = np.zeros(len(self.hashes), bool)
        for place in places[~self._sound[places]].tolist():
            start, end = self.offsets[place : place + 2].tolist()
            docs = self.docs[start:end]
            if not (
                0 <= start < end <= len(self.docs)
                and int(docs[0]) >= 0
                and int(docs[-1]) < len(self)
                and (docs[1:] > docs[:-1]).all()
                and self.frequencies[start:end].all()
            ):
                raise DamageError(f"{self.path} is damaged: a word's postings do not fit together")
            self._sound[place] = True

    def spelling(self, place: int) -> str:
        """Return the term at `place`."""
        start, end = self.text_offsets[place : place + 2].tolist()
        return bytes(self.text[start:end]).decode()

    def positions(self, keys: Sequence[int]) -> list[int]:
        """Return the positions of the passages with these keys, -1 for a key that is not here."""
        wanted = np.array(keys, np.int64)
        places = np.searchsorted(self.keys, wanted)
        places[places == len(self.keys)] = 0
        return [int(place) for place in np.where(self.keys[places] == wanted, places, -1)]


def _of_kind(array: NDArray[Any], kind: str) -> NDArray[Any]:
    if array.dtype.str not in kind.split():
        raise ValueError(f"an array holds {array.dtype.str} instead of {kind}")
    return array


@dataclass(frozen=True, slots=True)
class LiveSegment:
    """A segment as one snapshot sees it: `live` is False for removed passages, None when there are none."""

    segment: Segment
    live: NDArray[np.bool_] | None


def runs(begins: Ints, sizes: Ints) -> Ints:
    """Return begins[0], begins[0] + 1, ... for sizes[0] numbers, then the same from begins[1], and so on."""
    before = np.cumsum(sizes) - sizes
    return np.repeat(begins - before, sizes) + np.arange(int(sizes.sum()))
