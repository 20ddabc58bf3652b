"""The hits of several libraries merged into one answer."""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from index import Answer, Article, Hit, outlet_of, outlets_of

NEAREST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopedHit:
    """A hit with the name of its library; "" is the server's own."""

    library: str
    hit: Hit


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedAnswer:
    """What answers a question, best first, or nothing.

    `nearest` are articles that come close where nothing answers; `empty` is whether there was not a single
    article to search. `damaged` counts the articles that answer as well, but are damaged and not shown.
    """

    question: str
    hits: tuple[ScopedHit, ...]
    nearest: tuple[Article, ...] = ()
    empty: bool = False
    damaged: int = 0

    @property
    def found(self) -> bool:
        """Whether anything answers."""
        return bool(self.hits)

    @property
    def outlets(self) -> int:
        """How many outlets carry what was found; articles of unknown origin do not count."""
        passages = (one for row in self.hits for one in (row.hit.passage, *row.hit.also_in))
        return len(outlets_of(passage.article for passage in passages))


def merge(question: str, answers: Mapping[str, Answer], limit: int, *, empty: bool = False) -> MergedAnswer:
    """Merge what the libraries of one scope answered; each decided for itself what answers, and its order.

    Scores of two libraries cannot be compared, since each weighs words by its own articles; how sure a
    library is of its best hit can. A hit counts as that, times its share of the best hit's score. A passage
    that two libraries have from the same outlet is one hit, of the library where it counts more.
    """
    waiting = {name: deque(_rated(name, answer)) for name, answer in answers.items() if answer.hits}
    hits: dict[tuple[str, str], ScopedHit] = {}
    while waiting:
        # Of equals the earlier library's comes first, and that is the server's own.
        name = max(waiting, key=lambda name: waiting[name][0][0])
        _, scoped = waiting[name].popleft()
        if not waiting[name]:
            del waiting[name]
        passage = scoped.hit.passage
        hits.setdefault((outlet_of(passage.article), " ".join(passage.text.split())), scoped)
    nearest = [article for answer in answers.values() for article in answer.nearest]
    return MergedAnswer(
        question=question,
        hits=tuple(hits.values())[:limit],
        nearest=() if hits else tuple(nearest[:NEAREST]),
        empty=empty,
        damaged=sum(len(answer.damaged) for answer in answers.values()),
    )


def _rated(name: str, answer: Answer) -> Iterator[tuple[float, ScopedHit]]:
    best = answer.hits[0].score
    for hit in answer.hits:
        share = hit.score / best if best > 0 else 1.0
        yield answer.confidence * share, ScopedHit(library=name, hit=hit)
