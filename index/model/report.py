"""The report of adding articles: what became of each, and the problems."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import NamedTuple, Self

from index.model.errors import ToldError, told


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read as it stands: where, why, and what helps.

    `lost` says whether the whole record was left out, or only the detail that the reason names. `remedy`,
    `command` and `kind` are as those of `ToldError`.
    """

    place: str
    reason: str
    lost: bool = True
    remedy: str = ""
    command: str = ""
    kind: str = ""

    @classmethod
    def of(cls, place: str, error: Exception, *, lost: bool = True) -> Self:
        """Return what an error says of `place`."""
        if isinstance(error, ToldError):
            return cls(place, error.reason, lost, error.remedy, error.command, error.kind)
        return cls(place, str(error), lost)

    def written(self, shown: Callable[[str], str]) -> "Problem":
        """Return it with what `shown` makes of all that may quote a file."""
        return replace(
            self, reason=shown(self.reason), remedy=shown(self.remedy), command=shown(self.command)
        )

    @property
    def plain(self) -> str:
        """Why, and what helps, for people without a command line."""
        return told(self.reason, self.remedy)

    @property
    def full(self) -> str:
        """Why, and what helps, as a terminal shows it."""
        return told(self.reason, self.remedy, self.command)

    def __str__(self) -> str:
        return f"{self.place}: {self.full}"


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
