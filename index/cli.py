"""The pullquote command: a thin face on `Library`."""

import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import entry_points
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from index import evaluation, measuring
from index.console import (
    answer_record,
    show_answer,
    show_articles,
    show_cleaning,
    show_passages,
    show_report,
)
from index.errors import LibraryError
from index.library import Library
from index.progress import SlowProgress, bytes_of_text
from index.readers import FORMATS, read_articles
from index.readers.records import to_record
from index.report import AddReport

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Answer questions from your own news articles, word for word, with the source on every passage.",
)
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


@app.command()
def add(
    paths: Annotated[
        list[str], typer.Argument(help="Files, folders, or - for standard input.", metavar="PATH...")
    ],
    library: LibraryFolder = DEFAULT_LIBRARY,
    format: Annotated[str, typer.Option(help=f"auto, {', '.join(FORMATS)}")] = "auto",  # noqa: A002
    as_json: AsJson = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Add nothing; show what would be kept, dropped, and why.")
    ] = False,
) -> None:
    """Add articles, or update those that the library has; one bad file stops nothing."""
    if format not in ("auto", *FORMATS):
        raise typer.BadParameter(f'no format "{format}"; choose one of: auto, {", ".join(FORMATS)}')
    if explain:
        show_cleaning(out, read_articles(*paths, format=format))
        return

    def committed(report: AddReport) -> None:
        if as_json:
            # What is printed here is safe: a program can go by it when it kills this one.
            done = len(report.added) + len(report.updated) + len(report.unchanged)
            print(json.dumps({"committed": done}), flush=True)  # noqa: T201

    with (
        Library.open(library) as opened,
        SlowProgress(err, "adding articles", bytes_of_text(paths), bytes_=True) as progress,
    ):
        report = opened.add(progress.following(read_articles(*paths, format=format)), on_commit=committed)
    if as_json:
        counts = {name: getattr(report, name) for name in ("added", "updated", "unchanged")}
        failed = [{"place": one.place, "reason": one.reason} for one in report.failed]
        notes = [{"place": one.place, "reason": one.reason} for one in report.problems if not one.lost]
        _print_json({**counts, "failed": failed, "notes": notes})
    else:
        show_report(out, err, report)
    if report.failed:
        raise typer.Exit(1)


@app.command()
def ask(
    question: str,
    library: LibraryFolder = DEFAULT_LIBRARY,
    k: Annotated[int, typer.Option("-k", min=1, help="How many passages at most.")] = 3,
    as_json: AsJson = False,
) -> None:
    """Show the passages that answer QUESTION, or say that nothing does."""
    with _existing(library) as opened:
        answer = opened.search(question, k)
    if as_json:
        _print_json(answer_record(answer))
    else:
        show_answer(out, answer)


@app.command()
def chat(
    library: LibraryFolder = DEFAULT_LIBRARY,
    sample: Annotated[
        bool, typer.Option("--sample", help="Talk about the articles that Pullquote ships.")
    ] = False,
) -> None:
    """Answer one question after another; from a pipe, one a line."""
    # Imported here because no other command needs them.
    from index.chat import converse  # noqa: PLC0415
    from index.sample import QUESTIONS, sample_articles  # noqa: PLC0415

    if not sample:
        with _existing(library) as opened:
            converse(opened, out, examples=())
        return
    with tempfile.TemporaryDirectory(prefix="pullquote-") as folder, Library.open(folder) as opened:
        opened.add(sample_articles())
        converse(opened, out, examples=QUESTIONS)


@app.command(name="list")
def list_articles(library: LibraryFolder = DEFAULT_LIBRARY, as_json: AsJson = False) -> None:
    """List the articles: id, outlet, date and title."""
    with _existing(library) as opened:
        if as_json:
            for article in opened.articles():
                _print_json({name: value for name, value in to_record(article).items() if name != "text"})
        else:
            show_articles(out, opened.articles())


@app.command()
def show(
    article_id: Annotated[str, typer.Argument(metavar="ID")], library: LibraryFolder = DEFAULT_LIBRARY
) -> None:
    """Show an article, passage by passage."""
    with _existing(library) as opened:
        show_passages(out, opened.get(article_id), opened.passages(article_id))


@app.command()
def remove(
    ids: Annotated[list[str], typer.Argument(metavar="ID...")], library: LibraryFolder = DEFAULT_LIBRARY
) -> None:
    """Remove articles: all of these, or none when one of the ids is unknown."""
    with _existing(library) as opened:
        removed = opened.remove(ids)
    out.print(f"{len(removed)} removed")


@app.command()
def export(library: LibraryFolder = DEFAULT_LIBRARY) -> None:
    """Print all articles as JSONL, which `pullquote add` reads back."""
    with _existing(library) as opened:
        for article in opened.articles():
            _print_json(to_record(article))


@app.command()
def stats(library: LibraryFolder = DEFAULT_LIBRARY, as_json: AsJson = False) -> None:
    """Show what the library holds."""
    with _existing(library) as opened:
        facts = {
            "library": str(library),
            "articles": len(opened),
            "passages": opened.passage_count(),
            "language": opened.analyzer.language,
            "bytes": sum(path.stat().st_size for path in library.rglob("*") if path.is_file()),
        }
    if as_json:
        _print_json(facts)
    else:
        for name, value in facts.items():
            out.print(f"{name:10}{value}")


@app.command()
def check(
    library: LibraryFolder = DEFAULT_LIBRARY,
    repair: Annotated[bool, typer.Option("--repair", help="Rebuild the postings from the articles.")] = False,
) -> None:
    """Verify the library; exit code 1 when something is wrong and was not repaired."""
    with _existing(library) as opened:
        problems = list(opened.check())
        for problem in problems:
            err.print(problem, markup=False, soft_wrap=True)
        if problems and repair:
            opened.rebuild()
            problems = list(opened.check())
            for problem in problems:
                err.print(f"still: {problem}", markup=False, soft_wrap=True)
            out.print("rebuilt the postings from the articles")
    if problems:
        raise typer.Exit(1)
    out.print("the library is whole")


@app.command()
def backup(
    target: Annotated[Path, typer.Argument(help="A new folder.", metavar="DIR")],
    library: LibraryFolder = DEFAULT_LIBRARY,
) -> None:
    """Copy the library into DIR, consistently, while it is in use."""
    with _existing(library) as opened:
        opened.backup(target)
    out.print(f"copied to {target}")


@app.command()
def run(
    queries: Annotated[Path, typer.Argument(help="JSONL with _id and text.", metavar="QUERIES.jsonl")],
    to: Annotated[Path, typer.Option("--out", help="The run file to write.", metavar="RUN")],
    library: LibraryFolder = DEFAULT_LIBRARY,
    depth: Annotated[int, typer.Option(min=1, help="How many results a query.")] = 100,
    unit: Annotated[str, typer.Option(help="article or passage")] = "article",
) -> None:
    """Write a TREC run: every query ranked, without refusing or folding."""
    if unit not in measuring.UNITS:
        raise typer.BadParameter(f'no unit "{unit}"; choose article or passage')
    with _existing(library) as opened, to.open("w", encoding="utf-8") as file:
        asked = list(evaluation.read_queries(queries))
        measuring.write_run(opened, asked, file, err, depth=depth, unit=unit)


@app.command(name="eval")
def evaluate(
    folders: Annotated[list[Path], typer.Argument(help="BEIR folders.", metavar="FOLDER...")],
    corpus: Annotated[
        Path | None, typer.Option(help="Articles to use instead of the folder's corpus.jsonl.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Measure the ranking on BEIR folders, through a library made for that."""
    for folder in folders:
        figures = measuring.figures(folder, corpus or folder / "corpus.jsonl", err)
        if as_json:
            _print_json({"folder": folder.name, **figures})
        else:
            row = "  ".join(f"{name} {value:.4f}" for name, value in figures.items() if name != "queries")
            out.print(f"{folder.name}: {figures['queries']} queries  {row}", soft_wrap=True)


def main() -> None:
    """Run the command: exit code 0 when all went well, 1 for failures, 2 for wrong usage."""
    for entry in entry_points(group="pullquote.commands"):
        app.command(name=entry.name, help=f"Start the {entry.name}.")(_deferred(entry))
    try:
        app()
    except LibraryError as error:
        err.print(f"pullquote: {error}", markup=False, soft_wrap=True)
        sys.exit(1)
    except OSError as error:
        err.print(f"pullquote: {error.filename}: {error.strerror}", markup=False, soft_wrap=True)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


def _deferred(entry: Any) -> Any:
    """Return a command that imports its code only when it is called."""

    def command() -> None:
        entry.load()()

    return command


@contextmanager
def _existing(folder: Path) -> Iterator[Library]:
    """Open a library that someone has made; a question must not lay one out by a slip of the keyboard."""
    if not Library.stands_in(folder):
        raise LibraryError(
            f"{folder}: no library here; make one with `pullquote add PATH... --library {folder}`"
        )
    with Library.open(folder) as opened:
        yield opened


def _print_json(record: dict[str, Any]) -> None:
    # Not rich's print: a program reads this, a line each.
    print(json.dumps(record, ensure_ascii=False))  # noqa: T201


if __name__ == "__main__":
    main()
