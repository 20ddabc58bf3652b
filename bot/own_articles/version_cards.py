"""Cards about what an article said before. Pure functions."""

from collections.abc import Sequence
from datetime import datetime

from discord import ui

from bot.cards.base import LayoutItem
from bot.cards.changes import changed_line
from bot.cards.markdown import quote, shorten
from bot.own_articles.cards import label
from bot.texts import Voice
from index import Article, Version

# The latest are shown with so much that one knows them; the select has all.
SHOWN = 8
EXCERPT_WIDTH = 120


def listing(article: Article, versions: Sequence[Version], say: Voice) -> list[LayoutItem]:
    """Show the versions of an article, the newest first, each with the beginning of what it said."""
    texts: list[LayoutItem] = [ui.TextDisplay(label(article, say)), ui.Separator()]
    if not versions:
        return [*texts, ui.TextDisplay(say("version.none"))]
    lines = [
        f"**{name(one, say)}**\n{changed_line(one, say)}\n"
        + quote(shorten(one.passages[0].text, EXCERPT_WIDTH, quote))
        for one in reversed(versions[-SHOWN:])
    ]
    if len(versions) > SHOWN:
        lines.append(f"-# {say.count('source.more', len(versions) - SHOWN)}")
    return [*texts, ui.TextDisplay("\n".join(lines)), ui.TextDisplay(f"-# {say('version.hint')}")]


def erasing(article: Article, version: Version, say: Voice) -> list[LayoutItem]:
    """Ask whether a version is really to go, and show what it said."""
    return [
        ui.TextDisplay(f"**{say('version.sure')}**"),
        ui.Separator(),
        ui.TextDisplay(f"{label(article, say)}\n{name(version, say)}"),
        ui.TextDisplay(quote(shorten(version.passages[0].article.text, 1200, quote))),
        ui.TextDisplay(f"-# {say('version.sure.hint')}"),
    ]


def name(version: Version, say: Voice) -> str:
    """Name a version by its number, and by the day from which it was read, where that is known."""
    named = say("version.name", number=version.number)
    if not version.since:
        return named
    return f"{named} ({say.labels.dated(datetime.fromisoformat(version.since).date())})"
