"""A progress bar that appears only for work that lasts."""

import time
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

# Work shorter than this is done before a person could read the bar.
PATIENCE_S = 1.0


class SlowProgress:
    """Counts what is done and shows it after a second, on a terminal only.

    `total` is None where nobody can know it beforehand.
    """

    def __init__(self, console: Console, description: str, total: int | None = None) -> None:
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.completed:,.0f}"),
            TimeElapsedColumn(),
        )
        self._progress = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
        self._task: TaskID = self._progress.add_task(description, total=total)
        self._due = time.monotonic() + PATIENCE_S
        self._shown = False

    def update(self, done: int) -> None:
        """Say how much is done by now."""
        self._progress.update(self._task, completed=done)
        if not self._shown and time.monotonic() >= self._due:
            self._progress.start()
            self._shown = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown:
            self._progress.stop()
