"""Words of one family that the stemmer keeps apart: history and historical, organise and organize.

They are made from the word, not found in the library, so that only those that it holds cost anything.
English only; other languages have other families.
"""

import re
from collections.abc import Iterator

from index.spelling.normalize import family

LANGUAGE = "english"
# The weight of a word of the family that is not the word itself. nDCG@10 on XQuAD: .9747 without, .9756
# with .2, .9754 with .3, .9751 with .4.
DERIVED = 0.3
# Another spelling, or an irregular form, of the same word.
RESPELLED = 0.95
# A root, which is a word without its ending, has at least this many letters: "gener" says too little.
_SHORTEST_ROOT = 6
# The ends of Snowball's English stems.
_ENDINGS = tuple(
    sorted(
        (
            *("an", "ian", "i", "ion", "ist", "al", "er", "or", "ic", "ment", "if", "ism", "ant", "ent"),
            *("ish", "ti", "at", "ous", "iv", "n", "eer", "ari", "ori"),
        ),
        key=len,
        reverse=True,
    )
)
# British and American, both ways.
_REGULAR = tuple(
    (re.compile(pattern), other)
    for pattern, other in (
        (r"(?<=[a-z]{3})is(?=(?:e|es|ed|er|ers|ing|ation|ations|ational)$)", "iz"),
        (r"(?<=[a-z]{3})iz(?=(?:e|es|ed|er|ers|ing|ation|ations|ational)$)", "is"),
        (r"(?<=[a-z]{2}[bcdglmnprtv])our(?=(?:ed|er|ers|ing|s|ful|able|ably|ite|ites|hood|hoods)?$)", "or"),
        (r"(?<=[a-z]{2}[bcdglmnprtv])or(?=(?:ed|er|ers|ing|s|ful|able|ably|ite|ites|hood|hoods)?$)", "our"),
        (r"(?<=[a-z]{2}[tbv])re(?=s?$)", "er"),
        (r"(?<=[a-z]{2}[tbv])er(?=s?$)", "re"),
        (r"(?<=[a-z]{2}en)ce(?=s?$)", "se"),
        (r"(?<=[a-z]{2}en)se(?=s?$)", "ce"),
        (r"(?<=[a-z]{2}og)ue(?=s?$)", ""),
        (r"(?<=[a-z]{2}og)(?=s?$)", "ue"),
        (r"(?<=[a-z]{2}[aei]l)l(?=(?:ed|ing|er|ers|or|ors)$)", ""),
        (r"(?<=[a-z]{2}[aei])l(?=(?:ed|ing|er|ers|or|ors)$)", "ll"),
        (r"(?<=[a-z]{2}ly)s(?=(?:e|es|ed|er|ers|ing)$)", "z"),
        (r"(?<=[a-z]{2}ly)z(?=(?:e|es|ed|er|ers|ing)$)", "s"),
    )
)
_NUMBERS = (
    *("zero", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
FIGURES = {word: str(number) for number, word in enumerate(_NUMBERS)}
FIGURES |= {figure: word for word, figure in FIGURES.items()}
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTHS_IN_SHORT = {month[:3]: month for month in _MONTHS if month != "may"} | {"sept": "september"}


def respelled(word: str) -> Iterator[str]:
    """Yield other ways to write the same word: colour, color; children, child; two, 2; Aug, August.

    `word` is folded but unstemmed.
    """
    yield from sorted(family(word) - {word})
    for pattern, other in _REGULAR:
        if pattern.search(word):
            yield pattern.sub(other, word)
    if word in FIGURES:
        yield FIGURES[word]
    if word in _MONTHS_IN_SHORT:
        yield _MONTHS_IN_SHORT[word]
    elif word in _MONTHS and word != "may":
        yield word[:3]
        if word == "september":
            yield "sept"


def derived(stem: str) -> Iterator[str]:
    """Yield the stems that differ from `stem` in their ending only; most of them are no words at all."""
    if not (stem.isascii() and stem.isalpha()):
        return
    roots = {stem} | {
        stem.removesuffix(ending)
        for ending in _ENDINGS
        if stem.endswith(ending) and len(stem) - len(ending) >= _SHORTEST_ROOT
    }
    found = {root + ending for root in roots for ending in ("", *_ENDINGS) if len(root) >= _SHORTEST_ROOT}
    yield from sorted(found - {stem})
