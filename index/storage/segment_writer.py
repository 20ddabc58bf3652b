"""Writes segment files, and finds those that no commit names."""

import json
import os
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from index.storage.durable_file import checksum, sync_folder
from index.storage.segment_file import FORMAT, SUFFIX


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


def leftovers(folder: Path, named: Iterable[str]) -> Iterator[Path]:
    """Yield the segment files in `folder` that no committed row names."""
    keep = set(named)
    return (path for path in folder.glob(f"*{SUFFIX}") if path.name not in keep)
