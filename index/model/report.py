"""The report of adding articles: what became of each, and the problems."""

from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read as it stands: where, and why with the remedy.

    `lost` says whether the whole record was left out, or only the detail that the reason names.
    """

    place: str
    reason: str
    lost: bool = True

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


class Change(Enum):
    """What became of an article."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    FAILED = "failed"


class Outcome(NamedTuple):
    """What became of one article; a failed one has no number and no id, but a problem."""

    change: Change
    number: int = 0
    id: str = ""
    problem: Problem | None = None


@dataclass(slots=True)
class AddReport:
    """The ids of the articles by what became of them, and what could not be read.

    Everything listed has been committed: it survives a crash.
    """

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def count(self, outcome: Outcome) -> None:
        """Add what became of one article."""
        if outcome.change is not Change.FAILED:
            getattr(self, outcome.change.value).append(outcome.id)
        if outcome.problem:
            self.problems.append(outcome.problem)

    @property
    def failed(self) -> list[Problem]:
        """The records that were left out."""
        return [problem for problem in self.problems if problem.lost]
