"""What several commands share: their options, and how they open a library."""

import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from index.analysis.analyzer import DEFAULT_LANGUAGE
from index.console.environment import DATA, LIBRARY, SettingsError, folders
from index.library import Library
from index.model.errors import LibraryError

LibraryOption = Annotated[
    Path,
    typer.Option(
        "--library",
        "-l",
        default_factory=lambda: folders().library,
        show_default=f"{LIBRARY}, or library in {DATA}, also from .env; else data/library",
        help="The library's folder.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


@contextmanager
def existing(folder: Path) -> Iterator[Library]:
    """Open a library that someone has made; a question must not lay one out by a slip of the keyboard."""
    refuse_absent(folder)
    with Library.open(folder) as opened:
        yield opened


def refuse_absent(folder: Path) -> None:
    """Raise LibraryError where no library stands, nor what is left of one."""
    if not Library.stands_in(folder):
        raise LibraryError(
            f"{named(folder)}: no library here",
            command=f"make one with `pullquote add PATH... --library {shlex.quote(str(folder))}`",
        )


def opened_in(folder: Path, language: str | None) -> Library:
    """Open a library, or lay out one in that language; raise LibraryError where one in another stands."""
    opened = Library.open(folder, language=language or DEFAULT_LANGUAGE)
    own = opened.analyzer.language
    if language not in (None, own):
        opened.close()
        raise LibraryError(
            f"{folder}: this library is in {own} and keeps to it",
            command=f"leave out --language, or name another folder for {language}",
        )
    return opened


def named(folder: Path) -> str:
    """Return a library's folder, with the setting that named it if one did."""
    try:
        in_force = folders()
    except SettingsError:
        # The option named a library, so that no setting is needed.
        return str(folder)
    by = in_force.named_by if in_force.library == folder else ""
    return f"{folder} ({by})" if by else str(folder)
