"""What spelling variants cost at 500,000 words."""

import random
import time
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from variant_words import SEED, SLIPS, Words, enlarged, is_plain, row, with_slip

from index.spelling import Vocabularies, Vocabulary, VocabularyLookup, propose

WORDS = 500_000
SEGMENTS = 8
_WIDTHS = (34, 5, 5, 5, 5, 6)


def cost(words: Words, more: Iterable[str]) -> None:
    """Print the time to build, to merge and to ask, and the space."""
    big = enlarged(words, more, WORDS)
    vocabulary, took = _timed(lambda: Vocabulary.build(big))
    print(f"\nCost at {len(big):,} words, half of them made of halves of rare ones: built in {took:.1f} s")
    entries = len(vocabulary.entries) / len(big)
    counts = vocabulary.passages.nbytes + vocabulary.capitals.nbytes
    text = vocabulary.text.nbytes + vocabulary.text_offsets.nbytes
    for name, size in (
        (f"entries, {entries:.2f} a word", vocabulary.entries.nbytes),
        ("letter masks", vocabulary.masks.nbytes),
        ("counts", counts),
        ("spellings", text),
    ):
        print(row((f"{name}, MB", f"{size / 1e6:.1f}"), _WIDTHS[:2]))
    every = sorted(big)
    parts = [
        Vocabulary.build({word: big[word] for word in every[start::SEGMENTS]}) for start in range(SEGMENTS)
    ]
    _, took = _timed(lambda: Vocabulary.merge(parts))
    print(row((f"merging {SEGMENTS} segments, s", f"{took:.1f}"), _WIDTHS[:2]))
    chance = random.Random(SEED)
    known = chance.sample([word for word in every if is_plain(word)], 2_000)
    slipped = [with_slip(word, chance.choice(SLIPS), chance) for word in known]
    print(row(("ms a word, of processor time", "mean", "p50", "p95", "p99", "max"), _WIDTHS))
    for name, lookup in (("1 segment", vocabulary), (f"{SEGMENTS} segments", Vocabularies(parts))):
        print(row((f"{name}, words of the library", *_times(known, lookup)), _WIDTHS))
        print(row((f"{name}, words with a slip", *_times(slipped, lookup)), _WIDTHS))


def _times(words: Sequence[str], lookup: VocabularyLookup) -> list[str]:
    times = []
    for word in words:
        # Time of this thread alone: others may be at work on the machine.
        began = time.thread_time_ns()
        propose(word, lookup)
        times.append((time.thread_time_ns() - began) / 1e6)
    return [f"{value:.2f}" for value in (np.mean(times), *np.percentile(times, (50, 95, 99, 100)))]


def _timed(work: Callable[[], Vocabulary]) -> tuple[Vocabulary, float]:
    began = time.perf_counter()
    done = work()
    return done, time.perf_counter() - began
