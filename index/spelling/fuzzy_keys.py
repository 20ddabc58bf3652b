"""Keys under which a vocabulary files its words, so that a question finds the near ones without a scan.

Two kinds. A *skeleton* is the consonant classes of a word's sounds (`phonetics.skeletons`): names that are
spelled by ear share one. *Pieces* catch slips of the finger: a word is cut into one piece more than the slips
to survive, so that one piece is whole in whatever comes of it (Li, Deng, Wang, Feng: Pass-Join, VLDB 2012).
That makes three keys a word, where a deletion neighbourhood (SymSpell) has one for each letter and more.

A key is 32 bits. An entry is `key << 32 | word number`, a uint64, and entries are sorted: one mappable array.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from index.spelling.normalize import letters, standard
from index.spelling.phonetics import skeletons, sounds

# Words with fewer or more letters are not filed: what is longer is a URL or a slip of the reader.
FEWEST_LETTERS = 3
MOST_LETTERS = 32
# Words from this length on are cut into three and survive two errors, shorter ones into two and survive one.
TWO_ERRORS_FROM = 9
# Articles that may be written together with an Arabic name.
ARTICLES = ("al", "el", "ul")
# An entry of the cache takes some 200 bytes.
_REMEMBERED = 200_000
_BYTES = 4

Entries = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Probes:
    """What to look for in a vocabulary: keys, and for the pieces how many letters may differ."""

    skeletons: Entries
    pieces: Entries
    mask: int
    errors: int


def errors_allowed(length: int) -> int:
    """Return how many slips of the finger a word of `length` letters may hold and still be known."""
    return 2 if length >= TWO_ERRORS_FROM else 1


def probes(word: str) -> Probes:
    """Return the probes that find the other spellings of `word`, which `letters` made."""
    # A name with its article finds the bare name, and a bare name those that carry one.
    other = word[2:] if word.startswith(ARTICLES) else "al" + word
    sound = _skeleton_keys(word) | _skeleton_keys(other)
    return Probes(
        skeletons=_keys(f"s{key}" for key in sound),
        pieces=_keys(_piece_probes(word)),
        mask=letter_mask(word),
        errors=errors_allowed(len(word)),
    )


def exactly(word: str) -> Probes:
    """Return the probes that find `word`, which `letters` made, and hardly anything else."""
    return Probes(_keys(()), _keys([next(_pieces(word))]), letter_mask(word), errors=0)


def letter_mask(word: str) -> int:
    """Return which letters `word` holds, one bit each: an error changes two bits at most."""
    mask = 0
    for letter in word:
        mask |= 1 << (ord(letter) & 31)
    return mask


def build_entries(words: Sequence[str]) -> tuple[Entries, NDArray[np.uint32]]:
    """Return the sorted entries of `words`, numbered as they come, and the letter mask of each."""
    filed = _CACHE.filed(words)
    numbers = np.repeat(np.arange(len(words)), [len(one) // _BYTES for one in filed])
    values = np.frombuffer(b"".join(filed), np.uint32)
    # The first value of a word is its mask, the others are its keys.
    first = np.flatnonzero(np.diff(numbers, prepend=-1))
    masks = np.zeros(len(words), np.uint32)
    masks[numbers[first]] = values[first]
    keys = np.ones(len(values), bool)
    keys[first] = False
    return np.unique(values[keys].astype(np.uint64) << np.uint64(32) | numbers[keys].astype(np.uint64)), masks


class _FiledWords:
    """A word -> its letter mask and its keys, as bytes, none for a word that is not filed.

    Most words of a batch of articles were in the one before.
    """

    def __init__(self) -> None:
        self._known: dict[str, bytes] = {}

    def filed(self, words: Sequence[str]) -> list[bytes]:
        known = self._known
        new = {word: letters(word) for word in words if word not in known}
        if len(known) + len(new) > _REMEMBERED:
            # Another thread may read the old one still.
            known = self._known = {word: known[word] for word in words if word in known}
        kept = {word: plain for word, plain in new.items() if FEWEST_LETTERS <= len(plain) <= MOST_LETTERS}
        heard = list(dict.fromkeys(plain for plain in kept.values() if plain.isascii()))
        by_sound = dict(zip(heard, sounds([standard(plain) for plain in heard]), strict=True))
        known |= dict.fromkeys(new, b"")
        for word, plain in kept.items():
            names = [f"s{key}" for key in skeletons(by_sound[plain])] if plain in by_sound else []
            keys = {crc32(name.encode()) for name in (*names, *_pieces(plain))}
            known[word] = np.array([letter_mask(plain), *sorted(keys)], np.uint32).tobytes()
        return [known[word] for word in words]


_CACHE = _FiledWords()


def _keys(names: Iterable[str]) -> Entries:
    return np.array(sorted({crc32(name.encode()) for name in names}), np.uint64)


def _skeleton_keys(word: str) -> set[str]:
    if not word.isascii():
        return set()
    [sound] = sounds([standard(word)])
    return skeletons(sound)


def _bounds(length: int) -> list[tuple[int, int]]:
    """Return where each piece of a word of that length starts and ends."""
    count = errors_allowed(length) + 1
    return [(place * length // count, (place + 1) * length // count) for place in range(count)]


def _pieces(word: str) -> Iterator[str]:
    length = len(word)
    for place, (start, end) in enumerate(_bounds(length)):
        yield f"{length}.{place}{word[start:end]}"


def _piece_probes(word: str) -> Iterator[str]:
    """Yield the keys of all pieces that a word within the errors allowed may share with `word`.

    The first piece starts where ours starts and the last ends where ours ends; the middle one has moved by
    one letter at most, else the errors before or behind it would be too many (Pass-Join, section 4).
    """
    ours = len(word)
    slack = errors_allowed(ours)
    for length in range(max(ours - slack, FEWEST_LETTERS), ours + slack + 1):
        longer = ours - length
        if abs(longer) > errors_allowed(min(ours, length)):
            continue
        bounds = _bounds(length)
        for place, (start, end) in enumerate(bounds):
            if place == 0:
                shifts = {0}
            elif place == len(bounds) - 1:
                shifts = {longer}
            else:
                shifts = {shift for shift in (-1, 0, 1) if abs(longer - shift) <= 1}
            for shift in shifts:
                yield f"{length}.{place}{word[start + shift : end + shift]}"
        if longer == 0 and length < TWO_ERRORS_FROM:
            # Two letters swapped across the cut spoil both halves.
            cut = bounds[0][1]
            yield f"{length}.0{word[: cut - 1]}{word[cut]}"
