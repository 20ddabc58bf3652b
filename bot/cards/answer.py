"""Cards: what the bot shows, as Components V2. Pure functions; nothing here talks to Discord."""

from collections.abc import Sequence
from dataclasses import replace

from discord import Colour, ui

from bot.cards import labels
from bot.cards.base import ANSWER_COLOUR, QUIET_COLOUR, TEXT_LIMIT, Parts, Rows, shares
from bot.cards.excerpts import Excerpt, quoted
from bot.cards.markdown import address, escape, flatten, shorten, width
from bot.libraries.scopes import OWN
from bot.texts import Voice
from index import Article, Passage, distinct_outlets
from index.citation.styles import deep_link

# What one passage takes at most, by how many stand on the card: three fit on a phone's screen.
QUOTE_ROOM = {1: 1200, 2: 640, 3: 420}
# Less than this is no quote: then links lose the fragments that show the very words.
LEAST_QUOTE = 240
# What each part around the quotes may take at most.
QUESTION_ROOM = 240
ALSO_ROOM = 40
ALSO_SHOWN = 3
NEAREST_ROOM = 200
# The component under which a card keeps its question: answers store none, and their next page shows it again.
HEAD_ID = 1


def head(question: str, say: Voice, *, outlets: int = 0) -> str:
    """Write the lines above the quotes: the question, and how many outlets carry the matter."""
    line = f"-# {escape(shorten(flatten(question), QUESTION_ROOM))}"
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
    room = TEXT_LIMIT - width(head) - width(close) - width(note)
    quotes, feet = _fitted(excerpts, numbers, room, say, own=own and not close)
    children: list[ui.Item[ui.LayoutView]] = [ui.TextDisplay(head, id=HEAD_ID)]
    for text, label in zip(quotes, feet, strict=True):
        # The first separator only keeps the question apart.
        children.append(ui.Separator(visible=len(children) > 1))
        # Two texts: were they one, some renderers would draw the label into the quote.
        children += [ui.TextDisplay(part) for part in (text, label) if part]
    children += [ui.TextDisplay(line) for line in (close, note) if line]
    return card(children, ANSWER_COLOUR, rows)


def nothing_found(
    head: str, nearest: Sequence[Article], say: Voice, rows: Rows = (), *, note: str = ""
) -> ui.LayoutView:
    """Say plainly that no passage answers; what comes near is named as what it is."""
    texts = [head, say("card.nothing")]
    if nearest:
        sources = (shorten(flatten(article.source_in(say.labels)), NEAREST_ROOM) for article in nearest)
        texts.append("\n".join((say("card.nearest"), *(f"- {escape(source)}" for source in sources))))
    else:
        texts.append(say("card.nothing.hint"))
    return card([ui.TextDisplay(text) for text in (*texts, note) if text], QUIET_COLOUR, rows)


def empty_library(head: str, say: Voice, rows: Rows = (), *, note: str = "") -> ui.LayoutView:
    """Say that there is nothing to search yet, and who can mend that."""
    texts = (head, say("card.empty"), say("card.empty.hint"), note)
    return card([ui.TextDisplay(text) for text in texts if text], QUIET_COLOUR, rows)


def card(children: Parts, colour: Colour, rows: Rows = ()) -> ui.LayoutView:
    """Put parts into one coloured box, with rows of buttons at its foot."""
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.Container(*children, *rows, accent_colour=colour))
    return view


def foot(excerpt: Excerpt, say: Voice, *, number: str = "", own: bool = True, precise: bool = True) -> str:
    """Write the lines under a quote: the label with a link to the article, and who else says the same.

    A `precise` link shows the very words in the browser.
    """
    fitting = replace(excerpt.passage, article=labels.tamed(excerpt.passage.article))
    label = escape(fitting.label_in(say.labels))
    line = f"-# **{number}** · {label}" if number else f"-# {label}"
    if link := _link(excerpt.passage, precise=precise):
        # The address in angle brackets brings no preview.
        line += f" · [{say('card.open')}](<{link}>)"
    if own and excerpt.library != OWN:
        line += f" · {say('card.shared', name=escape(excerpt.library))}"
    return f"{line}\n-# {_also(excerpt, say)}" if excerpt.also_in else line


def _fitted(
    excerpts: Sequence[Excerpt | None], numbers: Sequence[str], room: int, say: Voice, *, own: bool
) -> tuple[list[str], list[str]]:
    """Return quotes and feet that fit into `room`; a passage that is gone has a foot alone."""
    shown = max(sum(one is not None for one in excerpts), 1)
    for precise in (True, False):
        feet = [
            foot(one, say, number=number, own=own, precise=precise) if one else f"-# {say('card.withdrawn')}"
            for one, number in zip(excerpts, numbers, strict=True)
        ]
        left = room - sum(map(width, feet))
        if left >= LEAST_QUOTE * shown:
            break
    texts = [one.passage.text if one else "" for one in excerpts]
    best = [one.best if one else None for one in excerpts]
    quotes = [
        quoted(text, QUOTE_ROOM[shown], one) if text else "" for text, one in zip(texts, best, strict=True)
    ]
    needs = [width(quote) for quote in quotes]
    if sum(needs) > left:
        rows = zip(texts, shares(needs, left), best, strict=True)
        quotes = [quoted(*row) if row[0] else "" for row in rows]
    return quotes, feet


def _link(passage: Passage, *, precise: bool) -> str | None:
    """Return a safe address of the passage, else of its article; None where it has none."""
    return (precise and address(deep_link(passage) or "")) or address(passage.article.url)


def _also(excerpt: Excerpt, say: Voice) -> str:
    """Name the outlets that say the same, the first few by name."""
    names = distinct_outlets(flatten(name) or say("card.unnamed_outlet") for name in excerpt.also_in)
    shown = escape(", ".join(shorten(name, ALSO_ROOM) for name in names[:ALSO_SHOWN]))
    more = len(names) - ALSO_SHOWN
    key = "card.also_in_more" if more > 0 else "card.also_in"
    return say(key, outlets=shown, more=more)
