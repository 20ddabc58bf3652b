"""How much of the article in a web page was read, by what is known of it."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

_WORDS = re.compile(r"\w+")
_GRAM = 4


def grams(text: str) -> Counter[tuple[str, ...]]:
    """Count the word 4-grams of a text; the known articles have no raised figures, but plain ones."""
    words = _WORDS.findall(unicodedata.normalize("NFKC", text).lower())
    return Counter(zip(*(words[place:] for place in range(_GRAM)), strict=False))


def f1(found: str, wanted: str) -> float:
    """Return the F1 of the 4-grams of `found` against those of `wanted`."""
    left, right = grams(found), grams(wanted)
    both = (left & right).total()
    return 2 * both / (left.total() + right.total()) if both else 0.0


def measure(gold: Iterable[dict[str, Any]], texts: Mapping[str, str]) -> dict[str, float]:
    """Return the figures over the pages; `texts` is what was read, by the page's name."""
    scores: list[float] = []
    found: list[bool] = []
    absent: list[bool] = []
    for page in gold:
        text = " ".join(texts.get(page["page"], "").split())
        if "text" in page:
            scores.append(f1(text, page["text"]))
        found += [" ".join(snippet.split()) in text for snippet in page.get("must", ())]
        absent += [" ".join(snippet.split()) not in text for snippet in page.get("must_not", ())]
    return {
        "F1": sum(scores) / len(scores),
        "must found": sum(found) / len(found),
        "must_not absent": sum(absent) / len(absent),
    }
