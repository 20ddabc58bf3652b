"""Spans of time as a person reads them, in the language of a card. Days are named in `labels`."""

from bot.texts import Voice

_HOUR_S = 3600
_DAY_S = 24 * _HOUR_S


def span(seconds: float, say: Voice) -> str:
    """Write a length of time in its largest whole unit: "3 hours"."""
    if seconds >= _DAY_S:
        return say.count("date.days", round(seconds / _DAY_S))
    if seconds >= _HOUR_S:
        return say.count("date.hours", round(seconds / _HOUR_S))
    return say.count("date.minutes", max(round(seconds / 60), 1))
