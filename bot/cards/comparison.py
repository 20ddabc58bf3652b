"""The card of a comparison, and how the comparisons of several libraries become one. Pure functions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from discord import ui

from bot.cards import labels
from bot.cards.markdown import escape, flatten, shorten
from bot.cards.quote_blocks import MOST_BLOCKS, QuoteBlock, stack
from bot.libraries.merged_hits import ScopedHit
from bot.texts import Voice
from index import Comparison, Hit, distinct_outlets, outlet_of

TOPIC_WIDTH = 240
ALSO_SHOWN = 3
_TITLE_WIDTH = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One passage of each outlet, oldest first; `outlets` is how many outlets at least cover the topic."""

    topic: str
    hits: tuple[ScopedHit, ...]
    outlets: int


def merge(topic: str, comparisons: Mapping[str, Comparison], limit: int = MOST_BLOCKS) -> Compared:
    """Merge what the libraries of one scope have: an outlet speaks once, in the library named first."""
    heard: set[str] = set()
    rated: list[tuple[float, ScopedHit]] = []
    for library, comparison in comparisons.items():
        best = max((hit.score for hit in comparison.hits), default=0.0)
        new = [hit for hit in comparison.hits if not _outlet(hit) or _outlet(hit) not in heard]
        heard.update(_outlet(hit) for hit in new)
        # Scores of two libraries cannot be compared; a hit counts as its share of its library's best.
        rated += [(hit.score / best if best > 0 else 1.0, ScopedHit(library=library, hit=hit)) for hit in new]
    rated.sort(key=lambda row: -row[0])
    kept = sorted((scoped for _, scoped in rated[:limit]), key=_oldest_first)
    most = max((comparison.outlets for comparison in comparisons.values()), default=0)
    named = {_outlet(scoped.hit) for _, scoped in rated} - {""}
    return Compared(topic=topic, hits=tuple(kept), outlets=max(most, len(named)))


def comparison(compared: Compared, say: Voice, rows: Sequence[ui.ActionRow[Any]] = ()) -> ui.LayoutView:
    """Show the passages one below the other, each under its outlet and date."""
    shown = len(compared.hits)
    order = say("compare.order")
    if compared.outlets > shown:
        order = say("compare.shown", shown=shown)
    counted = say.count("compare.head", compared.outlets)
    topic = escape(shorten(flatten(compared.topic), TOPIC_WIDTH))
    head = f"**{topic}**\n-# {counted} · {order}"
    return stack([_block(one, say) for one in compared.hits], head=head, rows=rows)


def _block(scoped: ScopedHit, say: Voice) -> QuoteBlock:
    hit = scoped.hit
    article = hit.passage.article
    head = f"**{escape(labels.outlet(article, say))}** · {labels.dated(article, say)}"
    title = labels.title(article, say, _TITLE_WIDTH)
    place = labels.place(hit.passage, say)
    foot_variants = labels.foot_variants(hit.passage, scoped.library, say, f"{title}, {place}", place)
    if hit.also_in:
        foot_variants = [f"{foot}\n-# {_also(hit, say)}" for foot in foot_variants]
    return QuoteBlock(text=hit.passage.text, foot_variants=foot_variants, head=head, best=hit.best)


def _also(hit: Hit, say: Voice) -> str:
    names = distinct_outlets(labels.outlet(one.article, say) for one in hit.also_in)
    shown = escape(", ".join(shorten(name, labels.OUTLET_WIDTH // 2, str) for name in names[:ALSO_SHOWN]))
    more = len(names) - ALSO_SHOWN
    return say("card.also_in_more" if more > 0 else "card.also_in", outlets=shown, more=more)


def _outlet(hit: Hit) -> str:
    return outlet_of(hit.passage.article)


def _oldest_first(scoped: ScopedHit) -> tuple[bool, str]:
    article = scoped.hit.passage.article
    return not article.published, article.published
