"""How passages name their sources in the language of their readers; in English as `Passage.label` does."""

from bot.cards.answer import TITLE_WIDTH, fitted
from bot.cards.markdown import escape, flatten, safe_address, shorten, width
from bot.libraries.scopes import OWN
from bot.texts import Voice
from index import Article, Passage, written_day
from index.citation.styles import deep_link

# A longer id cannot be typed anyway; `pullquote list` shows it.
ID_WIDTH = 64


def dated(article: Article, say: Voice) -> str:
    """Return the day of publication, or that it is unknown."""
    return written_day(article.day, say.language) if article.day else say("label.undated")


def outlet(article: Article, say: Voice) -> str:
    """Return the outlet's name in one line, or that it is unknown."""
    return fitted(article).outlet or say("label.unknown_outlet")


def title(article: Article, say: Voice, max_width: int = TITLE_WIDTH) -> str:
    """Return the title in one line and in quotation marks, or that there is none."""
    name = shorten(flatten(article.title), max_width, str)
    return say("label.title", title=name) if name else say("label.untitled")


def short_source(article: Article, say: Voice) -> str:
    """Return outlet and date."""
    return f"{outlet(article, say)}, {dated(article, say)}"


def source(article: Article, say: Voice) -> str:
    """Return outlet, date and title."""
    return f"{short_source(article, say)}, {title(article, say)}"


def place(passage: Passage, say: Voice) -> str:
    """Return the printed pages, where there are any, and which of the article's passages it is."""
    here = say("label.passage", position=passage.position, total=passage.total)
    if passage.pages is None:
        return here
    first, last = passage.pages
    page = say("label.page", page=first) if first == last else say("label.pages", first=first, last=last)
    return f"{page}, {here}"


def label(passage: Passage, say: Voice) -> str:
    """Return what names the passage in full."""
    return f"{source(passage.article, say)}, {place(passage, say)}"


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
