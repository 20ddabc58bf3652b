"""How alike two texts are, from a few numbers of each: bottom-k sketches of their runs of words."""

import re
from heapq import nsmallest
from zlib import crc32

# How many of a text's smallest hashes are kept; with these, the likeness of two texts is right to about .06.
SIZE = 64
RUN = 3
# Of a longer text its beginning counts.
MOST_CHARACTERS = 5_000
_WORD = re.compile(r"\w+")

Sketch = tuple[int, ...]


def sketch_of(text: str) -> Sketch:
    """Return the smallest hashes of the runs of words in a text, ascending."""
    words = _WORD.findall(text[:MOST_CHARACTERS].casefold())
    runs = {" ".join(words[start : start + RUN]) for start in range(max(1, len(words) - RUN + 1))}
    return tuple(nsmallest(SIZE, {crc32(run.encode(errors="replace")) for run in runs}))


def likeness(one: Sketch, other: Sketch) -> float:
    """Return about which share of all their runs two texts have in common: 0 to 1."""
    both = sorted({*one, *other})[:SIZE]
    common = {*one} & {*other}
    return sum(value in common for value in both) / len(both) if both else 1.0
