"""What spelling variants are measured on: words of the news corpus, and slips put into them."""

import json
import random
import re
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from index.analysis.analyzer import analyzer

SEED = 5
MIN_LETTERS = 5
# A word in so few articles is rare.
RARE = 20
SLIPS = ("substitution", "deletion", "transposition", "insertion")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"

# A word with the number of articles that hold it, and of those where it stands with a capital only.
Words = dict[str, tuple[int, int]]


def news(shared: Path, unpacked: Path | None) -> Iterator[str]:
    """Yield title and text of each article of the news corpus."""
    for line in _lines(shared, unpacked):
        record = json.loads(line)
        yield f"{record['title']}\n{record['text']}"


def _lines(shared: Path, unpacked: Path | None) -> Iterator[str]:
    if unpacked:
        with unpacked.open(encoding="utf-8") as file:
            yield from file
        return
    command = ["zstd", "-dc", str(shared / "corpora/news.jsonl.zst")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        yield from process.stdout or ()


def words_of(text: str) -> dict[str, bool]:
    """Return the words of `text` in small type, with whether each stands there with a capital only."""
    words: dict[str, bool] = {}
    for written in {text[span.start : span.end] for _, span in analyzer().locate(text)}:
        word = re.sub("['\u2019]s$", "", written.casefold())
        words[word] = words.get(word, True) and written[0].isupper()
    return words


def count(words: Words, text: str) -> None:
    """Add the words of one article."""
    for word, capital in words_of(text).items():
        articles, capitals = words.get(word, (0, 0))
        words[word] = articles + 1, capitals + capital


def sample(words: Words, low: int, high: int, number: int) -> list[str]:
    """Return so many words of letters, chosen by chance among those that `low` to `high` articles hold."""
    chosen = sorted(word for word, (held, _) in words.items() if low <= held <= high and is_plain(word))
    return random.Random(SEED).sample(chosen, number)


def is_plain(word: str) -> bool:
    """Return whether `word` is of English letters, and long enough to be found by some of them."""
    return len(word) >= MIN_LETTERS and word.isascii() and word.isalpha()


def with_slip(word: str, kind: str, chance: random.Random) -> str:
    """Return `word` with one error in it."""
    while True:
        place = chance.randrange(len(word) - (kind == "transposition"))
        letter = chance.choice(_LETTERS)
        changed = {
            "substitution": word[:place] + letter + word[place + 1 :],
            "deletion": word[:place] + word[place + 1 :],
            "transposition": word[:place] + word[place + 1 : place + 2] + word[place] + word[place + 2 :],
            "insertion": word[:place] + letter + word[place:],
        }[kind]
        if changed != word:
            return changed


def enlarged(words: Words, more: Iterable[str], size: int) -> Words:
    """Return `size` words: those given, and halves of rare words put together."""
    big = dict.fromkeys(more, (1, 1)) | words
    rare = sorted(word for word, (held, _) in words.items() if held <= RARE and is_plain(word))
    chance = random.Random(SEED)
    while len(big) < size:
        one, other = chance.choice(rare), chance.choice(rare)
        big.setdefault(one[: len(one) // 2] + other[len(other) // 2 :], (1, chance.randrange(2)))
    return big


def term(word: str) -> str:
    """Return what the search makes of `word`."""
    return " ".join(analyzer().analyze(word))


def row(cells: Sequence[object], widths: Sequence[int]) -> str:
    """Return a line of a table: the first cell to the left, the others to the right."""
    first, *others = (str(cell) for cell in cells)
    rest = (cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True))
    return "  " + "  ".join((first.ljust(widths[0]), *rest))
