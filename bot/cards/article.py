"""Cards of an article, passage by passage, and of a list of articles. Pure functions."""

from collections.abc import Sequence
from typing import Any

from discord import ui

from bot.cards import labels
from bot.cards.base import LayoutItem, card
from bot.cards.markdown import escape, flatten, shorten, width
from bot.cards.quote_blocks import QuoteBlock, stack
from bot.libraries.references import ScopedPassage
from bot.libraries.scopes import OWN
from bot.texts import Voice
from index import Article, Suggestion

LISTED = 10
NAME_WIDTH = 100
_OUTLET_WIDTH = 40
_TITLE_WIDTH = 80
_AUTHOR_WIDTH = 80


def page(found: ScopedPassage, say: Voice, rows: Sequence[ui.ActionRow[Any]] = ()) -> ui.LayoutView:
    """Show one passage of an article under the article's title."""
    passage = found.passage
    article = passage.article
    source = escape(labels.short_source(article, say))
    if author := flatten(article.author):
        source += f" · {say('label.author', author=escape(shorten(author, _AUTHOR_WIDTH)))}"
    head = f"**{escape(labels.fitted(article).title or say.labels.untitled)}**\n-# {source}"
    foot_variants = labels.foot_variants(passage, found.library, say, labels.place(passage, say))
    return stack([QuoteBlock(text=passage.text, foot_variants=foot_variants)], head=head, rows=rows)


def listing(
    articles: Sequence[tuple[str, Article]], more: int, say: Voice, rows: Sequence[ui.ActionRow[Any]] = ()
) -> ui.LayoutView:
    """Show up to LISTED articles, each with the name of its library, and how many `more` there are."""
    shown = articles[:LISTED]
    lines = []
    for library, article in shown:
        name = shorten(labels.fitted(article).title or say.labels.untitled, _TITLE_WIDTH)
        source = escape(labels.short_source(article, say))
        shared = f" · {say('card.shared', name=escape(library))}" if library != OWN else ""
        lines.append(f"**{escape(name)}**\n-# {source}{shared}")
    head = say.count("look.list", len(shown) + more)
    children: list[LayoutItem] = [ui.TextDisplay(head), ui.Separator()]
    children += [ui.TextDisplay(line) for line in lines]
    if more:
        children.append(ui.TextDisplay(say("look.more", number=more)))
    return card(children, rows)


def choice_name(suggestion: Suggestion, say: Voice) -> str:
    """Name a suggestion in an autocomplete: at most NAME_WIDTH UTF-16 units of plain text, never empty."""
    outlet = shorten(flatten(suggestion.outlet), _OUTLET_WIDTH, str)
    if not suggestion.id:
        return say.count("look.outlet", suggestion.articles, outlet=outlet)
    source = f" · {say.labels.short_source(outlet, suggestion.article.day)}"
    title = flatten(suggestion.title) or say.labels.untitled
    return shorten(title, NAME_WIDTH - width(source), str) + source


def option_name(article: Article, say: Voice) -> str:
    """Name an article in a select's option."""
    return shorten(f"{labels.fitted(article).title or say.labels.untitled}", NAME_WIDTH, str)
