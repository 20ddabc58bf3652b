"""Lines of text from a file of any size, in any encoding, none of them longer than allowed."""

import io
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from index.model.limits import MIB, Limits
from index.text.encoding import NotTextError, decode, sample_encoding, wide_encoding

# Lines of one file; to look at one for its encoding takes a thousand times as long as to read it.
_MOST_UNTOLD = 20
HEAD = 65536  # bytes that tell the encoding and the format


class RawLine(NamedTuple):
    """A line without its end; `problem` says why it could not be read, `note` what was guessed."""

    number: int
    text: str
    problem: str = ""
    note: str = ""


class Rejoined(io.RawIOBase):
    """A file whose first bytes were already taken from it, readable from its start."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        super().__init__()
        self._head = memoryview(head)
        self._rest = rest

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]
        """Fill `buffer` from the head, then from the rest."""
        taken = bytes(self._head[: len(buffer)]) or self._rest.read(len(buffer))
        self._head = self._head[len(taken) :]
        buffer[: len(taken)] = taken
        return len(taken)


def read_lines(file: BinaryIO, limits: Limits) -> Iterator[RawLine]:
    """Yield the lines of `file`, counted from 1, holding no more than one of them in memory.

    Lines end with a line feed. One that exceeds `limits.record_bytes` is passed over and named.
    """
    head = file.read(HEAD)
    stream = io.BufferedReader(Rejoined(head, file), MIB)
    wide = wide_encoding(head)
    if wide and wide != "utf-8-sig":
        yield from _wide_lines(stream, wide, limits)
        return
    legacy, untold = "", 0
    too_long = str(limits.exceeded("record_bytes", "has", "split it"))
    for number, raw in enumerate(iter(lambda: stream.readline(limits.record_bytes + 1), b""), start=1):
        if len(raw) > limits.record_bytes:
            _skip_line(stream)
            yield RawLine(number, "", too_long)
            continue
        try:
            yield RawLine(number, raw.decode("utf-8-sig" if number == 1 else "utf-8"))
        except UnicodeDecodeError:
            guessed = legacy
            if not legacy and untold < _MOST_UNTOLD:
                legacy = _legacy(head, raw)
            if not legacy:
                untold += 1
                yield RawLine(number, "", "is in an encoding that could not be told; save the file as UTF-8")
                continue
            note = "" if guessed else f"is not UTF-8; it and other such lines were read as {legacy}"
            yield RawLine(number, raw.decode(legacy, "replace"), note=note)


def _wide_lines(stream: BinaryIO, encoding: str, limits: Limits) -> Iterator[RawLine]:
    lines = io.TextIOWrapper(stream, encoding, errors="replace", newline="\n")
    longest = limits.record_bytes // 2  # characters: two bytes each, as UTF-16 writes nearly all
    too_long = str(limits.exceeded("record_bytes", "has", "split it"))
    for number, line in enumerate(iter(lambda: lines.readline(longest + 1), ""), start=1):
        if len(line) <= longest:
            yield RawLine(number, line)
            continue
        while line and not line.endswith("\n"):
            line = lines.readline(longest)  # noqa: PLW2901  the rest of the line is passed over
        yield RawLine(number, "", too_long)


def _skip_line(stream: BinaryIO) -> None:
    while (rest := stream.readline(MIB)) and not rest.endswith(b"\n"):
        pass


def _legacy(head: bytes, line: bytes) -> str:
    """Tell the encoding of a line that is no UTF-8: by the file's head, or by itself; "" if neither can."""
    try:
        found = sample_encoding(head)
        return found if found != "utf-8" else decode(line, mend=False).encoding
    except NotTextError:
        return ""
