"""When two names say the same, whatever stands between their words."""

import re

_WORD = re.compile(r"\w+")


def letters(name: str) -> str:
    """Return the letters and digits of a name, without case."""
    return "".join(_WORD.findall(name.casefold()))


def same_words(left: str, right: str) -> bool:
    """Whether two names have the same letters and digits, whatever stands between them."""
    return letters(left) == letters(right)
