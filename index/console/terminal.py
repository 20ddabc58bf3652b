"""The one door to the terminal: all that the commands and the bot print goes through here.

What others wrote is made legible on its way (`legible`), so that no title, text or file name can command the
terminal. Nothing else in the project prints, writes to a standard stream or makes a console of rich.
"""

import io
import json
import logging
import sys
from collections.abc import Iterable, Sequence
from typing import Any, TextIO, cast

from rich.console import Console
from rich.progress import Progress, ProgressColumn
from rich.table import Table
from rich.text import Text

from index.console.legible import escaped, isolated, legible, one_line, plain

# Words as they come, or in a style of rich. A `Text` has styles of its own, at places in it.
Part = str | Text | tuple[str, str]


class Terminal:
    """Standard output or standard error, for text that people read.

    Strings are never markup: "[red]" is shown as it stands.
    """

    def __init__(
        self,
        stream: TextIO | None = None,
        *,
        errors: bool = False,
        screen: bool | None = None,
        width: int | None = None,
    ) -> None:
        """Print to `stream`, else to standard output, or with `errors` to standard error.

        `screen` says that a person sees it, `width` how many columns; both are found out when not given.
        """
        self._stream = stream or cast("TextIO", _Standard(errors=errors))
        self._console = Console(
            file=self._stream,
            force_terminal=screen,
            width=width,
            highlight=False,
            markup=False,
            emoji=False,
        )

    @property
    def is_screen(self) -> bool:
        """Whether a person sees it now; otherwise a pipe or a file gets it."""
        return self._console.is_terminal

    def line(self, *parts: Part, style: str = "") -> None:
        """Print one line, however long. No part can turn the order of the others."""
        self._console.print(_assembled(map(_apart, parts), style), soft_wrap=True)

    def block(self, *parts: Part, style: str = "") -> None:
        """Print text with the ends of its own lines, broken to the width of a screen."""
        self._console.print(_assembled(map(_kept, parts), style), soft_wrap=not self.is_screen)

    def paste(self, text: str) -> None:
        """Print text that will be copied elsewhere: as it is, but legible."""
        self._write(legible(text))

    def json(self, record: dict[str, Any]) -> None:
        """Print a record for a program, on a line of its own; what it reads is exact."""
        wide = (self._stream.encoding or "utf-8").lower().startswith("utf")
        self._write(escaped(json.dumps(record, ensure_ascii=not wide)))

    def table(self, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """Print rows of single lines, in columns."""
        table = Table(*columns, box=None, pad_edge=False, header_style="bold")
        for row in rows:
            table.add_row(*(Text(isolated(cell)) for cell in row))
        self._console.print(table)

    def ask(self, prompt: str) -> str:
        """Return what a person types after the prompt. Raises EOFError at the end of input."""
        return self._console.input(Text(one_line(prompt), style="bold"))

    def progress(self, *columns: ProgressColumn) -> Progress:
        """Return a progress bar that a screen shows while it is started, and nothing else."""
        # Redirecting would put rich's own stream between us and the real one.
        return Progress(
            *columns,
            console=self._console,
            transient=True,
            disable=not self.is_screen,
            redirect_stdout=False,
            redirect_stderr=False,
        )

    def _write(self, text: str) -> None:
        self._stream.write(f"{text}\n")
        self._stream.flush()


def quoted(text: str, style: str = "") -> Text:
    """Return a text as `Terminal.block` shows it, to be styled by places in the text."""
    # rich drops some controls, after which places would be others.
    return Text(legible(text), style=style)


def log_lines(level: int, form: str = "%(levelname)s %(name)s: %(message)s") -> None:
    """Have all loggers write to standard error, what is at `level` or above."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(LogLines(form))
    logging.basicConfig(level=level, handlers=[handler])


class LogLines(logging.Formatter):
    """Writes entries of a log so that none can look like another: all lines but the first are indented."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the entry, legible."""
        return plain(super().format(record)).rstrip("\n").replace("\n", "\n    ")


def guard() -> None:
    """Let everything else that writes to the standard streams pass through here as well, from now on.

    That is help and usage, tracebacks, warnings, and loggers that nobody has set up.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.errors == "strict":
            # A character that an old encoding lacks must not cost the rest.
            stream.reconfigure(errors="replace")
    if not isinstance(sys.stdout, _Guarded):
        sys.stdout = _Guarded(sys.stdout)
    if not isinstance(sys.stderr, _Guarded):
        sys.stderr = _Guarded(sys.stderr)


class _Guarded(io.TextIOBase):
    """A standard stream that takes legible text alone. It calls itself no screen, so that nobody colours."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self.stream.encoding

    def write(self, text: str) -> int:
        self.stream.write(plain(text))
        return len(text)

    def writable(self) -> bool:
        return True

    def flush(self) -> None:
        self.stream.flush()

    def fileno(self) -> int:
        return self.stream.fileno()

    def isatty(self) -> bool:
        return False

    def close(self) -> None:
        """Leave the stream open: it is the process's own."""


class _Standard:
    """What stands behind a standard stream at the moment: the way past the guard, for the door alone."""

    def __init__(self, *, errors: bool) -> None:
        self._errors = errors

    @property
    def _now(self) -> TextIO:
        stream = sys.stderr if self._errors else sys.stdout
        return stream.stream if isinstance(stream, _Guarded) else stream

    @property
    def encoding(self) -> str:
        return self._now.encoding or "utf-8"

    def write(self, text: str) -> int:
        return self._now.write(text)

    def flush(self) -> None:
        self._now.flush()

    def fileno(self) -> int:
        return self._now.fileno()

    def isatty(self) -> bool:
        return self._now.isatty()


def _apart(part: Part) -> Part:
    """Return a part of a line, set apart from its neighbours."""
    if isinstance(part, tuple):
        return isolated(part[0]), part[1]
    if isinstance(part, str):
        return isolated(part)
    return _with(part, one_line(part.plain))


def _kept(part: Part) -> Part:
    if isinstance(part, tuple):
        return legible(part[0]), part[1]
    return legible(part) if isinstance(part, str) else _with(part, legible(part.plain))


def _with(text: Text, characters: str) -> Text:
    """Return a text with other characters at the same places."""
    copy = text.copy()
    copy.plain = characters
    return copy


def _assembled(parts: Iterable[Part], style: str) -> Text:
    return Text.assemble(*parts, style=style)


out = Terminal()
err = Terminal(errors=True)
