"""Dates as exports write them."""

from contextlib import suppress
from datetime import datetime
from email.utils import parsedate_to_datetime

# Day-first and month-first figures ("08/09/2020") are ambiguous and stay unknown.
_DAYS = ("%Y/%m/%d", "%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%b. %d, %Y", "%Y%m%d")


def parse_date(written: str) -> str:
    """Return the ISO 8601 form of a date or date-time, or "" when it is not certain what it means."""
    written = written.strip()
    for form in _DAYS:
        with suppress(ValueError):
            return datetime.strptime(written, form).date().isoformat()  # noqa: DTZ007  a day has no time zone
    with suppress(ValueError):
        moment = datetime.fromisoformat(written)
        # A day alone stays a day; midnight would claim to know the hour.
        return moment.isoformat() if ":" in written else moment.date().isoformat()
    with suppress(ValueError):  # RFC 5322, as feeds write it
        return parsedate_to_datetime(written).isoformat()
    return ""
