"""Makes the article that a library is given of what a reader found in one document."""

from dataclasses import replace
from typing import Any

from index.cleaning.title_tail import headline_of
from index.model.article import Article, Dropped
from index.model.report import Problem
from index.readers.formats.records import LONGEST_NAME
from index.readers.sources import InputSource, shown


def received(item: Any, place: str) -> Article | Problem:
    """Make what the process sent an article again; it is trusted no more than the file it read."""
    try:
        if "problem" in item:
            said = item["problem"]
            return Problem(
                f"{place}{shown(said['place'])}",
                shown(said["reason"]),
                bool(said["lost"]),
                shown(said.get("remedy", "")),
                shown(said.get("command", "")),
                shown(said.get("kind", "")),
            )
        fields = item["article"]
        # Empty fields are not sent, not even a text.
        dropped = tuple(Dropped(*span) for span in fields.get("dropped", ()))
        return Article(**{"text": "", **fields, "pages": tuple(fields.get("pages", ())), "dropped": dropped})
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        return Problem(place, f"{shown(str(error))}", remedy="nothing of it was read")


def completed(source: InputSource, item: Article | Problem) -> Article | Problem:
    """Return what a reader made of one document, with what its source adds, or why it is no article."""
    if isinstance(item, Problem):
        return item
    if not any(map(str.isalnum, item.text)):
        return Problem(source.place, "holds no words", remedy="there is nothing to quote", kind="no_words")
    title, named = headline_of(item.title, item.outlet, item.url or source.url)
    return replace(
        item,
        title=_name(title),
        outlet=_name(item.outlet or named),
        author=_name(item.author),
        # Only a record may say which article it is: a page could overwrite another one.
        id="",
        origin=source.origin,
        url=item.url or source.url,
    )


def _name(stated: str) -> str:
    return stated if len(stated) <= LONGEST_NAME else ""
