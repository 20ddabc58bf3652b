"""Postings on disk: term-major arrays in one file a segment, written once, mapped, never changed.

A segment file is a line of JSON (what stands where) and the arrays it names, each aligned to 8 bytes:

| array      | type, length           | holds                                                            |
|------------|------------------------|------------------------------------------------------------------|
| keys       | int64, passages        | each passage's key in the store, ascending                       |
| articles   | int64, passages        | its article's number in the store                                |
| lengths    | int32, passages        | its length in terms                                              |
| hashes     | uint64, terms          | each term's hash, ascending                                      |
| offsets    | int64, terms + 1       | where a term's postings begin                                    |
| docs       | int32, postings        | the passages that hold it, as positions in `keys`, ascending     |
| frequencies| uint8/16/32, postings  | how often each holds it                                          |
| text_offsets | int64, terms + 1     | where a term's spelling begins                                   |
| text       | uint8                  | all spellings, UTF-8                                             |
"""

import json
import mmap
import os
import secrets
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import LibraryError

FORMAT = 1
SUFFIX = ".segment"

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class PassageTerms:
    """What a segment keeps of a passage."""

    key: int
    article: int
    terms: Sequence[str]


def term_hash(term: str, salt: bytes) -> int:
    """Return the 64-bit hash under which segments file `term`.

    The salt is the library's own, so that nobody can prepare articles whose terms collide.
    """
    return int.from_bytes(blake2b(term.encode(), digest_size=8, key=salt).digest(), "little")


class Segment:
    """A segment file, mapped into memory: opening one reads its first line only."""

    keys: Ints
    articles: Ints
    lengths: NDArray[np.int32]
    hashes: NDArray[np.uint64]
    offsets: Ints
    docs: NDArray[np.int32]
    frequencies: NDArray[Any]
    text_offsets: Ints
    text: NDArray[np.uint8]

    def __init__(self, path: Path) -> None:
        """Map the file at `path`.

        Raises FileNotFoundError when a merge has taken it away, LibraryError when it is damaged.
        """
        self.path = path
        with path.open("rb") as file:
            try:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
                header = json.loads(self._map.readline())
                if header["format"] > FORMAT:
                    raise LibraryError(
                        f"{path} was written by a newer Pullquote; install that version to read it"
                    )
                start = self._map.tell()
                for name, (dtype, count, offset) in header["arrays"].items():
                    setattr(self, name, np.frombuffer(self._map, dtype, count, start + offset))
            except (ValueError, KeyError, TypeError) as error:
                raise LibraryError(
                    f"{path} is damaged ({error}); rebuild the library's postings from its articles"
                ) from error

    def __len__(self) -> int:
        """Return the number of passages, removed ones among them."""
        return len(self.keys)

    def find(self, hashes: NDArray[np.uint64], terms: Sequence[str]) -> list[int]:
        """Return each term's position in this segment, or -1 where it does not occur."""
        places = np.searchsorted(self.hashes, hashes)
        return [
            place
            if place < len(self.hashes) and self.hashes[place] == wanted and self.spelling(place) == term
            else -1
            for place, wanted, term in zip(places.tolist(), hashes, terms, strict=True)
        ]

    def spelling(self, place: int) -> str:
        """Return the term at `place`."""
        return bytes(self.text[self.text_offsets[place] : self.text_offsets[place + 1]]).decode()

    def postings(self, place: int) -> slice:
        """Return which part of `docs` and `frequencies` belongs to the term at `place`."""
        return slice(int(self.offsets[place]), int(self.offsets[place + 1]))


def build(passages: Iterable[PassageTerms], salt: bytes) -> dict[str, NDArray[Any]]:
    """Return the arrays of a segment that holds `passages`, which come in ascending order of their keys."""
    numbers: dict[str, int] = {}
    keys, articles, lengths = [], [], []
    docs, term_numbers, frequencies = [], [], []
    for doc, passage in enumerate(passages):
        keys.append(passage.key)
        articles.append(passage.article)
        lengths.append(len(passage.terms))
        for term, frequency in Counter(passage.terms).items():
            docs.append(doc)
            term_numbers.append(numbers.setdefault(term, len(numbers)))
            frequencies.append(frequency)
    hashes = np.fromiter((term_hash(term, salt) for term in numbers), np.uint64, len(numbers))
    by_hash = np.argsort(hashes, kind="stable")
    hashes = hashes[by_hash]
    if len(hashes) > 1 and (hashes[1:] == hashes[:-1]).any():
        raise LibraryError("two terms share a hash; rebuild the library's postings, which draws a new salt")
    rank = np.empty(len(numbers), np.int64)
    rank[by_hash] = np.arange(len(numbers))
    places = rank[np.array(term_numbers, np.int64)]
    # Documents were met in ascending order, so a stable sort by term leaves them ascending.
    order = np.argsort(places, kind="stable")
    spellings = list(numbers)
    encoded = [spellings[index].encode() for index in by_hash.tolist()]
    return {
        "keys": np.array(keys, np.int64),
        "articles": np.array(articles, np.int64),
        "lengths": np.array(lengths, np.int32),
        "hashes": hashes,
        "offsets": _offsets(np.bincount(places, minlength=len(numbers))),
        "docs": np.array(docs, np.int32)[order],
        "frequencies": _smallest(np.array(frequencies, np.int64)[order]),
        "text_offsets": _offsets(np.array([len(spelling) for spelling in encoded], np.int64)),
        "text": np.frombuffer(b"".join(encoded), np.uint8),
    }


def write(folder: Path, arrays: dict[str, NDArray[Any]]) -> str:
    """Write a segment file into `folder`, safe on disk with its folder entry, and return its name."""
    name = secrets.token_hex(8) + SUFFIX
    layout, offset = {}, 0
    for array_name, array in arrays.items():
        layout[array_name] = (array.dtype.str, len(array), offset)
        offset += -(-array.nbytes // 8) * 8
    header = json.dumps({"format": FORMAT, "arrays": layout})
    # The line is padded so that the arrays behind it stand on multiples of 8.
    header += " " * (-(len(header) + 1) % 8) + "\n"
    with (folder / name).open("xb") as file:
        file.write(header.encode())
        for array in arrays.values():
            file.write(array.tobytes())
            file.write(b"\0" * (-array.nbytes % 8))
        file.flush()
        os.fsync(file.fileno())
    sync_folder(folder)
    return name


def sync_folder(folder: Path) -> None:
    """Make the entries of `folder` safe on disk, where the system knows how to."""
    if os.name == "nt":  # Windows has no handle of a folder to flush
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def leftovers(folder: Path, named: Iterable[str]) -> Iterator[Path]:
    """Yield the segment files in `folder` that no committed row names."""
    keep = set(named)
    return (path for path in folder.glob(f"*{SUFFIX}") if path.name not in keep)


def _offsets(counts: NDArray[Any]) -> Ints:
    offsets = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=offsets[1:])
    return offsets


def _smallest(numbers: Ints) -> NDArray[Any]:
    """Return `numbers` in the smallest unsigned type that holds them."""
    return numbers.astype(np.min_scalar_type(int(numbers.max(initial=0))))
