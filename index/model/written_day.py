"""A day as people of a language write it. Whatever knows the names of months for writing stands here."""

from collections.abc import Mapping
from datetime import date

# The short names of the Unicode CLDR, but "Sep" in English. Written out because Babel takes long to load, and
# strftime("%b") follows the process's locale.
MONTHS: Mapping[str, tuple[str, ...]] = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "de": (
        *("Jan.", "Feb.", "März", "Apr.", "Mai", "Juni"),
        *("Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."),
    ),
}
_ORDER: Mapping[str, str] = {"en": "{day} {month} {year}", "de": "{day}. {month} {year}"}


def written_day(day: date, language: str = "en") -> str:
    """Write a day: "4 Mar 2026", "4. März 2026"; a language that is not known here writes as English does."""
    language = language if language in MONTHS else "en"
    return _ORDER[language].format(day=day.day, month=MONTHS[language][day.month - 1], year=day.year)
