"""Commands that look beyond one question: how outlets compare, whether a quote is right."""

from typing import Annotated

import typer

from index.cli import show_lookup
from index.cli.shared import AsJson, LibraryOption, existing
from index.console.terminal import out
from index.lookup.quotations import plain_message
from index.lookup.quote_check import Verdict

app = typer.Typer()


@app.command()
def compare(
    topic: str,
    library: LibraryOption,
    outlets: Annotated[int, typer.Option("--outlets", "-n", min=1, help="How many outlets at most.")] = 8,
    as_json: AsJson = False,
) -> None:
    """Show how each outlet tells of TOPIC: its best passage, oldest first, copies folded."""
    with existing(library) as opened:
        comparison = opened.lookup.compare(topic, outlets)
    if as_json:
        out.json(show_lookup.comparison_record(comparison))
    else:
        show_lookup.show_comparison(out, comparison)


@app.command()
def quote(words: str, library: LibraryOption, as_json: AsJson = False) -> None:
    """Check whether WORDS stand in an article: exactly, nearly (differences marked), or not."""
    with existing(library) as opened:
        checked = opened.lookup.check_quote(words)
        if checked.verdict is not Verdict.EXACT and (seen := plain_message(words)) not in ("", words):
            # Pasted from a chat: marks that are no words.
            unmarked = opened.lookup.check_quote(seen)
            checked = min(checked, unmarked, key=lambda one: list(Verdict).index(one.verdict))
    if as_json:
        out.json(show_lookup.quote_record(checked))
    else:
        show_lookup.show_quote(out, checked)
