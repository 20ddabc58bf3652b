"""Commands that measure the ranking."""

from pathlib import Path
from typing import Annotated

import typer

from index.cli.progress import follow
from index.cli.shared import AsJson, LibraryOption, existing
from index.console.terminal import out
from index.evaluation import beir, trec_run

app = typer.Typer()


@app.command()
def run(
    queries: Annotated[Path, typer.Argument(help="JSONL with _id and text.", metavar="QUERIES.jsonl")],
    to: Annotated[Path, typer.Option("--out", help="The run file to write.", metavar="RUN")],
    library: LibraryOption,
    depth: Annotated[int, typer.Option(min=1, help="How many results a query.")] = 100,
    unit: Annotated[str, typer.Option(help="article or passage")] = "article",
) -> None:
    """Write a TREC run: every query ranked, without refusing or folding."""
    if unit not in trec_run.UNITS:
        raise typer.BadParameter(f'no unit "{unit}"; choose article or passage')
    with existing(library) as opened, to.open("w", encoding="utf-8") as file:
        found = list(beir.read_queries(queries))
        trec_run.write_run(opened, found, file, follow, depth=depth, unit=unit)


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
        figures = trec_run.figures(folder, corpus or folder / "corpus.jsonl", follow)
        if as_json:
            out.json({"folder": folder.name, **figures})
        else:
            row = "  ".join(f"{name} {value:.4f}" for name, value in figures.items() if name != "queries")
            out.line(f"{folder.name}: {figures['queries']} queries  {row}")
