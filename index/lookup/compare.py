"""Compares how several outlets tell of one matter: the best hit of each."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from index.analysis.char_filter import unread
from index.model.answer import Answer, Hit
from index.model.article import Article
from index.model.outlet import outlet_of, outlets_of

MOST_OUTLETS = 8
# How many hits to ask for, first and when copies and busy outlets leave too few; a search costs by their
# number.
WIDTHS = (40, 160)
Search = Callable[[int], Answer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The best hit of each outlet, oldest first, undated last; a copy stands with its original in `also_in`.

    `outlets` is how many carry the matter, shown or not, as far as the search looked; articles of unknown
    origin do not count. `unread` counts the characters at the end of a very long topic that were not read.
    """

    topic: str
    hits: tuple[Hit, ...]
    outlets: int
    unread: int = 0

    @property
    def found(self) -> bool:
        """Whether anything was found; when False, `hits` is empty."""
        return bool(self.hits)


def compare(topic: str, search: Search, limit: int = MOST_OUTLETS) -> Comparison:
    """Return the best hit of each of the `limit` best outlets; `search(n)` returns `n` hits for the topic."""
    hits: tuple[Hit, ...] = ()
    kept: list[Hit] = []
    for width in WIDTHS:
        hits = search(width).hits
        kept = _one_an_outlet(hits)
        if len(kept) >= limit or len(hits) < width:
            break
    shown = sorted(kept[: max(0, limit)], key=lambda hit: _oldest_first(hit.passage.article))
    outlets = outlets_of(one.article for hit in hits for one in (hit.passage, *hit.also_in))
    return Comparison(topic=topic, hits=tuple(shown), outlets=len(outlets), unread=unread(topic))


def _one_an_outlet(hits: Iterable[Hit]) -> list[Hit]:
    """Return the first hit of each outlet; an article of unknown origin is an outlet of its own."""
    seen: set[str] = set()
    kept = []
    for hit in hits:
        names = [outlet_of(one.article) or f"#{one.article.id}" for one in (hit.passage, *hit.also_in)]
        if names[0] not in seen:
            kept.append(hit)
            # Whoever carries a copy has had its say.
            seen.update(names)
    return kept


def _oldest_first(article: Article) -> tuple[bool, str, str]:
    return not article.published, article.published, article.id
