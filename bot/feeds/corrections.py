"""Corrections that a feed brings: entries whose own record says something else at the same address now."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.feeds.selection import shape_of
from bot.quotas import Quotas, add_within
from bot.state.feed_shapes import EntryShape
from index import WHOLE, Article, Library, canonical_address


@dataclass(frozen=True, slots=True)
class Correction:
    """An entry that changed: as the feed has it now, and the shape in which it was taken last."""

    article: Article
    before: EntryShape

    @property
    def after(self) -> EntryShape:
        """The shape to remember once the correction is taken."""
        return replace(self.before, exact=shape_of(self.article, sketched=False).exact)


def corrections(seen: Sequence[Article], known: Sequence[EntryShape]) -> list[Correction]:
    """Return those of the entries, all seen before, whose record has changed since it was taken."""
    taken = {one.link: one for one in known if one.taken and one.link}
    shapes = [shape_of(one, sketched=False) for one in seen]
    # A link that several entries share says nothing of any.
    links = Counter(shape.link for shape in shapes)
    found = []
    for article, shape in zip(seen, shapes, strict=True):
        before = taken.get(shape.link)
        if before and links[shape.link] == 1 and before.exact != shape.exact:
            found.append(Correction(article, before))
    return found


def correct_within(
    library: Library, read: Sequence[tuple[Correction, Article]], quotas: Quotas
) -> list[Correction]:
    """Update the articles of corrections with what was read of them; return the corrections that are done.

    What was removed from the library stays away. A page that could not be read is tried another time, before
    its teaser takes the place of a whole article.
    """
    done, ready = [], []
    for one, article in read:
        stored = library.same_as(article)
        if stored is None or canonical_address(stored.url) != canonical_address(article.url):
            done.append(one)
        elif len(article.text) >= WHOLE or article.text != one.article.text or _was_taken_whole(one, stored):
            ready.append((one, article))
    kept = add_within(library, [article for _, article in ready], quotas)
    refused = set(map(id, kept.refused))
    return [*done, *(one for one, article in ready if id(article) not in refused)]


def _was_taken_whole(correction: Correction, stored: Article) -> bool:
    """Whether the article holds what the feed carried, not what its page did."""
    return correction.before.exact == shape_of(stored, sketched=False).exact
