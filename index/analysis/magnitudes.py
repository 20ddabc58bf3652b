"""Short names of large numbers, read as the long ones: bn and billion, $5m and $5 million, Mrd."""

import re
from collections.abc import Mapping, Sequence

# By language, as they are written: TN is Tennessee.
_LONG = {
    "english": {
        **dict.fromkeys(("bn", "Bn", "BN", "bln"), "billion"),
        **dict.fromkeys(("mn", "mln"), "million"),
        **dict.fromkeys(("tn", "trn"), "trillion"),
    },
    "german": {"Mio": "Millionen", "Mrd": "Milliarden", "Tsd": "Tausend"},
    "french": dict.fromkeys(("Md", "Mds", "md", "mds"), "milliards"),
    "spanish": {"mdd": "millones", "mill": "millones"},
}
# Letters that are short for them only behind an amount of money: else m is a metre or an initial.
_OF_MONEY = {"m": "million", "b": "billion", "t": "trillion"}
_MONEY = re.compile(r"[$\u00a3\u20ac\u00a5\u20b9]\d[\d.,]{0,20}[mbt](?![^\W_])", re.IGNORECASE)


def by_language(language: str) -> Mapping[str, str]:
    """Return the long names of a library's language by the short ones, without full stops."""
    return _LONG.get(language, {})


def holds_money(text: str) -> bool:
    """Return whether `text` holds an amount of money with a letter for a large number."""
    return _MONEY.search(text) is not None


def spelled_out(text: str, words: Sequence[str], places: Sequence[tuple[int, int]]) -> list[str]:
    """Return the words of `text`, which stand at `places`, with $5m as $5 million."""
    ends = {amount.end() for amount in _MONEY.finditer(text)}
    return [
        _OF_MONEY.get(word.lower(), word) if end in ends else word
        for word, (_, end) in zip(words, places, strict=True)
    ]
