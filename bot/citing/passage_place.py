"""The part of a custom id that says which passage of its answer a button is about."""

import re
from dataclasses import dataclass
from typing import Self

from bot.state import AnswerRow, Quoted
from bot.texts.refusal import RefusalError

_WRITTEN = re.compile(r"(\d{1,4})(?:\.(-?\d{1,18}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class PassagePlace:
    """A passage of an answer: by its index there (from 0), or another one of the same article by serial."""

    index: int
    serial: int | None = None

    @classmethod
    def read(cls, argument: str) -> Self:
        """Read what `str` wrote; raises RefusalError for what it never writes."""
        match = _WRITTEN.fullmatch(argument)
        if match is None:
            raise RefusalError("refusal.gone")
        return cls(int(match[1]), int(match[2]) if match[2] else None)

    def __str__(self) -> str:
        return str(self.index) if self.serial is None else f"{self.index}.{self.serial}"

    def of(self, row: AnswerRow) -> Quoted:
        """Return what the row keeps of the passage; raises RefusalError where the answer has none there."""
        if self.index >= len(row.quoted):
            raise RefusalError("refusal.gone")
        one = row.quoted[self.index]
        passage = one.passage if self.serial is None else f"{one.passage.rpartition('#')[0]}#{self.serial}"
        # Only of the passage that answered is it known which sentence did.
        return one if passage == one.passage else Quoted(library=one.library, passage=passage)
