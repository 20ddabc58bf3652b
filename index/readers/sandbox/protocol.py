"""What the reader's two processes say to each other: a JSON object and bytes, each behind its length.

JSON and no pickle: a parser that was taken over must not be able to run anything in the process that asked.
"""

import json
import struct
from collections.abc import Mapping
from typing import Any, BinaryIO

OUT_OF_MEMORY = 77  # the exit code of a process that needed more than it may have
_LENGTHS = struct.Struct(">II")


class WireError(Exception):
    """The other side ended, or says what it may not."""


def send(stream: BinaryIO, message: Mapping[str, Any], data: bytes = b"") -> None:
    """Write one message. Raises OSError where the other side is gone."""
    head = json.dumps(message).encode()
    stream.write(_LENGTHS.pack(len(head), len(data)))
    stream.write(head)
    stream.write(data)
    stream.flush()


def receive(stream: BinaryIO, longest: int) -> tuple[dict[str, Any], bytes]:
    """Read one message, neither part of which may exceed `longest` bytes; raises WireError."""
    lengths = _LENGTHS.unpack(_exactly(stream, _LENGTHS.size))
    if max(lengths) > longest:
        raise WireError("its answer is too long")
    try:
        message = json.loads(_exactly(stream, lengths[0]))
    except (ValueError, RecursionError) as error:
        raise WireError("its answer is no JSON") from error
    if not isinstance(message, dict):
        raise WireError("its answer is no object")
    return message, _exactly(stream, lengths[1])


def _exactly(stream: BinaryIO, count: int) -> bytes:
    data = stream.read(count)
    if len(data) != count:
        raise WireError("it ended")
    return data
