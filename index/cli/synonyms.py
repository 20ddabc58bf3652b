"""The command about a library's own synonyms."""

from pathlib import Path
from typing import Annotated

import typer

from index.cli.shared import LibraryOption, existing
from index.console.terminal import out

app = typer.Typer()


@app.command()
def synonyms(
    library: LibraryOption,
    file: Annotated[
        Path | None, typer.Argument(help="Rules in Solr's format: a, b or a => b.", metavar="[FILE]")
    ] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Have no synonyms any more.")] = False,
) -> None:
    """Show the library's synonyms, or check those in FILE and use them from now on."""
    if remove and file:
        raise typer.BadParameter("give FILE or --remove, not both")
    with existing(library) as opened:
        if remove:
            out.line("removed the synonyms" if opened.remove_synonyms() else "there were no synonyms")
        elif file:
            rules = opened.set_synonyms(file)
            out.line(f"{len(rules.meant)} words and phrases have synonyms now")
        else:
            text = opened.synonyms_text()
            # Told of where they are wrong, like everybody who asks a question.
            opened.synonyms()
            if text is None:
                out.line("no synonyms; `pullquote synonyms FILE` brings some")
            else:
                out.paste(text.rstrip("\n"))
