"""Counts in how many files of one batch each line stands.

A line is compared without case and blanks, and a short one without its figures, so that "12 comments" and
"7 comments" are one. Of lines, only hashes are kept, and of those that stand in one file only a few bits.
"""

import re
from collections.abc import Iterable, Iterator
from hashlib import blake2b

from index.cleaning.headline import normalized
from index.cleaning.lines import BULLET

# Bits that say whether a line was seen, and how many of them are set for each: with 6,000,000 different
# lines, one in three thousand is taken for seen before it was.
_BITS = 1 << 28
_PROBES = 3
# No more lines are counted at a time, about 60 MB; the rarest give way.
_MOST = 500_000
# A longer line is no furniture, in characters; a line of more words is compared with its figures.
_LONGEST = 2_000
_FEW_WORDS = 8
# A longer line is no headline behind a label, in characters.
_LONGEST_HEADLINE = 200
_FIGURES = re.compile(r"\d+(?:[.,:]\d+)*")
_LETTERS = re.compile(r"[^\W\d_]{3}")
# "Read this too: A headline" begins with a label.
_LABEL = re.compile(r"(?P<label>[^:|»>]{2,40}?)\s*(?P<mark>[:|»>]|\s[–—-]\s)\s*\S")
_LONGEST_LABEL = 5


class Batch:
    """Counts lines, at most once for each file. An empty one knows of no line."""

    def __init__(self) -> None:
        self._seen = bytearray()
        # Of lines in two files or more: in how many.
        self._counts: dict[int, int] = {}
        self._least = 2

    def add(self, text: str) -> None:
        """Count the lines of one file."""
        self._seen = self._seen or bytearray(_BITS // 8)
        for key in set(_keys(text)):
            hashed = _hash(key)
            if hashed in self._counts:
                self._counts[hashed] += 1
            elif self._is_seen(hashed):
                self._counts[hashed] = 2
        if len(self._counts) > _MOST:
            self._forget()

    def files(self, line: str) -> int:
        """Return in how many files the line stands: 0 for fewer than two."""
        return self._counts.get(_hash(_line_key(line)), 0) if self._counts else 0

    def labelled(self, line: str) -> int:
        """Return in how many files a line begins with the same label as this one: 0 without a label."""
        key = _label_key(line) if self._counts else ""
        return self._counts.get(_hash(key), 0) if key else 0

    def _is_seen(self, hashed: int) -> bool:
        """Whether all bits of the hash are set already; they are now."""
        seen = True
        for probe in range(_PROBES):
            place, bit = divmod((hashed >> (20 * probe)) % _BITS, 8)
            seen = seen and bool(self._seen[place] >> bit & 1)
            self._seen[place] |= 1 << bit
        return seen

    def _forget(self) -> None:
        while len(self._counts) > _MOST // 2:
            self._counts = {key: count for key, count in self._counts.items() if count > self._least}
            self._least += 1
        self._least = 2


NO_BATCH = Batch()


def count_lines(texts: Iterable[str]) -> Batch:
    """Return what the texts have in common, for `clean`."""
    batch = Batch()
    for text in texts:
        batch.add(text)
    return batch


def _keys(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        if line and not line.isspace() and len(line) <= _LONGEST:
            yield _line_key(line)
            if len(line) <= _LONGEST_HEADLINE and (label := _label_key(line)):
                yield label


def _line_key(line: str) -> str:
    key = normalized(line)
    if key.count(" ") < _FEW_WORDS and _LETTERS.search(key):
        return _FIGURES.sub("0", key)
    return key


def _label_key(line: str) -> str:
    """Return what a line is labelled with, in a form that no line has, or ""."""
    bullet = BULLET.match(line.lstrip())
    match = _LABEL.match(line.lstrip()[bullet.end() :] if bullet else line.lstrip())
    if not match or len(match["label"].split()) > _LONGEST_LABEL or not _LETTERS.search(match["label"]):
        return ""
    return f"{normalized(match['label'])}\0{match['mark'].strip()}"


def _hash(key: str) -> int:
    # The same in every process, so that the same batch is always cleaned in the same way.
    return int.from_bytes(blake2b(key.encode("utf-8", "replace"), digest_size=8).digest(), "little")
