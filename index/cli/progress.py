"""A progress bar that appears only for work that lasts."""

import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from rich.progress import (
    BarColumn,
    DownloadColumn,
    MofNCompleteColumn,
    ProgressColumn,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)

from index.console.terminal import Terminal, err
from index.model.article import Article
from index.model.source_file import FileRead, ReadItem

T = TypeVar("T")

# Work shorter than this is done before a person could read the bar.
PATIENCE_S = 1.0
# Of these, about every byte is text that is added; a page or a PDF says nothing about its text by its size.
_PLAIN = frozenset((".txt", ".text", ".md", ".jsonl", ".ndjson", ".json", ".csv", ".tsv"))


class SlowProgress:
    """Counts what is done and shows it after a second, on a terminal only, with rate and time left.

    `total` is None where nobody can know it beforehand. With `bytes_` it counts bytes, else items.
    """

    def __init__(
        self, terminal: Terminal, description: str, total: int | None = None, *, bytes_: bool = False
    ) -> None:
        counted: tuple[ProgressColumn, ...] = (MofNCompleteColumn(),)
        if bytes_:
            counted = (DownloadColumn(), TransferSpeedColumn())
        self._progress = terminal.progress(
            TextColumn("{task.description}", markup=False), BarColumn(), *counted, TimeRemainingColumn()
        )
        self._task = self._progress.add_task(description, total=total)
        self._due = time.monotonic() + PATIENCE_S
        self._shown = False

    def update(self, done: int) -> None:
        """Say how much is done by now."""
        self._progress.update(self._task, completed=done)
        if not self._shown and time.monotonic() >= self._due:
            self._progress.start()
            self._shown = True

    def following(self, items: Iterable[ReadItem]) -> Iterator[ReadItem]:
        """Yield the items and count their text; ASCII costs a byte a character, so about bytes."""
        done = 0
        for item in items:
            if isinstance(item, Article):
                done += len(item.text)
                self.update(done)
            elif isinstance(item, FileRead) and item.skipped and item.state:
                done += item.state.size
                self.update(done)
            yield item

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown:
            self._progress.stop()


def bytes_of_text(sources: Iterable[str]) -> int | None:
    """Return about how many bytes of text the sources hold; None where their sizes do not tell."""
    total = 0
    for source in sources:
        path = Path(source)
        inside = (Path(folder) / name for folder, _, names in os.walk(path) for name in names)
        for file in inside if path.is_dir() else (path,):
            if file.suffix.lower() not in _PLAIN or not file.is_file():
                return None
            total += file.stat().st_size
    return total


def follow(items: Iterable[T], description: str, size: int | None = None) -> Iterator[T]:
    """Yield the items, and show on the terminal how many of `size` are done."""
    with SlowProgress(err, description, size) as progress:
        for done, item in enumerate(items):
            progress.update(done)
            yield item
