"""The languages that a library can be in: how they are named, their stemmers, their rules of sentences."""

from collections.abc import Callable

import Stemmer

# No stemmer and no stop words: for languages that Snowball lacks, and for libraries of many.
SIMPLE = "simple"
STEMMER_VERSION: str = Stemmer.version()
_OTHER_NAMES = {"none": SIMPLE}
# ISO 639-1, by which sentence ends are looked up; a language without rules there gets common ones.
_CODES = {
    "arabic": "ar", "armenian": "hy", "basque": "eu", "catalan": "ca", "czech": "cs", "danish": "da",
    "dutch": "nl", "dutch_porter": "nl", "english": "en", "esperanto": "eo", "estonian": "et",
    "finnish": "fi", "french": "fr", "german": "de", "greek": "el", "hindi": "hi", "hungarian": "hu",
    "indonesian": "id", "irish": "ga", "italian": "it", "lithuanian": "lt", "nepali": "ne",
    "norwegian": "no", "persian": "fa", "polish": "pl", "porter": "en", "portuguese": "pt",
    "romanian": "ro", "russian": "ru", "serbian": "sr", "sesotho": "st", "spanish": "es",
    "swedish": "sv", "tamil": "ta", "turkish": "tr", "yiddish": "yi",
}  # fmt: skip


def known() -> list[str]:
    """Return the names of all languages, in order."""
    return sorted([*Stemmer.algorithms(), SIMPLE])


def named(language: str) -> str:
    """Return the name by which a library knows `language`: "German" and "de" are "german".

    Raises ValueError for a language without a stemmer.
    """
    name = language.strip().lower()
    name = _OTHER_NAMES.get(name, name)
    if name in known():
        return name
    for full, code in _CODES.items():
        if code == name and full in known():
            # "porter" and "dutch_porter" stand behind the names that people mean.
            return full
    raise ValueError(
        f'no stemmer for language "{language}"; choose one of: {", ".join(known())} '
        f'("{SIMPLE}" takes words as they are written)'
    )


def code(language: str) -> str:
    """Return the ISO 639-1 code whose rules of abbreviations and sentence ends fit a library's language."""
    return _CODES.get(language, "en")


def stemmer(language: str) -> Callable[[str], str]:
    """Return what stems words of a language known by that name. Not to be shared between threads."""
    if language == SIMPLE:
        return _unchanged
    # Its own cache is off: ours holds the stems of words as they are written.
    stem: Callable[[str], str] = Stemmer.Stemmer(language, 0).stemWord
    return stem


def _unchanged(word: str) -> str:
    return word
