"""The letters of a word that spelling variants are compared by, and its standard spelling."""

import re
import unicodedata

from index.spelling import irregular

# Latin letters whose accent is part of the letter, so that Unicode does not take it apart: as they are
# written where a keyboard lacks them.
_PLAIN = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ħ": "h",
        "\u0131": "i",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ə": "e",
    }
)

_IRREGULAR = dict(pair.split("/") for pair in irregular.IRREGULAR.split())
_BRITISH = dict(pair.split("/") for pair in irregular.BRITISH.split())

# The regular differences, British to American. They also rewrite words that are no British spelling
# ("rise" gives "rize"); that merges nothing, as a variant has to be a word of the library. Digraphs (ae, oe)
# are limited to Greek stems: "Michael" is not "Michel".
_TO_AMERICAN = re.compile(
    r"""
      (?<=[a-z]{2}[bcdglmnprtv]) (?P<our> our )
        (?= (?: ed|er|ers|ing|s|ful|fully|less|able|ably|ite|ites|hood|hoods|ist|ists|y|ly )? $)
    | (?<=[a-z]{3}) (?P<ise> is ) (?= (?: e|es|ed|er|ers|ing|ation|ations|ational )$)
    | (?<=[a-z]{2}) (?P<yse> ys ) (?= (?: e|ed|er|ers|ing )$)
    | (?<=[a-z]{2}[tbv]) (?P<re> re ) (?= s?$)
    | (?<=[a-z]{2}en) (?P<ce> c ) (?= es?$)
    | (?<=[a-z]{2}og) (?P<ue> ue ) (?= s?$)
    | (?<=[a-z]{2}[aei]l) (?P<ll> l ) (?= (?: ed|ing|er|ers|or|ors|ist|ists )$)
    | (?P<ae> ae (?= sthe|mia|mic ) | (?<=p)ae(?=d) | (?<=h)ae(?=m) | (?<=an)ae(?=s)
            | (?<= arch|medi ) ae | (?<=gyn)ae | (?<=orthop)ae | (?<=encyclop)ae )
    | (?P<oe> oe (?= stro|dem|soph|tus|tal) | (?<=man)oe(?=u) | (?<=diarrh)oe )
    """,
    re.VERBOSE,
)
_AMERICAN = {
    "our": "or", "ise": "iz", "yse": "yz", "re": "er", "ce": "s", "ue": "", "ll": "", "ae": "e", "oe": "e",
}  # fmt: skip


def letters(word: str) -> str:
    """Return the letters of `word` in small type and without accents; "" when it holds a digit.

    A number one digit off is another number, never a misspelling.
    """
    if word.isascii():
        if word.isalpha():
            return word.lower()
        if any(c.isdigit() for c in word):
            return ""
        return "".join(c for c in word.lower() if c.isalpha())
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", word).casefold()).translate(_PLAIN)
    if any(c.isdigit() for c in folded):
        return ""
    # Vowel signs of Indic scripts are marks of class 0; accents have other classes.
    return "".join(
        c for c in folded if c.isalpha() or (c > "\u0900" and unicodedata.category(c) in ("Mc", "Mn"))
    )


def _listed(word: str) -> str:
    """Return what the tables of irregular plurals and spellings make of `word`, else the word itself."""
    word = _IRREGULAR.get(word, word)
    return _BRITISH.get(word, word)


def _families() -> dict[str, frozenset[str]]:
    """Return for each word of the tables all words that they hold to be the same."""
    families: dict[str, set[str]] = {}
    for word in (*_IRREGULAR, *_IRREGULAR.values(), *_BRITISH, *_BRITISH.values()):
        families.setdefault(_listed(word), set()).add(word)
    return {word: frozenset(family) for family in families.values() for word in family}


_FAMILIES = _families()


def family(word: str) -> frozenset[str]:
    """Return what the tables hold to be the same as `word`, which is among them; nothing if they lack it."""
    return _FAMILIES.get(word, frozenset())


def standard(word: str) -> str:
    """Return the American spelling of `word`, in the singular where that is irregular.

    `word` is as `letters` gives it.
    """
    return _TO_AMERICAN.sub(lambda match: _AMERICAN[str(match.lastgroup)], _listed(word))
