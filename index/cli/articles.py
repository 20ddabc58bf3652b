"""Commands about single articles and passages."""

from contextlib import suppress
from typing import Annotated

import typer

from index.citation.styles import STYLES
from index.cli.shared import AsJson, LibraryOption, existing
from index.cli.show_articles import show_articles, show_passages, source
from index.cli.show_versions import changed, show_quoted, show_versions
from index.console.terminal import err, out
from index.indexing.corrections import FIELDS
from index.model.errors import LibraryError, UnknownArticleError
from index.readers.formats.records import to_record

app = typer.Typer()


@app.command(name="list")
def list_articles(library: LibraryOption, as_json: AsJson = False) -> None:
    """List the articles: id, outlet, date and title."""
    with existing(library) as opened:
        if as_json:
            for article in opened.articles():
                out.json({name: value for name, value in to_record(article).items() if name != "text"})
        else:
            show_articles(out, opened.articles())


@app.command()
def show(
    name: Annotated[str, typer.Argument(metavar="ID", help="An article's id, or a passage's like a1#2.")],
    library: LibraryOption,
    versions: Annotated[
        bool, typer.Option("--versions", help="Show as well what the article said before.")
    ] = False,
) -> None:
    """Show an article, passage by passage, or one passage; one that was quoted, as it stood then."""
    with existing(library) as opened:
        try:
            article = opened.get(name)
        except UnknownArticleError:
            if "#" not in name:
                raise
            show_quoted(out, opened.quoted(name))
            name = name.rpartition("#")[0]
        else:
            show_passages(out, article, opened.passages(name), opened.corrections(name))
        if versions:
            kept = opened.versions(name)
            ids = dict.fromkeys(passage.id for version in kept for passage in version.passages)
            found = map(opened.quoted, ids)
            show_versions(out, kept, [one for one in found if one.version])


@app.command()
def cite(
    passage: Annotated[str, typer.Argument(metavar="PASSAGE", help="A passage's id, like a1#2.")],
    library: LibraryOption,
    style: Annotated[str, typer.Option(help=", ".join(STYLES))] = "plain",
) -> None:
    """Print a passage as a citation."""
    if style not in STYLES:
        raise typer.BadParameter(f'no style "{style}"; choose one of: {", ".join(STYLES)}')
    with existing(library) as opened:
        found = opened.quoted(passage)
        out.paste(STYLES[style](found.passage))
        if found.version:
            err.line("changed since ", changed(found.version), "; `pullquote show` marks the difference")
        else:
            with suppress(LibraryError):  # a library of somebody else is only read
                opened.mark_quoted([passage])


@app.command(name="set")
def correct(
    article_id: Annotated[str, typer.Argument(metavar="ID")],
    library: LibraryOption,
    title: Annotated[str | None, typer.Option(help='The title; "" when it has none.')] = None,
    outlet: Annotated[str | None, typer.Option(help='Who published it; "" for unknown.')] = None,
    author: Annotated[str | None, typer.Option(help='Who wrote it; "" for unknown.')] = None,
    published: Annotated[str | None, typer.Option(help='YYYY-MM-DD; "" for unknown.')] = None,
    url: Annotated[str | None, typer.Option(help='Its web address; "" for none.')] = None,
    reset: Annotated[
        list[str] | None, typer.Option(metavar="FIELD", help=f"Undo a correction: {', '.join(FIELDS)}.")
    ] = None,
) -> None:
    """Correct what is known of an article; corrections stay when it is read again."""
    values = {"title": title, "outlet": outlet, "author": author, "published": published, "url": url}
    if not reset and all(value is None for value in values.values()):
        raise typer.BadParameter("nothing to correct; give --title, --outlet, --author, --published or --url")
    with existing(library) as opened:
        article = opened.correct(article_id, **values, reset=reset or ())
    out.line(article.id, ": ", source(article))


@app.command()
def remove(
    ids: Annotated[list[str], typer.Argument(metavar="ID...")],
    library: LibraryOption,
    version: Annotated[
        int | None,
        typer.Option(min=1, help="Keep the article, and erase for good this one of its versions."),
    ] = None,
) -> None:
    """Remove articles: all of these, or none when one of the ids is unknown."""
    if version is not None and len(ids) != 1:
        raise typer.BadParameter("--version is one of a single article; give one id")
    with existing(library) as opened:
        if version is not None:
            opened.erase_version(ids[0], version)
            out.line(f"version {version} erased")
            return
        removed = opened.remove(ids)
    out.line(f"{len(removed)} removed")


@app.command()
def export(library: LibraryOption) -> None:
    """Print all articles as JSONL, which `pullquote add` reads back; corrected fields as corrected."""
    with existing(library) as opened:
        for article in opened.articles():
            out.json(to_record(article))
