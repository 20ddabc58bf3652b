"""The command that reads again what older readers read, where it is known from where."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from index.cli.shared import LibraryOption, existing
from index.cli.show_articles import show_articles, show_report
from index.console.terminal import err, out
from index.model.article import Article
from index.model.report import Problem
from index.readers import current_readers, read_addresses, read_articles

app = typer.Typer()

_ADDRESSES = ("http://", "https://")
# A page of which less is left has become something else, such as a wall before the article.
_LEAST_LEFT = 0.5


@app.command()
def reread(
    library: LibraryOption,
    ids: Annotated[list[str] | None, typer.Argument(metavar="[ID...]", help="Only these articles.")] = None,
) -> None:
    """Read articles again that an older Pullquote read, from their files and addresses; list the others."""
    with existing(library) as opened:
        chosen = set(ids or ())
        older = [one for one in opened.read_by_others(current_readers()) if not chosen or one.id in chosen]
        show_report(out, err, opened.add(_read(older)))
        done = {one.id for one in older}
        left = [one for one in opened.read_by_others(current_readers()) if one.id in done]
    if left:
        out.line(f"{len(left)} as an older Pullquote read them; add them again from their sources:")
        show_articles(out, left)


def _read(older: Sequence[Article]) -> Iterator[Article | Problem]:
    files = dict.fromkeys(path for one in older if (path := _file(one.origin)))
    if files:
        yield from read_articles(*files)
    for one in older:
        address = next((it for it in (one.url, one.origin) if it.startswith(_ADDRESSES)), "")
        if address and not _file(one.origin):
            yield from _read_page(one, address)


def _read_page(before: Article, address: str) -> Iterator[Article | Problem]:
    """Yield an article with what its page says; its label stays, since a feed may have known it better."""
    items = list(read_addresses([address]))
    found = [item for item in items if isinstance(item, Article)]
    yield from (item for item in items if isinstance(item, Problem))
    if len(found) != 1:
        return
    if _share_left(before.text, found[0].text) < _LEAST_LEFT:
        yield Problem(address, "has another text than the article", remedy="open it in a browser")
        return
    pages = before.pages if found[0].text == before.text else ()
    yield replace(before, text=found[0].text, pages=pages, read_from=found[0].read_from)


def _file(origin: str) -> Path | None:
    """Return the file that an article was read from, or the archive that holds it, if it is still there."""
    if not origin or origin.startswith(_ADDRESSES):
        return None
    path = Path(origin)
    return next((place for place in (path, *path.parents) if place.is_file()), None)


def _share_left(before: str, after: str) -> float:
    words, now = Counter(before.split()), Counter(after.split())
    return sum((words & now).values()) / max(sum(words.values()), 1)
