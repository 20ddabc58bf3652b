"""Dates as exports and pages write them, and what is certain about them."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from functools import cache
from typing import NamedTuple

from index.text.month_names import month_pattern, number_of, weekday_pattern

_DECEMBER = 12
_NOON = 12

# Abbreviations that mean one offset everywhere, in hours from UTC; IST, CST and BST do not.
_ZONES = {
    "z": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 1, "cet": 1, "cest": 2, "mez": 1, "mesz": 2,
    "eet": 2, "eest": 3, "msk": 3,
    "est": -5, "edt": -4, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "jst": 9, "kst": 9, "hkt": 8, "sgt": 8,
    "aest": 10, "aedt": 11,
}  # fmt: skip
_ZONE = (
    r"(?P<zone>(?:gmt|utc)?\s?[+\N{MINUS SIGN}-]\d{1,2}(?::?\d\d)?(?!\d)"
    rf"|(?:{'|'.join(_ZONES)}|[a-z]{{1,4}}t)\b)"
)
_CLOCK = (
    r"(?P<hour>\d{1,2})(?:[:.h時时](?P<minute>\d\d)分?(?::(?P<second>\d\d)(?:[.,]\d+)?)?)?"
    rf"\s?(?P<half>[ap]\.?\s?m\b\.?)?(?:\s?uhr\b)?(?:\s?\(?{_ZONE}\)?)?"
)
# Figures of other scripts, each as long as its own.
_FIGURES = {
    zero + value: str(value) for zero in (0x0660, 0x06F0, 0xFF10) for value in range(10)
}  # Arabic, Persian, full width
# MONTH stands for the names of all months.
_YEAR = r"(?P<year>(?:1[89]|20)\d\d)(?!\d)"
_DAY = r"(?P<day>[0-3]?\d)"
# In Japan, years are counted from the beginning of an era, the first one by a word.
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}
_ERA_YEAR = rf"(?P<era>{'|'.join(_ERAS)})(?P<year>元|\d{{1,2}})"
_CHINESE = (
    rf"\s?[年년]\s?(?P<month>[01]?\d)\s?[月월]\s?{_DAY}\s?[日일]"
    r"(?:\s?[(\uff08][日月火水木金土](?:曜日?)?[)\uff09])?"
)
_FORMS = (
    (
        rf"{_DAY}(?:st|nd|rd|th|er|º|\.)?(?:\s+(?:of|de))?[\s.\-]\s*(?P<month>MONTH)\b\.?(?:\s?/\s?[^\W\d_]+)?[,،]?"
        rf"(?:\s+del?)?[\s\-]\s*{_YEAR}"
    ),
    rf"\b(?P<month>MONTH)\b\.?\s+{_DAY}(?:st|nd|rd|th)?[,،]?\s+{_YEAR}",
    rf"{_YEAR}(?P<mark>[-/.])(?P<month>[01]?\d)(?P=mark){_DAY}(?!\d)",
    rf"{_YEAR}{_CHINESE}",
    rf"{_ERA_YEAR}{_CHINESE}",
    rf"(?P<first>[0-3]?\d)(?P<mark>[-/.])(?P<other>[0-3]?\d)(?P=mark){_YEAR}",
)
_AFTER = re.compile(
    rf"(?:T|\s*[,،|/·\N{{EN DASH}}\N{{EM DASH}}-]?\s*(?:at|um|à|a las|às|alle)?\s*){_CLOCK}(?!\d)",
    re.IGNORECASE,
)
# How far before a date its time may stand: "10:04 a.m. (GMT+10:00), Wednesday the 3rd of March".
_REACH = 40
# Seconds or thousandths since 1970, of the years from 2001 to 2286.
_SECONDS = re.compile(r"[1-9]\d{9}(?:\d{3})?")
_LONGEST_SECONDS = 10
# Years such as -0001, which others take for years of this century, and an offset from UTC, which looks so.
_FIRST_CENTURY = re.compile(r"(?<![\d:.,T+])00\d\d(?![\d:])")
_OFFSET = re.compile(r"(?<=:\d\d)\s*[+-]\d{4}$")
# Longer than any date with all that may stand around it, in characters.
_LONGEST = 200


class FoundDate(NamedTuple):
    """A date in text[start:end] with weekday and time; `iso` has a time only where its zone is certain."""

    start: int
    end: int
    iso: str


class _Forms(NamedTuple):
    """What dates look like, and what stands before them."""

    dates: tuple[re.Pattern[str], ...]
    before: re.Pattern[str]
    weekday_before: re.Pattern[str]


@cache
def _forms() -> _Forms:
    # Made when the first date is read: the names of all languages take a moment to load.
    weekday = rf"(?:{weekday_pattern()})\.?[,،]?\s+(?:the\s+|den\s+|le\s+)?"
    return _Forms(
        tuple(
            re.compile(rf"(?<!\d){form.replace('MONTH', month_pattern())}", re.IGNORECASE) for form in _FORMS
        ),
        re.compile(rf"(?<!\d){_CLOCK}\s*(?:[,|]|on)?\s*(?:{weekday})?$", re.IGNORECASE),
        re.compile(rf"\b{weekday}$", re.IGNORECASE),
    )


def find_dates(text: str) -> Iterator[FoundDate]:
    """Yield the full dates (day, month and year) in `text`, in order.

    Figures whose order is ambiguous ("08/09/2020") are passed over.
    """
    forms = _forms()
    text = text.translate(_FIGURES)
    matches = [match for form in forms.dates for match in form.finditer(text)]
    end = 0
    for match in sorted(matches, key=lambda match: (match.start(), -match.end())):
        day = _day(match)
        if match.start() < end or day is None:
            continue
        after = _AFTER.match(text, match.end())
        clock = _time(after) if after else None
        stop = after.end() if after and clock else match.end()
        before = None if clock else forms.before.search(text, max(end, match.start() - _REACH), match.start())
        clock = clock or (_time(before) if before else None)
        if not before or not clock:
            before = forms.weekday_before.search(text, max(end, match.start() - _REACH), match.start())
        certain = clock and clock.tzinfo
        iso = datetime.combine(day, clock).isoformat() if clock and certain else day.isoformat()
        yield FoundDate(before.start() if before else match.start(), stop, iso)
        end = stop


def names_no_year(written: str) -> bool:
    """Whether the year of a date is one that programs write for none: 0000, 0001, -0001."""
    return bool(_FIRST_CENTURY.search(_OFFSET.sub("", written)))


def parse_date(written: str) -> str:
    """Return the ISO 8601 form of a date or date-time, or "" when it is not certain what it means."""
    written = written.strip()
    if len(written) > _LONGEST or names_no_year(written):
        return ""
    if _SECONDS.fullmatch(written):
        seconds = int(written) / (1000 if len(written) > _LONGEST_SECONDS else 1)
        return datetime.fromtimestamp(seconds, UTC).isoformat()
    with suppress(ValueError):
        moment = datetime.fromisoformat(written)
        # A day alone stays a day; midnight would claim to know the hour.
        return moment.isoformat() if ":" in written else moment.date().isoformat()
    found = next(find_dates(written), None)
    if found and (found.start, found.end) == (0, len(written)):
        return found.iso
    with suppress(ValueError):  # RFC 5322 with its older forms, as feeds write it
        return parsedate_to_datetime(written).isoformat()
    return ""


def _day(match: re.Match[str]) -> date | None:
    parts = match.groupdict()
    if "other" in parts:
        first, other = int(parts["first"]), int(parts["other"])
        if first != other and max(first, other) <= _DECEMBER:
            return None
        day, month = (first, other) if other <= _DECEMBER else (other, first)
    else:
        day, month = int(parts["day"]), _month(parts["month"])
    with suppress(ValueError):
        return date(_year(parts), month, day)
    return None


def _year(parts: Mapping[str, str]) -> int:
    if "era" in parts:
        return _ERAS[parts["era"]] + (1 if parts["year"] == "元" else int(parts["year"]))
    return int(parts["year"])


def _month(written: str) -> int:
    if written.isdecimal():
        return int(written)
    return number_of(written)


def _time(match: re.Match[str]) -> time | None:
    """Return the time of day, or None when the figures are none."""
    hour, half = int(match["hour"]), match["half"]
    if half and 1 <= hour <= _NOON:
        hour = hour % _NOON + _NOON * (half[0] in "pP")
    elif half or match["minute"] is None:
        return None
    with suppress(ValueError):
        return time(hour, int(match["minute"] or 0), int(match["second"] or 0), tzinfo=_zone(match["zone"]))
    return None


def _zone(written: str | None) -> tzinfo | None:
    if not written:
        return None
    written = written.lower().replace("\N{MINUS SIGN}", "-")
    if written in _ZONES:
        return timezone(timedelta(hours=_ZONES[written]))
    figures = re.search(r"([+-])(\d{1,2}):?(\d\d)?$", written)
    if not figures:
        return None
    offset = timedelta(hours=int(figures[2]), minutes=int(figures[3] or 0))
    with suppress(ValueError):
        return timezone(-offset if figures[1] == "-" else offset)
    return None
