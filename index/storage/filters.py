"""Filters that restrict which articles may answer a question: outlet, dates, ids."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from index.model.outlet import outlet_key
from index.storage.sql import is_text, marks


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which articles may answer. `after` and `before` are ISO 8601 days, both inclusive.

    An undated article passes neither of them. `outlet` means every spelling of the name (see `outlet_key`).
    """

    outlet: str | None = None
    after: str | None = None
    before: str | None = None
    ids: Sequence[str] = ()
    exclude: Sequence[str] = ()

    @classmethod
    def between(cls, after: date | None, before: date | None, **others: Any) -> Self:
        """Return filters of these days and whatever else is named."""
        first, last = (day.isoformat() if day else None for day in (after, before))
        return cls(after=first, before=last, **others)

    def conditions(self) -> tuple[list[str], list[str | None]]:
        """Return the SQL conditions for rows of articles that pass, and the values for them."""
        conditions: list[str] = []
        values: list[str | None] = []
        if self.outlet is not None:
            # As bytes, which a damaged row has, too.
            conditions.append("outlet_key(CAST(outlet AS BLOB)) = ?")
            # Nothing equals NULL.
            values.append(outlet_key(self.outlet) if is_text(self.outlet) else None)
        # The first ten characters of an ISO 8601 date-time are its day.
        if self.after is not None:
            conditions.append("substr(published, 1, 10) >= ?")
            values.append(self.after)
        if self.before is not None:
            conditions.append("published != '' AND substr(published, 1, 10) <= ?")
            values.append(self.before)
        for sign, wanted in (("", self.ids), ("NOT ", self.exclude)):
            if wanted:
                known = list(filter(is_text, wanted))
                ids = f"IN ({marks(known)})"
                named = f"id {ids} OR number IN (SELECT article FROM aliases WHERE id {ids})"  # noqa: S608
                conditions.append(f"{sign}({named})")
                values.extend(known * 2)
        return conditions, values


NO_FILTERS = Filters()
