"""Placeholders and chunks of values for SQL statements, which take a bounded number of values."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

# SQLite binds at most 32,766 values in one statement.
_MOST = 10_000
T = TypeVar("T")


def is_text(value: str) -> bool:
    """Whether SQLite can hold the text: not with lone surrogates, as broken names from a terminal have."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def marks(values: Sequence[object]) -> str:
    """Return a placeholder for each of the values."""
    return ", ".join("?" * len(values))


def chunks(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """Yield the values in parts that one statement takes."""
    return (values[start : start + _MOST] for start in range(0, len(values), _MOST))
