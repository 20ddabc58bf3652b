"""The card of an answer: one to three passages with their sources, or that there is none. Pure functions."""

from collections.abc import Sequence
from dataclasses import replace

from discord import ui

from bot.cards import labels
from bot.cards.base import TEXT_LIMIT, LayoutItem, Rows, card, shares
from bot.cards.changes import changed_line
from bot.cards.excerpts import Excerpt, cut_quote
from bot.cards.markdown import escape, flatten, safe_address, shorten, width
from bot.libraries.scopes import OWN
from bot.texts import Voice
from index import Article, Passage, distinct_outlets
from index.citation.styles import deep_link

# What one passage takes at most, by how many stand on the card: three fit on a phone's screen.
QUOTE_WIDTH = {1: 1200, 2: 640, 3: 420}
# Less than this is no quote: then links lose the fragments that show the very words.
LEAST_QUOTE = 240
# What each part around the quotes may take at most.
QUESTION_WIDTH = 240
ALSO_WIDTH = 40
ALSO_SHOWN = 3
NEAREST_WIDTH = 200
# The component under which a card keeps its question: answers store none, and their next page shows it again.
HEAD_ID = 1


def head(question: str, say: Voice, *, outlets: int = 0) -> str:
    """Write the lines above the quotes: the question, and how many outlets carry it."""
    line = f"-# {escape(shorten(flatten(question), QUESTION_WIDTH))}"
    return f"{line}\n-# {say.count('card.outlets', outlets)}" if outlets > 1 else line


def answer(
    head: str,
    excerpts: Sequence[Excerpt | None],
    say: Voice,
    *,
    first: int = 1,
    own: bool = True,
    rows: Rows = (),
    note: str = "",
) -> ui.LayoutView:
    """Show one to three passages, each a quote with its label beneath it; None stands for one that is gone.

    They are numbered from `first` where there are several. `own` is whether the server may have articles of
    its own, which those of shared libraries are told from; `note` is a line of markup at the foot.
    """
    numbers = [str(first + place) if len(excerpts) > 1 or first > 1 else "" for place in range(len(excerpts))]
    # What is true of all passages is said once.
    names = {one.library for one in excerpts if one}
    common = names.pop() if own and len(names) == 1 else OWN
    close = f"-# {say('card.all_shared', name=escape(common))}" if common != OWN else ""
    max_width = TEXT_LIMIT - width(head) - width(close) - width(note)
    quotes, foot_lines = _fit_quotes(excerpts, numbers, max_width, say, own=own and not close)
    children: list[LayoutItem] = [ui.TextDisplay(head, id=HEAD_ID)]
    for text, label in zip(quotes, foot_lines, strict=True):
        # The first separator only keeps the question apart.
        children.append(ui.Separator(visible=len(children) > 1))
        # Two texts: were they one, some renderers would draw the label into the quote.
        children += [ui.TextDisplay(part) for part in (text, label) if part]
    children += [ui.TextDisplay(line) for line in (close, note) if line]
    return card(children, rows)


def nothing_found(
    head: str, nearest: Sequence[Article], say: Voice, rows: Rows = (), *, note: str = ""
) -> ui.LayoutView:
    """Say plainly that no passage answers; what comes near is named as what it is."""
    texts = [head, say("card.nothing")]
    if nearest:
        sources = (shorten(flatten(article.source_in(say.labels)), NEAREST_WIDTH) for article in nearest)
        texts.append("\n".join((say("card.nearest"), *(f"- {escape(source)}" for source in sources))))
    else:
        texts.append(say("card.nothing.hint"))
    return card([ui.TextDisplay(text) for text in (*texts, note) if text], rows, quiet=True)


def empty_library(head: str, say: Voice, rows: Rows = (), *, note: str = "") -> ui.LayoutView:
    """Say that there is nothing to search yet, and who can change that."""
    texts = (head, say("card.empty"), say("card.empty.hint"), note)
    return card([ui.TextDisplay(text) for text in texts if text], rows, quiet=True)


def foot(excerpt: Excerpt, say: Voice, *, number: str = "", own: bool = True, precise: bool = True) -> str:
    """Write the lines under a quote: the label with a link to the article, and who else says the same.

    A `precise` link shows the very words in the browser.
    """
    fitting = replace(excerpt.passage, article=labels.fitted(excerpt.passage.article))
    label = escape(fitting.label_in(say.labels))
    line = f"-# **{number}** · {label}" if number else f"-# {label}"
    if link := _link(excerpt.passage, precise=precise):
        # The address in angle brackets brings no preview.
        line += f" · [{say('card.open')}](<{link}>)"
    if own and excerpt.library != OWN:
        line += f" · {say('card.shared', name=escape(excerpt.library))}"
    if excerpt.also_in:
        line += f"\n-# {_also(excerpt, say)}"
    return f"{line}\n{changed_line(excerpt.version, say)}" if excerpt.version else line


def _fit_quotes(
    excerpts: Sequence[Excerpt | None], numbers: Sequence[str], max_width: int, say: Voice, *, own: bool
) -> tuple[list[str], list[str]]:
    """Return quotes, and the lines under them, that fit into `max_width` together.

    A passage that is gone has no quote, and a line that says so.
    """
    shown = max(sum(one is not None for one in excerpts), 1)
    for precise in (True, False):
        foot_lines = [
            foot(one, say, number=number, own=own, precise=precise) if one else f"-# {say('card.withdrawn')}"
            for one, number in zip(excerpts, numbers, strict=True)
        ]
        left = max_width - sum(map(width, foot_lines))
        if left >= LEAST_QUOTE * shown:
            break
    texts = [one.passage.text if one else "" for one in excerpts]
    best = [one.best if one else None for one in excerpts]
    quotes = [
        cut_quote(text, QUOTE_WIDTH[shown], one) if text else ""
        for text, one in zip(texts, best, strict=True)
    ]
    needs = [width(quote) for quote in quotes]
    if sum(needs) > left:
        rows = zip(texts, shares(needs, left), best, strict=True)
        quotes = [cut_quote(*row) if row[0] else "" for row in rows]
    return quotes, foot_lines


def _link(passage: Passage, *, precise: bool) -> str | None:
    """Return a safe address of the passage, else of its article; None where it has none."""
    return (precise and safe_address(deep_link(passage) or "")) or safe_address(passage.article.url)


def _also(excerpt: Excerpt, say: Voice) -> str:
    """Name the outlets that say the same, the first few by name."""
    names = distinct_outlets(flatten(name) or say("card.unnamed_outlet") for name in excerpt.also_in)
    shown = escape(", ".join(shorten(name, ALSO_WIDTH) for name in names[:ALSO_SHOWN]))
    more = len(names) - ALSO_SHOWN
    key = "card.also_in_more" if more > 0 else "card.also_in"
    return say(key, outlets=shown, more=more)
