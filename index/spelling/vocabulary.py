"""The vocabulary of a segment: its words as arrays, for spelling variants, and look-ups in them.

| array        | type, length        | holds                                                              |
|--------------|---------------------|--------------------------------------------------------------------|
| text         | uint8               | all words, UTF-8                                                   |
| text_offsets | int64, words + 1    | where a word begins                                                |
| passages     | unsigned, words     | how many passages hold it                                          |
| capitals     | unsigned, words     | in how many of these it stands with a capital only: names          |
| masks        | uint32, words       | which letters it holds                                             |
| entries      | uint64, 3.3 a word  | key and word number (see `fuzzy_keys`), ascending                  |
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol, Self

import numpy as np
from numpy.typing import NDArray

from index.spelling.fuzzy_keys import Entries, Probes, build_entries

# The names of a vocabulary's arrays.
ARRAYS = ("text", "text_offsets", "passages", "capitals", "masks", "entries")

_LOW = np.uint64(0xFFFFFFFF)
_SHIFT = np.uint64(32)
_BITS = np.array([number.bit_count() for number in range(1 << 16)], np.uint8)
# Spellings of one name that share a skeleton differ in no more letters than this, and in fewer than the name
# has: 97 % of the pairs in the tuning half of the Arabic groups, half of all words that share a skeleton.
MAX_OTHER_LETTERS = 6
# The most words that are read of those under short skeletons, the nearest by their letters: at 500,000 words
# 99.9 % of the pairs that the keys find are among them. It bounds what a question can cost.
MAX_READ = 1024
# A word is a name when it stands with a capital only in this share of its passages.
NAME_SHARE = 0.5


class Count(NamedTuple):
    """How many passages hold a word, and in how many of these it stands with a capital only."""

    passages: int
    capitals: int

    def is_name(self) -> bool:
        """Return whether it stands with a capital only in most of its passages."""
        return self.capitals >= NAME_SHARE * self.passages


class VocabularyLookup(Protocol):
    """The words of a library, over all its segments."""

    def near(self, probes: Probes) -> dict[str, tuple[int, int]]:
        """Return the words filed under any of the probes, each with its `Count`."""
        ...


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Distinct words with their counts. All arrays may be mapped from disk."""

    text: NDArray[np.uint8]
    text_offsets: NDArray[np.int64]
    passages: NDArray[Any]
    capitals: NDArray[Any]
    masks: NDArray[np.uint32]
    entries: Entries

    @classmethod
    def build(cls, words: Mapping[str, tuple[int, int]]) -> Self:
        """Return the vocabulary of `words` with their counts. 500,000 words take 7 s (11 on a busy machine).

        Words come as `analyzer.fold` leaves them, unstemmed: a stem lacks the letters that show a slip.
        """
        entries, masks = build_entries(list(words))
        return cls(*_packed(list(words)), *_counts(words), masks, entries)

    @classmethod
    def merge(cls, vocabularies: Sequence["Vocabulary"], keep: Callable[[str], bool] | None = None) -> Self:
        """Return one vocabulary of all words, or of those to `keep`; counts add up, no key is made anew."""
        counts: dict[str, tuple[int, int]] = {}
        number_of: dict[str, int] = {}
        masks, entries = [np.empty(0, np.uint32)], [np.empty(0, np.uint64)]
        for one in vocabularies:
            known = len(number_of)
            numbers = np.full(len(one), -1, np.int64)
            rows = zip(one.words(), one.passages.tolist(), one.capitals.tolist(), strict=True)
            for place, (word, passages, capitals) in enumerate(rows):
                if keep is None or keep(word):
                    numbers[place] = number_of.setdefault(word, len(number_of))
                    before = counts.get(word, (0, 0))
                    counts[word] = before[0] + passages, before[1] + capitals
            masks.append(one.masks[numbers >= known])
            renumbered = numbers[(one.entries & _LOW).astype(np.int64)]
            kept = renumbered >= 0
            entries.append((one.entries[kept] & ~_LOW) | renumbered[kept].astype(np.uint64))
        return cls(
            *_packed(list(counts)),
            *_counts(counts),
            np.concatenate(masks),
            np.unique(np.concatenate(entries)),
        )

    def __len__(self) -> int:
        """Return the number of words."""
        return len(self.masks)

    def words(self) -> list[str]:
        """Return all words by their numbers."""
        return self._spellings(np.arange(len(self)))

    def near(self, probes: Probes) -> dict[str, tuple[int, int]]:
        """Return the words filed under any of the probes, each with its `Count`."""
        most = min(MAX_OTHER_LETTERS, probes.mask.bit_count() - 1)
        heard = self._nearest(probes.skeletons, probes.mask, most)
        typed = self._nearest(probes.pieces, probes.mask, 2 * probes.errors)
        numbers = np.unique(np.concatenate((heard, typed)))
        counts = zip(self.passages[numbers].tolist(), self.capitals[numbers].tolist(), strict=True)
        return dict(zip(self._spellings(numbers), counts, strict=True))

    def _numbers(self, keys: Entries) -> NDArray[np.int64]:
        begins = np.searchsorted(self.entries, keys << _SHIFT).tolist()
        ends = np.searchsorted(self.entries, (keys << _SHIFT) | _LOW, side="right").tolist()
        parts = [self.entries[begin:end] for begin, end in zip(begins, ends, strict=True) if begin < end]
        return (np.concatenate(parts) & _LOW).astype(np.int64) if parts else np.empty(0, np.int64)

    def _nearest(self, keys: Entries, mask: int, most: int) -> NDArray[np.int64]:
        """Return the words under `keys` that hold, or lack, at most `most` letters that `mask` does not."""
        numbers = self._numbers(keys)
        differing = self.masks[numbers] ^ np.uint32(mask)
        others = _BITS[differing & np.uint32(0xFFFF)] + _BITS[differing >> np.uint32(16)]
        if len(numbers) > MAX_READ:
            # Those that tie with the last stay in, so that the order of the numbers decides nothing.
            most = min(most, int(np.partition(others, MAX_READ - 1)[MAX_READ - 1]))
        nearest: NDArray[np.int64] = numbers[others <= most]
        return nearest

    def _spellings(self, numbers: NDArray[np.int64]) -> list[str]:
        text = self.text.data
        starts, ends = self.text_offsets[numbers].tolist(), self.text_offsets[numbers + 1].tolist()
        return [str(text[start:end], "utf-8") for start, end in zip(starts, ends, strict=True)]


@dataclass(frozen=True, slots=True)
class Vocabularies:
    """The words of several segments as one; counts add up."""

    parts: Sequence[Vocabulary]

    def near(self, probes: Probes) -> dict[str, tuple[int, int]]:
        """Return the words filed under any of the probes, each with its `Count`."""
        found: dict[str, tuple[int, int]] = {}
        for part in self.parts:
            for word, (passages, capitals) in part.near(probes).items():
                before = found.get(word, (0, 0))
                found[word] = before[0] + passages, before[1] + capitals
        return found


def _packed(words: Sequence[str]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    encoded = [word.encode() for word in words]
    offsets = np.zeros(len(words) + 1, np.int64)
    np.cumsum([len(word) for word in encoded], out=offsets[1:])
    return np.frombuffer(b"".join(encoded), np.uint8), offsets


def _counts(words: Mapping[str, tuple[int, int]]) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    table = np.array(list(words.values()), np.uint32).reshape(-1, 2)
    return table[:, 0].copy(), table[:, 1].copy()
