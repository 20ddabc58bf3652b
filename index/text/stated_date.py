"""A date that a file states of its article, and dates that programs write where they know none.

The one place that knows placeholders; whatever reads a field with a date asks here.
"""

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from index.text.dates import names_no_year, parse_date

# Where counting begins: of Windows, SQL Server, VMS, spreadsheets (in four spellings), and FAT.
_ORIGINS = frozenset(
    date(*day)
    for day in (
        *((1601, 1, 1), (1753, 1, 1), (1858, 11, 17)),
        *((1899, 12, 30), (1899, 12, 31), (1900, 1, 1), (1904, 1, 1), (1980, 1, 1)),
    )
)
# The first paper appeared in 1605.
_FIRST_YEAR = 1600
# Zero seconds of Unix fall on one of two days, by the time zone.
_EPOCH = (date(1969, 12, 31), date(1970, 1, 1))
# Seconds that were taken for thousandths: the years 2000 to 2040 all fall before this day.
_THOUSANDTHS_END = date(1970, 1, 27)
# Issues are dated ahead, but not by more than this.
_AHEAD = timedelta(days=366)
_NONE = frozenset(("0", "-1", "none", "null", "nil", "nan", "nat", "n/a", "unknown", "undefined"))
_SHOWN = 40


class StatedDate(NamedTuple):
    """An ISO 8601 date or date-time, or "" with a note that says why; without a date there is no note."""

    iso: str
    note: str = ""


def stated_date(written: str) -> StatedDate:
    """Return what a field says of the day of publication."""
    written = written.strip()
    if not written:
        return StatedDate("")
    shown = f'the date "{written[:_SHOWN]}"'
    if stands_for_none(written):
        return StatedDate("", f"{shown} stands for none, so it is undated; correct it where you know it")
    iso = parse_date(written)
    if not iso:
        return StatedDate("", f"{shown} is not understood, so it is undated; write YYYY-MM-DD")
    return StatedDate(iso)


def stands_for_none(written: str) -> bool:
    """Whether a field says, in the way of some program, that there is no date."""
    written = written.strip()
    if written.casefold() in _NONE or names_no_year(written):
        return True
    iso = parse_date(written)
    return bool(iso) and is_placeholder(iso)


def is_placeholder(iso: str) -> bool:
    """Whether an ISO 8601 date or date-time is one that no article was published at."""
    day = datetime.fromisoformat(iso).date()
    if day.year < _FIRST_YEAR or day in _ORIGINS or day in _EPOCH:
        return True
    # A day alone may come from an archive.
    if ":" in iso and _EPOCH[0] <= day < _THOUSANDTHS_END:
        return True
    return day > datetime.now(UTC).date() + _AHEAD
