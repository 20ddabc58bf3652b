"""Round numbers in words and in figures, as synonyms of each other: five thousand, 5,000. English only."""

from functools import cache

from index.analysis.analyzer import analyzer
from index.query.synonyms import Synonyms
from index.query.word_families import FIGURES, LANGUAGE

_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_MULTIPLES = {"hundred": 100, "thousand": 1000}
# Nobody writes that many noughts: "5 million" is what "five million" is in figures.
_LARGE = ("million", "billion", "trillion")


def with_numbers(own: Synonyms | None) -> Synonyms:
    """Return the synonyms of a library, if it has any, and those of numbers, over which its own win."""
    numbers = _numbers()
    if own is None:
        return numbers
    return Synonyms(numbers.meant | own.meant, max(numbers.longest, own.longest))


@cache
def _numbers() -> Synonyms:
    return Synonyms.parse("\n".join(_rules()), analyzer(LANGUAGE).analyze)


def _rules() -> list[str]:
    small = {word: int(figure) for word, figure in FIGURES.items() if word.isalpha() and figure != "0"}
    small |= {word: 10 * number for number, word in enumerate(_TENS, start=2)}
    rules = [f"{word}, {number}" for word, number in small.items() if word in _TENS]
    rules += [
        f"{word} {multiple}, {number} {multiple}, {number * times}"
        for word, number in small.items()
        for multiple, times in _MULTIPLES.items()
    ]
    rules += [f"{word} {large}, {number} {large}" for word, number in small.items() for large in _LARGE]
    return [*rules, "percent, per cent"]
