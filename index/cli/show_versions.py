"""How the command line shows what an article said before, and how that differs from what it says now."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from index.cli.show_articles import label, show_passage
from index.console.terminal import Part, Terminal
from index.model.labels import ENGLISH
from index.model.version import Kind, Piece, QuotedPassage, Reason, Version

# As `git diff --word-diff` writes them, so that they are told apart without colours.
_MARKS = {Kind.SAME: ("", "", ""), Kind.GONE: ("[-", "-]", "red"), Kind.NEW: ("{+", "+}", "green")}
_REASONS = {
    Reason.SOURCE: "the publisher changed the words",
    Reason.READER: "Pullquote reads the source otherwise",
}


def changed(version: Version) -> str:
    """Return since when an article says something else than this version, and why."""
    return f"{_day(version.replaced)}: {_REASONS[version.reason]}"


def show_quoted(terminal: Terminal, found: QuotedPassage) -> None:
    """Print a passage as it was quoted, and where the article says something else now, the difference."""
    if found.version is None:
        show_passage(terminal, found.passage)
        return
    terminal.block(found.passage.text)
    terminal.line("— ", label(found.passage), (f"  [{found.passage.id}]", "cyan"), style="dim")
    terminal.line()
    terminal.line("changed since ", changed(found.version), style="yellow")
    terminal.block(*_marked(found.difference))


def show_versions(terminal: Terminal, versions: Sequence[Version], gone: Iterable[QuotedPassage]) -> None:
    """Print the versions of an article, the oldest first, each with those of its passages that are `gone`."""
    left = list(gone)
    if not versions:
        terminal.line("no other words of this article are kept", style="dim")
    for version in versions:
        terminal.line()
        since = f"first read {_day(version.since)}, " if version.since else ""
        terminal.line(
            (f"version {version.number}", "bold"), f", {since}changed {changed(version)}", style="dim"
        )
        for found in left:
            if found.version == version:
                terminal.line(found.passage.id, style="cyan")
                terminal.block(*_marked(found.difference))


def _marked(pieces: Sequence[Piece]) -> list[Part]:
    parts: list[Part] = []
    for piece in pieces:
        before, after, style = _MARKS[piece.kind]
        words = piece.text.rstrip()
        parts += [(f"{before}{words}{after}", style), piece.text[len(words) :]]
    return parts


def _day(time: str) -> str:
    return ENGLISH.dated(datetime.fromisoformat(time).date() if time else None)
