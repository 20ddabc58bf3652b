"""A fingerprint of the readers' code: when it changes, files may yield something else and are read again."""

import hashlib
import sys
from functools import cache
from importlib import metadata
from pathlib import Path

from index.model.limits import Limits

_CODE = ("readers", "cleaning", "text")
# Bytes; two readers in the life of a library are told apart by fewer.
_SHORT = 8
_LIBRARIES = (
    *("trafilatura", "htmldate", "lxml", "pypdf", "python-docx", "feedparser", "markdown-it-py"),
    *("charset-normalizer", "ftfy"),
)


def fingerprint(format_: str, limits: Limits) -> bytes:
    """Return a digest that is equal only where the same bytes yield the same articles and problems.

    Goes by the code itself, since a number that has to be raised by hand is forgotten one day.
    """
    return hashlib.sha256(b"\0".join((_code(), format_.encode(), repr(limits).encode()))).digest()


def reader_of(kind: str) -> bytes:
    """Return a digest of the code that reads files of a kind; equal only where the same bytes yield the same.

    It is shorter than a fingerprint, since each article keeps one, and leaves out what may be read at most.
    """
    return hashlib.sha256(_code() + kind.encode()).digest()[:_SHORT]


@cache
def _code() -> bytes:
    found = hashlib.sha256(repr((sys.version_info[:2], [*map(metadata.version, _LIBRARIES)])).encode())
    for package in _CODE:
        for path in sorted((Path(__file__).parents[1] / package).rglob("*.py")):
            found.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return found.digest()
