"""Saying no: an exception that everything in bot/ may raise, told to the person in one line of theirs."""

from typing import Any


class RefusalError(Exception):
    """What was asked for is not possible, and that is nobody's fault.

    `key` names the line in the catalogue, `values` fill its placeholders; with `count` the line is that for
    so many things. Whoever handles errors shows it privately and logs nothing.
    """

    def __init__(self, key: str, *, count: int | None = None, **values: Any) -> None:
        super().__init__(key)
        self.key = key
        self.count = count
        self.values = values
