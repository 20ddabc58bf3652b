"""How passages name their sources on a card: as `index` names them, in one line and cut to fit."""

from dataclasses import replace
from datetime import datetime

from bot.cards.markdown import escape, flatten, safe_address, shorten, width
from bot.libraries.scopes import OWN
from bot.texts import Voice
from index import Article, Passage
from index.citation.styles import deep_link

TITLE_WIDTH = 160
OUTLET_WIDTH = 60
# A longer id cannot be typed anyway; `pullquote list` shows it.
ID_WIDTH = 64


def fitted(article: Article) -> Article:
    """Return the article with fields that fit into a label."""
    return replace(
        article,
        title=shorten(flatten(article.title), TITLE_WIDTH),
        outlet=shorten(flatten(article.outlet), OUTLET_WIDTH),
    )


def dated(article: Article, say: Voice) -> str:
    """Return the day of publication, or that it is unknown."""
    return say.labels.dated(article.day)


def outlet(article: Article, say: Voice) -> str:
    """Return the outlet's name in one line, or that it is unknown."""
    return say.labels.outlet(fitted(article).outlet)


def title(article: Article, say: Voice, max_width: int = TITLE_WIDTH) -> str:
    """Return the title in one line and in quotation marks, or that there is none."""
    return say.labels.title(shorten(flatten(article.title), max_width, str))


def short_source(article: Article, say: Voice) -> str:
    """Return outlet and date."""
    return say.labels.short_source(fitted(article).outlet, article.day)


def source(article: Article, say: Voice) -> str:
    """Return outlet, date and title."""
    return f"{short_source(article, say)}, {title(article, say)}"


def place(passage: Passage, say: Voice) -> str:
    """Return the printed pages, where there are any, and which of the article's passages it is."""
    return passage.place_in(say.labels)


def label(passage: Passage, say: Voice) -> str:
    """Return what names the passage in full."""
    return f"{source(passage.article, say)}, {place(passage, say)}"


def seen(article: Article, say: Voice) -> str:
    """Write when the article was added, and when its source last said the same; "" where it is unknown."""
    days = {"label.added": article.added, "label.seen": article.seen}
    known = [
        say(key, day=say.labels.dated(datetime.fromisoformat(time).date()))
        for key, time in days.items()
        if time
    ]
    return f"-# {' · '.join(known)}" if known else ""


def foot_variants(passage: Passage, library: str, say: Voice, named: str, short: str = "") -> list[str]:
    """Return ways to write the lines under a quote, the fullest first.

    These have `named` (`short` in the shortest), a link to the very place or to the article, what people type
    to name the passage, and the library where it is a shared one.
    """
    name = reference(passage.id, library)
    shared = f" · {say('card.shared', name=escape(library))}" if library != OWN else ""
    links = [
        link for link in (safe_address(deep_link(passage) or ""), safe_address(passage.article.url)) if link
    ]
    # The address in angle brackets brings no preview.
    opened = [f"[{say('card.open')}](<{link}>)" for link in links]
    cited = [escape(name)] if name else []
    ways = [*([one, *cited] for one in opened), *([one] for one in opened[-1:]), cited, []]
    lines = [" · ".join([escape(named), *way]) for way in ways]
    if short:
        lines += [
            " · ".join([escape(short), *way]) for way in ([*opened[-1:], *cited], opened[-1:], cited, [])
        ]
    return [f"-# {line}{shared}" for line in lines]


def reference(passage_id: str, library: str) -> str:
    """Return what people type to name the passage, or "" where they hardly could."""
    name = f"{library}:{passage_id}" if library != OWN else passage_id
    return name if width(name) <= ID_WIDTH and name == flatten(name) and "]]" not in name else ""
