"""Postings on disk: term-major arrays in one file a segment, written once, mapped, never changed.

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
`variants.Vocabulary`, each with `word_` before its name.
"""

import json
import os
import secrets
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from index.model.errors import DamageError, LibraryError
from index.spelling.vocabulary import ARRAYS, Vocabulary
from index.storage.file_mapping import contents

FORMAT = 2
WORDS = "word_"
SUFFIX = ".segment"
_READ_AT_ONCE = 1 << 20
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


class Shape(NamedTuple):
    """The type and length of an array in a segment file."""

    dtype: str
    length: int


@dataclass(frozen=True, slots=True)
class Written:
    """A segment file that is safe on disk, and the facts that its row in the store states."""

    name: str
    checksum: int
    passages: int
    length: int
    first_key: int
    last_key: int


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


class SegmentFile:
    """A segment file being written; use it as a context manager, then ask for `name` and `checksum`.

    The file is on disk with its folder entry when the context is left; it is deleted when that fails.
    """

    def __init__(self, folder: Path, average: float, shapes: Mapping[str, Shape]) -> None:
        self.name = secrets.token_hex(8) + SUFFIX
        self.checksum = 0
        self._folder = folder
        layout: dict[str, tuple[str, int, int]] = {}
        end = 0
        for name, shape in shapes.items():
            layout[name] = (shape.dtype, shape.length, end)
            end += -(-np.dtype(shape.dtype).itemsize * shape.length // 8) * 8
        header = json.dumps({"format": FORMAT, "average": average, "arrays": layout})
        # Padded so that the arrays behind the line stand on multiples of 8.
        self._header = (header + " " * (-(len(header) + 1) % 8) + "\n").encode()
        self._layout = layout
        self._size = len(self._header) + end

    def __enter__(self) -> Self:
        self._file = (self._folder / self.name).open("x+b")
        self._file.write(self._header)
        # The padding behind the last array belongs to the file; a mapping must not end within an array.
        self._file.truncate(self._size)
        return self

    def write(self, name: str, values: NDArray[Any], start: int = 0) -> None:
        """Write `values` into the array `name`, from its position `start` on."""
        dtype, count, offset = self._layout[name]
        if start + len(values) > count:
            raise ValueError(f"{len(values)} values from {start} do not fit into {name}, which has {count}")
        self._file.seek(len(self._header) + offset + start * np.dtype(dtype).itemsize)
        self._file.write(np.ascontiguousarray(values, dtype).data)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            with self._file:
                if kind is None:
                    self._file.flush()
                    os.fsync(self._file.fileno())
            if kind is None:
                sync_folder(self._folder)
                self.checksum = checksum(self._folder / self.name)
        except BaseException:
            (self._folder / self.name).unlink(missing_ok=True)
            raise
        if kind is not None:
            (self._folder / self.name).unlink(missing_ok=True)


def checksum(path: Path) -> int:
    """Return the CRC-32 of a file."""
    value = 0
    with path.open("rb") as file:
        while part := file.read(_READ_AT_ONCE):
            value = zlib.crc32(part, value)
    return value


def refuse_changed(path: Path, expected: int) -> None:
    """Raise DamageError when a file has another checksum than it was written with; reads all of it."""
    if checksum(path) != expected:
        raise DamageError(f"{path} has changed since it was written")


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


@dataclass(frozen=True, slots=True)
class LiveSegment:
    """A segment as one snapshot sees it: `live` is False for removed passages, None when there are none."""

    segment: Segment
    live: NDArray[np.bool_] | None


def runs(begins: Ints, sizes: Ints) -> Ints:
    """Return begins[0], begins[0] + 1, ... for sizes[0] numbers, then the same from begins[1], and so on."""
    before = np.cumsum(sizes) - sizes
    return np.repeat(begins - before, sizes) + np.arange(int(sizes.sum()))
