"""The command about a library's own synonyms."""

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from index.commands.shared import DEFAULT_LIBRARY, LibraryFolder, existing, out

app = typer.Typer()


@app.command()
def synonyms(
    file: Annotated[
        Path | None, typer.Argument(help="Rules in Solr's format: a, b or a => b.", metavar="[FILE]")
    ] = None,
    library: LibraryFolder = DEFAULT_LIBRARY,
    remove: Annotated[bool, typer.Option("--remove", help="Have no synonyms any more.")] = False,
) -> None:
    """Show the library's synonyms, or check those in FILE and use them from now on."""
    if remove and file:
        raise typer.BadParameter("give FILE or --remove, not both")
    with existing(library) as opened:
        if remove:
            out.print("removed the synonyms" if opened.remove_synonyms() else "there were no synonyms")
        elif file:
            rules = opened.set_synonyms(file)
            out.print(f"{len(rules.meant)} words and phrases have synonyms now")
        else:
            text = opened.synonyms_text()
            # Told of where they are wrong, like everybody who asks a question.
            opened.synonyms()
            if text is None:
                out.print("no synonyms; `pullquote synonyms FILE` brings some", markup=False)
            else:
                out.print(Text(text.rstrip("\n")), soft_wrap=True)
