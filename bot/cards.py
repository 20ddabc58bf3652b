"""Cards: what the bot shows, as Components V2. Pure functions; nothing here talks to Discord."""

from collections.abc import Sequence
from dataclasses import replace

from discord import Colour, ui

from bot.markdown import address, escape, flatten, quote, shorten, unescape, unquote, width
from index import Answer, Article, Hit

__all__ = ["empty_library", "escape", "found", "help_card", "nothing_found", "notice", "unescape", "unquote"]

# Discord's limit for all text of a message, counted as it is sent: with escapes, markup and addresses.
TEXT_LIMIT = 4000
PASSAGES = 3
# What each part around the quotes may take at most. With three hits that all use up theirs, some 280 units
# are left for each quote; real ones leave about 1,000.
QUESTION_ROOM = 240
TITLE_ROOM = 160
OUTLET_ROOM = 60
ALSO_ROOM = 40
ALSO_SHOWN = 3
UNNAMED_OUTLET = "an unnamed outlet"

ANSWER_COLOUR = Colour(0x2F6F8F)
QUIET_COLOUR = Colour(0x80848E)


def found(answer: Answer) -> ui.LayoutView:
    """Show up to three passages, each a quote with its label beneath it."""
    hits = answer.hits[:PASSAGES]
    head = _question(answer.question)
    feet = [_foot(hit) for hit in hits]
    texts = [hit.passage.text for hit in hits]
    room = TEXT_LIMIT - width(head) - sum(map(width, feet))
    shares = _shares([width(quote(text[:TEXT_LIMIT])) for text in texts], room)
    children: list[ui.Item[ui.LayoutView]] = [ui.TextDisplay(head)]
    for text, share, foot in zip(texts, shares, feet, strict=True):
        # The first separator only keeps the question apart.
        children.append(ui.Separator(visible=len(children) > 1))
        # Two texts: were they one, some renderers would draw the label into the quote.
        children += [ui.TextDisplay(quote(shorten(text, share, quote))), ui.TextDisplay(foot)]
    return _card(children, ANSWER_COLOUR)


def nothing_found(question: str) -> ui.LayoutView:
    """Say plainly that no passage answers."""
    return _card(
        [
            ui.TextDisplay(_question(question)),
            ui.TextDisplay("**Nothing found.** No article here answers that."),
            ui.TextDisplay("-# Try a name, a place or the words that an article would use."),
        ],
        QUIET_COLOUR,
    )


def empty_library(question: str) -> ui.LayoutView:
    """Say that there is nothing to search yet, and who can mend that."""
    return _card(
        [
            ui.TextDisplay(_question(question)),
            ui.TextDisplay("**There are no articles yet.**"),
            ui.TextDisplay("-# Whoever runs this bot adds them with `pullquote add`."),
        ],
        QUIET_COLOUR,
    )


def help_card() -> ui.LayoutView:
    """Say in a few lines what the bot does and how to ask."""
    return _card(
        [
            ui.TextDisplay("**Ask me about the news.** I answer with passages of articles, word for word."),
            ui.TextDisplay("Use `/ask`, or mention me together with your question."),
        ],
        QUIET_COLOUR,
    )


def notice(line: str) -> ui.LayoutView:
    """Show one line of ours, such as a refusal."""
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.TextDisplay(escape(shorten(flatten(line), TEXT_LIMIT))))
    return view


def _card(children: Sequence[ui.Item[ui.LayoutView]], colour: Colour) -> ui.LayoutView:
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.Container(*children, accent_colour=colour))
    return view


def _question(question: str) -> str:
    return f"-# {escape(shorten(flatten(question), QUESTION_ROOM))}"


def _foot(hit: Hit) -> str:
    """Write the lines under a quote: the label with a link to the article, and who else says the same."""
    passage = replace(hit.passage, article=_tamed(hit.passage.article))
    lines = [f"-# {escape(passage.label)}"]
    if link := address(passage.article.url):
        # The address in angle brackets brings no preview.
        lines[0] += f" · [open\N{NO-BREAK SPACE}article](<{link}>)"
    if hit.also_in:
        lines.append(f"-# also in: {_also(hit)}")
    return "\n".join(lines)


def _tamed(article: Article) -> Article:
    """Return the article with fields that fit into a label."""
    return replace(
        article,
        title=shorten(flatten(article.title), TITLE_ROOM),
        outlet=shorten(flatten(article.outlet), OUTLET_ROOM),
    )


def _also(hit: Hit) -> str:
    """Name the outlets that say the same, each once, the first few by name."""
    articles = [passage.article for passage in hit.also_in]
    names = dict.fromkeys(flatten(article.outlet) or UNNAMED_OUTLET for article in articles)
    shown = ", ".join(shorten(name, ALSO_ROOM) for name in list(names)[:ALSO_SHOWN])
    more = len(names) - ALSO_SHOWN
    return escape(shown) + (f" and {more} more" if more > 0 else "")


def _shares(needs: Sequence[int], room: int) -> list[int]:
    """Divide `room` fairly: nobody gets more than needed, and what is left over goes to the others."""
    shares = [0] * len(needs)
    order = sorted(range(len(needs)), key=needs.__getitem__)
    for place, index in enumerate(order):
        shares[index] = min(needs[index], room // (len(order) - place))
        room -= shares[index]
    return shares
