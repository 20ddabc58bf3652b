"""Names of months and weekdays, and plural forms, in the languages that news comes in.

All come from Babel, which has them from the Unicode CLDR: strptime's names follow the process's locale, and
libraries that know all languages guess where a date is not certain. Babel and a language are loaded when
they are first needed, since that takes longer than all else that is imported here.
"""

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

# Arabic has two sets of months, in the west and (Syria) in the east.
_LANGUAGES = (
    "en",
    "de",
    "fr",
    "es",
    "pt",
    "it",
    "nl",
    "sv",
    "da",
    "pl",
    "ru",
    "uk",
    "tr",
    "id",
    "ar",
    "ar_SY",
)
_WEEKDAYS_OF = ("en", "de", "fr", "es", "pt", "it", "nl", "pl", "ru", "tr", "ar")
# What is written besides, and CLDR lacks.
_MORE_MONTHS = {"fév": 2, "mrz": 3, "aou": 8, "setiembre": 9}
_MORE_WEEKDAYS = (
    *("tues", "wednes", "thur", "thurs", "satur"),
    *("sonnabend", "segunda", "terça", "quarta", "quinta", "sexta"),
)
# Short weekdays of other languages are words of their own (French "mar", Portuguese "sex").
_SHORT_WEEKDAYS_OF = frozenset(("en", "de"))


def _locale(language: str) -> "Locale":
    from babel import Locale  # noqa: PLC0415

    return Locale.parse(language)


def _key(name: str) -> str:
    # An expression without regard to case takes these i's for one letter.
    return name.casefold().rstrip(".").replace("\u0131", "i").replace("\u0307", "")


@cache
def _names() -> dict[str, int]:
    names = {
        name.casefold().rstrip("."): number
        for language in _LANGUAGES
        for context in _locale(language).months.values()
        for form in ("abbreviated", "wide")
        for number, name in context.get(form, {}).items()
    }
    return names | _MORE_MONTHS


@cache
def _numbers() -> dict[str, int]:
    return {_key(name): number for name, number in _names().items()}


def _weekdays() -> Iterator[str]:
    yield from _MORE_WEEKDAYS
    for language in _WEEKDAYS_OF:
        for context in _locale(language).days.values():
            yield from context["wide"].values()
            if language in _SHORT_WEEKDAYS_OF:
                yield from context["abbreviated"].values()


def _either(names: set[str]) -> str:
    # The longest first, since others begin them.
    return "|".join(sorted(names, key=lambda name: (-len(name), name)))


@cache
def month_pattern() -> str:
    """Return a regular expression for the names of months, long and short."""
    return _either(set(_names()))


@cache
def weekday_pattern() -> str:
    """Return a regular expression for the names of weekdays, and what is short for them."""
    return _either({name.casefold().rstrip(".") for name in _weekdays()})


def number_of(month: str) -> int:
    """Return the number of a month that `month_pattern` matches."""
    return _numbers()[_key(month)]


def plural(number: int, language: str) -> str:
    """Return the form in which a language counts that many things: "one", "few", "many", "other"."""
    return str(_locale(language).plural_form(number))


def is_month(word: str) -> bool:
    """Whether a word, without a full stop, is the name of a month or short for one."""
    return _key(word) in _numbers()


@cache
def _weekday_names() -> frozenset[str]:
    return frozenset(_key(name) for name in _weekdays())


def is_weekday(word: str) -> bool:
    """Whether a word, without a full stop, is the name of a weekday or short for one."""
    return _key(word) in _weekday_names()
