"""Quotes made of articles by kinds of edits, each with the verdicts that are right for it.

What an edit really does is read off the article here, by rules that are not those of the check: a quote that
leaves out or changes a word is right as long as nowhere in its article stand these very words.
"""

import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from index import Verdict
from index.analysis.sentences import sentences

EXACT, EDITED, NEAR, ABSENT = Verdict
MADE_UP = ("quietly", "perhaps", "yesterday", "reportedly", "slowly", "gladly")
_NEGATION = re.compile(r"\b(?:not|never|no|nobody|nothing|without|none)\b|n['’]t\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")
_STRESS = ("**", "*", "_", "__", "~~", "||")


@dataclass(frozen=True, slots=True)
class Made:
    """A quote, the verdicts that are right for it, and whether it is as a chat has it, with its marks."""

    kind: str
    text: str
    right: frozenset[Verdict]
    in_chat: bool = False


Edit = Callable[[random.Random, str, str], "Made | None"]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+(?:['’]\w+)*", text)


def _stands(quote: str, article: str) -> bool:
    """Whether the words of a quote stand in an article in a row, signs and accents aside: a coarse look."""

    def line(text: str) -> str:
        return " " + " ".join(_words(unicodedata.normalize("NFKC", text).replace("’", "'"))) + " "

    return line(quote) in line(article)


def run(chance: random.Random, article: str, least: int = 8, most: int = 30) -> str:
    """Return a run of whole words of one sentence, or the sentence."""
    spans = [one for one in sentences(article) if len(article[slice(*one)].split()) >= least]
    if not spans:
        return ""
    sentence = article[slice(*chance.choice(spans))]
    places = [match.span() for match in re.finditer(r"\S+", sentence)]
    length = min(chance.randint(least, most), len(places))
    first = chance.randrange(len(places) - length + 1)
    return sentence[places[first][0] : places[first + length - 1][1]]


def exact(chance: random.Random, quote: str, article: str) -> Made:
    return Made("exact", quote, frozenset((EXACT,)))


def retyped(chance: random.Random, quote: str, article: str) -> Made:
    made = unicodedata.normalize("NFD", quote)
    made = made.replace("“", '"').replace("”", '"').replace("’", "'").replace("fi", "ﬁ").replace(" – ", " — ")
    places = [match.start() for match in re.finditer(r"(?<=[^\W\d_]{2})(?=[^\W\d_]{2})", made)]
    if places:
        place = chance.choice(places)
        made = made[:place] + chance.choice("\u00ad\u200b\u200d") + made[place:]
    return Made(
        "other typography", made.replace(" ", chance.choice("\u00a0\u2009\n"), 1), frozenset((EXACT,))
    )


def marked(chance: random.Random, quote: str, article: str) -> Made | None:
    words = quote.split()
    if any(sign in quote for sign in "*_~|`\\<>[]"):
        return None
    first = chance.randrange(len(words) - 1)
    last = chance.randrange(first + 1, len(words))
    stress = chance.choice(_STRESS)
    middle = " ".join(words[first:last])
    middle = chance.choice((f"{stress}{middle}{stress}", f"[{middle}](https://a.example/x_(y))"))
    return Made(
        "marks of a chat", " ".join((*words[:first], middle, *words[last:])), frozenset((EXACT,)), True
    )


def replaced(chance: random.Random, quote: str, article: str) -> Made:
    words = quote.split()
    words[chance.randrange(len(words))] = chance.choice(MADE_UP)
    return Made("one word changed", " ".join(words), frozenset((NEAR,)))


def added(chance: random.Random, quote: str, article: str) -> Made:
    words = quote.split()
    words.insert(chance.randrange(1, len(words)), chance.choice(MADE_UP))
    return Made("one word added", " ".join(words), frozenset((NEAR,)))


def affirmed(chance: random.Random, quote: str, article: str) -> Made | None:
    matches = [one for one in _NEGATION.finditer(quote) if one.start() > 0 and one.end() < len(quote)]
    if not matches:
        return None
    match = chance.choice(matches)
    made = " ".join((quote[: match.start()] + quote[match.end() :]).split())
    return None if _stands(made, article) else Made("a negation dropped", made, frozenset((NEAR,)))


def recounted(chance: random.Random, quote: str, article: str) -> Made | None:
    numbers = list(_NUMBER.finditer(quote))
    if not numbers:
        return None
    match = chance.choice(numbers)
    made = quote[: match.start()] + str(int(match[0]) + chance.randint(1, 9)) + quote[match.end() :]
    return None if _stands(made, article) else Made("a number changed", made, frozenset((NEAR,)))


def elided(chance: random.Random, quote: str, article: str) -> Made | None:
    words = quote.split()
    if len(words) < 9 or article.count(quote) > 1:
        return None
    first = chance.randrange(3, len(words) - 5)
    last = chance.randrange(first + 1, len(words) - 2)
    left_out = " ".join(words[first:last])
    tells = bool(_NEGATION.search(left_out) or re.search(r"\d", left_out))
    dots = chance.choice(("…", "...", "[...]", "(…)", ". . ."))
    made = " ".join((*words[:first], dots, *words[last:]))
    # What is left out may be named where it need not be; a negation or a number must be.
    return Made("an ellipsis", made, frozenset((EDITED,) if tells else (EXACT, EDITED)))


def elided_over_sentences(chance: random.Random, quote: str, article: str) -> Made | None:
    spans = sentences(article)
    if len(spans) < 3:
        return None
    first = chance.randrange(len(spans) - 2)
    last = chance.randrange(first + 2, min(first + 5, len(spans)))
    begin, end = (article[slice(*spans[place])].split() for place in (first, last))
    if min(len(begin), len(end)) < 6:
        return None
    return Made("an ellipsis over sentences", " ".join((*begin[:5], "…", *end[-5:])), frozenset((EDITED,)))


def glossed(chance: random.Random, quote: str, article: str) -> Made:
    words = quote.split()
    words.insert(chance.randrange(1, len(words)), chance.choice(("[sic]", "[the mayor]", "[her office]")))
    return Made("brackets put in", " ".join(words), frozenset((EXACT,)))


def bracketed(chance: random.Random, quote: str, article: str) -> Made | None:
    words = quote.split()
    if not words[0].isalpha():
        return None
    first = chance.choice((f"[{words[0].capitalize()}]", f"[{words[0][0].swapcase()}]{words[0][1:]}"))
    return Made("brackets for the case", " ".join((first, *words[1:])), frozenset((EXACT,)))


def reordered(chance: random.Random, quote: str, article: str) -> Made | None:
    words = quote.split()
    half = len(words) // 2
    made = " ".join((*words[half:], *words[:half]))
    return None if _stands(made, article) else Made("other order", made, frozenset((NEAR, ABSENT)))


EDITS: tuple[Edit, ...] = (
    *(exact, retyped, marked, replaced, added, affirmed, recounted, elided, elided_over_sentences),
    *(glossed, bracketed, reordered),
)


def quotes_of(chance: random.Random, article: str, edit: Edit) -> Iterator[Made]:
    """Yield at most one quote of an article by one kind of edit."""
    quote = run(chance, article)
    if len(_words(quote)) >= 6 and (made := edit(chance, quote, article)):
        yield made
