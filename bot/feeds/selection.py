"""Which entries of a feed are new, and which of them come first. Pure functions.

A feed may give its entries other links, ids or a few other words each time it is read. What is taken from it
is therefore known again by its text, and what has stayed from one reading to the next is served before what
was never seen: so genuine entries arrive, however much else the feed shows.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

from bot.feeds.sketches import likeness, sketch_of
from bot.state.feed_shapes import EntryShape
from index import Article

# The share of hashes from which two texts are one entry: under one title, and under two.
ALIKE_UNDER_ONE_TITLE = 0.5
ALIKE = 0.9
# Texts that share ALIKE of their hashes have one of their smallest in common, all but surely.
_PROBES = 8
# A reading is restless when at least this share of it was never seen before; a few entries say nothing.
RESTLESS_SHARE = 0.8
FEWEST_ENTRIES = 5


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a reading, with its shape; `shape.number` is 0 for one that was never seen."""

    article: Article
    shape: EntryShape

    @property
    def stayed(self) -> bool:
        """Whether the feed showed it before."""
        return self.shape.number > 0


def shape_of(article: Article, *, sketched: bool = True) -> EntryShape:
    """Return the shape of an entry; without the sketch that takes no time."""
    return EntryShape(
        link=_digest(article.url) if article.url else b"",
        title=_digest(" ".join(article.title.casefold().split())),
        exact=_digest(f"{article.title}\n{article.text}"),
        sketch=sketch_of(article.text) if sketched else (),
    )


def shuffles_links(shapes: Iterable[EntryShape], known: Iterable[EntryShape]) -> bool:
    """Whether an entry goes by another link now while its old one leads to something else.

    Then links of this feed are places in a list, and say nothing of which entry is which.
    """
    now = list(shapes)
    links = {one.exact: one.link for one in now}
    holders = {one.link: one.exact for one in now if one.link}
    return any(
        one.link
        and links.get(one.exact, one.link) != one.link
        and holders.get(one.link, one.exact) != one.exact
        for one in known
    )


def sorted_out(
    articles: Sequence[Article], known: Sequence[EntryShape], shown: Sequence[EntryShape]
) -> tuple[list[Entry], list[Entry]]:
    """Return the entries that are still to be taken, in the order of their turns, and those that were.

    Those come first that wait since an earlier reading, the longest first; then the others, as they stand.
    `shown` is all that the feed shows: an entry that is still there has not become another one.
    """
    remembered = _KnownEntries(known, shown)
    new: list[Entry] = []
    old: list[Entry] = []
    for article in articles:
        shape = shape_of(article)
        match = remembered.match(shape)
        if match is None:
            new.append(Entry(article, shape))
        else:
            again = replace(match, link=shape.link, exact=shape.exact)
            (old if match.taken else new).append(Entry(article, again))
    return sorted(new, key=lambda one: one.shape.number or float("inf")), old


def is_restless(new: Sequence[Entry], shown: int) -> bool:
    """Whether hardly anything of a reading of `shown` entries was there before."""
    fresh = sum(not one.stayed for one in new)
    return shown >= FEWEST_ENTRIES and fresh >= RESTLESS_SHARE * shown


class _KnownEntries:
    """The remembered entries of a feed, to be matched by likeness; each is matched once."""

    def __init__(self, known: Sequence[EntryShape], shown: Sequence[EntryShape]) -> None:
        self._exact = {one.exact: one for one in known}
        self._titles: dict[bytes, list[EntryShape]] = defaultdict(list)
        self._probes: dict[int, list[EntryShape]] = defaultdict(list)
        for one in known:
            self._titles[one.title].append(one)
            for value in one.sketch[:_PROBES]:
                self._probes[value].append(one)
        there = {one.exact for one in shown}
        links = {one.link for one in shown if one.link}
        self._found = {one.number for one in known if one.exact in there or one.link in links}

    def match(self, shape: EntryShape) -> EntryShape | None:
        """Return the entry that this one is, or None."""
        found = self._exact.get(shape.exact) or self._nearest(shape)
        if found is not None:
            self._found.add(found.number)
        return found

    def _nearest(self, shape: EntryShape) -> EntryShape | None:
        titled = self._titles.get(shape.title, [])
        probed = {
            one.number: one
            for value in shape.sketch[:_PROBES]
            for one in self._probes.get(value, ())[-_PROBES:]
        }
        rated = [(likeness(one.sketch, shape.sketch), one) for one in titled[-_PROBES:]]
        near = [(share, one) for share, one in rated if share >= ALIKE_UNDER_ONE_TITLE]
        rated = [(likeness(one.sketch, shape.sketch), one) for one in probed.values()]
        near += [(share, one) for share, one in rated if share >= ALIKE]
        # Entries from one mould are told apart by each being found once.
        free = [
            (share, one)
            for share, one in near
            if one.number not in self._found or (one.link and one.link == shape.link)
        ]
        return max(free, key=lambda row: row[0])[1] if free else None


def _digest(text: str) -> bytes:
    return blake2b(text.encode(errors="replace"), digest_size=16).digest()
