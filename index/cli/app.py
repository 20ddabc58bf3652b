"""The pullquote command: a thin face on `Library`."""

import sys
import tempfile
from importlib.metadata import entry_points, version
from pathlib import Path
from typing import Annotated, Any

import typer

from index.analysis import languages
from index.analysis.analyzer import DEFAULT_LANGUAGE
from index.cli import articles, lookups, measures, reread, synonyms
from index.cli.progress import SlowProgress, bytes_of_text
from index.cli.shared import AsJson, LibraryOption, existing, named, opened_in, refuse_absent
from index.cli.show_answer import answer_record, show_answer
from index.cli.show_articles import show_cleaning, show_report
from index.console.terminal import err, guard, out
from index.library import Library
from index.model.errors import LibraryError
from index.model.limits import Limits
from index.model.report import AddReport
from index.readers import FORMATS, current_readers, read_articles, read_changed

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Answer questions from your own news articles, word for word, with the source on every passage.",
)
app.add_typer(articles.app)
app.add_typer(lookups.app)
app.add_typer(measures.app)
app.add_typer(reread.app)
app.add_typer(synonyms.app)


def _show_version(wanted: bool) -> None:
    if wanted:
        out.line(f"pullquote {version('pullquote')}")
        raise typer.Exit


@app.callback()
def _options(
    _version: Annotated[
        bool,
        # Eager: it wants no command beside it.
        typer.Option("--version", help="Show the version and exit.", callback=_show_version, is_eager=True),
    ] = False,
) -> None:
    """Take what goes before the command."""


@app.command()
def add(
    paths: Annotated[
        list[str], typer.Argument(help="Files, folders, or - for standard input.", metavar="PATH...")
    ],
    library: LibraryOption,
    format: Annotated[str, typer.Option(help=f"auto, {', '.join(FORMATS)}")] = "auto",  # noqa: A002
    as_json: AsJson = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Add nothing; show what would be kept, dropped, and why.")
    ] = False,
    reread: Annotated[
        bool, typer.Option("--reread", help="Read files again even when they have not changed.")
    ] = False,
    language: Annotated[
        str | None,
        typer.Option(
            help=f"Of a new library: {', '.join(languages.known())}.", show_default=DEFAULT_LANGUAGE
        ),
    ] = None,
    limit: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=VALUE", help="Change what one file may cost, like file_bytes=300MB."),
    ] = None,
) -> None:
    """Add articles, or update those that the library has; one bad file stops nothing."""
    if format not in ("auto", *FORMATS):
        raise typer.BadParameter(f'no format "{format}"; choose one of: auto, {", ".join(FORMATS)}')
    try:
        limits = Limits.of(limit or ())
        wanted = languages.named(language) if language else None
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    if explain:
        show_cleaning(out, read_articles(*paths, format=format, limits=limits))
        return

    def committed(report: AddReport) -> None:
        if as_json:
            # What is printed here is safe: a program can go by it when it kills this one.
            done = len(report.added) + len(report.updated) + len(report.unchanged)
            out.json({"committed": done})

    with (
        opened_in(library, wanted) as opened,
        SlowProgress(err, "adding articles", bytes_of_text(paths), bytes_=True) as progress,
    ):
        unchanged = (lambda _: False) if reread else opened.has_read
        items = read_changed(*paths, unchanged=unchanged, format=format, limits=limits)
        report = opened.add(progress.following(items), on_commit=committed)
    if as_json:
        counts = {name: getattr(report, name) for name in ("added", "updated", "unchanged")}
        failed = [{"place": one.place, "reason": one.full} for one in report.failed]
        notes = [{"place": one.place, "reason": one.full} for one in report.problems if not one.lost]
        out.json({**counts, "failed": failed, "notes": notes})
    else:
        show_report(out, err, report)
        if (place := named(library)) != str(library):
            err.line(f"in {place}")
    if report.failed:
        raise typer.Exit(1)


@app.command()
def ask(
    question: str,
    library: LibraryOption,
    k: Annotated[int, typer.Option("-k", min=1, help="How many passages at most.")] = 3,
    why: Annotated[bool, typer.Option("--why", help="Say what made each score.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show the passages that answer QUESTION, or say that nothing does."""
    with existing(library) as opened:
        answer = opened.search(question, k)
    if answer.damaged:
        err.line(f"left out, damaged on disk: {', '.join(answer.damaged)}; see `pullquote check`")
    if as_json:
        out.json(answer_record(answer, why=why))
    else:
        show_answer(out, answer, why=why)


@app.command()
def chat(
    library: LibraryOption,
    sample: Annotated[
        bool, typer.Option("--sample", help="Talk about the articles that Pullquote ships.")
    ] = False,
) -> None:
    """Answer one question after another; from a pipe, one a line."""
    # Imported here because no other command needs them.
    from index.cli.chat import converse  # noqa: PLC0415
    from index.sample import QUESTIONS, sample_articles  # noqa: PLC0415

    if not sample:
        with existing(library) as opened:
            converse(opened, out, examples=())
        return
    with tempfile.TemporaryDirectory(prefix="pullquote-") as folder, Library.open(folder) as opened:
        opened.add(sample_articles())
        converse(opened, out, examples=QUESTIONS)


@app.command()
def stats(library: LibraryOption, as_json: AsJson = False) -> None:
    """Show what the library holds."""
    with existing(library) as opened:
        facts = {
            "library": str(library),
            "articles": len(opened),
            "passages": opened.passage_count(),
            "language": opened.analyzer.language,
            "older": opened.count_read_by_others(current_readers()),
            "bytes": sum(path.stat().st_size for path in library.rglob("*") if path.is_file()),
        }
    if as_json:
        out.json(facts)
    else:
        for name, value in facts.items():
            out.line(f"{name:10}{named(library) if name == 'library' else value}")
        if facts["older"]:
            err.line("older: so many articles an older Pullquote read; `pullquote reread` reads them again")


@app.command()
def check(
    library: LibraryOption,
    repair: Annotated[
        bool, typer.Option("--repair", help="Bring back all that can be; stop the bot first.")
    ] = False,
) -> None:
    """Verify the library; exit code 1 when something is wrong and was not repaired."""
    problems = _problems(library)
    for problem in problems:
        err.line(problem)
    if repair and not problems:
        with existing(library) as opened:
            opened.upgrade()
    if problems and repair:
        for line in Library.repair(library):
            out.line(line)
        problems = _problems(library)
        for problem in problems:
            err.line(f"still: {problem}")
    if problems:
        raise typer.Exit(1)
    out.line("the library is whole")


def _problems(library: Path) -> list[str]:
    refuse_absent(library)
    return Library.problems(library)


@app.command()
def backup(
    target: Annotated[Path, typer.Argument(help="A new folder.", metavar="DIR")],
    library: LibraryOption,
) -> None:
    """Copy the library into DIR, consistently, while it is in use."""
    with existing(library) as opened:
        opened.backup(target)
    out.line(f"copied to {target}")


def main() -> None:
    """Run the command: exit code 0 when all went well, 1 for failures, 2 for wrong usage."""
    guard()
    commands = {command.name for command in app.registered_commands}
    for entry in entry_points(group="pullquote.commands"):
        if entry.name in commands:
            continue
        app.command(name=entry.name, help=f"Start the {entry.name}.")(_deferred(entry))
    try:
        app()
    except LibraryError as error:
        err.line(f"pullquote: {error}")
        sys.exit(1)
    except OSError as error:
        err.line(f"pullquote: {error.filename or 'the system'}: {error.strerror or error}")
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


def _deferred(entry: Any) -> Any:
    """Return a command that imports its code only when it is called."""

    def command() -> None:
        entry.load()()

    return command
