"""What several commands share: their options, where they print, and how they open a library."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from index.errors import LibraryError
from index.library import Library
from index.terms import DEFAULT_LANGUAGE

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)

LibraryFolder = Annotated[
    Path,
    typer.Option(
        "--library", "-l", envvar="PULLQUOTE_LIBRARY", help="The library's folder.", show_envvar=True
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
DEFAULT_LIBRARY = Path("data/library")


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
            f"{folder}: no library here; make one with `pullquote add PATH... --library {folder}`"
        )


def opened_in(folder: Path, language: str | None) -> Library:
    """Open a library, or lay out one in that language; raise LibraryError where one in another stands."""
    opened = Library.open(folder, language=language or DEFAULT_LANGUAGE)
    own = opened.analyzer.language
    if language not in (None, own):
        opened.close()
        raise LibraryError(
            f"{folder}: this library is in {own} and keeps to it; "
            f"leave out --language, or name another folder for {language}"
        )
    return opened


def print_json(record: dict[str, Any]) -> None:
    """Print a record on a line of its own; not with rich, since a program reads it."""
    print(json.dumps(record, ensure_ascii=False))  # noqa: T201
