"""Commands that look beyond one question: how outlets compare, whether a quote is right."""

from typing import Annotated

import typer

from index import lookup_console
from index.commands.shared import AsJson, LibraryFolder, existing
from index.terminal import out

app = typer.Typer()


@app.command()
def compare(
    topic: str,
    library: LibraryFolder,
    outlets: Annotated[int, typer.Option("--outlets", "-n", min=1, help="How many outlets at most.")] = 8,
    as_json: AsJson = False,
) -> None:
    """Show how each outlet tells of TOPIC: its best passage, oldest first, copies folded."""
    with existing(library) as opened:
        comparison = opened.lookup.compare(topic, outlets)
    if as_json:
        out.json(lookup_console.comparison_record(comparison))
    else:
        lookup_console.show_comparison(out, comparison)


@app.command()
def quote(words: str, library: LibraryFolder, as_json: AsJson = False) -> None:
    """Check whether WORDS stand in an article: exactly, nearly (differences marked), or not."""
    with existing(library) as opened:
        checked = opened.lookup.check_quote(words)
    if as_json:
        out.json(lookup_console.quote_record(checked))
    else:
        lookup_console.show_quote(out, checked)
